import re
import subprocess
from io import StringIO

import imageio_ffmpeg
import pytest
import webvtt
from PIL import ImageChops

from portal.demonstration.clips import SCENES, make_clip
from portal.demonstration.clips.drawing import FONTS, font, wrapped
from portal.demonstration.clips.film import Film
from videos.processing import Limits, probe, transcode

FRENCH = "abcdefghijklmnopqrstuvwxyzàâæçéèêëîïôœùûüÿABCÀÂÆÇÉÈÊËÎÏÔŒÙÛÜŸ0123456789«»’…–·,;:!?()%€"
TOPIC = {
    "title": "Ranger le matériel sans perdre une minute",
    "subtitle": "Gestion de classe · Classe à 12",
    "sentences": ["Chaque groupe a sa boîte et sa couleur.", "En trois minutes, tout est prêt."],
    "accent": "#1e1169",
}


def film(*, seed=1, portrait=False, scene=None, **changed) -> Film:
    return Film(**TOPIC | changed, seed=seed, portrait=portrait, scene=scene)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    output = tmp_path_factory.mktemp("clips") / "clip.mp4"
    return make_clip(**TOPIC, seed=7, portrait=False, scene="mosaic", output=output)


def test_a_clip_is_short_light_and_taken_by_the_portal(made):
    found = probe(made.path, limits=Limits())

    assert (found.width, found.height) == (1280, 720)
    assert 10 <= found.duration <= 16
    assert made.path.stat().st_size < 700_000
    assert found.has_audio


def test_a_clip_is_published_without_being_encoded_again(made, tmp_path):
    found = probe(made.path, limits=Limits())

    output = transcode(made.path, output_dir=tmp_path, probe=found, progress=lambda percent: None)

    assert found.is_servable
    assert output.loudness == pytest.approx(-16, abs=1)
    assert streams(output.renditions[0].path) == streams(made.path)


def streams(path) -> list[str]:
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-i", path, "-c", "copy", "-f", "streamhash", "-"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()


def test_the_captions_say_the_music_then_each_sentence(made):
    captions = webvtt.from_buffer(StringIO(made.webvtt))
    music, *sentences = [caption.text for caption in captions]

    assert re.fullmatch(r"\[musique douce : \w+\]", music)
    assert sentences == TOPIC["sentences"]
    for before, after in zip(captions, captions[1:], strict=False):
        assert before.end == after.start


def test_nothing_is_left_beside_the_clip(made):
    assert list(made.path.parent.iterdir()) == [made.path]


@pytest.mark.parametrize("portrait", [False, True])
@pytest.mark.parametrize("scene", SCENES)
def test_every_scene_moves(scene, portrait):
    drawn = film(scene=scene, portrait=portrait)

    first, second = drawn.frame(4.0), drawn.frame(7.5)

    assert first.size == second.size == ((720, 1280) if portrait else (1280, 720))
    box = (0, 480, 720, 1280) if portrait else (600, 0, 1280, 720)
    assert ImageChops.difference(first.crop(box), second.crop(box)).getbbox()


def test_the_same_seed_gives_the_same_film_and_another_seed_another():
    frames = [film(seed=seed).frame(6.0).tobytes() for seed in (1, 1, 2)]

    assert frames[0] == frames[1]
    assert frames[0] != frames[2]


@pytest.mark.parametrize("heavy", [False, True])
def test_the_letters_of_french_can_be_drawn(heavy):
    letters = font(40, heavy=heavy)
    missing = letters.getmask("\uffff").getbbox(), bytes(letters.getmask("\uffff"))

    drawn = {
        sign: (letters.getmask(sign).getbbox(), bytes(letters.getmask(sign))) for sign in FRENCH
    }

    assert [sign for sign, picture in drawn.items() if picture == missing] == []
    assert (FONTS / "OFL.txt").read_text().startswith("Copyright 2022 The Bricolage Grotesque")


def test_a_no_break_space_does_not_break_and_a_long_word_overflows_alone():
    assert wrapped("Prêts\u00a0? Partez", 40, 120) == ["Prêts\u00a0?", "Partez"]
    assert wrapped("anticonstitutionnellement oui", 40, 120) == ["anticonstitutionnellement", "oui"]


@pytest.mark.parametrize(
    "changed",
    [
        {"title": "Oui", "subtitle": "", "sentences": []},
        {"title": "Différenciation et anticonstitutionnellement " * 2, "sentences": ["mot " * 60]},
        {
            "title": "100 % !",
            "accent": "#ffffff",
            "sentences": ["Un.", "Deux.", "Trois.", "Quatre."],
        },
    ],
)
def test_unusual_words_still_make_a_film(changed):
    drawn = film(**changed, scene="letters")

    for moment in (0, 1.5, 2.3, 5, drawn.seconds - 0.1):
        assert drawn.frame(moment).size == (1280, 720)
