"""The steps that proposals go through, for tests that start from one of them."""

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.conftest import MEDIA
from videos import submissions
from videos.models import Rendition, VideoSubmission
from videos.models.media import MediaState

__all__ = ["MEDIA", "complete", "decide", "prepared", "proposal", "sent", "step_address", "words"]


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


def sent(teacher, community, sample: str = "") -> VideoSubmission:
    """A proposal whose file has arrived: a sample of `tests/media`, else a few bytes."""
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
    """Take a decision as the admin does, through the workflow's task."""
    state = submission.page.current_workflow_task_state
    offered = [name for name, *_ in state.task.specific.get_actions(submission.page, person)]
    assert action in offered
    state.task.specific.on_action(state, person, action, comment=comment)
    submission.refresh_from_db()
    submission.page.refresh_from_db()
    for name in ("current_workflow_state", "_current_workflow_states"):
        submission.page.__dict__.pop(name, None)
