"""The picture of a contributor: whatever is sent becomes a small square without a past."""

import warnings
from io import BytesIO

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

SIDE = 400  # pixels
MAX_MEGABYTES = 5
MAX_MEGAPIXELS = 40
FORMATS = ["JPEG", "PNG", "WEBP"]


def make_portrait(file) -> ContentFile:
    """Return a square WebP of a picture that was sent, upright, without its metadata.

    What it is, is read from its bytes, never from its name. Raises ValidationError, in words.
    """
    if file.size > MAX_MEGABYTES * 1024 * 1024:
        raise ValidationError(
            _("This picture is too heavy: %(limit)s MB at most."), params={"limit": MAX_MEGABYTES}
        )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # our limit is lower
            picture = Image.open(file, formats=FORMATS)
            if picture.width * picture.height > MAX_MEGAPIXELS * 1_000_000:
                raise ValidationError(
                    _("This picture is too large: %(limit)s million pixels at most."),
                    params={"limit": MAX_MEGAPIXELS},
                )
            picture.draft("RGB", (SIDE * 2, SIDE * 2))  # a JPEG is read at the size that serves
            upright = ImageOps.exif_transpose(picture)
            square = ImageOps.fit(_on_white(upright), (SIDE, SIDE))
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        raise ValidationError(
            _("This file is not a picture that we can read. Choose a JPEG, PNG or WebP picture.")
        ) from None
    made = BytesIO()
    square.save(made, "WEBP", quality=82)
    return ContentFile(made.getvalue(), "portrait.webp")


def _on_white(picture: Image.Image) -> Image.Image:
    """Give a transparent picture a ground: a dark page would swallow a dark drawing."""
    drawn = picture.convert("RGBA")
    ground = Image.new("RGBA", drawn.size, "white")
    return Image.alpha_composite(ground, drawn).convert("RGB")
