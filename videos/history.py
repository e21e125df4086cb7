"""What happened to a proposal: each change of its state, as a line of Wagtail's log.

Lines carry no person and no title: the log of models is not kept apart by community.
"""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from wagtail.models import ModelLogEntry

from videos.models import VideoSubmission
from videos.models.submissions import SubmissionState

ACTION = "videos.state"


@dataclass(frozen=True)
class Event:
    """A state that a proposal entered; `version` counts how many times it had been sent."""

    state: str
    at: datetime
    version: int = 0
    reason: str = ""
    number: int = 0
    gave_up: bool = False  # a new version, at its author's wish; the public one stays

    @property
    def sentence(self) -> str:
        """What happened, for the author: the team speaks as one."""
        if self.gave_up:
            return _("You gave up the new version")
        return _sentences()[self.state]


def record(submission: VideoSubmission, **more) -> Event:
    """Write down the state that a proposal has just entered, in the same transaction.

    `more`: other fields of the event.
    """
    line = ModelLogEntry.objects.log_action(
        submission,
        ACTION,
        title=_("Proposal %(number)s") % {"number": submission.pk},
        data={
            "state": submission.state,
            "version": submission.version,
            "reason": submission.reason,
            **more,
        },
    )
    return _event(line)


def find(number: int) -> tuple[VideoSubmission, Event] | None:
    """Return a line and its proposal; None when the proposal is gone."""
    line = ModelLogEntry.objects.filter(pk=number, action=ACTION, data__has_key="state").first()
    proposals = VideoSubmission.objects.select_related("owner", "community__site", "page", "media")
    submission = line and proposals.filter(pk=line.object_id).first()
    return (submission, _event(line)) if submission else None


def events(submission: VideoSubmission) -> list[Event]:
    """What happened to a proposal, the latest first."""
    return [_event(line) for line in _lines(submission)] or _before_lines_were_kept(submission)


def latest(submission: VideoSubmission) -> Event | None:
    line = _lines(submission).first()
    return line and _event(line)


def forget_words(submission: VideoSubmission) -> None:
    """Erase the reasons that were given; the dates and the decisions stay."""
    for line in _lines(submission):
        line.data["reason"] = ""
        line.save(update_fields=["data"])


def forget(submission: VideoSubmission) -> None:
    """Erase all of it, with a proposal that was never sent."""
    _lines(submission).delete()


def _lines(submission: VideoSubmission):
    lines = ModelLogEntry.objects.for_instance(submission)
    return lines.filter(action=ACTION, data__has_key="state").order_by("-timestamp", "-pk")


def _event(line: ModelLogEntry) -> Event:
    return Event(at=line.timestamp, number=line.pk, **line.data)


def _before_lines_were_kept(submission: VideoSubmission) -> list[Event]:
    """What an older proposal still says of itself."""
    known = []
    if submission.decided_at:
        known.append(Event(submission.state, submission.decided_at, 1, submission.reason))
    if submission.sent_at:
        known.append(Event(SubmissionState.RECEIVED, submission.sent_at, 1))
    return known


def _sentences() -> dict[str, str]:
    return {
        SubmissionState.DRAFT: _("You took it back: it is a draft again"),
        SubmissionState.RECEIVED: _("You sent it"),
        SubmissionState.REFUSED: _("Its file could not be accepted"),
        SubmissionState.FAILED: _("Its preparation failed, through our fault"),
        SubmissionState.IN_REVIEW: _("It is prepared, and with the team"),
        SubmissionState.CHANGES_REQUESTED: _("The team asked for changes"),
        SubmissionState.DECLINED: _("The team declined it"),
        SubmissionState.SCHEDULED: _("The team accepted it, to be published later"),
        SubmissionState.PUBLISHED: _("It was published"),
        SubmissionState.UNPUBLISHED: _("It was taken off the site"),
        SubmissionState.WITHDRAWN: _("It was withdrawn"),
    }
