"""Paper, scissors and paint: small smooth pictures, cut once and laid on each frame."""

import functools
import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageColor, ImageDraw, ImageFont

FONTS = Path(__file__).parents[2] / "fonts"
SMOOTH = 4  # drawn this many times larger, then reduced

Colour = tuple[int, int, int]
Draw = Callable[[ImageDraw.ImageDraw, float], None]

COMPANIONS = (
    ("#fbf6ec", ("#ffc247", "#ff7a66", "#63bfe6", "#4fbf95")),
    ("#f5f5fc", ("#f79f8c", "#f4c152", "#86b2ee", "#a487e0")),
    ("#fff6ee", ("#e9634f", "#ffcf86", "#43adb9", "#a9cc6b")),
    ("#f3f8f4", ("#ff9fb8", "#ffd75a", "#66cbbd", "#8491ee")),
)


@dataclass(frozen=True)
class Palette:
    deep: Colour  # the community's accent
    paper: Colour
    ground: Colour
    panel: Colour
    ink: Colour
    card: Colour
    colours: tuple[Colour, ...]

    def pick(self, index: int) -> Colour:
        return self.colours[index % len(self.colours)]


def palette(accent: str, chance: random.Random, *, night: bool) -> Palette:
    deep = ImageColor.getrgb(accent)[:3]
    if sum(deep) > 360:  # white letters must be readable on it
        deep = mix(deep, (0, 0, 0), 360 / sum(deep))
    paper, companions = chance.choice(COMPANIONS)
    paper = ImageColor.getrgb(paper)
    colours = [ImageColor.getrgb(colour) for colour in companions]
    chance.shuffle(colours)
    white = (255, 255, 255)
    return Palette(
        deep=deep,
        paper=paper,
        ground=deep if night else paper,
        panel=mix(white, deep, 0.1) if night else mix(colours[3], paper, 0.3),
        ink=paper if night else deep,
        card=mix(white, paper, 0.7),
        colours=tuple(colours),
    )


def mix(one: Colour, other: Colour, share: float) -> Colour:
    """`share` of the first colour, the rest of the other."""
    return tuple(round(share * a + (1 - share) * b) for a, b in zip(one, other, strict=True))


def darker(colour: Colour, share: float = 0.82) -> Colour:
    return mix(colour, (0, 0, 30), share)


# -- Pieces --------------------------------------------------------------------------------------


def piece(width: float, height: float, draw: Draw) -> Image.Image:
    """A transparent picture with smooth edges; `draw` is given the scale to draw at."""
    image = Image.new("RGBA", (round(width) * SMOOTH, round(height) * SMOOTH))
    draw(ImageDraw.Draw(image), SMOOTH)
    return image.convert("RGBa").reduce(SMOOTH).convert("RGBA")


def cut(width: float, height: float, colour: Colour, draw: Draw) -> Image.Image:
    """A piece of one colour: four times less to draw."""
    mask = Image.new("L", (round(width) * SMOOTH, round(height) * SMOOTH))
    draw(ImageDraw.Draw(mask), SMOOTH)
    mask = mask.reduce(SMOOTH)
    image = Image.new("RGBA", mask.size, colour)
    image.putalpha(mask)
    return image


def disc(diameter: float, colour: Colour) -> Image.Image:
    def draw(pen, k):
        pen.ellipse((0, 0, diameter * k - 1, diameter * k - 1), fill=255)

    return cut(diameter, diameter, colour, draw)


def ring(diameter: float, thickness: float, colour: Colour) -> Image.Image:
    def draw(pen, k):
        box = (0, 0, diameter * k - 1, diameter * k - 1)
        pen.ellipse(box, outline=255, width=round(thickness * k))

    return cut(diameter, diameter, colour, draw)


def slab(width: float, height: float, radius: float, colour: Colour) -> Image.Image:
    def draw(pen, k):
        box = (0, 0, width * k - 1, height * k - 1)
        pen.rounded_rectangle(box, radius * k, fill=255)

    return cut(width, height, colour, draw)


def tile(side: float, colour: Colour, mark: str = "", ink: Colour = (255, 255, 255)) -> Image.Image:
    """A toy block with an edge, and a letter or a digit on it."""
    edge = side * 0.08
    image = slab(side, side, side * 0.2, darker(colour))
    image.alpha_composite(slab(side, side - edge, side * 0.2, colour))
    if mark:
        letter = text(mark, side * 0.5, ink, heavy=True)
        put(image, letter, side / 2, (side - edge) / 2)
    return image


