"""A proposal's life: saved, received, prepared, reviewed, corrected, published."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from portal import tasks as portal_tasks
from tests.videos.steps import (
    MEDIA,
    decide,
    prepared,
    proposal,
    send_notices,
    sent,
    words,
)
from videos import submissions, tasks
from videos.models import VideoPage, VideoSubmission
from videos.models.submissions import SubmissionState

pytestmark = pytest.mark.django_db


def test_the_words_are_saved_before_the_file_arrives(as_user, teacher, community):
    client = as_user(teacher)

    response = client.post(reverse("propose"), words(community))

    submission = VideoSubmission.objects.get()
    assert response.url == reverse("submission_file", args=[submission.pk])
    assert submission.title == "La dictée négociée"
    assert submission.state == SubmissionState.DRAFT
    assert submission.charter_accepted_at is not None
    assert [level.label for level in submission.levels.all()] == ["CP"]


def test_a_visitor_is_told_what_it_is_about_before_signing_in(client, community):
    response = client.get(reverse("propose"))

    assert response.status_code == 200
    assert reverse("account_request_login_code") in response.content.decode()


def test_an_incomplete_form_keeps_all_that_was_typed(as_user, teacher, community):
    response = as_user(teacher).post(reverse("propose"), words(community, charter=""))

    assert response.status_code == 200
    assert list(response.context["form"].errors) == ["charter"]
    assert "La dictée négociée" in response.content.decode()
    assert not VideoSubmission.objects.exists()


def test_nothing_is_ticked_beforehand(as_user, teacher, community):
    page = as_user(teacher).get(reverse("propose")).content.decode()

    assert "checked" not in page


def test_no_level_is_asked_for_by_a_community_without_levels(as_user, teacher, other_community):
    page = as_user(teacher).get(reverse("propose"), headers={"host": "devoirs-faits.localhost"})

    assert "levels" not in page.context["form"].fields


def test_a_theme_of_another_community_is_refused(as_user, teacher, community, other_community):
    foreign = other_community.themes.get()

    response = as_user(teacher).post(reverse("propose"), words(community, theme=foreign.pk))

    assert list(response.context["form"].errors) == ["theme"]


@pytest.mark.parametrize(
    ("declared", "wrong"),
    [
        ({"people_shown": "minors", "minors": "3"}, ["authorisations_held"]),
        ({"people_shown": "minors", "authorisations_held": "on"}, ["minors"]),
        ({"people_shown": "adults", "authorisations_held": "on"}, ["adults"]),
        ({"people_shown": ""}, ["people_shown"]),
    ],
)
def test_people_shown_need_a_count_and_their_authorisations(
    as_user, teacher, community, declared, wrong
):
    response = as_user(teacher).post(reverse("propose"), words(community, **declared))

    assert list(response.context["form"].errors) == wrong


def test_the_database_refuses_people_without_authorisation(teacher, community):
    with pytest.raises(IntegrityError), transaction.atomic():
        proposal(teacher, community, people_shown="minors", minors=2, authorisations_held=False)


def test_a_file_too_heavy_is_refused_in_words(as_user, teacher, community):
    community.max_megabytes = 1
    community.save()
    submission = proposal(teacher, community)
    heavy = SimpleUploadedFile("lourd.mp4", b"0" * (2 * 1024 * 1024))

    response = as_user(teacher).post(
        reverse("submission_file", args=[submission.pk]), {"file": heavy}
    )

    assert "2" in response.context["form"].errors["file"][0]
    submission.refresh_from_db()
    assert submission.state == SubmissionState.DRAFT


def test_sending_without_a_file_says_so(as_user, teacher, community):
    submission = proposal(teacher, community)

    response = as_user(teacher).post(reverse("submission_file", args=[submission.pk]))

    assert list(response.context["form"].errors) == ["file"]


def test_a_second_click_sends_nothing_more(as_user, teacher, community):
    submission = proposal(teacher, community)
    address = reverse("submission_file", args=[submission.pk])
    client = as_user(teacher)

    client.post(address, {"file": SimpleUploadedFile("a.mp4", b"first")})
    response = client.post(address, {"file": SimpleUploadedFile("b.mp4", b"second")})

    assert response.url == reverse("my_videos")
    submission.refresh_from_db()
    assert submission.media.original_name == "a.mp4"


@pytest.mark.parametrize("name", ["submission_edit", "submission_file"])
def test_somebody_elses_proposal_does_not_exist(as_user, teacher, community, editor, name):
    submission = proposal(teacher, community)

    assert as_user(editor).get(reverse(name, args=[submission.pk])).status_code == 404


def test_a_file_name_is_data_never_a_path(teacher, community):
    submission = proposal(teacher, community)
    upload = SimpleUploadedFile("é" * 300 + ".mp4", b"x")
    upload._name = "../../etc/" + "é" * 300 + ".mp4"

    submissions.send(submission, file=upload)

    submission.refresh_from_db()
    assert submission.media.file.name == f"originals/{submission.media.uuid}/original"


def test_a_prepared_video_becomes_a_draft_in_the_review(teacher, community, mailoutbox):
    submission = prepared(sent(teacher, community))

    page = submission.page
    assert submission.state == SubmissionState.IN_REVIEW
    assert not page.live
    assert page.owner == teacher
    assert page.workflow_in_progress
    assert [str(keyword) for keyword in page.keywords.all()] == ["lecture", "oral"]


def test_a_real_file_goes_through_the_real_preparation(
    teacher, community, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        submission = sent(teacher, community, "phone-portrait-hevc-gps.mov")
        tasks.process_video(media_id=submission.media_id)

    submission.refresh_from_db()
    media = submission.media
    assert submission.state == SubmissionState.IN_REVIEW
    assert media.height > media.width
    assert media.playable().size > 10_000
    assert media.thumbnail.size > 1_000
    send_notices()
    assert [message.to for message in mailoutbox] == [[teacher.email]] * 2


def test_a_video_too_long_is_refused_with_both_figures(
    teacher, community, mailoutbox, django_capture_on_commit_callbacks
):
    submission = sent(teacher, community, "too-long-2m20.mp4")

    with django_capture_on_commit_callbacks(execute=True):
        tasks.process_video(media_id=submission.media_id)

    submission.refresh_from_db()
    assert submission.state == SubmissionState.REFUSED
    assert submission.reason.replace("\N{NO-BREAK SPACE}", " ") == (
        "Votre vidéo dure 2 min 20 s ; la limite est de 2 min. Coupez-la sur votre téléphone, "
        "puis choisissez-la de nouveau."
    )
    send_notices()
    assert submission.reason in mailoutbox[-1].body


@pytest.mark.parametrize(
    "name", ["playlist-attack.mp4", "html-named-video.mp4", "audio-only.mp4", "truncated.mp4"]
)
def test_a_file_that_is_not_a_video_is_refused_and_the_words_are_kept(
    as_user, teacher, community, name
):
    submission = sent(teacher, community, name)

    tasks.process_video(media_id=submission.media_id)

    submission.refresh_from_db()
    assert submission.state == SubmissionState.REFUSED
    assert submission.reason
    page = as_user(teacher).get(reverse("my_videos")).content.decode()
    assert reverse("submission_file", args=[submission.pk]) in page
    assert VideoPage.objects.count() == 0


def test_running_the_preparation_again_changes_nothing(teacher, community):
    submission = prepared(sent(teacher, community))
    revision = submission.page.latest_revision_id

    tasks.process_video(media_id=submission.media_id)

    submission.refresh_from_db()
    assert submission.page.latest_revision_id == revision
    assert VideoPage.objects.count() == 1


def test_changes_asked_for_come_back_to_the_team(
    as_user, teacher, community, editor, mailoutbox, django_capture_on_commit_callbacks
):
    submission = prepared(sent(teacher, community))
    with django_capture_on_commit_callbacks(execute=True):
        decide(submission, editor, "reject", comment="Le son est trop faible.")
    assert submission.state == SubmissionState.CHANGES_REQUESTED
    send_notices()
    assert "Le son est trop faible." in mailoutbox[-1].body
    client = as_user(teacher)

    client.post(
        reverse("submission_edit", args=[submission.pk]), words(community, title="Autre titre")
    )
    client.post(reverse("submission_file", args=[submission.pk]))

    submission.refresh_from_db()
    page = submission.page
    assert submission.state == SubmissionState.IN_REVIEW
    assert page.get_latest_revision_as_object().title == "Autre titre"
    assert page.workflow_in_progress
    assert VideoPage.objects.count() == 1


def test_what_the_team_corrected_survives_the_author_s_answer(as_user, teacher, community, editor):
    submission = prepared(sent(teacher, community))
    draft = submission.page.get_latest_revision_as_object()
    draft.title, draft.summary = "Titre de l’équipe", "Résumé de l’équipe"
    draft.save_revision(user=editor)
    submission.page.refresh_from_db()
    decide(submission, editor, "reject", comment="Le son est trop faible.")

    shown = as_user(teacher).get(reverse("submission_edit", args=[submission.pk]))
    submissions.send(submission, file=None)

    submission.refresh_from_db()
    page = VideoPage.objects.get(pk=submission.page_id).get_latest_revision_as_object()
    assert shown.context["form"].initial["title"] == "Titre de l’équipe"
    assert (page.title, page.summary) == ("Titre de l’équipe", "Résumé de l’équipe")
    assert [str(level) for level in page.levels.all()] == ["CP"]


def test_a_replaced_file_waits_for_its_own_preparation(teacher, community, editor):
    submission = prepared(sent(teacher, community))
    first = submission.media
    decide(submission, editor, "reject", comment="Refilmez de plus près.")

    submissions.send(submission, file=SimpleUploadedFile("b.mp4", b"second"))
    submission.refresh_from_db()
    assert submission.state == SubmissionState.RECEIVED
    prepared(submission)

    assert submission.media != first
    assert submission.page.get_latest_revision_as_object().media == submission.media


def test_a_declined_proposal_ends_with_its_reason(
    teacher, community, editor, mailoutbox, django_capture_on_commit_callbacks
):
    submission = prepared(sent(teacher, community))

    with django_capture_on_commit_callbacks(execute=True):
        decide(submission, editor, "decline", comment="Hors du sujet de la communauté.")

    assert submission.state == SubmissionState.DECLINED
    assert not submission.page.workflow_in_progress
    assert not submission.page.live
    send_notices()
    assert "Hors du sujet" in mailoutbox[-1].body


def test_an_approved_video_is_published_and_its_author_told(
    client, teacher, community, editor, mailoutbox, django_capture_on_commit_callbacks
):
    submission = prepared(sent(teacher, community))

    with django_capture_on_commit_callbacks(execute=True):
        decide(submission, editor, "approve")

    assert submission.state == SubmissionState.PUBLISHED
    assert submission.page.live
    assert client.get(submission.page.url).status_code == 200
    send_notices()
    assert submission.page.full_url in mailoutbox[-1].body
    assert mailoutbox[-1].to == [teacher.email]


def test_unpublishing_is_seen_by_the_author(teacher, community, editor):
    submission = prepared(sent(teacher, community))
    decide(submission, editor, "approve")

    submission.page.unpublish(user=editor)

    submission.refresh_from_db()
    assert submission.state == SubmissionState.UNPUBLISHED


def test_deleting_the_account_keeps_the_video(teacher, community, editor):
    submission = prepared(sent(teacher, community))

    teacher.delete()
    submission.refresh_from_db()
    decide(submission, editor, "approve")

    assert submission.page.live


def test_the_samples_are_part_of_the_clone():
    assert (MEDIA / "README.md").exists()


def test_a_page_that_was_only_opened_is_forgotten_and_nothing_else(teacher, community):
    opened = submissions.create_draft(owner=teacher, community=community)
    typed = submissions.create_draft(owner=teacher, community=community)
    submissions.autosave(typed, values={"title": "La dictée"})
    VideoSubmission.objects.update(created_at=timezone.now() - timedelta(days=3))
    recent = submissions.create_draft(owner=teacher, community=community)

    portal_tasks.tidy_up(timestamp=0)

    assert set(VideoSubmission.objects.all()) == {typed, recent}
    assert opened.pk not in {typed.pk, recent.pk}
