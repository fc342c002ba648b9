"""Small real PDF files: title, author and language set, searchable text, a few kilobytes."""

import re
from io import BytesIO

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, ListFlowable, ListItem, PageBreak, Paragraph, SimpleDocTemplate, Spacer

from home.demo.text import Unit, french, units

INK, TEAL = HexColor("#10303a"), HexColor("#0b5a66")
TITLE = ParagraphStyle("title", fontName="Helvetica-Bold", fontSize=21, leading=26, textColor=TEAL, spaceAfter=4 * mm)
LEAD = ParagraphStyle("lead", fontName="Helvetica", fontSize=12.5, leading=18, textColor=INK, spaceAfter=6 * mm)
TEXT = ParagraphStyle("text", fontName="Helvetica", fontSize=10.5, leading=15.5, textColor=INK, spaceAfter=3 * mm)
HEAD = ParagraphStyle(
    "head", parent=TEXT, fontName="Helvetica-Bold", fontSize=13, textColor=TEAL, spaceBefore=4 * mm, keepWithNext=1
)


def build(title: str, lead: str, parts: list[str], *, author: str, footer: str) -> tuple[bytes, int]:
    """A PDF in French and its number of pages; each part (home.demo.text), from the second, starts a page."""
    flow: list[Flowable] = [Paragraph(_plain(french(title)), TITLE), Paragraph(_plain(french(lead)), LEAD)]
    for number, part in enumerate(parts):
        if number:
            flow.append(PageBreak())
        flow.extend(_flowables(units(part)))
    buffer = BytesIO()
    document = SimpleDocTemplate(
        buffer,
        pagesize=A4,
        leftMargin=22 * mm,
        rightMargin=22 * mm,
        topMargin=20 * mm,
        bottomMargin=20 * mm,
        title=_plain(french(title)),
        author=author,
        lang="fr-FR",
        invariant=1,
        displayDocTitle=True,
    )

    def foot(canvas: Canvas, page: SimpleDocTemplate) -> None:
        canvas.setFont("Helvetica", 8.5)
        canvas.setFillColor(TEAL)
        canvas.drawString(22 * mm, 11 * mm, _plain(french(footer)))
        canvas.drawRightString(188 * mm, 11 * mm, str(page.page))

    document.build(flow, onFirstPage=foot, onLaterPages=foot)
    return buffer.getvalue(), document.page


def _flowables(parts: list[Unit]) -> list[Flowable]:
    flow: list[Flowable] = []
    items: list[ListItem] = []
    for unit in [*parts, Unit("", "")]:
        if unit.tag == "li":
            items.append(ListItem(Paragraph(_plain(unit.html), TEXT)))
            continue
        if items:
            flow.extend([ListFlowable(items, bulletType="bullet", leftIndent=6 * mm), Spacer(0, 2 * mm)])
            items = []
        if unit.tag:
            flow.append(Paragraph(_plain(unit.html), HEAD if unit.tag == "h2" else TEXT))
    return flow


def _plain(text: str) -> str:
    """The standard fonts have no narrow space."""
    return re.sub("[\u202f\u00a0]", "\u00a0", text)
