import contextlib
import os
import random
import re
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw

from videos.processing.ffmpeg import binary

from .drawing import (
    Palette,
    disc,
    ease,
    fitted,
    line_of_text,
    mix,
    palette,
    put,
    ring,
    slab,
    swing,
    wrapped,
)
from .music import compose
from .scenes import SCENES, Stage

FPS = 15
TITLE_SECONDS = 2.3
WIPE_SECONDS = 0.6
SENTENCE_SECONDS = 2.9
SHORTEST, LONGEST = 10.0, 16.0
MARGIN = 72


@dataclass(frozen=True)
class Clip:
    path: Path
    webvtt: str


def make_clip(
    *,
    title: str,
    subtitle: str,
    sentences: list[str],
    seed: int,
    accent: str,
    portrait: bool,
    output: Path,
    scene: str | None = None,
) -> Clip:
    """Draw a short film into `output`; the same arguments give the same film.

    `scene` is one of `SCENES`; the seed chooses when it is left out.
    """
    film = Film(title, subtitle, sentences, seed, accent, portrait, scene)
    output.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=output.parent, prefix=".clip-") as name:
        music, made = Path(name, "music.wav"), Path(name, "clip.mp4")
        instrument = compose(music, seconds=film.seconds, seed=seed)
        film.shoot(music, made)
        os.replace(made, output)
    return Clip(output, film.webvtt(instrument))


