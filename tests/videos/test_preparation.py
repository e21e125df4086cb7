"""What becomes of a file that has arrived, whatever happens to whoever works on it."""

import os
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.db.models.functions import Now
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from tests.factories import VideoMediaFactory, VideoPageFactory
from tests.videos.steps import MEDIA, decide, prepared, send_notices, sent
from videos import posters, preparation, submissions, tasks
from videos.models import VideoMedia, VideoPage, VideoSubmission
from videos.models.media import MediaState, private_storage
from videos.models.submissions import SubmissionState
from videos.preparation import LeaseLost, TryLater

pytestmark = pytest.mark.django_db


@pytest.fixture
def submission(teacher, community):
    """A proposal whose file, a real one, waits to be prepared."""
    return sent(teacher, community, "no-audio.mp4")


@pytest.fixture
def media(submission) -> VideoMedia:
    return submission.media


def history(media) -> list[tuple]:
    return list(media.history.values_list("state", "reason", "attempt"))


def files_of(media) -> list[str]:
    """All that was made of a media, as it lies in private storage."""
    root = Path(private_storage().location) / "renditions" / str(media.uuid)
    return sorted(str(path.relative_to(root)) for path in root.rglob("*") if path.is_file())


def let_the_lease_end(media) -> None:
    VideoMedia.objects.filter(pk=media.pk).update(lease_expires_at=Now() - timedelta(seconds=1))


def run_out_of_attempts(media) -> None:
    for _ in range(preparation.MAX_ATTEMPTS - 1):
        with pytest.raises(TryLater):
            tasks.process_video(media_id=media.pk)
    tasks.process_video(media_id=media.pk)
    media.refresh_from_db()


# -- What happens when all goes well -------------------------------------------------------------


def test_a_video_goes_through_its_states_one_by_one(media):
    preparation.prepare(media.pk)

    media.refresh_from_db()
    assert media.state == MediaState.READY
    assert media.lease is None
    assert history(media) == [("probing", "", 1), ("processing", "", 1), ("ready", "", 1)]
    assert media.preparation_seconds > 0


def test_a_ready_video_has_its_renditions_pictures_and_storyboard(media):
    preparation.prepare(media.pk)

    media.refresh_from_db()
    sizes = [(each.width, each.height) for each in media.renditions.order_by("-height")]
    assert sizes[0] == (640, 272)
    assert media.playable().file.size == media.playable().size
    assert media.thumbnail.size > 1_000
    assert media.card.size > 1_000
    assert len(media.proposed_moments) == 3
    assert media.storyboard["count"] >= 3
    assert {Path(name).parent for name in files_of(media)} == {
        Path(media.folder).relative_to(f"renditions/{media.uuid}")
    }


def test_a_refused_video_says_why_in_its_history(teacher, community):
    media = sent(teacher, community, "audio-only.mp4").media

    preparation.prepare(media.pk)

    assert history(media) == [("probing", "", 1), ("refused", "no_picture", 1)]


def test_what_cannot_be_heard_is_advice_and_no_refusal(media):
    preparation.prepare(media.pk)

    media.refresh_from_db()
    assert media.is_ready
    assert "no_sound" in [warning["code"] for warning in media.warnings]


def test_the_limits_are_those_of_the_community_for_the_team_s_files_too(community):
    community.max_duration = 45
    community.save()
    media = VideoMediaFactory(collection=community.media_collection)

    assert preparation.limits_for(media).max_seconds == 45


# -- One run at a time ---------------------------------------------------------------------------


def test_a_second_worker_waits_while_the_first_is_alive(media):
    preparation._claim(media.pk)

    with pytest.raises(TryLater):
        preparation.prepare(media.pk)

    media.refresh_from_db()
    assert media.attempts == 1
    assert history(media) == [("probing", "", 1)]


def test_a_worker_that_lost_its_lease_stops_and_stores_nothing(media):
    slow = preparation._claim(media.pk)
    let_the_lease_end(media)
    other = preparation._claim(media.pk)

    with pytest.raises(LeaseLost):
        slow.make()

    assert files_of(media) == []
    other.make()
    media.refresh_from_db()
    assert media.state == MediaState.READY
    assert media.attempts == 2


def test_a_video_deleted_while_it_is_prepared_leaves_nothing(media):
    run = preparation._claim(media.pk)
    path = Path(media.file.path)
    kept = path.read_bytes()
    VideoMedia.objects.get(pk=media.pk).delete()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(kept)  # ffmpeg had it open

    with pytest.raises(LeaseLost):
        run.make()

    assert files_of(media) == []
    assert preparation.prepare(media.pk) is None


# -- Failures ------------------------------------------------------------------------------------


