"""Pages of the resources layer, published under a section of the default site."""

import itertools
from datetime import date
from typing import Any

from django.core.files.base import ContentFile
from wagtail.fields import StreamField
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.test.utils.form_data import nested_form_data, streamfield

from home.models import HomePage
from network.models import Term, Vocabulary
from portal.media.renditions import prepare
from portal.models import PortalDocument, PortalImage
from resources.models import (
    CapitalisationPage,
    DossierPage,
    NewsIndexPage,
    NewsPage,
    ReportPage,
    ResourceIndexPage,
    ToolPage,
    TrainingKitPage,
    VeillePage,
)
from search.projection import project_pending

KINDS = (CapitalisationPage, DossierPage, NewsPage, ReportPage, ToolPage, TrainingKitPage, VeillePage)
_numbers = itertools.count(1)


def make_home() -> HomePage:
    """The home page of the default site, made once."""
    site = Site.objects.select_related("root_page").get(is_default_site=True)
    found = HomePage.objects.filter(pk=site.root_page_id).first()
    if found:
        return found
    home = site.root_page.get_parent().add_child(instance=HomePage(title="Accueil", slug="accueil", brand="Portail"))
    site.root_page = home
    site.save()
    return home


def make_section(model: type[Page]) -> Page:
    """The index page of a type, made once."""
    root = make_home()
    slug = "actualites" if model is NewsIndexPage else "ressources"
    found = model.objects.child_of(root).first()
    return found or root.add_child(instance=model(title=slug.title(), slug=slug, locale=root.locale))


def build_page(model: type[Any], **values: Any) -> Any:
    """A page with the little that its type asks for, not saved."""
    number = next(_numbers)
    defaults: dict[str, Any] = {"title": f"Exemple {number}", "slug": f"exemple-{number}", "summary": "Exemple."}
    defaults["date" if model is NewsPage else "published_on"] = date(2026, 3, 2)
    if model is VeillePage:
        defaults |= {"note": "Deux lignes.", "source": "Exemple", "source_url": "https://example.org/article"}
        defaults["read_on"] = date(2026, 3, 3)
    return model(**defaults | values)


def make_page(model: type[Any], *, live: bool = True, **values: Any) -> Any:
    """The same, in the tree and projected."""
    section = make_section(NewsIndexPage if model is NewsPage else ResourceIndexPage)
    page = section.add_child(instance=build_page(model, live=live, locale=section.locale, **values))
    project_pending()
    return page


def make_private(page: Page) -> None:
    """Only people who are logged in may read it."""
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    project_pending()


def make_document(title: str = "Guide") -> PortalDocument:
    """A small file."""
    return PortalDocument.objects.create(title=title, file=ContentFile(title.encode(), name=f"{next(_numbers)}.txt"))


def make_picture() -> PortalImage:
    """A picture with its copies."""
    image = PortalImage.objects.create(title="Dessin", file=get_test_image_file(filename=f"{next(_numbers)}.png"))
    prepare(image)
    return image


def make_term(vocabulary: Vocabulary, slug: str, label: str = "") -> Term:
    """A term in the default language."""
    locale = Site.objects.get(is_default_site=True).root_page.locale
    known = Term.objects.filter(vocabulary=vocabulary, slug=slug, locale=locale).first()
    return known or Term.objects.create(vocabulary=vocabulary, slug=slug, label=label or slug.title(), locale=locale)


def empty_streams(page: Page) -> dict[str, str]:
    """What an edit form posts for streams without blocks: a script writes them in the browser."""
    names = [field.name for field in page._meta.get_fields() if isinstance(field, StreamField)]
    return nested_form_data({name: streamfield([]) for name in names})
