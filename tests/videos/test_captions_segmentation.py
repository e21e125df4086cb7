"""Words without times, cut into captions."""

import re

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from videos.captions.segmentation import spread
from videos.captions.webvtt_texts import as_webvtt, timed, validate_webvtt

SPEECH = """Bonjour, je m’appelle Léa. Aujourd’hui, mes élèves de CP négocient une dictée
par groupes de trois, sur une seule feuille.

Oui. Chacun propose une graphie, puis ils débattent !"""


def test_a_speech_is_cut_at_its_pauses_and_fills_the_film():
    found = spread(SPEECH, duration=30)

    assert [cue.text for cue in found] == [
        "Bonjour, je m’appelle Léa.",
        "Aujourd’hui, mes élèves de CP\nnégocient une dictée par groupes de",
        "trois, sur une seule feuille.",
        "Oui. Chacun propose une graphie,\npuis ils débattent\u00a0!",
    ]
    assert found[0].start == 0
    assert 20 < found[-1].start < found[-1].end <= 30


def test_without_a_film_each_caption_lasts_as_long_as_it_is_read():
    found = spread("Bonjour à toutes et à tous. " * 2)

    assert found == [
        (0.0, pytest.approx(27 / 15, abs=0.001), "Bonjour à toutes et à tous."),
        (pytest.approx(1.8), pytest.approx(3.6), "Bonjour à toutes et à tous."),
    ]


@pytest.mark.parametrize("script", ["", "   \n\n\t ", "\x00\x1b"])
def test_no_words_are_refused(script):
    with pytest.raises(ValidationError):
        spread(script)


@pytest.mark.parametrize("script", ["a " * 80_000, "Une phrase complète.\n" * 2001])
def test_too_many_words_are_refused(script):
    with pytest.raises(ValidationError):
        spread(script)


@given(
    st.text(st.sampled_from("abé «»!?.,;:\n’-\u00a0👏"), min_size=1, max_size=800),
    st.none() | st.floats(0.5, 600),
)
def test_no_sign_is_lost_and_every_caption_is_well_made(script, duration):
    try:
        found = spread(script, duration=duration)
    except ValidationError:
        assert not script.strip()
        return

    validate_webvtt(as_webvtt(found))
    said = "".join(cue.text for cue in timed(as_webvtt(found)))
    assert re.sub(r"\s", "", said) == re.sub(r"\s", "", script)
    assert all(len(line) <= 37 for cue in found for line in cue.text.split("\n"))
    assert all(cue.text.count("\n") <= 1 for cue in found)
    assert all(cue.end <= after.start + 0.002 for cue, after in zip(found, found[1:], strict=False))
