"""Whose captions are shown: public ones change by a decision of the team, never before."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from search.models import SearchEntry
from tests.videos.steps import decide, prepared, proposal
from videos import captions, submissions
from videos.captions import approval
from videos.models.submissions import SubmissionState


def text(words: str) -> str:
    return f"WEBVTT\n\n00:00:01.000 --> 00:00:03.000\n{words}\n"


FIRST, SECOND, TEAM = text("Premiers mots"), text("Seconds mots"), text("Mots corrigés")


def fresh(submission):
    submission.refresh_from_db()
    submission.media.refresh_from_db()
    return submission


def propose(teacher, community, **given):
    submission = proposal(teacher, community)
    for name, value in given.items():
        setattr(submission, name, value)
    submission.save()
    submissions.send(submission, file=SimpleUploadedFile("video.mp4", b"original"))
    submission.refresh_from_db()
    return fresh(prepared(submission))


def publish(submission, editor):
    decide(submission, editor, "approve")
    return fresh(submission)


def send_again(submission, **given):
    """Change a published proposal, and send it again."""
    submissions.autosave(submission, values=given)
    submission.refresh_from_db()
    submissions.save_words(submission, levels=submission.levels.all())
    submissions.send(submission)
    return fresh(submission)


@pytest.fixture
def in_review(teacher, community):
    return propose(teacher, community, captions=FIRST, captions_choice="given")


@pytest.fixture
def published(in_review, editor):
    return publish(in_review, editor)


def test_a_file_that_nobody_sees_shows_its_captions_at_once(in_review):
    assert in_review.media.captions == FIRST
    assert not captions.pending(in_review)


def test_a_published_video_keeps_its_captions_until_the_new_ones_are_approved(published, editor):
    send_again(published, captions=SECOND)

    assert published.media.captions == FIRST
    assert captions.pending(published)
    publish(published, editor)
    assert published.media.captions == SECOND
    assert not captions.pending(published)


def test_approved_captions_are_found_by_the_search_at_once(published, editor):
    send_again(published, captions=text("La dictée pingouin"))
    publish(published, editor)

    entry = SearchEntry.objects.get(page_id=published.page_id)
    assert "pingouin" in entry.vector


def test_declined_captions_are_given_up(published, editor):
    send_again(published, captions=SECOND)
    decide(published, editor, "decline", "Non merci")

    fresh(published)
    assert (published.state, published.captions) == (SubmissionState.PUBLISHED, FIRST)
    assert published.media.captions == FIRST


def test_changes_asked_leave_the_author_their_captions(published, editor):
    send_again(published, captions=SECOND)
    decide(published, editor, "reject", "Encore un effort")

    fresh(published)
    assert (published.captions, published.media.captions) == (SECOND, FIRST)


def test_what_is_typed_and_not_sent_is_never_published(published, editor):
    submissions.autosave(published, values={"captions": SECOND})
    published.page.save_revision().publish()

    assert fresh(published).media.captions == FIRST
    assert published.captions == SECOND


def test_an_author_who_writes_no_captions_erases_none(published, editor):
    send_again(published, captions="", captions_choice="to_do")
    publish(published, editor)

    assert published.media.captions == FIRST


def test_no_speech_takes_the_captions_away_once_approved(published, editor):
    send_again(published, captions_choice="no_speech")

    assert captions.pending(published)
    publish(published, editor)
    assert published.media.captions == ""
    assert published.captions == FIRST  # what they typed is not lost


def test_the_team_corrects_what_is_under_review_and_the_author_finds_it(in_review, editor):
    correct(in_review, TEAM, editor)
    decide(in_review, editor, "reject", "Regardez les sous-titres")

    fresh(in_review)
    assert (in_review.captions, in_review.media.captions) == (TEAM, TEAM)


def test_the_team_corrects_captions_that_wait_and_the_public_ones_stay(published, editor):
    send_again(published, captions=SECOND)
    correct(published, TEAM, editor)

    fresh(published)
    assert (published.captions, published.media.captions) == (TEAM, FIRST)
    publish(published, editor)
    assert published.media.captions == TEAM


def test_the_team_captions_a_video_whose_author_could_not(teacher, community, editor):
    submission = propose(teacher, community, captions_choice="to_do")
    correct(submission, TEAM, editor)
    publish(submission, editor)

    assert (submission.captions, submission.media.captions) == (TEAM, TEAM)


def test_the_team_captions_a_video_said_to_be_without_speech(teacher, community, editor):
    submission = propose(teacher, community, captions_choice="no_speech")
    correct(submission, TEAM, editor)
    publish(submission, editor)

    assert (submission.captions_choice, submission.media.captions) == ("given", TEAM)


def test_the_team_corrects_public_captions_but_not_what_an_author_is_typing(published, editor):
    submissions.autosave(published, values={"captions": SECOND})
    published.refresh_from_db()
    correct(published, TEAM, editor)

    fresh(published)
    assert (published.captions, published.media.captions) == (SECOND, TEAM)


def test_a_correction_of_public_captions_is_found_by_the_search(published, editor):
    correct(published, text("Le mot pingouin"), editor)

    assert "pingouin" in SearchEntry.objects.get(page_id=published.page_id).vector


def test_the_second_of_two_editors_overwrites_nothing(published, editor, administrator):
    seen = approval.fingerprint(FIRST)
    approval.correct(published.media, text=TEAM, seen=seen, user=editor)

    with pytest.raises(approval.ChangedMeanwhile):
        approval.correct(published.media, text=SECOND, seen=seen, user=administrator)
    assert fresh(published).media.captions == TEAM


def test_a_text_saved_in_the_media_library_reaches_the_author(published, editor, as_user):
    media = published.media
    answer = as_user(editor).post(
        reverse("wagtailmedia:edit", args=[media.pk]),
        {"title": media.title, "collection": media.collection_id, "captions": TEAM},
    )

    assert answer.status_code == 302
    fresh(published)
    assert (published.captions.strip(), published.media.captions.strip()) == (TEAM.strip(),) * 2


def test_another_file_takes_the_captions_of_its_proposal(published, editor):
    submissions.send(published, file=SimpleUploadedFile("mieux.mp4", b"other"))
    published.refresh_from_db()
    prepared(published)

    fresh(published)
    assert published.media != published.page.media
    assert published.media.captions == FIRST


def correct(submission, corrected, user):
    seen = approval.fingerprint(approval.to_correct(submission.media))
    approval.correct(submission.media, text=corrected, seen=seen, user=user)