def test_a_lost_original_ends_in_words_after_three_attempts(media, submission, community):
    os.remove(media.file.path)

    run_out_of_attempts(media)

    assert (media.state, media.failure_code, media.attempts) == ("failed", "no_original", 3)
    assert [reason for state, reason, _ in history(media) if state in ("received", "failed")] == [
        "no_original"
    ] * 3
    submission.refresh_from_db()
    assert submission.state == SubmissionState.FAILED


def test_each_new_attempt_waits_longer(media):
    os.remove(media.file.path)
    waits = []

    for _ in range(2):
        with pytest.raises(TryLater) as later:
            preparation.prepare(media.pk)
        waits.append(later.value.wait)

    assert waits == [30, 120]


def test_the_team_is_told_once_of_a_failure(
    media, community, mailoutbox, django_capture_on_commit_callbacks
):
    community.contact_address = "equipe@classe.example.org"
    community.save()
    os.remove(media.file.path)
    run_out_of_attempts(media)

    jobs = ProcrastinateJob.objects.filter(task_name="videos.tasks.tell_team_of_failure")
    for job in jobs:
        tasks.tell_team_of_failure(**job.args)
    tasks.process_video(media_id=media.pk)  # a job that died before saying that it was done

    (message,) = [m for m in mailoutbox if m.to == ["equipe@classe.example.org"]]
    assert media.title in message.subject
    assert reverse("preparations:inspect", args=[media.pk]) in message.body
    assert jobs.count() == 1


@pytest.fixture
def full_disk(media):
    """A real disk of 64 KiB where the files of this media should go."""
    folder = Path(private_storage().location) / "renditions" / str(media.uuid)
    folder.mkdir(parents=True)
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(folder)]
    if subprocess.run(mount, capture_output=True).returncode != 0:
        pytest.skip("mounting a small disk needs root")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk_is_named_and_the_work_goes_on_once_there_is_room(full_disk, media):
    with pytest.raises(TryLater):
        preparation.prepare(media.pk)

    media.refresh_from_db()
    assert (media.state, media.failure_code) == (MediaState.RECEIVED, "disk_full")
    assert files_of(media) == []
    subprocess.run(["mount", "-o", "remount,size=16m", str(full_disk)], check=True)

    preparation.prepare(media.pk)

    media.refresh_from_db()
    assert media.state == MediaState.READY
    assert media.failure_code == ""
    assert media.playable().file.size > 10_000


def test_storage_that_refuses_is_named(media):
    in_the_way = Path(private_storage().location) / "renditions" / str(media.uuid)
    in_the_way.parent.mkdir(parents=True, exist_ok=True)
    in_the_way.write_text("a file where a folder should be")

    with pytest.raises(TryLater):
        preparation.prepare(media.pk)

    media.refresh_from_db()
    assert (media.state, media.failure_code) == (MediaState.RECEIVED, "storage")
    in_the_way.unlink()


def test_what_a_dead_run_left_is_swept_by_the_next(media):
    left = Path(private_storage().location) / media.new_folder() / "720.mp4"
    left.parent.mkdir(parents=True)
    left.write_bytes(b"half a video")

    preparation.prepare(media.pk)

    assert not left.exists()


def test_three_dead_workers_make_a_failure(media, submission):
    for _ in range(preparation.MAX_ATTEMPTS):
        preparation._claim(media.pk)
        let_the_lease_end(media)

    tasks.process_video(media_id=media.pk)

    media.refresh_from_db()
    submission.refresh_from_db()
    assert (media.state, media.failure_code) == (MediaState.FAILED, "killed")
    assert submission.state == SubmissionState.FAILED


# -- Starting again ------------------------------------------------------------------------------


@pytest.fixture
def failed(media, submission):
    stored = Path(media.file.path)
    aside = stored.with_name("aside")
    stored.rename(aside)
    run_out_of_attempts(media)
    aside.rename(stored)
    return media


def test_an_editor_starts_a_failed_video_again(as_user, editor, failed, submission):
    client = as_user(editor)
    page = client.get(reverse("preparations:inspect", args=[failed.pk])).content.decode()
    assert "Relancer" in page

    client.post(reverse("preparations:relaunch", args=[failed.pk]))

    failed.refresh_from_db()
    submission.refresh_from_db()
    assert (failed.state, failed.attempts) == (MediaState.RECEIVED, 0)
    assert submission.state == SubmissionState.RECEIVED
    assert ProcrastinateJob.objects.filter(args__media_id=failed.pk, status="todo").count() >= 1
    tasks.process_video(media_id=failed.pk)
    submission.refresh_from_db()
    assert submission.state == SubmissionState.IN_REVIEW


