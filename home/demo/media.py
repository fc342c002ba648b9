"""Pictures drawn by the portal and small PDF files, all in one collection, so that they can be found and taken away."""

from functools import cached_property
from typing import Any
from zlib import crc32

from django.core.files.base import ContentFile
from wagtail.models import Collection

from home.demo import pdf
from home.demo.content import EXAMPLE_SENTENCE, read
from home.demo.text import french
from portal.art import draw
from portal.models import PortalDocument, PortalImage
from portal.models.media import Licence

COLLECTION = "Démonstration"
SIZE = (800, 450)
POOL = {
    "territory": 5,
    "initiative": 8,
    "event": 4,
    "testimonial": 4,
    "news": 4,
    "resource": 4,
    "poster": 2,
    "crowd": 2,
}


class Media:
    """Draws and prints what pages ask for, each thing once."""

    def __init__(self) -> None:
        self._images: dict[tuple[str, int], PortalImage] = {}
        self._documents: dict[str, PortalDocument] = {}

    @cached_property
    def collection(self) -> Collection:
        """The collection of the demo, under the root."""
        root = Collection.get_first_root_node()
        return root.get_children().filter(name=COLLECTION).first() or root.add_child(name=COLLECTION)

    def draw_all(self) -> None:
        """Draw the pictures before any page refers to one: a page is catalogued with the copies that exist."""
        for kind, many in POOL.items():
            for number in range(many):
                name = f"{kind}-{number + 1}"
                self._images[kind, number] = PortalImage.objects.create(
                    title=f"Dessin {number + 1} ({kind})",
                    collection=self.collection,
                    credit="Dessin du portail",
                    licence=Licence.CC0,
                    file=ContentFile(draw(kind, name, *SIZE), name=f"demo-{name}.png"),
                )

    def image(self, kind: str, key: str) -> PortalImage:
        """One of the drawings of this kind: the same for the same key."""
        return self._images[kind, crc32(key.encode()) % POOL[kind]]

    def document(self, key: str, title: str, summary: str, parts: list[str], *, licence: str = "") -> PortalDocument:
        """The PDF of that name: the parts given, then those of `pdfs.toml`."""
        if key not in self._documents:
            own = read("pdfs").get(key, {})
            data, pages = pdf.build(
                title,
                summary,
                [*parts, *own.get("parts", [])],
                author="Provox Hauts-de-France",
                footer=own.get("footer", EXAMPLE_SENTENCE),
            )
            document = PortalDocument(
                title=french(title),
                summary=french(summary),
                language="fr",
                collection=self.collection,
                credit="Provox Hauts-de-France",
                licence=licence or Licence.CC_BY_SA,
                file=ContentFile(data, name=f"{key}.pdf"),
            )
            document.file_size, document.page_count = len(data), pages
            document.save()
            self._documents[key] = document
        return self._documents[key]


def remove() -> None:
    """Delete the demo's pictures, documents and collection."""
    for collection in Collection.objects.filter(name=COLLECTION):
        owned: list[Any] = [
            *PortalImage.objects.filter(collection=collection),
            *PortalDocument.objects.filter(collection=collection),
        ]
        for item in owned:
            item.delete()
        collection.delete()
