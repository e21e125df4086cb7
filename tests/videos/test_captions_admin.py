"""The team's caption editor: for the editors of the community only, and nothing is overwritten."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.models import ModelLogEntry

from tests.videos.steps import prepared, sent
from videos.captions import approval

TEXT = "WEBVTT\n\n00:00:01.000 --> 00:00:03.000\nBonjour\n"
THEIRS = TEXT.replace("Bonjour", "Bonsoir")


@pytest.fixture
def media(teacher, community):
    media = prepared(sent(teacher, community)).media
    media.captions = TEXT
    media.save()
    return media


def address(media, name="edit", *args) -> str:
    return reverse(f"captions:{name}", args=[media.pk, *args])


def posted(media, **changes) -> dict:
    return {"captions": TEXT, "seen": approval.fingerprint(TEXT)} | changes


def shown(media) -> str:
    media.refresh_from_db()
    return media.captions


def test_an_editor_corrects_captions_and_the_log_says_it(media, editor, as_user):
    client = as_user(editor)
    assert client.get(address(media)).status_code == 200

    answer = client.post(address(media), posted(media, captions=THEIRS))

    assert answer.status_code == 302
    assert shown(media) == THEIRS
    entry = ModelLogEntry.objects.for_instance(media).get(action="videos.captions")
    assert entry.user == editor


def test_saving_the_same_captions_is_no_correction(media, editor, as_user):
    as_user(editor).post(address(media), posted(media))

    assert not ModelLogEntry.objects.for_instance(media).filter(action="videos.captions").exists()


def test_the_second_editor_is_told_and_nothing_is_overwritten(
    media, editor, administrator, as_user
):
    as_user(administrator).post(address(media), posted(media, captions=THEIRS))

    mine = TEXT.replace("Bonjour", "Salut")
    answer = as_user(editor).post(address(media), posted(media, captions=mine))

    assert answer.status_code == 409
    assert shown(media) == THEIRS
    page = answer.content.decode()
    assert "Salut" in page and "Bonsoir" in page and administrator.get_username() in page


def test_told_of_the_others_text_a_person_may_replace_it(media, editor, as_user):
    client = as_user(editor)
    client.post(address(media), posted(media, captions=THEIRS))
    mine = TEXT.replace("Bonjour", "Salut")

    replace = {"captions": mine, "replace": approval.fingerprint(THEIRS)}
    answer = client.post(address(media), posted(media, **replace))

    assert answer.status_code == 302
    assert shown(media) == mine


def test_a_file_replaces_the_captions(media, editor, as_user):
    file = SimpleUploadedFile("a.srt", b"1\n00:00:01,000 --> 00:00:03,000\n\xc9l\xe8ve\n")
    as_user(editor).post(address(media), posted(media, captions_file=file))

    assert shown(media) == TEXT.replace("Bonjour", "Élève")


def test_a_wrong_text_stays_on_the_page_and_nothing_is_saved(media, editor, as_user):
    answer = as_user(editor).post(address(media), posted(media, captions="WEBVTT\n\nmes mots"))

    assert answer.status_code == 200
    assert "mes mots" in answer.content.decode()
    assert shown(media) == TEXT


def test_captions_are_downloaded_and_files_are_read(media, editor, as_user):
    client = as_user(editor)

    assert client.get(address(media, "download", "vtt")).content.decode() == TEXT
    assert client.get(address(media, "download", "srt")).content.startswith(b"1\n00:00:01,000")
    answer = client.post(address(media, "read"), {"script": "Bonjour à tous."})
    assert answer.json()["captions"].startswith("WEBVTT")


@pytest.mark.parametrize("person", ["other_editor", "newsletter_manager", "teacher"])
def test_nobody_else_opens_guesses_or_writes(media, person, as_user, request):
    client = as_user(request.getfixturevalue(person))
    wrong = {302} if person == "teacher" else {404}

    answers = [
        client.get(address(media)),
        client.post(address(media), posted(media, captions=THEIRS)),
        client.post(address(media, "read"), {"script": "Bonjour"}),
        client.get(address(media, "download", "vtt")),
    ]

    assert {answer.status_code for answer in answers} == wrong
    assert shown(media) == TEXT


def test_a_visitor_is_sent_to_the_staff_door(media, client):
    assert client.get(address(media)).status_code == 302


def test_captions_of_a_member_are_never_markup_in_the_admin(media, editor, as_user):
    media.captions = TEXT.replace("Bonjour", "&lt;/textarea&gt;&lt;script&gt;alert(1)")
    media.save()

    page = as_user(editor).get(address(media)).content.decode()

    assert "<script>alert(1)" not in page
