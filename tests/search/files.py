"""Small real files, and hostile ones."""

import io
import zipfile
import zlib
from typing import Any

from openpyxl import Workbook
from pypdf import PdfReader, PdfWriter
from reportlab.pdfgen.canvas import Canvas

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
OPEN = "urn:oasis:names:tc:opendocument:xmlns:"
TYPES = "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>"


def pdf(*pages: list[str]) -> bytes:
    """A PDF with these lines on its pages."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    for lines in pages:
        for number, line in enumerate(lines):
            canvas.drawString(72, 780 - 14 * number, line)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def scanned_pdf() -> bytes:
    """A PDF without any text."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    canvas.rect(100, 100, 200, 200, fill=1)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def locked_pdf(password: str, owner: str = "owner", algorithm: str = "AES-256") -> bytes:
    """A PDF that opens with a password; an empty one is what "no copying" makes."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf(["Compte rendu du copil"]))))
    writer.encrypt(password, owner, algorithm=algorithm)
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def endless_pdf() -> bytes:
    """A page whose content is an hour of work: a stream that unpacks to 70 MB of text operations."""
    return _one_page(zlib.compress(b"BT /F1 9 Tf " + b"() Tj 1 0 0 1 0 0 Tm " * 3_300_000 + b"ET"))


def swelling_pdf() -> bytes:
    """A page whose content unpacks to 1.5 GB."""
    packer = zlib.compressobj(9)
    return _one_page(b"".join([packer.compress(bytes(10_000_000)) for _ in range(150)]) + packer.flush())


def _one_page(stream: bytes) -> bytes:
    """A PDF of one page with this content, compressed."""
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(stream), stream),
        font,
    ]
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = len(out)
    out += b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"trailer << /Root 1 0 R /Size 6 >>\nstartxref\n%d\n%%%%EOF" % table


COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def compound(*streams: str) -> bytes:
    """A compound file, an old Office document or one with a password: its header and the names of its streams."""
    return COMPOUND + bytes(504) + b"".join(name.encode("utf-16-le").ljust(64, b"\0") + bytes(64) for name in streams)


def archive(**members: str | bytes) -> bytes:
    """An archive; `__` in a name stands for `/`."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(name.replace("__", "/"), content)
    return buffer.getvalue()


def docx(body: str, before: str = "", **members: str) -> bytes:
    """A DOCX whose document has this body."""
    document = f'{before}<w:document xmlns:w="{WORD}" xmlns:mc="{COMPATIBILITY}"><w:body>{body}</w:body></w:document>'
    parts: dict[str, Any] = {"[Content_Types].xml": TYPES, "word/document.xml": document, **members}
    return archive(**parts)


def paragraph(text: str) -> str:
    """A paragraph of a DOCX."""
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def pptx(*slides: str) -> bytes:
    """A PPTX with these words on its slides."""
    shape = "<p:sld xmlns:p='urn:p' xmlns:a='{}'><a:p><a:r><a:t>{}</a:t></a:r></a:p></p:sld>"
    parts = {f"ppt/slides/slide{number}.xml": shape.format(DRAWING, text) for number, text in enumerate(slides, 1)}
    return archive(**{"[Content_Types].xml": TYPES, "ppt/presentation.xml": "<p/>", **parts})


def open_document(kind: str, body: str, manifest: str = "<manifest/>") -> bytes:
    """An ODT, ODS or ODP (`kind`: text, spreadsheet, presentation) with this content."""
    names = {"text": "text:1.0", "office": "office:1.0", "table": "table:1.0", "draw": "drawing:1.0"}
    spaces = " ".join(f'xmlns:{short}="{OPEN}{name}"' for short, name in names.items())
    content = f"<office:document-content {spaces}><office:body>{body}</office:body></office:document-content>"
    return archive(
        mimetype=f"application/vnd.oasis.opendocument.{kind}",
        **{"content.xml": content, "META-INF/manifest.xml": manifest},
    )


def xlsx(**sheets: list[list[Any]]) -> bytes:
    """An XLSX with these rows in its sheets."""
    workbook = Workbook()
    workbook.remove(workbook.active)
    for title, rows in sheets.items():
        sheet = workbook.create_sheet(title)
        for row in rows:
            sheet.append(row)
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()
