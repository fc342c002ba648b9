"""`/recherche/export.*`: all that a query finds, streamed."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone

from portal.chrome import surroundings
from portal.languages import active_language
from portal.methods import read_only
from search.exports import atom, csv, geojson, ics, json
from search.exports.about import About, about
from search.exports.links import results_path
from search.exports.rows import Rows, everything
from search.freshness import etag_of, open_to_all, unchanged
from search.query import Query


@dataclass(frozen=True)
class Format:
    """A format: its content type, who writes it, and whether it is a file to keep rather than an address to follow."""

    content_type: str
    write: Callable[[Rows, About], Iterator[str]]
    counted: bool = False
    kept: bool = False
    sort: str = ""  # where the query asks for no order


FORMATS = {
    "csv": Format("text/csv; charset=utf-8", csv.write, kept=True),
    "json": Format("application/json", json.write, counted=True),
    "geojson": Format("application/geo+json", geojson.write),
    "atom": Format("application/atom+xml; charset=utf-8", atom.write, sort="date"),
    "ics": Format("text/calendar; charset=utf-8", ics.write, sort="date"),
}
PROBLEMS_TOLD = 5  # a header stays short


@read_only
def export(request: HttpRequest, extension: str) -> HttpResponseBase:
    """The query of the address in one of FORMATS; what of it could not be read is in `X-Query-Problems`."""
    etag = etag_of(request)
    if known := unchanged(request, etag):
        return known
    chosen = FORMATS[extension]
    query = Query.parse(request.GET)
    if request.method == "HEAD":
        response: HttpResponseBase = HttpResponse(content_type=chosen.content_type)
    else:
        language = active_language()
        rows = everything(replace(query, sort=query.sort or chosen.sort), language, counted=chosen.counted)
        told = about(query, language, surroundings(request).site_name, request.path, results_path())
        response = StreamingHttpResponse(chosen.write(rows, told), content_type=chosen.content_type)
    if chosen.kept:
        name = f"export-{timezone.localdate().isoformat()}.{extension}"
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    if query.problems:
        response.headers["X-Query-Problems"] = urlencode(query.problems[:PROBLEMS_TOLD])
    return open_to_all(response, etag)
