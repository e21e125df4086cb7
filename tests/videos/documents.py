"""Documents that members send, honest and hostile, made here byte by byte."""

import zipfile
from io import BytesIO

from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

ODT = "application/vnd.oasis.opendocument.text"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
OFFICE = "urn:oasis:names:tc:opendocument:xmlns"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def pdf(change=lambda writer: None) -> bytes:
    """A PDF of one page; `change` does what it wants to its writer before it is written."""
    writer = PdfWriter()
    writer.add_blank_page(width=595, height=842)
    change(writer)
    made = BytesIO()
    writer.write(made)
    return made.getvalue()


def name(text: str) -> NameObject:
    return NameObject(f"/{text}")


def action(kind: str, **more) -> DictionaryObject:
    found = DictionaryObject({name("S"): name(kind)})
    found.update({name(key): value for key, value in more.items()})
    return found


def opening_with(found):
    def change(writer):
        writer.root_object[name("OpenAction")] = found

    return change


def annotated(writer, **facts):
    note = DictionaryObject(
        {
            name("Type"): name("Annot"),
            name("Rect"): ArrayObject(NumberObject(0) for _ in range(4)),
            **{name(key): value for key, value in facts.items()},
        }
    )
    writer.pages[0][name("Annots")] = ArrayObject([writer._add_object(note)])


def archive(parts: dict[str, str | bytes], stored=("mimetype",)) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as opened:
        for part, content in parts.items():
            kind = zipfile.ZIP_STORED if part in stored else zipfile.ZIP_DEFLATED
            opened.writestr(part, content, kind)
    return made.getvalue()


def odt(content: str = "", **more: str | bytes) -> bytes:
    """An ODT whose text holds `content`, in OpenDocument's XML."""
    names = " ".join(
        f'xmlns:{each}="{OFFICE}:{each}:1.0"' for each in ("office", "text", "draw", "script")
    )
    text = (
        f'<office:document-content {names} xmlns:xlink="http://www.w3.org/1999/xlink">'
        f"<office:body><office:text><text:p>Bonjour</text:p>{content}</office:text>"
        "</office:body></office:document-content>"
    )
    manifest = '<manifest:manifest xmlns:manifest="m"/>'
    parts = {"mimetype": ODT, "content.xml": text, "META-INF/manifest.xml": manifest}
    return archive(parts | more)


def docx(content: str = "", relations: str = "", main: str = f"{DOCX}.main+xml", **more) -> bytes:
    """A DOCX whose text holds `content`, in WordprocessingML."""
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    parts = {
        "[Content_Types].xml": (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            f'<Override PartName="/word/document.xml" ContentType="{main}"/></Types>'
        ),
        "word/document.xml": (
            f'<w:document xmlns:w="{word}"><w:body><w:p><w:r><w:t>Bonjour</w:t></w:r></w:p>'
            f"{content}</w:body></w:document>"
        ),
        "word/_rels/document.xml.rels": (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f"{relations}</Relationships>"
        ),
    }
    return archive(parts | more)


def relation(kind: str, target: str) -> str:
    return (
        f'<Relationship Id="r1" Type="{RELATIONS}/{kind}" Target="{target}" TargetMode="External"/>'
    )


def picture(kind: str = "JPEG", size=(40, 30), **options) -> bytes:
    made = BytesIO()
    Image.new("RGB", size, "orange").save(made, kind, **options)
    return made.getvalue()


def located_picture() -> bytes:
    """A photograph that says where it was taken, by whom, and that it lies on its side."""
    facts = Image.Exif()
    facts[0x0112] = 6  # turned by 90 degrees
    facts[0x013B] = "Camille Durand"
    facts.get_ifd(0x8825)[1] = "N"
    return picture(exif=facts)


def lying_archive() -> bytes:
    """An ODT in which a part announces a thousand bytes and holds sixty megabytes."""
    made = bytearray(odt(**{"Pictures/a.png": b"0" * (60 * 1024 * 1024)}))
    real = (60 * 1024 * 1024).to_bytes(4, "little")
    return bytes(made.replace(real, (1000).to_bytes(4, "little")))


def script(text="app.alert(1)") -> TextStringObject:
    return TextStringObject(text)
