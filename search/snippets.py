"""What editors decide about search: words that say the same, pages shown first."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language, get_language_info, gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, PageChooserPanel
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import CreateView, IndexView, SnippetViewSet

from search.models import Promoted, Synonym
from search.registry import page_types
from search.versions import public_languages


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
    """Whether visitors see it, in which language if not in that of the page, and if not why."""
    if not row.languages:
        return gettext("not shown: this page is not public")
    today = timezone.localdate()
    state = row.period(today) or gettext("shown")
    if row.page.locale.language_code in row.languages or (row.ends_on and row.ends_on < today):
        return state
    return gettext("%(state)s, in %(languages)s: the page that was chosen is not public") % {
        "state": state,
        "languages": ", ".join(_name(code) for code in row.languages),
    }


def _name(code: str) -> str:
    """The name of a language in a sentence: French writes it without a capital."""
    name = str(get_language_info(code)["name_translated"])
    return name.lower() if (get_language() or "").startswith("fr") else name


class PromotedIndexView(IndexView):
    """Wagtail's list, with one more query for the state of its rows."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Give each row of the page its `languages`: those in which visitors see it."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        rows = list(context["object_list"])
        found = public_languages(str(row.page.translation_key) for row in rows)
        for row in rows:
            row.languages = found[str(row.page.translation_key)]
        return context


class PromotedViewSet(SnippetViewSet):
    """Promoted results, in effect from the next request on."""

    model = Promoted
    icon = "thumbtack"
    index_view_class = PromotedIndexView
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
        """With what the list says of each page."""
        return Promoted.objects.select_related("page__locale")
