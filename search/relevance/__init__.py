"""Judging search: a corpus and its judged queries, apart from the live catalogue."""
