"""Remarks on the moments of a video: written by the team, some of them for its author."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from videos.models import ReviewNote, VideoSubmission


class NoteSent(PermissionDenied):
    """The author has read it: it is not rewritten behind their back."""


def add(
    submission: VideoSubmission, *, by, text: str, moment: float | None, for_author: bool
) -> ReviewNote:
    """Place a remark on a moment, in seconds; None: on the whole video."""
    return ReviewNote.objects.create(
        submission=submission,
        by=by,
        text=text,
        moment=_within(submission, moment),
        for_author=for_author,
        version=submission.version,
    )


@transaction.atomic
def edit(note: ReviewNote, *, text: str, moment: float | None, for_author: bool) -> ReviewNote:
    """Rewrite a remark that was not sent yet. Raises NoteSent otherwise."""
    locked = _unsent(note)
    locked.text, locked.for_author = text, for_author
    locked.moment = _within(locked.submission, moment)
    locked.save()
    return locked


@transaction.atomic
def remove(note: ReviewNote) -> None:
    """Delete a remark that was not sent yet. Raises NoteSent otherwise."""
    _unsent(note).delete()


def to_send(submission: VideoSubmission):
    """The remarks on this version that its author will receive if changes are asked."""
    return submission.notes.filter(
        version=submission.version, for_author=True, sent_at__isnull=True
    )


def send(submission: VideoSubmission) -> int:
    """Let the author see the remarks meant for them; return how many. With the decision."""
    return to_send(submission).update(sent_at=timezone.now())


def _within(submission: VideoSubmission, moment: float | None) -> float | None:
    """No moment before the video, nor after its end."""
    if moment is None:
        return None
    duration = submission.media.duration if submission.media else None
    return round(min(max(moment, 0.0), duration or moment), 2)


def _unsent(note: ReviewNote) -> ReviewNote:
    locked = ReviewNote.objects.select_for_update(of=("self",)).get(pk=note.pk)
    if locked.sent_at:
        raise NoteSent(_("This remark has been sent to the author: add another one instead."))
    return locked
