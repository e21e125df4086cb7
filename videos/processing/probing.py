"""What a file is, read from its content, and whether we take it."""

import re
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

from .ffmpeg import AUDIO_CODECS, VIDEO_CODECS, Unreadable, reading, run
from .ladder import rungs_for
from .verdicts import ProcessingFailed, Refused

PROBE_SECONDS = 60
MAX_PACKETS = 2_000_000  # three hours at 60 frames a second; more is an attack
MAX_PIXEL_RATE = 4096 * 2160 * 130  # pixels a second: 4K at 120 frames, as phones film slow motion
TS_PACKET = 188
M2TS_PACKET = 192
MOV_BOXES = {b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot"}
HDR_TRANSFERS = ("smpte2084", "arib-std-b67")

# What browsers play well enough to be served without encoding again.
SERVED_FPS = 30
SERVED_PROFILES = ("Constrained Baseline", "Main", "High")
SERVED_KEYFRAME_SECONDS = 10


@dataclass(frozen=True)
class Limits:
    max_seconds: float = 120
    grace_seconds: float = 3
    min_seconds: float = 3
    max_side: int = 4096


@dataclass(frozen=True)
class Probe:
    """Plain values only: can be stored as JSON and made again with `Probe(**stored)`."""

    container: str
    duration: float
    width: int  # upright, square pixels: as people see it
    height: int
    rotation: int  # degrees clockwise, already counted in width and height
    fps: float
    constant_fps: bool
    video_stream: int
    video_codec: str
    pixel_format: str
    transfer: str
    primaries: str
    is_untagged: bool
    is_interlaced: bool
    is_servable: bool  # its picture can be served without encoding again
    audio_stream: int | None
    audio_codec: str | None

    @property
    def has_audio(self) -> bool:
        return self.audio_stream is not None

    @property
    def is_hdr(self) -> bool:
        return self.transfer in HDR_TRANSFERS

    @property
    def has_wide_colours(self) -> bool:
        return self.is_hdr or self.primaries == "bt2020"


def probe(path: Path, *, limits: Limits, alive: Callable[[], None] = lambda: None) -> Probe:
    """Say what the file is, or raise `Refused`. Nothing but the file itself is ever opened.

    `alive` is called every few seconds; what it raises stops everything, and comes out of here.
    """
    file = _File(path, _recognise(path), alive)
    try:
        described = _describe(file)
        picture = _picture(described)
        side = max(picture.width, picture.height)
        if side > limits.max_side:
            raise Refused("too_large_picture", found=side, limit=limits.max_side)
        if not _decodes(file, picture):
            raise Refused("unreadable")
        sounds = (s for s in described.streams if s.is_usable("Audio"))
        sound = next((s for s in sounds if _decodes(file, s)), None)
        packets = _read_packets(file, [s for s in (picture, sound) if s])
    except Unreadable as error:
        raise Refused("unreadable") from error

    if not packets[picture.index].count:
        raise Refused("unreadable")
    if packets[picture.index].count == 1:
        raise Refused("still_picture")
    duration = max(p.end for p in packets.values()) - min(p.start for p in packets.values())
    if duration > limits.max_seconds + limits.grace_seconds:
        raise Refused("too_long", found=round(duration, 1), limit=limits.max_seconds)
    if described.announced > 1.1 * duration + 1:
        raise Refused("unreadable", found=round(duration, 1), announced=described.announced)
    if duration < limits.min_seconds:
        raise Refused("too_short", found=round(duration, 1), limit=limits.min_seconds)

    width, height = picture.displayed
    timing = packets[picture.index]
    pixel_rate = picture.width * picture.height * timing.count / duration
    if pixel_rate > MAX_PIXEL_RATE:
        raise Refused("too_heavy", found=round(timing.count / duration))
    return Probe(
        container=file.container,
        duration=round(duration, 3),
        width=width,
        height=height,
        rotation=picture.rotation or 0,
        fps=_nominal_fps(picture, timing),
        constant_fps=timing.is_constant,
        video_stream=picture.index,
        video_codec=picture.codec,
        pixel_format=picture.pixel_format,
        transfer=picture.transfer,
        primaries=picture.primaries,
        is_untagged=not picture.colour,
        is_interlaced=picture.is_interlaced,
        is_servable=_is_servable(picture, timing),
        audio_stream=sound.index if sound else None,
        audio_codec=sound.codec if sound else None,
    )


@dataclass(frozen=True)
class _File:
    path: Path
    container: str
    alive: Callable[[], None]

    def run(self, arguments: list[str], **options) -> str:
        return run(arguments, source=self.path, seconds=PROBE_SECONDS, alive=self.alive, **options)

    def reading(self, *options: str) -> list[str]:
        return reading(self.container, *options)


def _recognise(path: Path) -> str:
    """The container, from the first bytes: ffmpeg is then told which one, and guesses nothing."""
    try:
        with open(path, "rb") as file:
            head = file.read(4 + 3 * M2TS_PACKET)
    except OSError as error:
        raise ProcessingFailed("no_source", str(error)) from error
    if not head:
        raise Refused("empty")
    if head[4:8] in MOV_BOXES:
        return "mov"
    if head.startswith(b"\x1a\x45\xdf\xa3"):
        return "matroska"
    if head.startswith(b"RIFF") and head[8:11] == b"AVI":
        return "avi"
    for start, step in ((0, TS_PACKET), (4, M2TS_PACKET)):
        if head[start : start + 2 * step + 1 : step] == b"GGG":
            return "mpegts"
    raise Refused("not_a_video")


# -- The report: what ffmpeg says of each stream -------------------------------------------------


@dataclass
class Stream:
    index: int
    kind: str
    codec: str
    line: str
    notes: list[str] = field(default_factory=list)

    def is_usable(self, kind: str) -> bool:
        allowed = VIDEO_CODECS if kind == "Video" else AUDIO_CODECS
        return self.kind == kind and self.codec in allowed

    @property
    def is_cover(self) -> bool:
        return "(attached pic)" in self.line or "(timed thumbnails)" in self.line

    @property
    def _size(self) -> re.Match | None:
        return re.search(r", (\d+)x(\d+)(?: \[SAR (\d+):(\d+)|, SAR (\d+):(\d+))?", self.line)

    @property
    def width(self) -> int:
        return int(self._size[1]) if self._size else 0

    @property
    def height(self) -> int:
        return int(self._size[2]) if self._size else 0

    @property
    def pixel_ratio(self) -> Fraction:
        across, down = self._size[3] or self._size[5], self._size[4] or self._size[6]
        return Fraction(int(across), int(down)) if int(across or 0) and int(down or 0) else 1

    @property
    def rotation(self) -> int | None:
        """Degrees clockwise; None when the file says nothing of orientation."""
        for note in self.notes:
            if found := re.search(r"display ?matrix: rotation of (-?[\d.]+)", note, re.IGNORECASE):
                return round(-float(found[1])) % 360
        return None

    @property
    def displayed(self) -> tuple[int, int]:
        width, height = round(self.width * self.pixel_ratio), self.height
        return (height, width) if self.rotation in (90, 270) else (width, height)

    @property
    def _pixels(self) -> re.Match | None:
        return re.search(r", (\w+)(?:\(([^)]*)\))?, \d+x\d+", self.line)

    @property
    def pixel_format(self) -> str:
        return self._pixels[1] if self._pixels else ""

    @property
    def _pixel_notes(self) -> list[str]:
        return (self._pixels[2] or "").split(", ") if self._pixels else []

    @property
    def colour(self) -> str:
        """ "bt709", or "matrix/primaries/transfer" when they differ; empty when untold."""
        known = [n for n in self._pixel_notes if re.match(r"(bt|smpte|arib|gbr|fcc|ycgco)", n)]
        known += [n for n in self._pixel_notes if "/" in n and n not in known]
        return known[0] if known else ""

    @property
    def transfer(self) -> str:
        return self.colour.rsplit("/", 1)[-1]

    @property
    def primaries(self) -> str:
        parts = self.colour.split("/")
        return parts[1] if len(parts) == 3 else self.colour

    @property
    def is_interlaced(self) -> bool:
        return any("first" in note for note in self._pixel_notes)

    @property
    def needs_dolby_vision(self) -> bool:
        """Without a base layer that others can show: phones do not film so, studios do."""
        notes = "".join(self.notes)
        return bool(re.search(r"DOVI configuration record: .*compatibility id: 0\b", notes))

    @property
    def fps(self) -> float:
        found = re.search(r"([\d.]+)(k?) fps", self.line)
        return float(found[1]) * (1000 if found[2] else 1) if found else 0.0

    @property
    def profile(self) -> str:
        found = re.match(r" \(([\w ]+)\)", self.line)
        return found[1] if found else ""


@dataclass
class Description:
    announced: float
    streams: list[Stream]


def _describe(file: _File) -> Description:
    # A muxer that takes no stream: ffmpeg opens the file, reports, and stops.
    report = file.run([*file.reading(), "-map_metadata", "-1", "-f", "ffmetadata", "pipe:1"])
    return Description(_announced(report), list(_streams(report)))


def _announced(report: str) -> float:
    found = re.search(r"^  Duration: (\d+):(\d+):([\d.]+)", report, re.MULTILINE)
    return int(found[1]) * 3600 + int(found[2]) * 60 + float(found[3]) if found else 0.0


def _streams(report: str) -> Iterator[Stream]:
    stream = None
    for line in report.partition("\nOutput #0")[0].splitlines():
        if found := re.match(r"  Stream #0:(\d+)\S*: (Video|Audio): (\w+)(.*)", line):
            if stream:
                yield stream
            stream = Stream(int(found[1]), found[2], found[3], found[4])
        elif stream:
            stream.notes.append(line)
    if stream:
        yield stream


def _picture(described: Description) -> Stream:
    pictures = [s for s in described.streams if s.kind == "Video" and not s.is_cover]
    if not described.streams:
        raise Refused("unreadable")
    if not pictures:
        raise Refused("no_picture")
    usable = next((s for s in pictures if s.is_usable("Video")), None)
    if not usable:
        raise Refused("unsupported_codec", found=pictures[0].codec)
    if not usable.width:
        raise Refused("unreadable")
    if usable.needs_dolby_vision:
        raise Refused("unsupported_codec", found="Dolby Vision 5")
    return usable


# -- The packets: what the file really holds, whatever its header says ---------------------------


class Timing:
    """When the packets of a stream are shown, in seconds."""

    def __init__(self):
        self.times = array("d")
        self.keyframes = array("d")
        self.end = 0.0
        self.size = 0
        self.is_trimmed = False

    def add(self, time: float, duration: float, size: int, flags: int) -> None:
        if flags & DISCARDED or time < -0.5:
            self.is_trimmed = True
            return
        self.times.append(time)
        self.end = max(self.end, time + duration)
        self.size += size
        if flags & KEY:
            self.keyframes.append(time)

    @property
    def count(self) -> int:
        return len(self.times)

    @property
    def start(self) -> float:
        return max(0.0, min(self.times, default=0.0))

    @property
    def gaps(self) -> list[float]:
        times = sorted(self.times)
        return [after - before for before, after in zip(times, times[1:], strict=False)]

    @property
    def is_constant(self) -> bool:
        gaps = self.gaps
        return bool(gaps) and max(gaps) - min(gaps) < 0.003  # WebM counts in milliseconds

    @property
    def measured_fps(self) -> float:
        seconds = max(self.times, default=0.0) - self.start
        return (self.count - 1) / seconds if seconds else 0.0


KEY, DISCARDED = 1, 4


def _read_packets(file: _File, streams: list[Stream]) -> dict[int, Timing]:
    """Read every packet without decoding: costs a reading of the file."""
    timings = defaultdict(Timing)
    bases: dict[str, Fraction] = {}

    def on_line(line: str) -> None:
        if line.startswith("#tb "):
            position, base = line[4:].split(": ")
            bases[position] = Fraction(base)
        elif line[:1].isdigit():
            position, dts, pts, duration, size, _sum, *rest = line.replace(" ", "").split(",")
            flags = next((int(r[2:], 16) for r in rest if r.startswith("F=")), KEY)
            base = bases[position]
            timing = timings[streams[int(position)].index]
            timing.add(float(int(pts) * base), float(int(duration) * base), int(size), flags)
            if timing.count > MAX_PACKETS:
                raise Unreadable("Too many packets.")

    maps = [word for stream in streams for word in ("-map", f"0:{stream.index}")]
    file.run([*file.reading(), *maps, "-c", "copy", "-f", "framecrc", "pipe:1"], on_line=on_line)
    return timings


def _decodes(file: _File, stream: Stream) -> bool:
    """Whether its first frames can be decoded."""
    frames = []
    try:
        file.run(
            [
                *file.reading("-threads", "2"),
                *("-map", f"0:{stream.index}", f"-frames:{stream.kind[0].lower()}", "5"),
                *("-f", "framecrc", "pipe:1"),
            ],
            on_line=lambda line: frames.append(line) if line[:1].isdigit() else None,
        )
    except Unreadable:
        return False
    return bool(frames)


def _nominal_fps(picture: Stream, timing: Timing) -> float:
    """The announced rate when the frames keep to it, else the measured one."""
    measured = timing.measured_fps
    if picture.fps and abs(picture.fps - measured) <= 0.05 * picture.fps:
        return picture.fps
    return round(measured, 2)


def _is_servable(picture: Stream, timing: Timing) -> bool:
    top = rungs_for(picture.width, picture.height)[0]
    seconds = timing.end - timing.start
    keyframes = [*timing.keyframes, timing.end]
    return (
        picture.codec == "h264"
        and picture.profile in SERVED_PROFILES
        and picture.pixel_format == "yuv420p"
        and picture.colour == "bt709"
        and not picture.is_interlaced
        and picture.rotation is None
        and picture.pixel_ratio == 1
        and (top.width, top.height) == (picture.width, picture.height)
        and timing.is_constant
        and timing.measured_fps <= SERVED_FPS + 0.1
        and not timing.is_trimmed
        and timing.start < 0.05
        and timing.size * 8 <= top.step.max_bit_rate * seconds
        and keyframes[0] == timing.start
        and max(b - a for a, b in zip(keyframes, keyframes[1:], strict=False))
        <= SERVED_KEYFRAME_SECONDS
    )
