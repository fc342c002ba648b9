"""Initiatives, testimonials and events for tests, under a small portal of their own."""

import itertools
from datetime import datetime
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Locale, Page, Site

from home.models import HomePage
from network.models import (
    ActorIndexPage,
    ActorPage,
    EventIndexPage,
    EventPage,
    InitiativeIndexPage,
    InitiativePage,
    Term,
    Territory,
    TestimonialIndexPage,
    TestimonialPage,
)
from portal.media.renditions import prepare
from portal.models import PortalDocument, PortalImage
from search.models import Entry
from search.projection import project_pending

_numbers = itertools.count(1)
INDEXES = {
    ActorPage: (ActorIndexPage, "acteurs"),
    InitiativePage: (InitiativeIndexPage, "initiatives"),
    TestimonialPage: (TestimonialIndexPage, "temoignages"),
    EventPage: (EventIndexPage, "agenda"),
}


def home() -> HomePage:
    """The French home page, made once, as the root of the only site."""
    if found := HomePage.objects.first():
        return found
    root = Page.objects.get(depth=1)
    page = root.add_child(instance=HomePage(title="Accueil", slug="accueil-tests", brand="Portail"))
    Site.objects.all().delete()
    Site.objects.create(hostname="localhost", port=80, root_page=page, is_default_site=True)
    return page


def index(model: type[Page]) -> Page:
    """The index page that holds this type, made once."""
    kind, slug = INDEXES[model]
    return kind.objects.first() or home().add_child(instance=kind(title=slug.capitalize(), slug=slug))


def make(model: type[Page], **values: Any) -> Any:
    """A page under its index, published unless `live=False`."""
    number = next(_numbers)
    page = model(**{"title": f"{model.__name__} {number}", "slug": f"page-{number}", "summary": "Un résumé.", **values})
    index(model).add_child(instance=page)
    return page


def actor(**values: Any) -> Any:
    """An example association."""
    return make(ActorPage, **values)


def initiative(**values: Any) -> Any:
    """An initiative."""
    return make(InitiativePage, **values)


def event(**values: Any) -> Any:
    """An event of one afternoon."""
    return make(EventPage, **{"starts_at": at(2030, 6, 3, 14), **values})


def testimonial(**values: Any) -> Any:
    """A testimonial with its consent."""
    return make(TestimonialPage, **{"first_name": "Romain", "consent_reference": "Classeur A, n° 12", **values})


def at(year: int, month: int, day: int, hour: int = 9, minute: int = 0) -> datetime:
    """A moment in the portal's time zone."""
    return timezone.make_aware(datetime(year, month, day, hour, minute))


def term(slug: str, vocabulary: str) -> Term:
    """A term that the migrations wrote."""
    return Term.objects.get(slug=slug, vocabulary=vocabulary, locale=Locale.objects.get(language_code="fr"))


def territory(name: str = "Somme", **values: Any) -> Territory:
    """An official territory with a point."""
    defaults = {
        "kind": "departement",
        "code": f"T{next(_numbers)}",
        "slug": name.lower(),
        "latitude": 49.9,
        "longitude": 2.3,
    }
    return Territory.objects.create(**{**defaults, "name": name, **values})


def entry_of(page: Page) -> Entry | None:
    """The catalogue entry of a page after everything pending was projected."""
    project_pending()
    return Entry.objects.filter(key=f"page:{page.pk}").first()


def image(title: str) -> PortalImage:
    """A small picture, with the copies that pages show."""
    picture = PortalImage.objects.create(title=title, file=get_test_image_file(f"{next(_numbers)}.png"))
    prepare(picture)
    return picture


def document(name: str, content: bytes = b"%PDF-1.4 exemple") -> PortalDocument:
    """A file of the library."""
    return PortalDocument.objects.create(title=name, file=ContentFile(content, name=name))
