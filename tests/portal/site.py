"""A portal with a page of every type, for tests that visit it as people do."""

from datetime import date

from django.core.management import call_command

from home.setup import SECTIONS, Tree
from search.models import Entry
from tests.factories import make_tree
from tests.home.places import make_places


def make_site(pages: int = 110) -> Tree:
    """Every section in both languages, and generated pages of every type."""
    make_places()
    tree = make_tree()
    call_command("generate_content", f"--pages={pages}", f"--today={date(2026, 3, 2)}", verbosity=0)
    return tree


def addresses() -> dict[str, str]:
    """{what: address} of home, each section, an English one, and a page of each type that the catalogue knows."""
    found = {section.slug: f"/{section.slug}/" for section in SECTIONS}
    types = Entry.objects.exclude(type="document").values_list("type", "url").order_by("pk")
    return {"home": "/", "english": "/en/", **found, **{f"a page: {kind}": url for kind, url in types}}
