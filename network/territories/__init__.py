"""The reference data of territories: its file, its loading, the names of places."""
