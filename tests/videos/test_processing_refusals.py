import re

import pytest
from django.utils import translation
from PIL import Image

from tests.videos.samples import (
    MEDIA,
    X264,
    X265,
    clip,
    ffmpeg,
    look,
    one_frame,
    one_frame_and_sound,
    still_8k,
)
from videos.processing import Refused
from videos.refusals import explain


def refusal(path, **limits) -> tuple[str, dict]:
    with pytest.raises(Refused) as refused:
        look(path, **limits)
    return refused.value.code, refused.value.figures


@pytest.mark.parametrize(
    ("name", "code", "figures"),
    [
        ("too-long-2m20.mp4", "too_long", {"found": 140.0, "limit": 120}),
        ("truncated.mp4", "unreadable", {}),
        ("playlist-attack.mp4", "not_a_video", {}),
        ("html-named-video.mp4", "not_a_video", {}),
        ("audio-only.mp4", "no_picture", {}),
    ],
)
def test_a_bad_sample_is_refused_with_a_reason(name, code, figures):
    assert refusal(MEDIA / name) == (code, figures)


def test_an_empty_file_is_refused(tmp_path):
    (tmp_path / "empty.mp4").touch()

    assert refusal(tmp_path / "empty.mp4") == ("empty", {})


def test_a_picture_is_not_a_video(tmp_path):
    for name in ("picture.jpg", "picture.png", "picture.gif", "picture.webp"):
        Image.new("RGB", (64, 64)).save(tmp_path / name)

        assert refusal(tmp_path / name) == ("not_a_video", {})


def test_one_frame_is_not_a_video_with_or_without_sound(tmp_path):
    assert refusal(one_frame(tmp_path)) == ("still_picture", {})
    assert refusal(one_frame_and_sound(tmp_path)) == ("still_picture", {})


def test_a_still_picture_in_8k_is_refused_before_it_is_decoded(tmp_path):
    assert refusal(still_8k(tmp_path)) == ("too_large_picture", {"found": 7680, "limit": 4096})


def test_a_song_with_a_cover_has_no_picture(tmp_path):
    Image.new("RGB", (64, 64)).save(tmp_path / "cover.jpg")
    song = tmp_path / "song.m4a"
    ffmpeg(
        *("-f", "lavfi", "-i", "sine", "-i", tmp_path / "cover.jpg", "-t", "4"),
        *("-map", "0", "-map", "1", "-c:v", "copy", "-disposition:v", "attached_pic", song),
    )

    assert refusal(song) == ("no_picture", {})


def test_the_limits_are_the_communitys_with_some_grace():
    clip_of_8_seconds = MEDIA / "no-audio.mp4"

    assert look(clip_of_8_seconds, max_seconds=5).duration == 8
    assert refusal(clip_of_8_seconds, max_seconds=4.9) == ("too_long", {"found": 8, "limit": 4.9})
    assert refusal(clip_of_8_seconds, min_seconds=9) == ("too_short", {"found": 8, "limit": 9})


def test_a_clip_under_three_seconds_is_too_short(tmp_path):
    source = clip(tmp_path / "short.mp4", *X264, seconds=2)

    assert refusal(source) == ("too_short", {"found": 2.0, "limit": 3})


@pytest.mark.parametrize("size", ["4098x64", "64x4098"])
def test_a_huge_picture_is_refused_before_it_is_decoded(size, tmp_path):
    source = clip(tmp_path / "huge.mp4", *X264, picture=f"color=s={size}:r=5", sound=None)

    assert refusal(source) == ("too_large_picture", {"found": 4098, "limit": 4096})


def test_the_largest_picture_is_accepted(tmp_path):
    source = clip(tmp_path / "large.mp4", *X264, picture="color=s=4096x64:r=5", sound=None)

    assert look(source).width == 4096


def test_a_codec_that_is_not_on_the_list_is_never_decoded(tmp_path):
    source = clip(tmp_path / "magic.avi", "-c:v", "magicyuv", sound=None)

    assert refusal(source) == ("unsupported_codec", {"found": "magicyuv"})