def test_a_second_click_starts_nothing(as_user, editor, failed):
    client = as_user(editor)
    address = reverse("preparations:relaunch", args=[failed.pk])
    client.post(address)
    queued = ProcrastinateJob.objects.count()

    response = client.post(address, follow=True)

    assert response.status_code == 200
    assert ProcrastinateJob.objects.count() == queued


def test_another_community_s_editor_neither_sees_nor_starts_it(as_user, other_editor, failed):
    client = as_user(other_editor)

    assert failed.title not in client.get(reverse("preparations:index")).content.decode()
    assert client.get(reverse("preparations:inspect", args=[failed.pk])).status_code == 404
    assert client.post(reverse("preparations:relaunch", args=[failed.pk])).status_code == 404


def test_a_member_sees_nothing_of_the_preparations(as_user, teacher, failed):
    client = as_user(teacher)

    for name in ("preparations:index", "preparations:inspect", "preparations:relaunch"):
        args = [] if name.endswith("index") else [failed.pk]
        send = client.post if name.endswith("relaunch") else client.get
        assert send(reverse(name, args=args)).status_code in (302, 403, 404)
    failed.refresh_from_db()
    assert failed.state == MediaState.FAILED


# -- What nothing would prepare any more ---------------------------------------------------------


def test_a_video_without_a_job_is_queued_again(media):
    ProcrastinateJob.objects.all().delete()

    assert preparation.resume_forgotten() == 1
    assert preparation.resume_forgotten() == 0


def test_a_video_at_work_or_ended_is_left_alone(media, teacher, community):
    preparation._claim(media.pk)
    ready = prepared(sent(teacher, community)).media
    ProcrastinateJob.objects.all().delete()

    assert preparation.resume_forgotten() == 0
    assert ready.is_ready


def test_a_verdict_that_was_not_passed_on_is(media, submission):
    preparation.prepare(media.pk)  # and the worker dies before moving the proposal on
    ProcrastinateJob.objects.all().delete()

    assert preparation.resume_forgotten() == 1
    tasks.process_video(media_id=media.pk)

    submission.refresh_from_db()
    assert submission.state == SubmissionState.IN_REVIEW


# -- Poster --------------------------------------------------------------------------------------


def test_the_poster_shows_the_moment_that_was_chosen(media):
    preparation.prepare(media.pk)
    media.refresh_from_db()
    before = media.thumbnail.read()

    posters.choose_moment(media, moment=6.5)
    job = ProcrastinateJob.objects.get(task_name="videos.tasks.make_poster")
    tasks.make_poster(**job.args)

    media.refresh_from_db()
    assert media.poster_moment == 6.5
    assert media.thumbnail.read() != before
    assert media.card.name.startswith(media.folder)

    posters.choose_moment(media, moment=2.5)
    tasks.make_poster(media_id=media.pk)

    chosen = [name for name in files_of(media) if "poster-" in name]
    assert {Path(name).name for name in chosen} == {
        "poster.jpg",
        "poster.webp",
        "card.jpg",
        "card.webp",
    }  # of the last choice only
    assert len(chosen) == 4


def test_a_moment_chosen_during_the_preparation_is_not_forgotten(media):
    run = preparation._claim(media.pk)
    posters.choose_moment(media, moment=6.5)

    run.make()

    assert ProcrastinateJob.objects.filter(task_name="videos.tasks.make_poster").exists()


def test_the_team_chooses_a_picture_among_those_proposed_or_any_moment(as_user, editor, community):
    media = VideoMediaFactory(collection=community.media_collection, proposed_moments=[2.0, 40.5])
    client = as_user(editor)
    address = reverse("preparations:choose_poster", args=[media.pk])
    screen = client.get(reverse("preparations:inspect", args=[media.pk])).content.decode()
    assert 'name="moment" value="40.5"' in screen

    client.post(address, {"moment": "40.5"})
    media.refresh_from_db()
    assert media.poster_moment == 40.5

    for wrong in ("", "bientôt", "-1", "84", "nan"):
        answer = client.post(address, {"moment": wrong}, follow=True)
        assert "Choisissez une des images" in answer.content.decode()
    media.refresh_from_db()
    assert media.poster_moment == 40.5


def test_another_community_s_editor_chooses_no_picture(as_user, other_editor, community):
    media = VideoMediaFactory(collection=community.media_collection)

    answer = as_user(other_editor).post(
        reverse("preparations:choose_poster", args=[media.pk]), {"moment": "4"}
    )

    assert answer.status_code == 404


# -- Deleting ------------------------------------------------------------------------------------


