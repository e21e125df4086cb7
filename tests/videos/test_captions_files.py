"""Caption files, from the tools that teachers have, and what is not one."""

import io
import zipfile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from videos.captions import timed
from videos.captions.caption_files import decode, read

SUBRIP = "1\n00:00:01,000 --> 00:00:02,000\nL’élève répète « où ? »\n"
WEBVTT = "WEBVTT\n\n00:01.000 --> 00:02.000\nL’élève répète « où ? »\n"
WORDS = "L’élève répète « où ? »"


def file(content: bytes, name="sous-titres.srt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def zipped() -> bytes:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as made:
        made.writestr("00:00:01,000 --> 00:00:02,000", "Bonjour")
    return archive.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("text", [SUBRIP, WEBVTT, SUBRIP.replace("\n", "\r\n")])
def test_captions_are_read_whatever_their_encoding(text, encoding):
    captions = read(file(text.encode(encoding)))

    assert timed(captions) == [(1.0, 2.0, WORDS)]


def test_captions_of_a_big_endian_tool_are_read():
    assert decode(WEBVTT.encode("utf-16-be")) == WEBVTT
    assert timed(read(file(b"\xfe\xff" + WEBVTT.encode("utf-16-be")))) == [(1.0, 2.0, WORDS)]


@pytest.mark.parametrize(
    "content",
    [
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
        b"\xff\xd8\xff\xe0\x00\x10JFIF" + b"\x00" * 100,
        b"Bonjour, voici mon texte sans aucun temps.",
        b"<html><script>alert(1)</script></html>",
        b"[Script Info]\nDialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,Bonjour",
        b"0:00:01.000,0:00:02.000\nBonjour",
        b"\x81\x8d\x8f --> \x90\x9d",
        b"WEBVTT\n\n00:01.000 --> 00:02.000\nBon\x00jour\n",
        b"\xff\xfe\x00",
        zipped(),
        b"%PDF-1.7 00:00:01,000 --> 00:00:02,000",
    ],
    ids=lambda content: repr(content[:8]),
)
def test_what_is_no_caption_file_is_refused(content):
    with pytest.raises(ValidationError):
        read(file(content))


def test_a_file_of_more_than_a_megabyte_is_not_even_read():
    content = SUBRIP.encode() + b"\n" * 1024 * 1024

    with pytest.raises(ValidationError) as refusal:
        read(file(content))

    assert "1\u00a0Mo" in refusal.value.message
