"""Still pictures of a video: choosing one, and framing it for a card."""

from pathlib import Path

from PIL import Image, ImageEnhance, ImageFilter, ImageOps, ImageStat

POSTER_LONG_SIDE = 1280
CARD = (640, 360)
CARD_MIN_RATIO = 1.2  # narrower pictures are shown whole
JPEG = {"format": "JPEG", "quality": 82, "optimize": True, "progressive": True}

DARKEST, BRIGHTEST = 24, 250
FLAT = 6


def is_telling(path: Path) -> bool:
    """Not black, not white, not one flat colour."""
    mean, spread, _ = _measures(path)
    return DARKEST < mean < BRIGHTEST and spread > FLAT


def best_of(paths: list[Path]) -> Path:
    """The picture with most contrast and detail; the first one when they are equal."""
    return max(paths, key=lambda path: (is_telling(path), sum(_measures(path)[1:])))


def save_poster(frame: Path, output: Path) -> None:
    with Image.open(frame) as image:
        picture = image.convert("RGB")
    picture.thumbnail((POSTER_LONG_SIDE, POSTER_LONG_SIDE), Image.Resampling.LANCZOS)
    picture.save(output, **JPEG)


def save_card(frame: Path, output: Path) -> None:
    with Image.open(frame) as image:
        picture = image.convert("RGB")
    card = ImageOps.fit(picture, CARD, Image.Resampling.LANCZOS)
    if picture.width < CARD_MIN_RATIO * picture.height:
        card = ImageEnhance.Color(card.filter(ImageFilter.GaussianBlur(32))).enhance(1.5)
        card = ImageEnhance.Brightness(card).enhance(0.7)
        whole = ImageOps.contain(picture, CARD, Image.Resampling.LANCZOS)
        card.paste(whole, ((CARD[0] - whole.width) // 2, (CARD[1] - whole.height) // 2))
    card.save(output, **JPEG)


def _measures(path: Path) -> tuple[float, float, float]:
    with Image.open(path) as image:
        grey = image.convert("L")
    grey.thumbnail((320, 320))
    edges = grey.filter(ImageFilter.FIND_EDGES).crop((1, 1, grey.width - 1, grey.height - 1))
    light = ImageStat.Stat(grey)
    return light.mean[0], light.stddev[0], ImageStat.Stat(edges).mean[0]
