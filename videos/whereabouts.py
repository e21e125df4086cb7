"""Where a proposal is, in the words of its author: what is done, what comes next, since when."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from videos.models import ReviewNote, VideoSubmission
from videos.models.submissions import SubmissionState

# How many of the four steps are behind, and whether the next one is under way.
REACHED = {
    SubmissionState.DRAFT: 0,
    SubmissionState.RECEIVED: 1,
    SubmissionState.REFUSED: 1,
    SubmissionState.FAILED: 1,
    SubmissionState.IN_REVIEW: 2,
    SubmissionState.CHANGES_REQUESTED: 2,
    SubmissionState.DECLINED: 3,
    SubmissionState.SCHEDULED: 3,
    SubmissionState.PUBLISHED: 4,
}


@dataclass(frozen=True)
class Step:
    """One step of the way: `status` is "done", "now" or "later"."""

    label: str
    status: str


@dataclass(frozen=True)
class Remarks:
    """What the team remarked on one version of a video."""

    version: int
    notes: list[ReviewNote]

    @property
    def done(self) -> int:
        return sum(note.is_done for note in self.notes)


def steps(submission: VideoSubmission) -> list[Step]:
    """The way to publication; empty when the video has left it."""
    if submission.state not in REACHED:
        return []
    reached = REACHED[submission.state]
    goes_on = submission.state != SubmissionState.DECLINED
    labels = [_("It is sent"), _("It is prepared"), _("It is reviewed"), _("It is published")]
    statuses = ["done"] * reached + ["now" if goes_on else "later"] + ["later"] * 3
    return [Step(*each) for each in zip(labels, statuses, strict=False)]


def waiting(submission: VideoSubmission) -> str:
    """Since when the author waits for us, and how long it usually takes; empty otherwise."""
    if not submission.sent_at:
        return ""
    ago = _ago(submission.sent_at)
    if submission.state == SubmissionState.RECEIVED:
        return _("Sent %(ago)s.") % {"ago": ago}
    if submission.state != SubmissionState.IN_REVIEW:
        return ""
    community = submission.community
    if _days_since(submission.sent_at) > community.review_days:
        return _(
            "Sent %(ago)s. It takes longer than usual: the team sees that it is late. You may "
            "write to them."
        ) % {"ago": ago}
    return _("Sent %(ago)s. The team usually answers %(delay)s.") % {
        "ago": ago,
        "delay": community.review_delay,
    }


def notes_seen(submission: VideoSubmission):
    """The remarks that the team sent to the author; never its private notes."""
    return submission.notes.seen_by_author()


def remarks(submission: VideoSubmission) -> list[Remarks]:
    """What the team sent to the author, by version, the latest first."""
    by_version = groupby(notes_seen(submission), key=lambda note: note.version)
    return [Remarks(version, list(notes)) for version, notes in by_version][::-1]


def has_a_public_version(submission: VideoSubmission) -> bool:
    """Whether everybody sees a version of it, while another one is being made or reviewed."""
    return bool(submission.page and submission.page.live)


def _days_since(moment: datetime) -> int:
    return (timezone.localdate() - timezone.localdate(moment)).days


def _ago(moment: datetime) -> str:
    days = _days_since(moment)
    if days < 1:
        return _("today")
    if days == 1:
        return _("yesterday")
    return ngettext("%(days)s day ago", "%(days)s days ago", days) % {"days": days}
