"""The download view follows the catalogue's rule."""

from django.http import Http404, HttpRequest, HttpResponse
from wagtail import hooks
from wagtail.documents import get_document_model
from wagtail.permissions import policy_registry

from search import document_list, menu  # noqa: F401 (they register what they add)
from search.keys import document_key
from search.state import shown


@hooks.register("before_serve_document")
def serve_public_documents_only(document: object, request: HttpRequest) -> HttpResponse | None:
    """A document that has no entry is not there for the public; those who may edit or choose it can open it."""
    key = document_key(document.pk)  # type: ignore[attr-defined]
    if shown().filter(key=key).exists():
        return None
    policy = policy_registry.get_by_type(get_document_model())
    if request.user.is_authenticated and policy.user_has_any_permission_for_instance(
        request.user, ["add", "change", "delete", "choose"], document
    ):
        return None
    raise Http404