def shape(width: float, height: float, points: list, colour: Colour) -> Image.Image:
    def draw(pen, k):
        pen.polygon([(x * k, y * k) for x, y in points], fill=255)

    return cut(width, height, colour, draw)


def stroke(width: float, height: float, points: list, thick: float, colour: Colour) -> Image.Image:
    def draw(pen, k):
        line = [(x * k, y * k) for x, y in points]
        pen.line(line, fill=255, width=round(thick * k), joint="curve")
        for x, y in line:
            r = thick * k / 2
            pen.ellipse((x - r, y - r, x + r, y + r), fill=255)

    return cut(width, height, colour, draw)


# -- Words ---------------------------------------------------------------------------------------


@functools.cache
def font(size: float, *, heavy: bool = False) -> ImageFont.FreeTypeFont:
    weight = "ExtraBold" if heavy else "Medium"
    return ImageFont.truetype(FONTS / f"BricolageGrotesque-{weight}.ttf", round(size))


def text(words: str, size: float, colour: Colour, *, heavy: bool = False) -> Image.Image:
    """Words on one line, cut to their ink."""
    letters = font(size, heavy=heavy)
    left, top, right, bottom = letters.getbbox(words)
    image = Image.new("RGBA", (max(1, right - left), max(1, bottom - top)), (*colour, 0))
    ImageDraw.Draw(image).text((-left, -top), words, fill=colour, font=letters)
    return image


def line_of_text(words: str, size: float, colour: Colour, *, heavy: bool = False) -> Image.Image:
    """Words on one line, with the height of any line."""
    letters = font(size, heavy=heavy)
    width = round(letters.getlength(words)) + 4
    image = Image.new("RGBA", (width, round(size * 1.3)), (*colour, 0))
    ImageDraw.Draw(image).text((0, size * 0.98), words, fill=colour, font=letters, anchor="ls")
    return image


def wrapped(words: str, size: float, width: float, *, heavy: bool = False) -> list[str]:
    """Lines of about the same length, none wider than `width`."""
    letters = font(size, heavy=heavy)
    lines = _filled(words, letters, width)
    while width > size and len(_filled(words, letters, width - 8)) == len(lines):
        width -= 8
    return _filled(words, letters, width)


def _filled(words: str, letters: ImageFont.FreeTypeFont, width: float) -> list[str]:
    lines = [""]
    for word in words.split(" "):  # not split(): no-break spaces do not break
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and letters.getlength(longer) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def fitted(words: str, sizes: tuple[int, ...], width: float, lines: int) -> tuple[int, list[str]]:
    """The largest size at which heavy words fit in so many lines."""
    for size in sizes:
        found = wrapped(words, size, width, heavy=True)
        widest = max(font(size, heavy=True).getlength(line) for line in found)
        if len(found) <= lines and widest <= width:
            break
    return size, found


# -- Frames --------------------------------------------------------------------------------------


def put(
    frame: Image.Image,
    what: Image.Image,
    x: float,
    y: float,
    *,
    scale: float = 1.0,
    alpha: float = 1.0,
) -> None:
    """Lay a piece with its middle at (x, y)."""
    if scale <= 0.02 or alpha <= 0.02:
        return
    if abs(scale - 1) > 0.005:
        size = (max(1, round(what.width * scale)), max(1, round(what.height * scale)))
        what = what.resize(size, Image.Resampling.BILINEAR)
    mask = what.getchannel("A").point(lambda value: value * alpha) if alpha < 0.995 else what
    frame.paste(what, (round(x - what.width / 2), round(y - what.height / 2)), mask)


def ease(now: float, start: float, length: float) -> float:
    """From 0 to 1 between `start` and `start + length`, slowing down at the end."""
    done = min(1.0, max(0.0, (now - start) / length))
    return 1 - (1 - done) ** 3


def swing(now: float, start: float, length: float) -> float:
    """From 0 to 1, slow at both ends."""
    done = min(1.0, max(0.0, (now - start) / length))
    return done * done * (3 - 2 * done)


def pop(now: float, start: float, length: float = 0.5) -> float:
    """From 0 to 1, passing a little beyond on the way."""
    done = min(1.0, max(0.0, (now - start) / length))
    return 1 + 2.2 * (done - 1) ** 3 + 1.2 * (done - 1) ** 2 if done else 0.0


def bounce(now: float, start: float, length: float = 0.7) -> float:
    """From 0 to 1 as something that falls, and rebounds once."""
    done = min(1.0, max(0.0, (now - start) / length))
    if done < 0.6:
        return (done / 0.6) ** 2
    return 1 - 0.5 * (done - 0.6) * (1 - done)
