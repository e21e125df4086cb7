"""Captions: what editors paste is read again, and only times and words are served."""

import pytest
from django.core.exceptions import ValidationError

from videos.captions import cues, serialise, validate_webvtt

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
    ],
)
def test_a_text_that_would_lose_a_caption_is_refused(text):
    with pytest.raises(ValidationError):
        validate_webvtt(text)


def test_the_transcript_reads_what_is_said():
    said = "01:05.000 --> 01:07.000\n<v Léa>Lire &amp;\nécrire\n\n"
    text = f"WEBVTT\n\n{said}01:08.000 --> 01:09.000\n\n"

    assert cues(text) == [("1:05", "Lire & écrire")]
