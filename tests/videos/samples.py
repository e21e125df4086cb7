"""Videos as cameras, phones and accidents make them: drawn by ffmpeg when a test needs them."""

import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import imageio_ffmpeg
from PIL import Image

from videos.processing import Limits, Output, Probe, probe, transcode

ROOT = Path(__file__).parents[2]
MEDIA = ROOT / "tests" / "media"


# -- Tools ---------------------------------------------------------------------------------------


def ffmpeg(*arguments) -> str:
    """The real thing, unrestricted: makes the sources and measures the results."""
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-nostdin", "-hide_banner", "-y", *arguments]
    done = subprocess.run([str(a) for a in command], capture_output=True)
    return done.stderr.decode("utf-8", "replace")


def clip(output, *options, picture="testsrc2=s=320x180:r=25", sound="sine=f=440", seconds=3.2):
    """A short generated clip."""
    inputs = ["-f", "lavfi", "-i", picture]
    inputs += ["-f", "lavfi", "-i", sound] if sound else []
    report = ffmpeg(*inputs, "-t", seconds, *options, output)
    assert output.exists(), report[-2000:]
    return output


def remux(output, *inputs_and_options):
    """The same packets in another file."""
    report = ffmpeg(*inputs_and_options, "-c", "copy", output)
    assert output.exists() and output.stat().st_size, report[-2000:]
    return output


def look(path, **limits) -> Probe:
    return probe(path, limits=Limits(**limits))


def make(path, output_dir, **options) -> Output:
    options.setdefault("progress", lambda percent: None)
    return transcode(path, output_dir=output_dir, probe=look(path), **options)


def loudness(path) -> float:
    report = ffmpeg("-i", path, "-map", "0:a", "-af", "ebur128", "-f", "null", "-")
    return float(re.findall(r"I:\s+(-?[\d.]+) LUFS", report)[-1])


def packets(path) -> list[str]:
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-i", path, "-c", "copy", "-f", "framecrc", "-"]
    output = subprocess.run(command, capture_output=True, text=True).stdout
    return [line for line in output.splitlines() if not line.startswith("#")]


def frame(path, moment: float, output) -> Image.Image:
    """The picture shown at that second, as a player shows it."""
    ffmpeg("-ss", moment, "-i", path, "-frames:v", "1", output)
    with Image.open(output) as image:
        return image.convert("RGB")


# -- Odd, and accepted ---------------------------------------------------------------------------


@dataclass(frozen=True)
class Expected:
    size: tuple[int, int]  # of the best rendition
    fps: str = "25"
    seconds: float = 3.2
    has_sound: bool = True


X264 = ("-c:v", "libx264", "-preset", "ultrafast")
X265 = ("-c:v", "libx265", "-preset", "ultrafast", "-pix_fmt", "yuv420p10le")
WIDE = "colorprim=bt2020:colormatrix=bt2020nc"


def variable_rate(folder):
    drops = ("-vf", "select='not(mod(n,3))+gt(mod(n,50),25)'", "-fps_mode", "vfr")
    return clip(folder / "variable.mp4", *X264, *drops, seconds=4)


def hlg(folder):
    transfer = f"{WIDE}:transfer=arib-std-b67"
    return clip(folder / "hlg.mov", *X265, "-x265-params", transfer, "-tag:v", "hvc1")


def hdr10(folder):
    light = "master-display=G(13250,34500)B(7500,3000)R(34000,16000)WP(15635,16450)L(10000000,1)"
    transfer = f"{WIDE}:transfer=smpte2084:{light}:max-cll=1000,400:hdr10=1"
    return clip(folder / "hdr10.mp4", *X265, "-x265-params", transfer)


def wide_colours(folder):
    return clip(folder / "wide.mp4", *X265, "-x265-params", f"{WIDE}:transfer=bt2020-10")


def ten_bits_422(folder):
    return clip(folder / "camera.mov", *X264, "-pix_fmt", "yuv422p10le", "-c:a", "pcm_s24le")


def odd_size(folder):
    vp9 = ("-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8", "-c:a", "libvorbis")
    return clip(folder / "odd.webm", *vp9, picture="testsrc2=s=321x181:r=25")


def mono(folder):
    return clip(folder / "mono.mp4", *X264, "-ac", "1", "-ar", "22050")


def surround(folder):
    voices = "sine=f=300[a];sine=f=440[b];sine=f=500[c];sine=f=60[d];sine=f=700[e];sine=f=800[f]"
    sound = f"{voices};[a][b][c][d][e][f]join=inputs=6:channel_layout=5.1"
    return clip(folder / "surround.mkv", *X264, "-c:a", "ac3", sound=sound)


def unknown_track_first(folder):
    """As new phones film: a first track in a format that only they know, then AAC."""
    both = ("-map", "0:v", "-map", "1:a", "-map", "1:a")
    source = clip(folder / "two-tracks.mov", *X264, *both)
    content = source.read_bytes()
    at = content.index(b"mp4a", content.index(b"moov"))
    source.write_bytes(content[:at] + b"apac" + content[at + 4 :])
    return source


def cover_art(folder):
    Image.new("RGB", (64, 64), "red").save(folder / "cover.png")
    film = clip(folder / "film.mp4", *X264)
    both = ("-i", folder / "cover.png", "-i", film, "-map", "0", "-map", "1")
    return remux(folder / "cover.mp4", *both, "-disposition:v:0", "attached_pic")


