"""The picture that social networks show of a video: its poster, with its title written on it.

Kept in the private storage beside the poster, and erased with it. Its name says what it shows:
another title, poster or community makes another one.
"""

from functools import cache
from hashlib import sha256
from io import BytesIO

from django.conf import settings
from django.core.files.base import ContentFile
from PIL import Image, ImageDraw, ImageFont, ImageOps

from community.models import Accent, Community
from videos.models import VideoPage
from videos.models.media import private_storage

WIDTH, HEIGHT = 1200, 630  # pixels, as the networks ask
MARGIN = 64
LINES = 3  # of the title, at most
TITLE_SIZES = (72, 62, 54)  # the largest at which the title holds
LOOK = 1  # of the drawing: another number makes all the cards again
WHITE, GROUND = (255, 255, 255), (22, 22, 22)

# The action colours of the design system's light theme.
ACCENTS = {
    Accent.BLUE_CUMULUS: "#3558a2",
    Accent.BLUE_ECUME: "#2f4077",
    Accent.GREEN_MENTHE: "#37635f",
    Accent.GREEN_ARCHIPEL: "#006a6f",
    Accent.PURPLE_GLYCINE: "#6e445a",
    Accent.PINK_TUILE: "#a94645",
    Accent.ORANGE_TERRE_BATTUE: "#755348",
}


def version(page: VideoPage, *also: str) -> str:
    """What the card of a page shows, in a few letters: another address when it changes."""
    shown = [LOOK, page.title, page.media.thumbnail.name, *also]
    return sha256(repr(shown).encode()).hexdigest()[:12]


def stored(page: VideoPage, community: Community | None) -> str:
    """Return the name, in private storage, of the card of a page; it is drawn if need be."""
    storage, folder = private_storage(), page.media.thumbnail.name.rpartition("/")[0]
    start = f"social-{page.pk}-"
    look = (community.name, community.accent) if community else ()
    name = f"{folder}/{start}{version(page, *look)}.jpg"
    if storage.exists(name):
        return name
    picture = draw(page, community)
    for former in storage.listdir(folder)[1]:
        if former.startswith(start):
            storage.delete(f"{folder}/{former}")
    saved = storage.save(name, ContentFile(picture))
    if saved != name:  # drawn by another request meanwhile
        storage.delete(saved)
    return name


def draw(page: VideoPage, community: Community | None) -> bytes:
    """Return the card of a page, a JPEG. A poster that cannot be read leaves a plain ground."""
    card = _ground(page)
    drawing = ImageDraw.Draw(card)
    colour = ACCENTS.get(community.accent if community else "", "#3558a2")
    drawing.rectangle((0, HEIGHT - 12, WIDTH, HEIGHT), fill=colour)
    name_font = _font("Medium", 34)
    name = _writable(community.name if community else "Entre pairs", name_font)
    drawing.text((MARGIN, HEIGHT - 84), name, font=name_font, fill=WHITE)
    lines, font = fitted(page.title)
    step = round(font.size * 1.15)
    top = HEIGHT - 112 - step * len(lines)
    for number, line in enumerate(lines):
        drawing.text((MARGIN, top + number * step), line, font=font, fill=WHITE)
    drawing.rectangle((MARGIN, top - 28, MARGIN + 96, top - 18), fill=colour)
    made = BytesIO()
    card.save(made, "JPEG", quality=85, optimize=True, progressive=True)
    return made.getvalue()


def fitted(title: str) -> tuple[list[str], ImageFont.FreeTypeFont]:
    """Return the lines of a title and their font, the largest in which all of it holds.

    A title too long even for the smallest ends with “…”; a word longer than a line is cut.
    """
    for size in TITLE_SIZES:
        font = _font("ExtraBold", size)
        lines = _wrapped(_writable(title, font), font)
        if len(lines) <= LINES:
            return lines, font
    last = lines[LINES - 1]
    while font.getlength(f"{last}…") > WIDTH - 2 * MARGIN:
        last = last[:-1]
    return [*lines[: LINES - 1], f"{last.rstrip(' ,;:')}…"], font


def _wrapped(text: str, font: ImageFont.FreeTypeFont) -> list[str]:
    lines, room = [""], WIDTH - 2 * MARGIN
    for word in text.split(" "):  # a no-break space stays inside its line
        while font.getlength(word) > room:
            cut = next(n for n in range(len(word), 0, -1) if font.getlength(word[:n]) <= room)
            lines, word = [*lines, word[:cut]], word[cut:]
        longer = f"{lines[-1]} {word}".strip(" ")
        if font.getlength(longer) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return [line for line in lines if line]


def _writable(text: str, font: ImageFont.FreeTypeFont) -> str:
    """Leave out what the font has no drawing for, emoji first of all: a box would be shown."""
    text = text.replace("\N{NARROW NO-BREAK SPACE}", "\N{NO-BREAK SPACE}")
    kept = "".join(sign for sign in text if sign.isspace() or _is_drawn(sign, font.path))
    return " ".join(part for part in kept.split(" ") if part)


@cache
def _font(weight: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(
        str(settings.FONTS_DIR / f"BricolageGrotesque-{weight}.ttf"),
        size,
        layout_engine=ImageFont.Layout.BASIC,
    )


@cache
def _is_drawn(sign: str, path: str) -> bool:
    font = ImageFont.truetype(path, 40, layout_engine=ImageFont.Layout.BASIC)
    return bytes(font.getmask(sign)) != bytes(font.getmask("\U0010ffff"))


def _ground(page: VideoPage) -> Image.Image:
    try:
        with page.media.thumbnail.open("rb") as file, Image.open(file) as poster:
            card = ImageOps.fit(poster.convert("RGB"), (WIDTH, HEIGHT), Image.Resampling.LANCZOS)
    except OSError:
        card = Image.new("RGB", (WIDTH, HEIGHT), GROUND)
    # Darker towards the foot, so that white words can be read on any picture.
    shade = Image.new("L", (1, HEIGHT))
    shade.putdata([min(235, 40 + round(215 * max(0, row / HEIGHT - 0.1))) for row in range(HEIGHT)])
    card.paste(Image.new("RGB", card.size, (0, 0, 0)), mask=shade.resize(card.size))
    return card
