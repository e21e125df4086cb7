"""The step of a proposal where captions are given: what is typed stays, what is wrong is said."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.videos.steps import prepared, proposal, sent
from videos import captions
from videos.captions.forms import CaptionsForm

TEXT = "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nBonjour\n"
SUBRIP = "1\r\n00:00:01,000 --> 00:00:02,000\r\nBonjour\r\n"
BROKEN = "WEBVTT\n\n00:01 --> 00:02\nperdu"


def form(submission, file=None, **values) -> CaptionsForm:
    values = {"captions_choice": "given"} | values
    files = {"captions_file": SimpleUploadedFile("a.srt", file)} if file is not None else {}
    return CaptionsForm(values, files, instance=submission, community=submission.community)


@pytest.fixture
def submission(teacher, community):
    return proposal(teacher, community)


def test_captions_that_are_typed_are_saved_clean(submission):
    filled = form(submission, captions_choice="given", captions=SUBRIP.replace("Bon", "<b>Bon</b>"))

    assert filled.is_valid()
    assert filled.save().captions == TEXT


def test_who_types_captions_gives_them(submission):
    filled = form(submission, captions=TEXT, captions_choice="")

    assert filled.is_valid()
    assert filled.cleaned_data["captions_choice"] == "given"


@pytest.mark.parametrize(
    ("choice", "text", "missing"),
    [
        ("", "", ["captions_choice"]),
        ("given", "", ["captions"]),
        ("given", TEXT, []),
        ("no_speech", "", []),
        ("to_do", "", []),
    ],
)
def test_the_author_is_told_what_is_missing(submission, choice, text, missing):
    assert list(form(submission, captions_choice=choice, captions=text).errors) == missing


def test_a_file_replaces_what_was_typed_even_wrong(submission):
    filled = form(submission, SUBRIP.encode("cp1252"), captions=BROKEN)

    assert filled.is_valid()
    assert filled.save().captions == TEXT


def test_a_file_that_is_none_leaves_what_was_typed(submission):
    filled = form(submission, b"\x89PNG\r\n\x00", captions=TEXT)

    assert list(filled.errors) == ["captions_file"]
    assert filled.cleaned_data["captions"] == TEXT
    assert filled["captions"].value() == TEXT


def test_a_text_that_is_wrong_stays_in_its_field(submission):
    filled = form(submission, captions=BROKEN)

    assert list(filled.errors) == ["captions"]
    assert BROKEN in filled["captions"].value()


def test_words_without_times_are_spread_over_the_film(teacher, community):
    submission = prepared(sent(teacher, community))
    filled = form(
        submission, script="Bonjour à toutes et à tous. On commence par lire la consigne."
    )

    assert filled.is_valid()
    found = captions.timed(filled.cleaned_data["captions"])
    assert [cue.start for cue in found] == [0, 36]


def test_words_do_not_erase_captions(submission):
    filled = form(submission, captions=TEXT, script="Bonjour")

    assert list(filled.errors) == ["script"]
    assert filled.cleaned_data["captions"] == TEXT


def test_advice_is_on_what_is_shown(submission):
    submission.captions = TEXT.replace("Bonjour", "Bonjour " * 6)

    shown = CaptionsForm(instance=submission, community=submission.community)
    assert [one.code for one in shown.advice] == ["too_fast", "long_line"]
    assert form(submission, captions=BROKEN).advice == []


def test_a_file_is_read_for_the_editor_and_nothing_is_saved(submission, teacher, as_user):
    file = SimpleUploadedFile("a.srt", SUBRIP.encode("utf-16"))
    answer = as_user(teacher).post(
        reverse("captions_read", args=[submission.pk]), {"captions_file": file}
    )

    assert answer.json() == {"captions": TEXT}
    submission.refresh_from_db()
    assert submission.captions == ""


@pytest.mark.parametrize(
    "posted",
    [
        {},
        {"script": " "},
        {"script": "Bon\x00jour"},
        {"captions_file": SimpleUploadedFile("a.srt", b"PK\x03\x04")},
    ],
)
def test_what_cannot_be_read_is_said_in_words(submission, teacher, as_user, posted):
    answer = as_user(teacher).post(reverse("captions_read", args=[submission.pk]), posted)

    assert answer.status_code == 422
    assert answer.json()["error"].endswith(".")


@pytest.mark.parametrize(
    ("kind", "content"), [("vtt", TEXT), ("srt", "1\n00:00:01,000 --> 00:00:02,000\nBonjour\n")]
)
def test_an_author_downloads_their_captions(submission, teacher, as_user, kind, content):
    submission.captions = TEXT
    submission.save()

    answer = as_user(teacher).get(reverse("captions_download", args=[submission.pk, kind]))

    assert answer.content.decode() == content
    assert answer["Content-Disposition"].endswith(f".{kind}")
    assert answer["Cache-Control"] == "private, no-store"


def test_there_is_nothing_to_download_before_there_are_captions(submission, teacher, as_user):
    client = as_user(teacher)
    assert client.get(reverse("captions_download", args=[submission.pk, "vtt"])).status_code == 404
    assert client.get(reverse("captions_download", args=[submission.pk, "pdf"])).status_code == 404


def test_nobody_else_reads_nor_downloads(submission, editor, client, as_user):
    submission.captions = TEXT
    submission.save()
    read = reverse("captions_read", args=[submission.pk])
    download = reverse("captions_download", args=[submission.pk, "vtt"])

    assert client.post(read, {"script": "Bonjour"}).status_code == 401
    assert client.get(download).status_code == 302
    as_user(editor)
    assert client.post(read, {"script": "Bonjour"}).status_code == 404
    assert client.get(download).status_code == 404
