"""PDF files (ISO 32000): read whole, refused when anything in them acts by itself."""

import logging
import time
import zipfile
from typing import BinaryIO

from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from videos.documents.refusals import ACTIVE, DAMAGED, ENCRYPTED, TOO_COMPLEX, TWO_IN_ONE, Refused

logging.getLogger("pypdf").setLevel(logging.ERROR)  # it warns of each oddity of each file

MAX_OBJECTS = 60_000
PATIENCE = 20  # seconds
LEFT_AFTER_END = (
    1024  # bytes: where readers look for the end mark (ISO 32000-1, annex H.3, note 18)
)

# Keys by which a document acts, or carries another file (ISO 32000-1, 7.11.4, 12.6.4, 13).
ACTIVE_KEYS = {"/JS", "/JavaScript", "/EF", "/EmbeddedFiles", "/XFA", "/RichMediaContent", "/Movie"}
ACTIONS = {
    "/JavaScript",
    "/Launch",
    "/GoToR",
    "/GoToE",
    "/SubmitForm",
    "/ImportData",
    "/Movie",
    "/Sound",
    "/Rendition",
    "/RichMediaExecute",
    "/Trans3D",
    "/GoTo3DView",
}
ANNOTATIONS = {"/FileAttachment", "/Movie", "/Sound", "/Screen", "/RichMedia", "/3D"}


def check(file: BinaryIO) -> None:
    """Raise Refused unless a file is one PDF, readable by anybody, in which nothing acts."""
    _check_it_is_alone(file)
    try:
        reader = PdfReader(file, strict=False)
        if reader.is_encrypted:
            raise Refused(ENCRYPTED)
        if not len(reader.pages):
            raise Refused(DAMAGED)
        _check_objects(reader)
    except (PyPdfError, ValueError, TypeError, KeyError, IndexError, AttributeError, OSError):
        raise Refused(DAMAGED) from None
    except (RecursionError, MemoryError, NotImplementedError):
        raise Refused(TOO_COMPLEX) from None
    file.seek(0)


def _check_it_is_alone(file: BinaryIO) -> None:
    """A ZIP or a page of HTML may be glued behind a PDF, to be taken for one by another program."""
    file.seek(0)
    data = file.read()
    end = data.rfind(b"%%EOF")
    if end < 0:
        raise Refused(DAMAGED)
    if len(data) - end > LEFT_AFTER_END or zipfile.is_zipfile(file):
        raise Refused(TWO_IN_ONE)


def _check_objects(reader: PdfReader) -> None:
    numbers = {
        (number, generation)
        for generation, objects in reader.xref.items()
        for number in objects
        if number
    } | {(number, 0) for number in reader.xref_objStm}
    if len(numbers) > MAX_OBJECTS:
        raise Refused(TOO_COMPLEX)
    deadline = time.monotonic() + PATIENCE
    _check_object(reader.trailer)
    for number, generation in numbers:
        if time.monotonic() > deadline:
            raise Refused(TOO_COMPLEX)
        try:
            found = reader.get_object(IndirectObject(number, generation, reader))
        except PyPdfError:
            continue  # listed and not there: no reader finds it either
        _check_object(found)


def _check_object(found) -> None:
    """An object and what is written inside it; what it refers to has its own turn."""
    waiting = [found]
    while waiting:
        each = waiting.pop()
        if isinstance(each, DictionaryObject):
            if ACTIVE_KEYS & each.keys() or _acts(each):
                raise Refused(ACTIVE)
            waiting.extend(each.raw_get(key) for key in each)
        elif isinstance(each, ArrayObject):
            waiting.extend(list.__iter__(each))


def _acts(found: DictionaryObject) -> bool:
    kinds = {key: found.raw_get(key) for key in ("/S", "/Subtype") if key in found}
    kinds = {
        key: kind.get_object() if isinstance(kind, IndirectObject) else kind
        for key, kind in kinds.items()
    }
    return kinds.get("/S") in ACTIONS or kinds.get("/Subtype") in ANNOTATIONS
