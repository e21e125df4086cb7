"""Still pictures of a video: choosing them, framing them, laying them on a storyboard."""

import math
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageEnhance, ImageFilter, ImageOps, ImageStat

POSTER, CARD, PROPOSAL, STORYBOARD = "poster", "card", "proposal-{}.jpg", "storyboard.jpg"

POSTER_LONG_SIDE = 1280
CARD_SIZE = (640, 360)
CARD_MIN_RATIO = 1.2  # narrower pictures are shown whole
JPEG = {"format": "JPEG", "quality": 82, "optimize": True, "progressive": True}
WEBP = {"format": "WEBP", "quality": 80, "method": 4}

PROPOSALS, CANDIDATES_OF_EACH = 3, 4
DARKEST, BRIGHTEST = 24, 250
FLAT = 6

TILE_LONG_SIDE = 160
TILE_SECONDS = 2
MAX_TILES = 60
TILES_ACROSS = 10


# -- Poster and proposals ------------------------------------------------------------------------


def candidate_moments(duration: float) -> list[float]:
    """Evenly spread, away from the first and last instants."""
    count = PROPOSALS * CANDIDATES_OF_EACH
    return [round(duration * (number + 0.5) / count, 3) for number in range(count)]


@dataclass(frozen=True)
class Candidate:
    moment: float  # seconds
    path: Path
    is_telling: bool  # not black, not white, not one flat colour
    sharpness: float

    @classmethod
    def look_at(cls, moment: float, path: Path) -> "Candidate":
        with Image.open(path) as image:
            grey = image.convert("L")
        grey.thumbnail((480, 480), Image.Resampling.BOX)
        light = ImageStat.Stat(grey)
        mean, spread = light.mean[0], light.stddev[0]
        is_telling = DARKEST < mean < BRIGHTEST and spread > FLAT
        return cls(moment, path, is_telling, _sharpness(grey, spread))

    @property
    def worth(self) -> tuple[bool, float]:
        return self.is_telling, self.sharpness


def _sharpness(grey: Image.Image, spread: float) -> float:
    """Spread of the Laplacian, against the picture's own contrast.

    Blur takes the fine detail away and leaves the contrast: the ratio falls.
    """
    laplacian = ImageFilter.Kernel((3, 3), (0, 1, 0, 1, -4, 1, 0, 1, 0), scale=1, offset=128)
    detail = grey.filter(laplacian).crop((1, 1, grey.width - 1, grey.height - 1))
    return ImageStat.Stat(detail).stddev[0] / (spread + 8)


def proposals_among(candidates: list[Candidate]) -> list[Candidate]:
    """The best of each third of the film, in its order."""
    size = math.ceil(len(candidates) / PROPOSALS)
    thirds = [candidates[start : start + size] for start in range(0, len(candidates), size)]
    return [max(third, key=lambda candidate: candidate.worth) for third in thirds]


def best_of(candidates: list[Candidate]) -> Candidate:
    return max(candidates, key=lambda candidate: candidate.worth)


def save_poster_and_card(frame: Path, folder: Path) -> list[str]:
    """Write the four files of a poster and return their names."""
    with Image.open(frame) as image:
        picture = image.convert("RGB")
    poster = picture.copy()
    poster.thumbnail((POSTER_LONG_SIDE, POSTER_LONG_SIDE), Image.Resampling.LANCZOS)
    names = []
    for name, image in [(POSTER, poster), (CARD, framed(picture))]:
        for suffix, options in [(".jpg", JPEG), (".webp", WEBP)]:
            image.save(folder / f"{name}{suffix}", **options)
            names.append(f"{name}{suffix}")
    return names


def save_proposals(proposals: list[Candidate], folder: Path) -> list[str]:
    names = []
    for number, proposal in enumerate(proposals, start=1):
        names.append(PROPOSAL.format(number))
        with Image.open(proposal.path) as image:
            framed(image.convert("RGB")).save(folder / names[-1], **JPEG)
    return names


def framed(picture: Image.Image) -> Image.Image:
    """The picture at the size of a card: filled, or whole on its own blur when it is narrow."""
    card = ImageOps.fit(picture, CARD_SIZE, Image.Resampling.LANCZOS)
    if picture.width < CARD_MIN_RATIO * picture.height:
        card = ImageEnhance.Color(card.filter(ImageFilter.GaussianBlur(32))).enhance(1.5)
        card = ImageEnhance.Brightness(card).enhance(0.7)
        whole = ImageOps.contain(picture, CARD_SIZE, Image.Resampling.LANCZOS)
        left, top = (CARD_SIZE[0] - whole.width) // 2, (CARD_SIZE[1] - whole.height) // 2
        card.paste(whole, (left, top))
    return card


# -- Storyboard ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Storyboard:
    """Tiles of one sheet, line by line: tile N shows from N × `interval` seconds on."""

    interval: float  # seconds
    columns: int
    rows: int
    count: int
    tile_width: int  # pixels
    tile_height: int


def frames_of_a_tile(duration: float, fps: float) -> int:
    """About two seconds, more when that would make too many tiles."""
    return max(1, round(fps * TILE_SECONDS), math.ceil(duration * fps / MAX_TILES))


def tile_filters(width: int, height: int, frames: int) -> str:
    """For a tile of every so many frames, in the picture's own shape: its middle one.

    The very first frame comes before them, for films that end before any middle.
    """
    scale = TILE_LONG_SIDE / max(width, height)
    tile = f"{max(2, round(width * scale))}:{max(2, round(height * scale))}"
    return f"select='eq(n,0)+eq(mod(n,{frames}),{frames // 2})',scale={tile}:flags=area"


def save_storyboard(tiles: list[Path], folder: Path, *, interval: float) -> Storyboard:
    """Lay the tiles on one sheet."""
    tiles = tiles[:MAX_TILES]
    columns = min(TILES_ACROSS, len(tiles))
    rows = math.ceil(len(tiles) / columns)
    with Image.open(tiles[0]) as tile:
        width, height = tile.size
    sheet = Image.new("RGB", (columns * width, rows * height))
    for number, path in enumerate(tiles):
        with Image.open(path) as tile:
            sheet.paste(tile, (number % columns * width, number // columns * height))
    sheet.save(folder / STORYBOARD, **(JPEG | {"quality": 70}))
    return Storyboard(interval, columns, rows, len(tiles), width, height)
