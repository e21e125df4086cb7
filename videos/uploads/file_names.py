"""The name that a member's device gave to a file: shown back to them, never a path."""

import re
import unicodedata

LONGEST = 255
LONGEST_EXTENSION = 16

# Marks that reorder the text around them: “gpj.exe” can be made to read “exe.jpg”. The joiners
# stay, that emoji and several scripts need.
_REORDERING = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_INVISIBLE = re.compile(f"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff{_REORDERING}]")
_EXTENSION = re.compile(rf"\.\w{{1,{LONGEST_EXTENSION - 1}}}$")


def clean_name(raw: bytes | str) -> str:
    """Return the name alone, composed (NFC), at most 255 characters, its extension kept.

    Folders, control characters and marks that reorder text are left out. Empty when nothing
    is left.
    """
    text = raw.decode("utf-8", "replace") if isinstance(raw, bytes) else raw
    text = text.encode("utf-8", "replace").decode()  # a lone surrogate cannot be stored
    text = _INVISIBLE.sub("", unicodedata.normalize("NFC", text))
    name = " ".join(re.split(r"[/\\]", text)[-1].split())
    if name.strip(". ") == "":
        return ""
    return _shorten(name)


def _shorten(name: str) -> str:
    if len(name) <= LONGEST:
        return name
    extension = _EXTENSION.search(name)
    ending = extension.group() if extension else ""
    return name[: LONGEST - len(ending) - 1].rstrip() + "…" + ending
