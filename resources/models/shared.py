"""What news, resources and dossiers share: a body, what they are about, and how they tell it to the catalogue."""

from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import ObjectList, Panel, TabbedInterface
from wagtail.fields import StreamField
from wagtail_localize.fields import TranslatableField

from network.models.links import TerritoriesMixin, ThemesMixin
from network.models.vocabulary import term_labels, term_slugs
from portal.blocks import BodyBlock
from portal.blocks.reading import linked_documents, plain_text
from portal.languages import active_language
from portal.media.renditions import picture
from portal.models import BasePage
from resources.detail import Fact, cards, labels, tags
from resources.forms import LinkedPageForm
from resources.models.links import ActorsMixin
from resources.relations import TERRITORIES, Relations, hold_picture, relations_of
from search.cards import Card
from search.describe import Catalogued, EntryData
from search.registry import TYPES
from search.related import Related, related

if TYPE_CHECKING:
    from django.db.models import QuerySet


class SharedPage(TerritoriesMixin, ThemesMixin, ActorsMixin, Catalogued, BasePage):
    """Abstract. A type names its fields that hold words (`texts`), terms (`term_facets`) and links (`page_links`)."""

    body = StreamField(BodyBlock(), verbose_name=_("body"), blank=True)

    texts: ClassVar[tuple[str, ...]] = ("body",)
    term_facets: ClassVar[dict[str, str]] = {"themes": "theme"}  # many-to-many field -> facet
    page_links: ClassVar[dict[str, str]] = {"resource_actors": "actor"}  # child relation -> its foreign key
    links_shown_apart: ClassVar[frozenset[str]] = frozenset({"resource_actors", "items"})

    base_form_class = LinkedPageForm
    shared_translatable_fields: ClassVar[list[Any]] = [
        *BasePage.base_translatable_fields,
        TranslatableField("body"),
        *TerritoriesMixin.territory_translatable_fields,
        *ThemesMixin.theme_translatable_fields,
        *ActorsMixin.actor_translatable_fields,
    ]

    class Meta:
        abstract = True

    @property
    def shown_date(self) -> date | None:
        """The date of the thing itself."""
        raise NotImplementedError

    def shown_links(self) -> dict[str, str]:
        """The links of `page_links` that count for this page."""
        return self.page_links

    @classmethod
    def catalogue_queryset(cls) -> "QuerySet[Any]":
        """With all that the entry reads."""
        links = [f"{relation}__{target}" for relation, target in cls.page_links.items()]
        terms = [f"{name}__parent" for name in cls.term_facets]
        wanted = ["image__renditions", *cls.TERRITORY_PREFETCH, *terms, *links]
        return cls._default_manager.select_related("image").prefetch_related(*wanted)

    def catalogue_entry(self) -> EntryData:
        """Its words, its terms, what it points to and its files."""
        texts = [getattr(self, name) for name in self.texts]
        pages = [
            getattr(child, target)
            for relation, target in self.shown_links().items()
            for child in getattr(self, relation).all()
        ]
        terms: dict[str, list[str]] = {**self.territory_terms(), "acteur": self.actor_terms()}
        for name, facet in self.term_facets.items():
            terms.setdefault(facet, []).extend(term_slugs(getattr(self, name).all()))
        return EntryData(
            title=self.title,
            summary=self.summary,
            text=plain_text(*texts),
            keywords=term_labels(term for name in self.term_facets for term in getattr(self, name).all()),
            terms=terms,
            date=self.shown_date,
            point=self.territory_point,
            place=self.territory_place,
            image=picture(self.image, self.image_alt),
            links=[str(page.translation_key) for page in pages],
            documents=linked_documents(*texts),
        )

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Both ends of its links, facts and tags; other pages appear only as cards of the catalogue."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        hold_picture(self)
        shown = self.shown_links()
        own = relations_of(self, self.term_facets, shown)
        linked = related(self.translation_key, active_language(), own.keys(*shown))
        return context | {
            "type": self.catalogue_type,
            "type_label": TYPES[self.catalogue_type].label,
            "date": self.shown_date,
            "picture": picture(self.image, self.image_alt),
            "picture_credit": self.image.credit if self.image else "",
            "own": own,
            "related": linked,
            "linked": {relation: cards(linked, own.keys(relation)) for relation in shown},
            "around": self.around(linked, own),
            "tags": [tag for name, facet in self.term_facets.items() for tag in tags(facet, own.of(name))],
            "facts": [fact for fact in self.facts(own, linked) if fact.get("value") or fact.get("links")],
        }

    def around(self, linked: Related, own: Relations) -> list[Card]:
        """What it points to, then what points to it: each thing once, for one section of cards."""
        listed = [relation for relation in self.shown_links() if relation not in self.links_shown_apart]
        found = [*cards(linked, own.keys(*listed)), *linked.of(*TYPES)]
        return list({card.key: card for card in found}.values())

    def facts(self, own: Relations, linked: Related) -> list[Fact]:
        """What stands beside the text."""
        return [{"label": gettext("Territories"), "links": labels(own.of(TERRITORIES))}]


def tabs(content: list[Panel], classification: list[Panel]) -> TabbedInterface:
    """The form of a page of this layer: its content, what it is about, search engines."""
    return TabbedInterface(
        [
            ObjectList([*BasePage.content_panels, *content], heading=_("Content")),
            ObjectList(
                [*TerritoriesMixin.territory_panels, *ThemesMixin.theme_panels, *classification],
                heading=_("Territories and themes"),
            ),
            ObjectList(BasePage.promote_panels, heading=_("Promote")),
            ObjectList(BasePage.settings_panels, heading=_("Settings")),
        ]
    )
