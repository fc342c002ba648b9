"""The `elastic` engine: Elasticsearch 9, or OpenSearch 3, named by SEARCH_URL (docs/search-cluster.md)."""
