"""Remarks on the moments of a video: who reads which, until when they may be rewritten."""

import pytest
from django.urls import reverse

from tests.videos.steps import decide, prepared, sent
from videos import submissions
from videos.models import ReviewNote
from videos.review import notes as review_notes

pytestmark = pytest.mark.django_db


@pytest.fixture
def waiting(teacher, community):
    return prepared(sent(teacher, community))  # it lasts 80 seconds


def add(client, submission, **typed):
    return client.post(
        reverse("proposal_note_add", args=[submission.pk]),
        {"text": "Plus près ici", "moment": "12.5", "for_author": "on"} | typed,
    )


def test_a_remark_is_placed_on_a_moment(as_user, waiting, editor):
    response = add(as_user(editor), waiting)

    note = waiting.notes.get()
    assert response.url.endswith("#remarques")
    assert (note.text, note.moment, note.for_author, note.by) == (
        "Plus près ici",
        12.5,
        True,
        editor,
    )
    assert note.version == waiting.version


def test_a_script_is_answered_with_the_list(as_user, waiting, editor):
    address = reverse("proposal_note_add", args=[waiting.pk])

    response = as_user(editor).post(
        address, {"text": "Ici <b>", "moment": ""}, headers={"X-Requested-With": "fetch"}
    )

    assert response.status_code == 200
    assert "Ici &lt;b&gt;" in response.content.decode()
    assert "<html" not in response.content.decode()


@pytest.mark.parametrize(
    "typed",
    [{"text": " "}, {"text": "a" * 1001}, {"moment": "nan"}, {"moment": "-3"}, {"moment": "tard"}],
    ids=str,
)
def test_a_remark_that_is_not_one_is_refused_in_words(as_user, waiting, editor, typed):
    response = as_user(editor).post(
        reverse("proposal_note_add", args=[waiting.pk]),
        {"text": "Ici", "moment": "3"} | typed,
        headers={"X-Requested-With": "fetch"},
    )

    assert response.status_code == 422
    assert 'role="alert"' in response.content.decode()
    assert not waiting.notes.exists()


def test_no_remark_is_after_the_end(waiting, editor):
    note = review_notes.add(waiting, by=editor, text="Fin", moment=500, for_author=True)

    assert note.moment == 80


def test_a_remark_is_rewritten_and_deleted_until_it_is_sent(as_user, waiting, editor):
    client = as_user(editor)
    note = review_notes.add(waiting, by=editor, text="Ici", moment=3, for_author=True)
    address = reverse("proposal_note", args=[waiting.pk, note.pk])

    client.post(address, {"text": "Plutôt là", "moment": "5"})
    note.refresh_from_db()
    assert (note.text, note.moment, note.for_author) == ("Plutôt là", 5, False)

    client.post(address, {"text": "Plutôt là", "moment": "5", "delete": "1"})
    assert not waiting.notes.exists()


def test_a_remark_that_was_sent_is_not_rewritten_behind_its_reader_s_back(as_user, waiting, editor):
    note = review_notes.add(waiting, by=editor, text="Ici", moment=3, for_author=True)
    decide(waiting, editor, "reject", comment="Plus près.")
    address = reverse("proposal_note", args=[waiting.pk, note.pk])
    client = as_user(editor)

    for typed in ({"text": "Autre chose"}, {"text": "Ici", "delete": "1"}):
        client.post(address, typed)

    assert waiting.notes.get().text == "Ici"


def test_the_author_sees_what_was_meant_for_them_once_it_is_sent(waiting, editor):
    review_notes.add(waiting, by=editor, text="Pour toi", moment=3, for_author=True)
    review_notes.add(waiting, by=editor, text="Entre nous", moment=4, for_author=False)
    assert list(waiting.notes.seen_by_author()) == []

    decide(waiting, editor, "reject", comment="Plus près.")

    assert [note.text for note in waiting.notes.seen_by_author()] == ["Pour toi"]


@pytest.mark.parametrize("action", ["approve", "decline"])
def test_no_other_decision_sends_remarks(waiting, editor, action):
    review_notes.add(waiting, by=editor, text="Pour toi", moment=3, for_author=True)

    decide(waiting, editor, action, comment="Voilà.")

    assert list(waiting.notes.seen_by_author()) == []


def test_a_remark_never_sent_stays_with_its_version(waiting, editor):
    decide(waiting, editor, "reject", comment="Plus près.")
    ReviewNote.objects.create(submission=waiting, text="Oubliée", version=waiting.version)
    submissions.send(waiting)
    waiting.refresh_from_db()
    review_notes.add(waiting, by=editor, text="Nouvelle", moment=None, for_author=True)

    decide(waiting, editor, "reject", comment="Encore.")

    assert [note.text for note in waiting.notes.seen_by_author()] == ["Nouvelle"]


def test_the_page_of_the_author_never_shows_what_the_team_keeps(as_user, waiting, editor):
    review_notes.add(waiting, by=editor, text="Pour toi", moment=3, for_author=True)
    review_notes.add(waiting, by=editor, text="Entre nous", moment=4, for_author=False)
    decide(waiting, editor, "reject", comment="Plus près.")

    page = as_user(waiting.owner).get(reverse("submission_follow", args=[waiting.pk]))

    assert "Pour toi" in page.content.decode()
    assert "Entre nous" not in page.content.decode()


def test_a_remark_is_found_under_its_own_proposal_only(
    as_user, waiting, teacher, community, editor
):
    other = prepared(sent(teacher, community))
    note = review_notes.add(waiting, by=editor, text="Ici", moment=3, for_author=True)

    address = reverse("proposal_note", args=[other.pk, note.pk])

    assert as_user(editor).post(address, {"text": "Volée"}).status_code == 404
