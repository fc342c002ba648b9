"""What editors decide about search: words that say the same, pages shown first."""

from typing import Any, ClassVar

from django.db.models import Exists, OuterRef, QuerySet, Value
from django.db.models.fields import CharField
from django.db.models.functions import Cast, Concat
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, PageChooserPanel
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import CreateView, SnippetViewSet

from search.models import Entry, Promoted, Synonym
from search.registry import page_types


class SynonymCreateView(CreateView):
    """A word that found nothing comes with its address: `?term=`."""

    def get_initial_form_instance(self) -> Synonym:
        """A new synonym of this word."""
        longest = Synonym._meta.get_field("term").max_length
        return Synonym(term=self.request.GET.get("term", "").replace("\0", "")[:longest])


class SynonymViewSet(SnippetViewSet):
    """Synonyms and acronyms, in effect from the next request on."""

    model = Synonym
    icon = "resubmit"
    add_view_class = SynonymCreateView
    copy_view_enabled = True
    list_display: ClassVar[list[Any]] = [
        "term",
        Column("equivalents", label=_("Says the same as"), accessor=lambda row: " · ".join(row.expressions)),
        Column(
            "one_way",
            label=_("Direction"),
            accessor=lambda row: gettext("only this way") if row.one_way else gettext("both ways"),
            sort_key="one_way",
        ),
    ]
    list_filter: ClassVar[list[str]] = ["one_way"]
    search_fields: ClassVar[list[str]] = ["term", "equivalents"]
    ordering = ("term",)
    list_per_page = 50
    panels: ClassVar[list[Any]] = [
        HelpPanel(
            content=_(
                "Whoever searches one of these words finds the others too, from now on and everywhere. "
                "Accents, plurals, feminine and inclusive forms need nothing: give only different words that say "
                "exactly the same."
            )
        ),
        FieldPanel("term"),
        FieldPanel("equivalents"),
        FieldPanel("one_way"),
    ]


def state_of(row: Any) -> str:
    """Whether visitors see it, and if not why."""
    if not row.is_public:
        return gettext("not shown: this page is not public")
    return row.period(timezone.localdate()) or gettext("shown")


class PromotedViewSet(SnippetViewSet):
    """Promoted results, in effect from the next request on."""

    model = Promoted
    icon = "thumbtack"
    copy_view_enabled = True
    list_display: ClassVar[list[Any]] = [
        "page",
        Column("shown_for", label=_("Searches")),
        Column("state", label=_("State"), accessor=state_of),
        Column("position", label=_("Position"), sort_key="position"),
    ]
    search_fields: ClassVar[list[str]] = ["words", "sentence", "page__title"]
    ordering = ("position", "pk")
    panels: ClassVar[list[Any]] = [
        HelpPanel(
            content=_(
                "This page is shown above the results of the searches below, as long as the public may see it. A "
                "search must hold the same words, no more and no less."
            )
        ),
        PageChooserPanel("page", page_type=page_types()),
        FieldPanel("words"),
        FieldPanel("sentence"),
        FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on"), FieldPanel("position")]),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Promoted]:
        """Each with `is_public`: whether the page that was chosen is in the catalogue."""
        key = Concat(Value("page:"), Cast(OuterRef("page_id"), CharField()))
        return Promoted.objects.select_related("page").annotate(is_public=Exists(Entry.objects.filter(key=key)))