def test_deleting_a_video_file_deletes_all_that_was_made_of_it(
    teacher, community, django_capture_on_commit_callbacks
):
    media = sent(teacher, community, "no-audio.mp4").media
    preparation.prepare(media.pk)
    original = Path(media.file.path)
    assert files_of(media)

    with django_capture_on_commit_callbacks(execute=True):
        VideoMedia.objects.get(pk=media.pk).delete()

    assert files_of(media) == []
    assert not original.exists()


# -- A new version of a published video ----------------------------------------------------------


@pytest.fixture
def published(teacher, community, editor):
    submission = prepared(sent(teacher, community))
    decide(submission, editor, "approve")
    assert submission.state == SubmissionState.PUBLISHED
    return submission


def replace_file(submission, tmp_path):
    new = tmp_path / "nouvelle.mp4"
    new.write_bytes((MEDIA / "no-audio.mp4").read_bytes())
    submissions.attach_file(submission, path=new, name="nouvelle.mp4", size=new.stat().st_size)
    submissions.send(submission)
    submission.refresh_from_db()
    return submission


def test_the_public_version_stays_until_the_new_one_is_approved(
    client, published, editor, tmp_path
):
    first = published.media
    submission = replace_file(published, tmp_path)
    assert client.get(first.url).status_code == 200
    assert client.get(submission.media.url).status_code == 404

    prepared(submission)
    assert submission.state == SubmissionState.IN_REVIEW
    assert client.get(first.url).status_code == 200
    assert client.get(submission.media.url).status_code == 404

    decide(submission, editor, "approve")
    assert client.get(submission.media.url).status_code == 200
    assert client.get(first.url).status_code == 404


def test_a_declined_new_version_leaves_the_public_one_as_it_was(
    client, published, editor, tmp_path, mailoutbox, django_capture_on_commit_callbacks
):
    first = published.media
    submission = prepared(replace_file(published, tmp_path))

    with django_capture_on_commit_callbacks(execute=True):
        decide(submission, editor, "decline", comment="La première était plus claire.")

    page = submission.page
    assert submission.state == SubmissionState.PUBLISHED
    assert submission.media == first
    assert page.live and not page.has_unpublished_changes
    assert page.get_latest_revision_as_object().media == first
    assert client.get(first.url).status_code == 200
    send_notices()
    assert "La première était plus claire." in mailoutbox[-1].body


def test_touching_up_the_public_page_does_not_lose_the_new_file_on_its_way(
    published, editor, tmp_path
):
    submission = replace_file(published, tmp_path)
    new = submission.media

    VideoPage.objects.get(pk=submission.page_id).save_revision(user=editor).publish(user=editor)
    submission.refresh_from_db()
    assert (submission.state, submission.media) == (SubmissionState.RECEIVED, new)

    prepared(submission)
    assert submission.state == SubmissionState.IN_REVIEW
    assert submission.page.get_latest_revision_as_object().media == new


def test_taking_the_page_off_the_site_does_not_lose_it_either(published, editor, tmp_path):
    submission = replace_file(published, tmp_path)

    VideoPage.objects.get(pk=submission.page_id).unpublish(user=editor)

    prepared(submission)
    assert submission.state == SubmissionState.IN_REVIEW
    assert not submission.page.live


def test_a_file_that_the_team_put_on_a_page_stays_when_its_author_sends_another(
    submission, video_index, tmp_path
):
    first = submission.media
    VideoSubmission.objects.update(state=SubmissionState.REFUSED)
    VideoPageFactory(parent=video_index, media=first, live=False)
    new = tmp_path / "nouvelle.mp4"
    new.write_bytes(b"another")

    submissions.attach_file(submission, path=new, name="nouvelle.mp4", size=7)

    assert VideoMedia.objects.filter(pk=first.pk).exists()


# -- The list of the team ------------------------------------------------------------------------


def test_the_list_shows_what_is_at_work_and_why_others_failed(as_user, editor, community, failed):
    at_work = VideoMediaFactory(
        title="Au travail", state="processing", progress=40, collection=community.media_collection
    )

    page = as_user(editor).get(reverse("preparations:index")).content.decode()

    assert 'value="40"' in page
    assert page.index(failed.title) < page.index(at_work.title)
    assert "redemander" in page or "auteur" in page


def test_the_list_costs_the_same_for_one_file_or_thirty(as_user, editor, community):
    client = as_user(editor)
    VideoMediaFactory(collection=community.media_collection)
    client.get(reverse("preparations:index"))

    one = queries_of(client)
    VideoMediaFactory.create_batch(29, collection=community.media_collection)

    assert queries_of(client) == one


def queries_of(client) -> int:
    with CaptureQueriesContext(connection) as queries:
        client.get(reverse("preparations:index"))
    return len(queries)