class Film:
    def __init__(self, title, subtitle, sentences, seed, accent, portrait, scene):
        self.size = (720, 1280) if portrait else (1280, 720)
        self.title, self.subtitle, self.sentences = title, subtitle, sentences
        wanted = TITLE_SECONDS + SENTENCE_SECONDS * len(sentences)
        self.seconds = min(LONGEST, max(SHORTEST, wanted))
        chance = random.Random(seed)
        look = seed % 3
        self.palette = palette(accent, chance, night=look == 2)
        self.stage = self._stage(portrait, chance)
        self.backdrop = self._backdrop(panel=look == 0, portrait=portrait)
        self.card = TitleCard(self.size, title, subtitle, self.palette, chance)
        scenes = list(SCENES)
        self.paint_scene = SCENES[scene or scenes[seed % len(scenes)]](self.stage)
        self.blocks = [self._sentence(words) for words in sentences]

    def shoot(self, music: Path, output: Path) -> None:
        width, height = self.size
        command = [
            *(binary(), "-nostdin", "-v", "error", "-y"),
            *("-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{width}x{height}", "-r", str(FPS)),
            *("-i", "pipe:0", "-i", music),
            *(
                "-vf",
                "scale=flags=fast_bilinear:out_color_matrix=bt709:out_range=tv,format=yuv420p,"
                + TAGS,
            ),
            *(
                "-c:v",
                "libx264",
                "-preset",
                "superfast",
                "-x264-params",
                X264,
                "-crf",
                "30",
                "-threads",
                "1",
            ),
            *("-g", str(4 * FPS), "-profile:v", "high"),
            *("-af", f"aecho=0.9:0.9:60|110:0.18|0.12,{_fades(self.seconds)}"),
            *("-c:a", "aac", "-b:a", "96k", "-ar", "48000", "-t", str(self.seconds)),
            *("-bsf:v", "filter_units=remove_types=6"),  # x264's own signature
            *("-map_metadata", "-1", "-movflags", "+faststart", "-f", "mp4", output),
        ]
        with (
            subprocess.Popen(command, stdin=subprocess.PIPE) as process,
            contextlib.suppress(BrokenPipeError),
            process.stdin,
        ):
            for frame in self.frames():
                process.stdin.write(frame.tobytes())
        if process.returncode:
            raise subprocess.CalledProcessError(process.returncode, "ffmpeg")

    def frames(self) -> Iterator[Image.Image]:
        for number in range(round(self.seconds * FPS)):
            yield self.frame(number / FPS)

    def frame(self, now: float) -> Image.Image:
        if now < TITLE_SECONDS - WIPE_SECONDS:
            return self.card.frame(now)
        frame = self._stage_frame(now)
        if now < TITLE_SECONDS:
            opened = swing(now, TITLE_SECONDS - WIPE_SECONDS, WIPE_SECONDS)
            frame = Image.composite(frame, self.card.frame(now), self._opening(opened))
        return frame

    def webvtt(self, instrument: str) -> str:
        cues = [(0.0, TITLE_SECONDS, f"[musique douce : {instrument}]")]
        cues += [
            (*times, words) for times, words in zip(self._times(), self.sentences, strict=True)
        ]
        blocks = [f"{_stamp(start)} --> {_stamp(end)}\n{words}" for start, end, words in cues]
        return "\n\n".join(["WEBVTT", *blocks]) + "\n"

    def _times(self) -> list[tuple[float, float]]:
        each = (self.seconds - TITLE_SECONDS) / max(1, len(self.sentences))
        starts = [TITLE_SECONDS + each * number for number in range(len(self.sentences))]
        return [(start, start + each) for start in starts]

    def _stage(self, portrait: bool, chance: random.Random) -> Stage:
        width, height = self.size
        x, y, radius = (360, 850, 290) if portrait else (900, 360, 285)
        return Stage(
            width=width,
            height=height,
            x=x,
            y=y,
            radius=radius,
            seconds=self.seconds - TITLE_SECONDS + WIPE_SECONDS,
            palette=self.palette,
            chance=chance,
            word=_word(self.title),
        )

    def _backdrop(self, *, panel: bool, portrait: bool) -> Image.Image:
        image = Image.new("RGB", self.size, self.palette.ground)
        if panel:
            box = (0, 480, 720, 1280) if portrait else (560, 0, 1280, 720)
            image.paste(self.palette.panel, box)
        else:
            circle = disc(self.stage.radius * 2.36, self.palette.panel)
            put(image, circle, self.stage.x, self.stage.y)
        footer = line_of_text(self.subtitle, 24, self.palette.ink)
        left, foot = (MARGIN, 72) if portrait else (MARGIN, self.size[1] - 72)
        image.paste(self.palette.pick(0), (left, foot - 4, left + 28, foot + 4))
        put(image, footer, left + 44 + footer.width / 2, foot)
        return image

    def _sentence(self, words: str) -> Image.Image:
        portrait = self.size[1] > self.size[0]
        width, size = (self.size[0] - 2 * MARGIN, 52) if portrait else (452, 50)
        lines = wrapped(words, size, width)
        while len(lines) > 6 and size > 28:
            size -= 4
            lines = wrapped(words, size, width)
        leading = round(size * 1.22)
        image = Image.new("RGBA", (width, leading * len(lines) + size // 2), (*self.palette.ink, 0))
        for number, line in enumerate(lines):
            drawn = line_of_text(line, size, self.palette.ink)
            image.alpha_composite(
                drawn.crop((0, 0, min(width, drawn.width), drawn.height)), (0, number * leading)
            )
        return image

    def _stage_frame(self, now: float) -> Image.Image:
        frame = self.backdrop.copy()
        self.paint_scene(frame, now - (TITLE_SECONDS - WIPE_SECONDS))
        portrait = self.size[1] > self.size[0]
        for (start, end), block in zip(self._times(), self.blocks, strict=True):
            if not start - 0.1 <= now < end:
                continue
            shown = ease(now, start, 0.4) * (1 - swing(now, end - 0.25, 0.25))
            if end >= self.seconds - 0.01:
                shown = ease(now, start, 0.4)
            y = 300 if portrait else self.size[1] / 2
            put(frame, block, MARGIN + block.width / 2, y + 36 * (1 - shown), alpha=shown)
        return frame

    def _opening(self, opened: float) -> Image.Image:
        mask = Image.new("L", self.size)
        radius = opened * 1.05 * (self.size[0] ** 2 + self.size[1] ** 2) ** 0.5
        x, y = self.stage.x, self.stage.y
        ImageDraw.Draw(mask).ellipse((x - radius, y - radius, x + radius, y + radius), fill=255)
        return mask


# Where the three shapes of the title stand, as shares of the width and height, by `portrait`.
PLACES = {
    False: (
        ((0.9, 0.3), (0.76, 0.98), (0.99, 0.86)),
        ((0.98, 0.72), (0.8, 0.08), (0.79, 0.93)),
        ((0.86, 0.94), (0.97, 0.3), (0.77, 0.1)),
    ),
    True: (
        ((0.78, 0.16), (0.3, 0.1), (0.98, 0.38)),
        ((0.3, 0.2), (0.92, 0.12), (0.76, 0.37)),
        ((0.95, 0.3), (0.5, 0.06), (0.16, 0.3)),
    ),
}


class TitleCard:
    """Large letters on the community's colour, beside large shapes that come in."""

    def __init__(self, size, title, subtitle, colours: Palette, chance: random.Random):
        self.size, self.colours = size, colours
        self.ground = Image.new("RGB", size, colours.deep)
        self.shapes = self._composed(chance)
        width, height = size
        portrait = height > width
        sizes = (96, 88, 80, 72, 64, 56, 48)
        room = width - 2 * MARGIN if portrait else 760
        self.type_size, lines = fitted(title, sizes, room, 5 if portrait else 4)
        self.lines = [
            line_of_text(line, self.type_size, colours.card, heavy=True) for line in lines
        ]
        self.subtitle = line_of_text(subtitle, 32, mix(colours.card, colours.deep, 0.82))
        self.leading = self.type_size * 1.08
        self.top = (height * 0.64 if portrait else height / 2) - self.leading * len(lines) / 2

    def _composed(self, chance: random.Random) -> list[tuple[Image.Image, float, float, float]]:
        width, height = self.size
        portrait = height > width
        tone = mix((255, 255, 255), self.colours.deep, 0.1)
        unit = width if portrait else height
        places = chance.choice(PLACES[portrait])
        makers = [
            lambda d, c: disc(d, c),
            lambda d, c: ring(d, d * 0.2, c),
            lambda d, c: slab(d * 0.9, d * 0.9, d * 0.22, c),
        ]
        chance.shuffle(makers)
        found = [(disc(unit * 1.25, tone), width * 0.95, height * (0.1 if portrait else 0.5), 0.0)]
        for number, (x, y) in enumerate(places):
            piece = makers[number](unit * (0.56, 0.36, 0.26)[number], self.colours.pick(number))
            found.append((piece, width * x, height * y, 0.12 + 0.14 * number))
        return found

    def frame(self, now: float) -> Image.Image:
        frame = self.ground.copy()
        for piece, x, y, delay in self.shapes:
            away = (1 - ease(now, delay, 0.9)) * piece.width
            put(frame, piece, x + away, y - away * 0.4)
        for number, line in enumerate(self.lines):
            shown = ease(now, 0.25 + 0.12 * number, 0.6)
            y = self.top + (number + 0.55) * self.leading + (1 - shown) * 50
            put(frame, line, MARGIN + line.width / 2, y, alpha=shown)
        foot = self.top + self.leading * len(self.lines) + 40
        bar = round(88 * ease(now, 0.6, 0.5))
        if bar:
            frame.paste(self.colours.pick(0), (MARGIN, round(foot), MARGIN + bar, round(foot) + 8))
        shown = ease(now, 0.75, 0.6)
        put(frame, self.subtitle, MARGIN + self.subtitle.width / 2, foot + 46, alpha=shown)
        return frame


X264 = "subme=0:weightp=0:bframes=0"  # measured: a quarter less time, a tenth more bytes
TAGS = "setsar=1,setparams=range=tv:colorspace=bt709:color_primaries=bt709:color_trc=bt709"


def _fades(seconds: float) -> str:
    return f"afade=t=in:d=0.4,afade=t=out:st={seconds - 1.4}:d=1.4"


def _word(title: str) -> str:
    """The longest word of the title that fits on tiles, in capitals."""
    words = [word for word in re.findall(r"[^\W\d_]+", title) if len(word) <= 8]
    return max(words, key=len, default="idées").upper()


def _stamp(seconds: float) -> str:
    minutes, rest = divmod(seconds, 60)
    return f"00:{int(minutes):02}:{rest:06.3f}"
