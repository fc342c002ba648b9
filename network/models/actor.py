"""Actors: the organisations of the network, what they do, where, and how to reach them."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    Panel,
    TabbedInterface,
)
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page
from wagtail_localize.fields import SynchronizedField, TranslatableField

from network.forms import TermsForm
from network.models.contact import ContactDetailsMixin
from network.models.links import TerritoriesMixin, ThemesMixin
from network.models.vocabulary import Vocabulary, term_labels, terms_field
from network.presenting.actor import actor_context
from network.validators import clean_rna, clean_siret, normalise
from portal.blocks import BodyBlock
from portal.blocks.reading import linked_documents, plain_text
from portal.media.renditions import picture
from portal.models import BasePage
from search.describe import Catalogued, EntryData
from search.listing import ListingPage

SHORT_TEXT = ["bold", "italic", "link", "ul", "ol"]


class Membership(models.TextChoices):
    """How an organisation belongs to the network."""

    NONE = "none", _("not a member")
    MEMBER = "member", _("member")
    ASSOCIATE = "associate", _("associate member")
    BOARD = "board", _("member of the board")


class ActorIndexPage(ListingPage, BasePage):
    """The list of actors."""

    template = "search/listing.html"
    parent_page_types = None  # wherever the type of the home page lists it
    subpage_types: ClassVar[list[str]] = ["network.ActorPage"]
    page_description = _("The list of actors, with its filters.")
    max_count_per_parent = 1
    listing_types = ("acteur",)
    listing_facets = ("territoire", "structure", "theme", "activite")
    listing_sort = "title"

    content_panels: ClassVar[list[Panel]] = [*BasePage.content_panels, *ListingPage.listing_panels]
    override_translatable_fields: ClassVar[list[Any]] = [
        *BasePage.base_translatable_fields,
        *ListingPage.listing_translatable_fields,
    ]

    class Meta:
        verbose_name = _("list of actors")
        verbose_name_plural = _("lists of actors")


class ActorPage(TerritoriesMixin, ThemesMixin, ContactDetailsMixin, Catalogued, BasePage):
    """An organisation. Its e-mail address is reached through the contact form only."""

    template = "network/actor_page.html"
    parent_page_types: ClassVar[list[str]] = ["network.ActorIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    page_description = _("An organisation of the network: association, local authority, State service…")
    base_form_class = TermsForm
    catalogue_type = "acteur"

    acronym = models.CharField(_("acronym"), max_length=30, blank=True)
    types = terms_field(Vocabulary.ACTOR_TYPE, _("kind of organisation"))
    activities = terms_field(Vocabulary.ACTIVITY, _("activities of the programme"))
    contribution_roles = terms_field(Vocabulary.CONTRIBUTION_ROLE, _("what it does in events and processes"))
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("presentation"))
    is_example = models.BooleanField(
        _("example"), default=False, help_text=_("An invented organisation, shown as an example to visitors.")
    )
    offers = RichTextField(
        _("what it offers"), blank=True, features=SHORT_TEXT, help_text=_("A room, know-how, a tool, time…")
    )
    seeks = RichTextField(_("what it looks for"), blank=True, features=SHORT_TEXT)
    logo = models.ForeignKey(
        "portal.PortalImage", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("logo")
    )

    membership = models.CharField(_("membership"), max_length=10, choices=Membership, default=Membership.NONE)
    member_since = models.DateField(_("member since"), null=True, blank=True)
    verified_on = models.DateField(
        _("checked on"), null=True, blank=True, help_text=_("The last day somebody made sure that this page is right.")
    )

    rna = models.CharField(
        _("RNA number"), max_length=20, blank=True, help_text=_("W and nine figures, for associations.")
    )
    siret = models.CharField(_("SIRET number"), max_length=20, blank=True, help_text=_("14 figures."))
    legal_name = models.CharField(
        _("official name"), max_length=200, blank=True, help_text=_("If it differs from the title of the page.")
    )
    legal_contact = models.CharField(
        _("legal representative"),
        max_length=200,
        blank=True,
        help_text=_("Function and name. Kept for the network, never published."),
    )
    legal_phone = models.CharField(
        _("phone of the representative"), max_length=30, blank=True, help_text=_("Never published.")
    )
    legal_email = models.EmailField(_("e-mail of the representative"), blank=True, help_text=_("Never published."))

    presentation_panels: ClassVar[list[Panel]] = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [FieldPanel("acronym"), FieldPanel("types"), FieldPanel("is_example")], heading=_("What it is")
        ),
        FieldPanel("logo"),
        FieldPanel("body"),
        *TerritoriesMixin.territory_panels,
        *ThemesMixin.theme_panels,
    ]
    network_panels: ClassVar[list[Panel]] = [
        InlinePanel("roles", heading=_("Roles in the programme"), label=_("Role")),
        FieldPanel("contribution_roles"),
        FieldPanel("activities"),
        MultiFieldPanel([FieldPanel("offers"), FieldPanel("seeks")], heading=_("Reciprocity")),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("membership"), FieldPanel("member_since")]), FieldPanel("verified_on")],
            heading=_("Network"),
        ),
    ]
    legal_panels: ClassVar[list[Panel]] = [
        MultiFieldPanel(
            [FieldPanel("legal_name"), FieldRowPanel([FieldPanel("rna"), FieldPanel("siret")])], heading=_("Identity")
        ),
        MultiFieldPanel(
            [FieldPanel("legal_contact"), FieldRowPanel([FieldPanel("legal_phone"), FieldPanel("legal_email")])],
            heading=_("Legal contacts (never published)"),
        ),
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(presentation_panels, heading=_("Presentation")),
            ObjectList(network_panels, heading=_("In the network")),
            ObjectList(ContactDetailsMixin.contact_panels, heading=_("Contact")),
            ObjectList(legal_panels, heading=_("Legal")),
            ObjectList(BasePage.promote_panels, heading=_("Search engines")),
            ObjectList(Page.settings_panels, heading=_("Publication")),
        ]
    )

    override_translatable_fields: ClassVar[list[Any]] = [
        *BasePage.base_translatable_fields,
        *TerritoriesMixin.territory_translatable_fields,
        *ThemesMixin.theme_translatable_fields,
        *ContactDetailsMixin.contact_translatable_fields,
        *(TranslatableField(name) for name in ("body", "offers", "seeks", "roles")),
        *(SynchronizedField(name) for name in ("acronym", "types", "activities", "contribution_roles", "is_example")),
        *(SynchronizedField(name) for name in ("logo", "membership", "member_since", "verified_on", "rna", "siret")),
        *(SynchronizedField(name) for name in ("legal_name", "legal_contact", "legal_phone", "legal_email")),
    ]

    class Meta:
        verbose_name = _("actor")
        verbose_name_plural = _("actors")

    @classmethod
    def catalogue_queryset(cls) -> models.QuerySet[Any]:
        """Actors with all that their entry reads."""
        return cls._default_manager.select_related("image").prefetch_related(
            "image__renditions",
            *cls.TERRITORY_PREFETCH,
            *cls.THEME_PREFETCH,
            "types__parent",
            "activities",
            "contribution_roles",
            "roles",
        )

    def clean(self) -> None:
        """Official numbers exist; a member has a date that its membership allows."""
        super().clean()
        normalise(self, rna=clean_rna, siret=clean_siret)
        if self.member_since and self.membership == Membership.NONE:
            raise ValidationError({"member_since": _("Choose a kind of membership, or empty this date.")})

    def catalogue_entry(self) -> EntryData:
        """How it stands in the catalogue. No e-mail address nor legal contact enters it."""
        return EntryData(
            title=self.title,
            summary=self.summary,
            text=plain_text(*self._texts()),
            keywords=term_labels([*self.theme_list, *self.activities.all()]),
            terms={
                **self.territory_terms(),
                "theme": self.theme_terms(),
                "acteur": [self.slug],
                "structure": [above.slug for term in self.types.all() for above in term.path],
                "activite": [term.slug for term in self.activities.all()],
            },
            point=self.address_point or self.territory_point,
            place=self.town or self.territory_place,
            image=picture(self.image, self.image_alt),
            documents=linked_documents(self.body, self.offers, self.seeks),
            extra={"slug": self.slug, "acronym": self.acronym, "example": self.is_example},
        )

    def _texts(self) -> Iterable[Any]:
        """What the public page says: texts and streams."""
        yield from (self.acronym, self.legal_name, self.body, self.offers, self.seeks)
        yield from (term.label for term in [*self.types.all(), *self.contribution_roles.all()])
        yield from (f"{role.get_role_display()} {role.note}" for role in self.roles.all())
        yield from (*self.address_lines, self.rna, self.siret)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """What the template shows."""
        return {**super().get_context(request, *args, **kwargs), **actor_context(self, request)}
