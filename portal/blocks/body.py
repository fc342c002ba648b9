"""The block that every `body` field is made of."""

from wagtail import blocks

from portal.blocks.media import ButtonBlock, FilesBlock, PictureBlock, VideoBlock
from portal.blocks.text import CalloutBlock, KeyFiguresBlock, QuestionsBlock, QuoteBlock, RichTextBlock


class BodyBlock(blocks.StreamBlock):
    """Everything an editor may put in the body of a page; no raw HTML."""

    text = RichTextBlock()
    picture = PictureBlock()
    quote = QuoteBlock()
    callout = CalloutBlock()
    figures = KeyFiguresBlock()
    questions = QuestionsBlock()
    video = VideoBlock()
    files = FilesBlock()
    button = ButtonBlock()
