"""The steps that proposals go through, for tests that start from one of them."""

from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from tests.conftest import MEDIA
from videos import notices, submissions, tasks
from videos.models import Rendition, ReviewNote, VideoSubmission
from videos.models.media import MediaState
from videos.models.review import CheckPoint
from videos.review import mail as review_mail

__all__ = [
    "MEDIA",
    "complete",
    "decide",
    "decide_accessibility",
    "prepared",
    "proposal",
    "remark",
    "send_notices",
    "sent",
    "step_address",
    "tell_reviewers",
    "words",
]


def words(community, **changes) -> dict:
    """What a teacher types, in all the steps together."""
    level = community.levels.first()
    typed = {
        "title": "La dictée négociée",
        "description": "Trois élèves, une seule feuille.",
        "credit": "Léa, enseignante à Roubaix",
        "theme": community.themes.first().pk,
        "levels": [level.pk] if level else [],
        "keywords": "lecture, oral, Lecture",
        "people_shown": "nobody",
        "rights": "on",
        "charter": "on",
    }
    return typed | changes


def step_address(submission, name: str) -> str:
    return reverse("submission_step", args=[submission.pk, name])


def complete(client, submission, community, **changes):
    """Type all that is asked, step by step, then send; return the answer to the sending."""
    typed = words(community, **changes)
    for name in ("description", "droits"):
        client.post(step_address(submission, name), typed)
    return client.post(step_address(submission, "relecture"), typed | {"go": "send"})


def proposal(teacher, community, **changes) -> VideoSubmission:
    """A proposal whose words are saved and whose file is awaited."""
    typed = {
        "title": "La dictée négociée",
        "description": "Trois élèves, une seule feuille.",
        "theme": community.themes.first(),
        "keywords": "lecture, oral",
        "people_shown": "nobody",
    }
    submission = VideoSubmission(owner=teacher, community=community, **(typed | changes))
    return submissions.save_words(submission, levels=community.levels.all()[:1])


def sent(teacher, community, sample: str | Path = "") -> VideoSubmission:
    """A proposal whose file has arrived: that of a path, or of `tests/media`, else a few bytes."""
    submission = proposal(teacher, community)
    content = (MEDIA / sample).read_bytes() if sample else b"original"
    submissions.send(submission, file=SimpleUploadedFile("video.mp4", content))
    submission.refresh_from_db()
    return submission


def prepared(submission: VideoSubmission) -> VideoSubmission:
    """Say that the file is ready, without ffmpeg: for what comes after."""
    media = submission.media
    media.state, media.progress = MediaState.READY, 100
    media.width, media.height, media.duration = 1280, 720, 80.0
    media.thumbnail.save("poster.jpg", ContentFile(b"\xff\xd8\xff\xd9"), save=False)
    media.save()
    rendition = Rendition(media=media, width=1280, height=720, size=10)
    rendition.file.save("video.mp4", ContentFile(b"0123456789"))
    submissions.file_is_prepared(media)
    submission.refresh_from_db()
    return submission


def decide(submission: VideoSubmission, person, action: str, comment: str = "") -> None:
    """Take a decision as the admin does, through the workflow's task; all is checked if need be."""
    state = submission.page.current_workflow_task_state
    offered = [name for name, *_ in state.task.specific.get_actions(submission.page, person)]
    assert action in offered
    if action == "approve":
        decide_accessibility(submission.page)
    kwargs = {"checklist": list(CheckPoint)} if action == "approve" else {}
    state.task.specific.on_action(state, person, action, comment=comment, **kwargs)
    submission.refresh_from_db()
    submission.page.refresh_from_db()
    for name in ("current_workflow_state", "_current_workflow_states"):
        submission.page.__dict__.pop(name, None)


def send_notices() -> None:
    """Do the jobs that write to authors, in order, as a worker does."""
    jobs = ProcrastinateJob.objects.filter(task_name=notices.TASK, status="todo")
    for job in jobs.order_by("pk"):
        tasks.tell_author(**job.args)


def tell_reviewers() -> None:
    """Do the jobs that write to reviewers, as a worker does."""
    for job in ProcrastinateJob.objects.filter(task_name=review_mail.TASK, status="todo"):
        tasks.tell_reviewer(**job.args)


def remark(submission, text, *, moment=None, by=None, for_author=True, sent=True, version=None):
    """A remark of the team on a moment of the video, in seconds."""
    return ReviewNote.objects.create(
        submission=submission,
        text=text,
        moment=moment,
        by=by,
        for_author=for_author,
        sent_at=timezone.now() if sent else None,
        version=submission.version if version is None else version,
    )


def decide_accessibility(page) -> None:
    """Say that nobody speaks and that nothing needs describing, unless it was decided already."""
    draft = page.get_latest_revision_as_object()
    if not draft.captions_decision:
        draft.captions_decision = "no_speech"
        draft.audio_description = "not_needed"
        draft.audio_description_reason = "Tout ce qui compte est dit."
        if not draft.live:
            draft.save()
        draft.save_revision()
        page.refresh_from_db()
