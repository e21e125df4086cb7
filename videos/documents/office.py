"""ODT (OASIS OpenDocument 1.3) and DOCX (ECMA-376) files: archives, looked at part by part."""

import re
import zipfile
import zlib
from typing import BinaryIO, NamedTuple
from xml.etree import ElementTree

from videos.documents.refusals import (
    ACTIVE,
    DAMAGED,
    ENCRYPTED,
    LINKED,
    TOO_COMPLEX,
    TWO_IN_ONE,
    UNKNOWN,
    Refused,
)
from videos.models.attachments import AttachmentKind

MAX_PARTS = 2_000
MAX_UNPACKED = 150 * 1024 * 1024  # bytes
MAX_RATIO = 150  # of one part; text seldom shrinks more than thirty times
SMALL_PART = 1024 * 1024  # bytes: below it, the ratio does not matter
END_OF_ARCHIVE = b"PK\x05\x06"
END_SIZE = 22  # bytes

ODT = "application/vnd.oasis.opendocument.text"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MANIFEST = "META-INF/manifest.xml"

# Folders of macros, and parts that other programs run.
ACTIVE_PARTS = re.compile(
    r"(^|/)(basic|scripts|activex|vbaproject[^/]*|vbadata[^/]*)(/|$|\.)|\.(bin|exe|dll|js|vbs|jar|class)$",
    re.IGNORECASE,
)
PRINTER_SETTINGS = re.compile(r"^word/printerSettings/[^/]+\.bin$")
ELSEWHERE = re.compile(r"^\s*([a-z][a-z0-9+.-]*:|//|\\\\|\.\./|/)", re.IGNORECASE)

ACTIVE_TYPES = ("macroenabled", "vba", "activex", "oleobject")

XLINK = "{http://www.w3.org/1999/xlink}href"
# In OpenDocument, only a link that a person clicks may lead out of the document.
CLICKED = {"a", "event-listener", "template"}
ODT_ACTIVE = {"event-listener", "applet", "plugin", "floating-frame", "script", "dde-source",
              "dde-connection", "dde-connection-decl"}  # fmt: skip


class Office(NamedTuple):
    kind: AttachmentKind
    content_type: str


def check(file: BinaryIO) -> Office:
    """Tell an ODT from a DOCX. Raises Refused for any other archive, and for what acts in one."""
    try:
        with zipfile.ZipFile(file) as archive:
            _check_archive(file, archive)
            names = {part.filename for part in archive.infolist()}
            if "mimetype" in names and archive.read("mimetype").strip() == ODT.encode():
                _check_odt(archive)
                return Office(AttachmentKind.ODT, ODT)
            if {"[Content_Types].xml", "word/document.xml"} <= names:
                _check_docx(archive)
                return Office(AttachmentKind.DOCX, DOCX)
    except (zipfile.BadZipFile, zlib.error, EOFError, KeyError, ValueError, OSError):
        raise Refused(DAMAGED) from None
    except (NotImplementedError, RuntimeError, MemoryError, RecursionError):
        raise Refused(TOO_COMPLEX) from None
    raise Refused(UNKNOWN)


def _check_archive(file: BinaryIO, archive: zipfile.ZipFile) -> None:
    """One archive and nothing around it, of a size that no reader will mind."""
    file.seek(0, 2)
    size = file.tell()
    file.seek(max(size - END_SIZE, 0))
    parts = archive.infolist()
    starts = min((part.header_offset for part in parts), default=-1)
    if not file.read().startswith(END_OF_ARCHIVE) or starts != 0:
        raise Refused(TWO_IN_ONE)
    if len({part.filename.lower() for part in parts}) != len(parts):
        raise Refused(TWO_IN_ONE)
    if len(parts) > MAX_PARTS:
        raise Refused(TOO_COMPLEX)
    unpacked = 0
    for part in parts:
        if part.flag_bits & 0x1:
            raise Refused(ENCRYPTED)
        if part.filename.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", part.filename):
            raise Refused(TWO_IN_ONE)
        if ACTIVE_PARTS.search(part.filename) and not PRINTER_SETTINGS.match(part.filename):
            raise Refused(ACTIVE)
        unpacked += _unpacked_size(archive, part)
        if unpacked > MAX_UNPACKED:
            raise Refused(TOO_COMPLEX)


