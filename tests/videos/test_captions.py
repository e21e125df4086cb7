"""Captions: what editors paste is read again, and only times and words are served."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from videos.captions import TimedCue, cues, serialise, timed, validate_webvtt
from videos.captions.webvtt_texts import MAX_CUES, as_subrip, as_webvtt

ONE = "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nBonjour\n"


@pytest.mark.parametrize(
    "text",
    [
        "WEBVTT\n\n00:01.000 --> 00:02.000\nBonjour",
        "\ufeffWEBVTT\n\n00:01.000 --> 00:02.000\nBonjour\n",
        "WEBVTT\r\n\r\n1\r\n00:01.000 --> 00:02.000\r\nBonjour\r\n",
        "WEBVTT\r\r00:01.000 --> 00:02.000\rBonjour\r",
        "WEBVTT\n\n00:01.000 --> 00:02.000 align:start position:10%\nBonjour\n",
        "WEBVTT - Titre\nKind: captions\n\nNOTE de Léa\n\n00:01.000 --> 00:02.000\nBonjour\n",
        "WEBVTT\n\nSTYLE\n::cue { color: red }\n\n00:01.000 --> 00:02.000\nBonjour\n",
        "WEBVTT\n\nREGION\nid:a\n\n00:01.000 --> 00:02.000 region:a\nBonjour\n",
        "WEBVTT\n\n00:00:01,000 --> 00:00:02,000\nBonjour\n",
        "1\n00:00:01,000 --> 00:00:02,000\nBonjour\n",
        "\ufeff1\r\n00:00:01,000 --> 00:00:02,000\r\nBonjour\r\n",
        "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Léa><b>Bon<i.rouge></b>jour</i>\n",
        "WEBVTT\n\n00:01.000 --> 00:02.000\nBon<00:00:01.500>\x00\x1bjour\n",
    ],
)
def test_the_same_captions_come_out_whatever_surrounds_them(text):
    validate_webvtt(text)

    assert serialise(text) == ONE


@pytest.mark.parametrize(
    ("words", "served"),
    [
        ("<script>alert(1)</script>", "alert(1)"),
        ("<img src=x onerror=alert(1)>Bonjour", "Bonjour"),
        ("<svg/onload=alert(1)>Bonjour", "Bonjour"),
        ("&lt;script&gt;alert(1)&lt;/script&gt;", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("&amp;lt;b&amp;gt;", "&amp;lt;b&amp;gt;"),
        ("3 < 4 & 5 > 2", None),
        ("Un &amp; deux", "Un &amp; deux"),
        ("a --&gt; b", "a --&gt; b"),
    ],
)
def test_no_markup_is_served(words, served):
    text = serialise(f"WEBVTT\n\n00:01.000 --> 00:02.000\n{words}\n")

    body = text.removeprefix("WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n").strip()
    assert "<" not in body
    assert served is None or body == served


@pytest.mark.parametrize(
    "text",
    [
        "Bonjour",
        "WEBVTT",
        "WEBVTT\n\nBonjour\n",
        "WEBVTT\n\n00:01.000 --> 00:02.000\nUn\n\n00:03 --> 00:04\nperdu\n",
        "WEBVTT\n\n00:05.000 --> 00:02.000\nÀ l’envers\n",
        "WEBVTT\n\n00:01.000 --> 00:02.000\nUne flèche --> dans les mots\n",
        "WEBVTT\n\n00:01.000 --> 00:02.000\nUn\n\nperdu, sans ses temps\n",
        "WEBVTT\n\n-00:01.000 --> 00:02.000\nAvant le début\n",
        "WEBVTT\n\n00:01.000 --> 99:99.000\nUne minute de 99 secondes\n",
        "WEBVTT\n\n00:01.000 --> 9999999999:00:00.000\nTrop tard\n",
        "WEBVTT\n\n00:02.000 --> 00:02.000\nPas le temps\n",
        "WEBVTT\n\n00:02.900 --> 00:02.100\nÀ l’envers dans la même seconde\n",
        "WEBVTT\n\n" + "00:01.000 --> 00:02.000\nEnsemble\n\n" * 4,
        "WEBVTT\n\n" + "x" * 1024 * 1024,
    ],
)
def test_a_text_that_would_lose_a_caption_is_refused(text):
    with pytest.raises(ValidationError):
        validate_webvtt(text)


def test_the_transcript_reads_what_is_said():
    said = "01:05.000 --> 01:07.000\n<v Léa>Lire &amp;\nécrire\n\n"
    text = f"WEBVTT\n\n{said}01:08.000 --> 01:09.000\n\n"

    assert cues(text) == [("1:05", "Lire & écrire")]


def many(count) -> str:
    return as_webvtt([TimedCue(second, second + 1, "Mot") for second in range(count)])


def test_a_video_has_two_thousand_captions_at_most():
    validate_webvtt(many(MAX_CUES))
    with pytest.raises(ValidationError) as refusal:
        validate_webvtt(many(MAX_CUES + 1))

    assert refusal.value.params == {"count": 2001, "limit": 2000}


def test_captions_out_of_order_are_put_in_order():
    text = "WEBVTT\n\n00:05.000 --> 00:06.000\nAprès\n\n00:01.000 --> 00:02.000\nAvant\n"

    validate_webvtt(text)

    assert [cue.text for cue in timed(serialise(text))] == ["Avant", "Après"]


@pytest.mark.parametrize(
    "words", ["مرحبا بالعالم", "שלום", "👩🏽‍🏫 Bravo 🎉", "e\u0301le\u0300ve", "« Oui\u00a0! »"]
)
def test_words_of_any_script_stay_as_they_are(words):
    assert timed(f"WEBVTT\n\n00:01.000 --> 00:02.000\n{words}\n")[0].text == words


def test_breaks_that_are_no_line_ends_lose_nothing():
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\nUn\u2028\u2028deux\x85\x85trois\n"

    validate_webvtt(text)

    assert "".join(timed(text)[0].text.split()) == "Undeuxtrois"


def test_the_positions_of_subrip_tools_are_not_words():
    assert serialise("1\n00:00:01,000 --> 00:00:02,000\n{\\an8}<i>Bonjour</i>\n") == ONE


def test_subrip_numbers_captions_and_writes_a_comma():
    text = "WEBVTT\n\n01:02.500 --> 01:03.000\na &lt; b --&gt; c\n"

    assert as_subrip(timed(text)) == "1\n00:01:02,500 --> 00:01:03,000\na < b → c\n"


@given(st.text())
def test_any_text_is_refused_in_words_or_comes_out_the_same_twice(text):
    try:
        once = serialise(text)
    except ValidationError:
        return

    assert serialise(once) == once


@given(
    st.lists(
        st.tuples(
            st.integers(0, 3_600_000),
            st.integers(1, 20_000),
            st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60),
        ),
        max_size=15,
    )
)
def test_captions_written_then_read_are_the_same(found):
    written = [
        TimedCue(start / 1000, (start + lasting) / 1000, words) for start, lasting, words in found
    ]

    once = timed(as_webvtt(written))
    again = timed(as_webvtt(once))

    assert again == [cue for cue in once if cue.text]
    assert [(cue.start, cue.end) for cue in once] == sorted((cue.start, cue.end) for cue in once)
