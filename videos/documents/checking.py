"""Which kind of document a file is, and whether it may be given to others."""

from typing import BinaryIO, NamedTuple

from videos.documents import office, pdf, pictures
from videos.documents.refusals import UNKNOWN, Refused
from videos.models.attachments import AttachmentKind

__all__ = ["EXTENSIONS", "Document", "Refused", "examine"]

# How the name of a document ends when it is given, whatever it was when it came.
EXTENSIONS = {
    "application/pdf": ".pdf",
    office.ODT: ".odt",
    office.DOCX: ".docx",
    **{content_type: ending for content_type, ending, _ in pictures.FORMATS.values()},
}


class Document(NamedTuple):
    """A document that may be kept. `file` is what to keep: a picture is made anew."""

    kind: AttachmentKind
    content_type: str
    file: BinaryIO


def examine(file: BinaryIO) -> Document:
    """Tell what a file is by its first bytes, then check all of it. Raises Refused, in words."""
    file.seek(0)
    head = file.read(16)
    file.seek(0)
    if head.startswith(b"%PDF-"):
        pdf.check(file)
        return Document(AttachmentKind.PDF, "application/pdf", file)
    if head.startswith(b"PK\x03\x04"):
        found = office.check(file)
        return Document(found.kind, found.content_type, file)
    if pictures.looks_like_one(head):
        made = pictures.make_anew(file)
        return Document(AttachmentKind.IMAGE, made.content_type, made.file)
    raise Refused(UNKNOWN)
