"""How the index is made: strict, nothing analysed by the cluster, nothing kept that the catalogue has already."""

import hashlib
import json
from typing import Any

from search.engines.elastic.url import Address
from search.registry import facets

PLACES = ("ici", "lieu")  # terms that name the places which an entry concerns, the place whose page it is
REFRESH = "200ms"
DEEPEST = 250_000  # results that pages can reach: search.query.LAST_PAGE of 20
LONGEST_TERM = 512
FORMAT = 3  # to be raised when documents are written otherwise under the same mapping

KEYWORD = {"type": "keyword", "ignore_above": LONGEST_TERM}
TOKENS = {"type": "text", "analyzer": "whitespace"}


def term_names() -> list[str]:
    """The kinds of terms that the index keeps: every declared facet."""
    return sorted({*PLACES, *(facet.name for facet in facets())})


def counted_names() -> list[str]:
    """The facets that lists offer, whose values are counted together: not trees, which have thousands of values."""
    return [facet.name for facet in facets() if facet.public and not facet.tree]


def mappings() -> dict[str, Any]:
    """Fields of the index. `listed` names the readers' languages in which an entry is the version shown; `others` are
    the versions that this was worked out with; `values` are the terms of public facets but trees, as `name=value`:
    counting them together costs a third of counting each facet by itself.
    """
    properties = {
        "id": {"type": "long"},
        "key": KEYWORD,
        "others": {"type": "long"},
        "language": KEYWORD,
        "listed": KEYWORD,
        "title": TOKENS,
        "summary": TOKENS,
        "text": TOKENS,
        "digest": {"type": "keyword", "index": False},
        "order": {"type": "keyword", "index": False},
        "first": {"type": "integer"},
        "last": {"type": "integer"},
        "place": {"type": "geo_point"},
        "values": KEYWORD,
        "terms": {"type": "object", "properties": dict.fromkeys(term_names(), KEYWORD)},
    }
    return {"dynamic": "strict", "_source": {"enabled": False}, "properties": properties}


def schema() -> str:
    """Changes when an index made before must be made again."""
    text = json.dumps([FORMAT, mappings()], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def filling(address: Address) -> dict[str, Any]:
    """The body that makes an index that is about to be filled: no copies, nothing findable yet."""
    values = {
        "number_of_shards": address.shards,
        "number_of_replicas": 0,
        "refresh_interval": "-1",
        "gc_deletes": "1h",  # deletes are versioned too: how long one is remembered
        "max_result_window": DEEPEST,
    }
    return {"settings": {"index": values}, "mappings": mappings() | {"_meta": {"schema": schema()}}}


def serving(address: Address) -> dict[str, Any]:
    """The settings of an index that readers read."""
    copies = {"auto_expand_replicas": "0-1"} if address.replicas is None else {"number_of_replicas": address.replicas}
    return {"refresh_interval": REFRESH, **copies}
