"""Caption files, as the tools of teachers make them: whatever their encoding, read as text."""

from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from videos.captions.webvtt_texts import MAX_BYTES, serialise, validate_webvtt

NOT_CAPTIONS = _(
    "This is not a caption file that we can read. Choose a .vtt or .srt file: most tools export "
    "one of the two. If you only have the words, paste them below instead."
)


def read(file: UploadedFile) -> str:
    """Return the captions of a WebVTT or SubRip file, as clean WebVTT.

    Raises ValidationError, in words, when it is something else or would lose a caption.
    """
    if file.size > MAX_BYTES:
        raise ValidationError(
            _("This file weighs more than 1 MB: captions never do. Choose a .vtt or .srt file.")
        )
    text = decode(file.read())
    if "-->" not in text:
        raise ValidationError(NOT_CAPTIONS)
    validate_webvtt(text)
    return serialise(text)


def decode(content: bytes) -> str:
    """Return the text of a file. Raises ValidationError when its content is no text."""
    try:
        text = content.decode(_encoding(content))
    except UnicodeDecodeError:
        raise ValidationError(NOT_CAPTIONS) from None
    if "\x00" in text:
        raise ValidationError(NOT_CAPTIONS)
    return text


def _encoding(content: bytes) -> str:
    if content.startswith(BOM_UTF8):
        return "utf-8-sig"
    if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return "utf-16"
    # Without a mark, UTF-16 shows by the empty half of its Latin letters.
    if content[1:2] == b"\x00":
        return "utf-16-le"
    if content[:1] == b"\x00":
        return "utf-16-be"
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"