def _unpacked_size(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> int:
    """Count what a part really holds: the size that an archive announces may be a lie."""
    size = 0
    with archive.open(part) as opened:
        while block := opened.read(64 * 1024):
            size += len(block)
            if size > SMALL_PART and size > MAX_RATIO * max(part.compress_size, 1):
                raise Refused(TOO_COMPLEX)
            if size > MAX_UNPACKED:
                raise Refused(TOO_COMPLEX)
    return size


def _tree(archive: zipfile.ZipFile, name: str) -> ElementTree.Element:
    text = archive.read(name)
    if b"<!DOCTYPE" in text or b"<!ENTITY" in text or text.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Refused(ACTIVE)  # neither format has any; entities may grow without end
    try:
        return ElementTree.fromstring(text)  # noqa: S314 (no declaration, so no entity)
    except ElementTree.ParseError:
        raise Refused(DAMAGED) from None


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _check_odt(archive: zipfile.ZipFile) -> None:
    names = archive.namelist()
    if MANIFEST in names:
        manifest = _tree(archive, MANIFEST)
        if any(_local(each.tag) == "encryption-data" for each in manifest.iter()):
            raise Refused(ENCRYPTED)
    for name in names:
        if not name.endswith(".xml") or name == MANIFEST:
            continue
        for element in _tree(archive, name).iter():
            tag = _local(element.tag)
            if tag in ODT_ACTIVE:
                raise Refused(ACTIVE)
            link = element.get(XLINK, "")
            if tag not in CLICKED and ELSEWHERE.match(link):
                raise Refused(LINKED)


def _check_docx(archive: zipfile.ZipFile) -> None:
    kinds = _tree(archive, "[Content_Types].xml")
    types = {each.get("ContentType", "").lower() for each in kinds.iter()}
    if any(
        word in each for each in types for word in ("macroenabled", "vba", "activex", "oleobject")
    ):
        raise Refused(ACTIVE)
    mains = {
        each.get("ContentType")
        for each in kinds.iter()
        if each.get("PartName", "").lower() == "/word/document.xml"
    }
    if mains != {f"{DOCX}.main+xml"}:
        raise Refused(UNKNOWN)
    for name in archive.namelist():
        if name.endswith(".rels"):
            _check_relations(_tree(archive, name))
        elif name.startswith("word/") and name.endswith(".xml"):
            _check_fields(_tree(archive, name))


def _check_relations(relations: ElementTree.Element) -> None:
    for relation in relations.iter():
        kind = relation.get("Type", "").rpartition("/")[2].lower()
        if kind in {"vbaproject", "control", "oleobject", "activexcontrolbinary"}:
            raise Refused(ACTIVE)
        if relation.get("TargetMode") == "External" and kind != "hyperlink":
            raise Refused(LINKED)


def _check_fields(tree: ElementTree.Element) -> None:
    """DDE fields start another program; INCLUDE fields fetch another file."""
    codes = "".join(
        (each.text or "") if _local(each.tag) == "instrText" else " "
        for each in tree.iter()
        if _local(each.tag) in {"instrText", "fldChar"}
    )
    codes += " ".join(
        value
        for each in tree.iter()
        if _local(each.tag) == "fldSimple"
        for key, value in each.attrib.items()
        if _local(key) == "instr"
    )
    if re.search(r"\bDDE(AUTO)?\b", codes, re.IGNORECASE):
        raise Refused(ACTIVE)
    if re.search(r"\bINCLUDE(TEXT|PICTURE)\b", codes, re.IGNORECASE):
        raise Refused(LINKED)
