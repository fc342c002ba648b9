"""Content that others send as a table: read, checked row by row, turned into pages."""