def subtitles_inside(folder):
    (folder / "said.srt").write_text("1\n00:00:00,500 --> 00:00:02,000\nBonjour\n")
    film, said = clip(folder / "film.mp4", *X264), folder / "said.mp4"
    both = ("-i", film, "-i", folder / "said.srt", "-map", "0", "-map", "1", "-c", "copy")
    ffmpeg(*both, "-c:s", "mov_text", "-metadata", "title=Ma classe", said)
    return said


def font_attached(folder):
    film = clip(folder / "film.mp4", *X264)
    (folder / "font.ttf").write_bytes(bytes(5000))
    attached = ("-attach", folder / "font.ttf", "-metadata:s:t", "mimetype=font/ttf")
    return remux(folder / "attached.mkv", "-i", film, *attached)


def leading_pictures(folder):
    """A piece of a broadcast: begins with pictures that need others, which are not there."""
    open_gop = (*X264[:2], "-x264-params", "open-gop=1:keyint=25:bframes=3:b-adapt=0")
    film = clip(folder / "film.ts", *open_gop, "-c:a", "aac", seconds=5)
    content = film.read_bytes()
    film.write_bytes(content[len(content) // 5 // 188 * 188 :])
    return film


def edit_list(folder):
    """Cut on a phone: the file still holds what comes before, at negative times."""
    film = clip(folder / "film.mp4", *X264, "-g", "100", seconds=5)
    return remux(folder / "cut.mp4", "-ss", "1.8", "-i", film)


def late_picture(folder):
    film = clip(folder / "film.mp4", *X264, seconds=3)
    late = ("-i", film, "-itsoffset", "0.6", "-i", film, "-map", "1:v", "-map", "0:a")
    return remux(folder / "late.mkv", *late)


def av1(folder):
    return clip(folder / "av1.mp4", "-c:v", "libsvtav1", "-preset", "12", "-c:a", "libopus")


def camera_avi(folder):
    return clip(folder / "camera.avi", "-c:v", "mjpeg", "-c:a", "pcm_s16le")


def old_phone(folder):
    sound = ("-c:a", "libopencore_amrnb", "-ar", "8000", "-ac", "1", "-b:a", "12.2k")
    picture = "testsrc2=s=176x144:r=15"
    return clip(folder / "old.3gp", "-c:v", "h263", *sound, picture=picture)


def camcorder(folder):
    interlaced = (*X264, "-flags", "+ildct+ilme", "-x264-params", "tff=1", "-c:a", "ac3")
    return clip(folder / "camcorder.mts", *interlaced, "-f", "mpegts")


def rotated(degrees):
    def turned(folder):
        film = clip(folder / "film.mp4", *X264)
        return remux(folder / "turned.mov", "-display_rotation", degrees, "-i", film)

    turned.__name__ = f"turned_{degrees}"
    return turned


def changing_shape(folder):
    """What a browser records when a phone is turned: VP8 that changes size midway."""
    vp8 = ("-c:v", "libvpx", "-deadline", "realtime", "-cpu-used", "8")
    for name, size in [("wide", "320x180"), ("tall", "180x320")]:
        picture = f"testsrc2=s={size}:r=25"
        clip(folder / f"{name}.webm", *vp8, picture=picture, sound=None, seconds=2)
    (folder / "both.txt").write_text("file wide.webm\nfile tall.webm\n")
    return remux(folder / "turned.webm", "-f", "concat", "-i", folder / "both.txt")


def fast_pictures(folder):
    return clip(folder / "fast.mp4", *X264, picture="testsrc2=s=320x180:r=60000/1001")


def wide_pixels(folder):
    return clip(folder / "wide.mp4", *X264, "-vf", "setsar=4/3", picture="testsrc2=s=240x180:r=25")


def tiny(folder):
    return clip(folder / "tiny.avi", "-c:v", "mjpeg", picture="testsrc2=s=16x8:r=25")


ODD = {
    variable_rate: Expected((320, 180), "30", 4),
    hlg: Expected((320, 180)),
    hdr10: Expected((320, 180)),
    wide_colours: Expected((320, 180)),
    ten_bits_422: Expected((320, 180)),
    odd_size: Expected((320, 180)),
    mono: Expected((320, 180)),
    surround: Expected((320, 180)),
    unknown_track_first: Expected((320, 180)),
    cover_art: Expected((320, 180)),
    subtitles_inside: Expected((320, 180)),
    font_attached: Expected((320, 180)),
    leading_pictures: Expected((320, 180), seconds=4.41),
    edit_list: Expected((320, 180)),
    late_picture: Expected((320, 180), seconds=3.6),
    av1: Expected((320, 180)),
    camera_avi: Expected((320, 180)),
    old_phone: Expected((192, 144), "15"),
    camcorder: Expected((320, 180)),
    rotated(90): Expected((180, 320)),
    rotated(180): Expected((320, 180)),
    rotated(270): Expected((180, 320)),
    changing_shape: Expected((320, 180), seconds=4, has_sound=False),
    fast_pictures: Expected((320, 180), "29.97"),
    wide_pixels: Expected((320, 180)),
    tiny: Expected((16, 8), "30"),
}


def one_frame(folder):
    return clip(folder / "one.mp4", *X264, "-frames:v", "1", sound=None)


def one_frame_and_sound(folder):
    still = clip(folder / "still.mp4", *X264, "-frames:v", "1", sound=None)
    sound = clip(folder / "sound.m4a", "-vn")
    return remux(folder / "both.mkv", "-i", still, "-i", sound)


def still_8k(folder):
    picture = "color=c=blue:s=7680x4320:r=1"
    return clip(folder / "8k.mp4", *X264, "-frames:v", "1", picture=picture, sound=None)


def copy(name, folder) -> Path:
    return Path(shutil.copy(MEDIA / name, folder))
