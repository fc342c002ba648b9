"""The read API: the catalogue for programs, with its description (`/api/openapi.json`)."""
