"""Names of files, from any device and from anybody."""

import unicodedata

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st

from tests.videos.steps import proposal
from videos import submissions
from videos.uploads.file_names import clean_name


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("dictée négociée.mp4", "dictée négociée.mp4"),
        (unicodedata.normalize("NFD", "dictée.mp4"), "dictée.mp4"),  # as macOS sends it
        ("👩🏽‍🏫 en classe.mov", "👩🏽‍🏫 en classe.mov"),
        ("שיעור.mp4", "שיעור.mp4"),
        ("photo\u202egpj.exe", "photogpj.exe"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\Léa\\vidéo.avi", "vidéo.avi"),
        ("/absolute/path.mp4", "path.mp4"),
        ("folder/", ""),
        ("a\x00b.mp4", "ab.mp4"),
        ("two\r\nlines.mp4", "twolines.mp4"),
        ("  spaces \t everywhere  .mp4 ", "spaces everywhere .mp4"),
        ("..", ""),
        (".", ""),
        ("", ""),
        ("   ", ""),
        (".htaccess", ".htaccess"),
        ("<script>alert(1)</script>", "script>"),
        ("\ud800.mp4", "?.mp4"),
    ],
)
def test_a_name_is_shown_as_it_reads(sent, shown):
    assert clean_name(sent) == shown


def test_bytes_that_are_not_text_still_make_a_name():
    assert clean_name(b"vid\xe9o.mp4") == "vid\N{REPLACEMENT CHARACTER}o.mp4"


def test_a_very_long_name_keeps_its_extension():
    name = clean_name("é" * 4000 + ".mp4")

    assert len(name) == 255
    assert name.endswith("é….mp4")


def test_a_very_long_extension_is_no_extension():
    assert len(clean_name("a." + "é" * 4000)) == 255


@given(st.text() | st.binary())
def test_any_name_is_harmless(sent):
    name = clean_name(sent)

    assert len(name) <= 255
    assert name == clean_name(name)
    assert not set(name) & set("/\\\x00\n\r\u202e\u2028")
    assert name not in {".", ".."}
    assert name.encode().decode() == name


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("sent", "shown"),
    [("../photo\u202egpj.mp4", "photogpj.mp4"), ("é" * 300 + ".mp4", "é" * 250 + "….mp4")],
)
def test_the_plain_form_names_files_the_same_way(teacher, community, sent, shown):
    submission = proposal(teacher, community)
    file = SimpleUploadedFile("video", b"original")
    file._name = sent  # Django's own cleaning aside

    submissions.send(submission, file=file)

    submission.refresh_from_db()
    assert submission.media.original_name == shown
