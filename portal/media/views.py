"""Pictures as the public gets them: the copies that pages show, never an original nor a document."""

from pathlib import Path

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe
from django.views.static import serve

KEPT = 3600  # seconds: a picture whose consent is withdrawn leaves every cache within the hour


@require_safe
def picture(request: HttpRequest, path: str) -> HttpResponseBase:
    """A file under `images/`, and nothing above: documents stand beside it, and only their own view may give them."""
    try:
        response = serve(request, path, document_root=str(Path(settings.MEDIA_ROOT) / "images"))
    except (SuspiciousFileOperation, ValueError) as error:
        raise Http404 from error
    response.headers["Cache-Control"] = f"public, max-age={KEPT}"
    return response
