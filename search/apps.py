"""The catalogue and everything that reads it."""

from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    """Connects the receivers that mark what changed."""

    name = "search"
    verbose_name = _("Catalogue and search")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Connect signal receivers and declare the facets that belong to no vocabulary."""
        from portal.registries import register_preparation
        from portal.timers import register_job
        from search import decisions, facets, receivers  # noqa: F401
        from search.changes import prune_changes
        from search.engines.elastic import jobs
        from search.extraction.reading import prune_texts, read_waiting
        from search.preparation import prepare
        from search.prepared import forget_words
        from search.projection import project_pending, retry_refused
        from search.statistics import prune

        register_job("marks", timedelta(seconds=5), project_pending)
        register_job("refused", timedelta(minutes=30), retry_refused)
        register_job("changes", timedelta(days=1), prune_changes)
        register_job("words", timedelta(days=1), forget_words)
        register_job("searches", timedelta(days=1), prune)
        register_job("texts", timedelta(seconds=5), read_waiting)
        register_job("unused texts", timedelta(days=1), prune_texts)
        register_preparation(prepare)
        jobs.register()
