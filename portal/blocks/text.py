"""Blocks made of words."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

INLINE_FEATURES = ["bold", "italic", "link", "document-link"]
TEXT_FEATURES = [*INLINE_FEATURES, "h2", "h3", "ul", "ol", "hr"]


class RichTextBlock(blocks.RichTextBlock):
    """Running text with headings of levels 2 and 3: the page's title is the only level 1."""

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        group = _("Words")
        description = _("Paragraphs, subtitles, lists and links.")
        template = "portal/blocks/text.html"
        preview_value = "<p>Une réunion par mois, un sujet par réunion.</p>"

    def __init__(self, **kwargs: object) -> None:
        super().__init__(**{"features": TEXT_FEATURES, **kwargs})


class QuoteBlock(blocks.StructBlock):
    """Words of somebody, with who says them."""

    text = blocks.TextBlock(label=_("Quote"), help_text=_("Exact words only, without quotation marks."))
    author = blocks.CharBlock(
        label=_("Who says it"), required=False, help_text=_("First name and status; never a minor’s surname.")
    )

    class Meta:
        icon = "openquote"
        label = _("Quote")
        group = _("Words")
        description = _("Exact words, set apart.")
        template = "portal/blocks/quote.html"
        preview_value = {"text": "On nous a répondu, point par point.", "author": "Exemple"}


class CalloutBlock(blocks.StructBlock):
    """A short note that must not be missed."""

    title = blocks.CharBlock(label=_("Title"), max_length=100)
    text = blocks.RichTextBlock(label=_("Text"), features=[*INLINE_FEATURES, "ul"])

    class Meta:
        icon = "info-circle"
        label = _("To remember")
        group = _("Words")
        description = _("A framed note: a key idea, a practical point.")
        template = "portal/blocks/callout.html"
        preview_value = {"title": "À retenir", "text": "<p>Une idée écartée est une idée expliquée.</p>"}


class FigureBlock(blocks.StructBlock):
    """A number and what it counts."""

    value = blocks.CharBlock(label=_("Number"), max_length=20)
    label = blocks.CharBlock(label=_("What it counts"), max_length=100)


class KeyFiguresBlock(blocks.StructBlock):
    """Two to four numbers side by side."""

    figures = blocks.ListBlock(FigureBlock(label=_("Number")), min_num=1, max_num=4, label=_("Numbers"))
    source = blocks.CharBlock(label=_("Source and date"), required=False)

    class Meta:
        icon = "order"
        label = _("Key figures")
        group = _("Words")
        description = _("One to four numbers with what they count.")
        template = "portal/blocks/key_figures.html"
        preview_value = {"figures": [{"value": "112", "label": "idées recueillies"}], "source": "Exemple"}


class QuestionBlock(blocks.StructBlock):
    """A question and its answer, folded."""

    question = blocks.CharBlock(label=_("Question"))
    answer = blocks.RichTextBlock(label=_("Answer"), features=[*INLINE_FEATURES, "ul", "ol"])


class QuestionsBlock(blocks.StructBlock):
    """Questions that open one by one."""

    questions = blocks.ListBlock(QuestionBlock(label=_("Question")), min_num=1, label=_("Questions"))

    class Meta:
        icon = "help"
        label = _("Questions and answers")
        group = _("Words")
        description = _("Questions whose answers unfold.")
        template = "portal/blocks/questions.html"
        preview_value = {"questions": [{"question": "Qui décide ?", "answer": "<p>La commune.</p>"}]}
