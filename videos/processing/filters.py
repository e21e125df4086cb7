"""What the picture goes through, from the source's frames to each rung's."""

import math
from fractions import Fraction

from . import advice
from .ladder import Rung
from .probing import Probe

MAX_FPS = 30
VARIABLE_FPS = 30
HIGH_DEFINITION = 720

# Light of the white that paper and titles have in HDR (ITU-R BT.2408): ordinary screens' white.
WHITE_NITS = 203
BRIGHTEST_NITS = 1000  # what phones film; beyond, highlights are cut
NARROW = "setparams=range=tv:colorspace=bt709:color_primaries=bt709:color_trc=bt709"


def served_fps(source: Probe) -> Fraction:
    """A constant rate up to 30: the source's own, or a whole division of it."""
    if not source.constant_fps or not source.fps:
        return Fraction(VARIABLE_FPS)
    fps = Fraction(round(source.fps, 2)).limit_denominator(100)
    for nominal in (24, 30, 48, 60, 120):
        if abs(fps - Fraction(nominal * 1000, 1001)) < Fraction(1, 100):
            fps = Fraction(nominal * 1000, 1001)
    return fps / max(1, math.ceil(fps / MAX_FPS - Fraction(1, 100)))


def graph(source: Probe, rungs: list[Rung], *, smallest: Rung) -> str:
    """One decoded picture to every rung, `[v0]`, `[v1]`…, and to the one that is looked at.

    Each rung is made of the one above it: less to scale, and the same to the eye. ffmpeg has
    already turned the picture upright when this begins.
    """
    first = rungs[0] if rungs else smallest
    chains = [f"[0:{source.video_stream}]{','.join(_into_ordinary(source, first))}[p0]"]
    for number in range(len(rungs)):
        after = rungs[number + 1] if number + 1 < len(rungs) else None
        chains.append(f"[p{number}]split[v{number}][q{number}]")
        scale = f"scale={after.width}:{after.height}:flags=lanczos,setsar=1" if after else "null"
        chains.append(f"[q{number}]{scale}[p{number + 1}]")
    chains.append(f"[p{len(rungs)}]{advice.LOOK}[seen]")
    return ";".join(chains)


def _into_ordinary(source: Probe, rung: Rung) -> list[str]:
    """Constant rate, the rung's size, square pixels, the colours of ordinary screens."""
    filters = ["bwdif=deint=interlaced"] if source.is_interlaced else []
    # All that cameras say beside the picture (positions, captions, light levels) ends here.
    filters += ["sidedata=mode=delete", f"fps={served_fps(source)}"]
    if source.has_wide_colours:
        filters += _into_bt709(source, rung)
    else:
        # Untagged high definition is BT.709 by custom; ffmpeg would think BT.601.
        is_hd = source.is_untagged and min(source.width, source.height) >= HIGH_DEFINITION
        told = "in_color_matrix=bt709:" if is_hd else ""
        told += "out_color_matrix=bt709:out_range=tv"
        filters.append(f"scale={_fitted(rung)}:flags=lanczos:{told}")
    return [
        *filters,
        f"pad={rung.width}:{rung.height}:(ow-iw)/2:(oh-ih)/2",
        "setsar=1",
        "format=yuv420p",
        NARROW,
    ]


def _into_bt709(source: Probe, rung: Rung) -> list[str]:
    transfer = source.transfer if source.is_hdr else "bt709"
    tone = f"mobius:desat=0:peak={BRIGHTEST_NITS / WHITE_NITS:.2f}"
    return [
        # A file may tell its transfer alone.
        f"setparams=colorspace=bt2020nc:color_primaries=bt2020:color_trc={transfer}",
        f"scale={_fitted(rung)}:flags=lanczos:in_color_matrix=bt2020:out_color_matrix=bt2020",
        f"zscale=t=linear:npl={WHITE_NITS}",
        "format=gbrpf32le",
        "zscale=p=bt709",
        *([f"tonemap={tone}"] if source.is_hdr else []),
        "zscale=t=bt709:m=bt709:r=limited",
    ]


def _fitted(rung: Rung) -> str:
    """The rung's size; a picture that changes shape midway is fitted inside instead."""
    shape = rung.width / rung.height
    is_same = f"lt(abs(dar/{shape:.6f}-1),0.05)"
    width = f"if({is_same},{rung.width},2*trunc(min({rung.width},{rung.height}*dar)/2))"
    height = f"if({is_same},{rung.height},2*trunc(min({rung.height},{rung.width}/dar)/2))"
    return f"w='{width}':h='{height}'"