def test_dolby_vision_without_a_base_that_others_show_is_refused(tmp_path):
    """Profile 5, of studios. What phones film, 8.4, has an HLG base and is taken as such."""
    source = clip(tmp_path / "dolby.mp4", *X265, "-tag:v", "hvc1", sound=None)
    content = source.read_bytes()

    (tmp_path / "studio.mp4").write_bytes(with_dolby_vision(content, profile=5, compatible=0))
    (tmp_path / "phone.mp4").write_bytes(with_dolby_vision(content, profile=8, compatible=4))

    assert refusal(tmp_path / "studio.mp4") == ("unsupported_codec", {"found": "Dolby Vision 5"})
    assert look(tmp_path / "phone.mp4").video_codec == "hevc"


def with_dolby_vision(content: bytes, *, profile: int, compatible: int) -> bytes:
    """The same film, its sample description saying how it was graded."""
    level, layers = 4, 0b101  # a base and its instructions
    told = (profile << 9 | level << 3 | layers).to_bytes(2, "big")
    record = bytes([1, 0]) + told + bytes([compatible << 4]) + bytes(19)
    box = (8 + len(record)).to_bytes(4, "big") + b"dvvC" + record
    description = content.index(b"hvc1", content.index(b"stsd"))
    end = description - 4 + int.from_bytes(content[description - 4 : description], "big")
    content = content[:end] + box + content[end:]
    for name in (b"hvc1", b"stsd", b"stbl", b"minf", b"mdia", b"trak", b"moov"):
        at = content.index(name, content.index(b"moov")) - 4
        if name == b"hvc1":
            at = description - 4
        size = int.from_bytes(content[at : at + 4], "big") + len(box)
        content = content[:at] + size.to_bytes(4, "big") + content[at + 4 :]
    return content


def test_a_file_cut_short_is_refused_even_when_its_beginning_plays(tmp_path):
    source = clip(tmp_path / "whole.mp4", *X264, "-movflags", "+faststart", seconds=6)
    content = source.read_bytes()
    source.write_bytes(content[: len(content) // 2])

    code, figures = refusal(source)

    assert code == "unreadable"
    assert figures["found"] < figures["announced"]


def test_a_file_full_of_noise_is_refused(tmp_path):
    source = clip(tmp_path / "noise.mp4", *X264, "-movflags", "+faststart")
    content = source.read_bytes()
    start = content.index(b"mdat") + 4
    source.write_bytes(content[:start] + bytes(len(content) - start))

    assert refusal(source) == ("unreadable", {})


# -- In words ------------------------------------------------------------------------------------


def codes_raised() -> set[str]:
    """Every code that the processing gives, read from its sources."""
    folder = MEDIA.parents[1] / "videos" / "processing"
    sources = "".join(path.read_text() for path in folder.glob("*.py"))
    return set(re.findall(r'Refused\(\s*"(\w+)"', sources))


def test_every_reason_has_a_sentence_that_says_what_to_do():
    figures = {"found": 200, "limit": 120}
    generic = explain("unreadable", {})

    assert len(codes_raised()) >= 10
    for code in codes_raised():
        sentence = explain(code, figures)
        assert (sentence == generic) == (code == "unreadable")
        assert sentence.count(".") >= 2 or ":" in sentence
        assert "%(" not in sentence


def test_a_length_is_told_as_people_say_it_and_never_equal_to_its_limit():
    with translation.override("fr"):
        too_long = explain("too_long", {"found": 140.0, "limit": 120})
        too_short = explain("too_short", {"found": 2.9, "limit": 3})

    assert too_long.startswith(
        "Votre vidéo dure 2\u00a0min 20\u00a0s\u00a0; la limite est de 2\u00a0min."
    )
    assert too_short.startswith("Votre vidéo dure 2\u00a0s\u00a0; il lui faut au moins 3\u00a0s.")
