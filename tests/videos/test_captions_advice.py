"""Advice on captions: each by an example on either side of its threshold."""

import pytest

from videos.captions import TimedCue
from videos.captions.advice import advise, reading_speed, sentences, thresholds


def codes(*found, duration=None) -> list[tuple]:
    return [(one.number, one.code) for one in advise(list(found), duration=duration)]


@pytest.mark.parametrize(
    ("cue", "expected"),
    [
        (TimedCue(1, 3, "Bonjour à toutes et à tous."), []),
        (TimedCue(0, 2, "a" * 30), []),
        (TimedCue(0, 2, "a" * 31), ["fast"]),
        (TimedCue(0, 1.5, "a" * 30), ["fast"]),
        (TimedCue(0, 1.45, "a" * 30), ["too_fast"]),
        (TimedCue(0, 4, "a" * 37), []),
        (TimedCue(0, 4, "a" * 38), ["long_line"]),
        (TimedCue(0, 6, f"{'a' * 37}\n{'a' * 37}"), []),
        (TimedCue(0, 4, "un\ndeux\ntrois"), ["many_lines"]),
        (TimedCue(0, 1, "Oui."), []),
        (TimedCue(2.3, 3.3, "Oui."), []),
        (TimedCue(0, 0.999, "Oui."), ["short"]),
        (TimedCue(0, 7, "Oui."), []),
        (TimedCue(0, 7.001, "Oui."), ["long"]),
        (TimedCue(0, 2, ""), ["empty"]),
        (TimedCue(0, 2, "LIS LA CONSIGNE"), ["capitals"]),
        (TimedCue(0, 2, "LIS LA CONSIGNe"), []),
        (TimedCue(0, 2, "SVT, EPS"), []),
        (TimedCue(0, 2, "👏" * 30), []),
    ],
)
def test_a_caption_alone(cue, expected):
    assert codes(cue) == [(1, code) for code in expected]


@pytest.mark.parametrize(
    ("gap", "expected"),
    [
        (-0.001, ["overlap"]),
        (0, []),
        (0.1, []),
        (0.101, ["flicker"]),
        (0.499, ["flicker"]),
        (0.5, []),
    ],
)
def test_a_caption_after_another(gap, expected):
    found = TimedCue(1, 3, "Bonjour."), TimedCue(3 + gap, 6, "Au revoir.")

    assert codes(*found) == [(2, code) for code in expected]


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [(7, 10.5, []), (7, 10.6, ["past_end"]), (10, 12, ["after_end"]), (9.9, 10.4, ["short"])],
)
def test_a_caption_at_the_end_of_a_film_of_ten_seconds(start, end, expected):
    found = [one.code for one in advise([TimedCue(start, end, "Fin.")], duration=10)]

    assert found == expected


def test_advice_names_the_caption_and_the_figure():
    said = advise([TimedCue(0, 2, "Oui."), TimedCue(2, 3, "a" * 25)])

    assert [(one.number, one.figures) for one in said] == [(2, {"speed": 25})]
    assert "2" in str(said[0]) and "25" in str(said[0])


def test_each_sentence_holds_the_thresholds_that_it_names():
    limits, said = thresholds(), sentences()

    assert str(limits["comfortable"]) in said["fast"]
    assert str(limits["line"]) in said["long_line"]
    assert str(int(limits["longest"])) in said["long"]


def test_a_caption_of_no_length_has_a_speed():
    assert reading_speed(TimedCue(1, 1, "Oui")) == 3000
