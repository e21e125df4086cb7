"""Pictures, drawn again: what was hidden in the file (place, owner, another file) stays behind."""

from io import BytesIO
from typing import BinaryIO, NamedTuple

from PIL import Image, ImageOps, UnidentifiedImageError

from videos.documents.refusals import DAMAGED, TOO_MANY_PIXELS, Refused

MAX_MEGAPIXELS = 50
LONGEST_SIDE = 4000  # pixels: A4 at 340 dots per inch
FORMATS = {
    "JPEG": ("image/jpeg", ".jpg", {"quality": 88, "optimize": True}),
    "PNG": ("image/png", ".png", {"optimize": False}),
    "WEBP": ("image/webp", ".webp", {"quality": 88}),
}


class Picture(NamedTuple):
    content_type: str
    file: BinaryIO


def looks_like_one(head: bytes) -> bool:
    return head.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")) or (head[:4], head[8:12]) == (
        b"RIFF",
        b"WEBP",
    )


def make_anew(file: BinaryIO) -> Picture:
    """Draw a picture again, upright, without its metadata. Raises Refused."""
    try:
        with Image.open(file, formats=list(FORMATS)) as picture:
            if picture.width * picture.height > MAX_MEGAPIXELS * 1_000_000:
                raise Refused(TOO_MANY_PIXELS % {"limit": MAX_MEGAPIXELS})
            kind = picture.format
            upright = ImageOps.exif_transpose(picture)
            upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            if upright.mode not in {"RGB", "RGBA", "L"}:
                upright = upright.convert("RGBA" if "A" in upright.getbands() else "RGB")
            if kind == "JPEG":
                upright = upright.convert("RGB")
            upright.info.clear()
    except (UnidentifiedImageError, Image.DecompressionBombError):
        raise Refused(DAMAGED) from None
    except (OSError, SyntaxError, ValueError, MemoryError):
        raise Refused(DAMAGED) from None
    content_type, _ending, options = FORMATS[kind]
    made = BytesIO()
    upright.save(made, kind, **options)
    made.seek(0)
    return Picture(content_type, made)
