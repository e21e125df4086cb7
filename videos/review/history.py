"""Who decided what on a video, when, why, and what its author was told."""

from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext_lazy as _
from wagtail.models import PageLogEntry

from videos.models import ReviewNote, VideoPage, VideoReviewTaskState
from videos.models.review import CheckPoint, Outcome

# What happens to a video beside its reviews.
EVENTS = {
    "videos.unschedule": _("publication at an hour given up"),
    "videos.withdraw": _("taken back by its author"),
    "videos.unpublish": _("taken off the site, with a reason"),
    "wagtail.publish": _("published"),
    "wagtail.publish.schedule": _("publication scheduled"),
    "wagtail.publish.scheduled": _("published at the hour chosen"),
    "wagtail.unpublish": _("taken off the site"),
    "wagtail.unpublish.scheduled": _("taken off the site at the hour chosen"),
}
TOLD = {Outcome.CHANGES, Outcome.DECLINED}


@dataclass
class Event:
    """One line of the history. `version` is which sending of the proposal, 0 when unknown."""

    at: datetime
    by: str
    outcome: str
    version: int = 0
    reasons: list[str] = field(default_factory=list)
    message: str = ""
    note: str = ""
    verified: list[str] = field(default_factory=list)
    notes_sent: list[ReviewNote] = field(default_factory=list)


def decided_reviews(page: VideoPage) -> list[VideoReviewTaskState]:
    """The reviews of a page that have ended, the latest first."""
    states = VideoReviewTaskState.objects.for_instance(page).exclude(
        status=VideoReviewTaskState.STATUS_IN_PROGRESS
    )
    return list(
        states.select_related("finished_by", "revision", "workflow_state").order_by(
            "-finished_at", "-pk"
        )
    )


def of(
    page: VideoPage, reviews: list[VideoReviewTaskState], notes: list[ReviewNote]
) -> list[Event]:
    """Return all that was decided on a page, the latest first."""
    entries = list(
        PageLogEntry.objects.filter(page=page.pk)
        .filter(action__in=[*EVENTS, *(f"videos.{outcome}" for outcome in Outcome)])
        .select_related("user")
        .order_by("-timestamp")
    )
    versions = {
        entry.data["task_state"]: entry.data.get("version", 0)
        for entry in entries
        if "task_state" in entry.data
    }
    told = [_decision(review, versions.get(review.pk, 0), notes) for review in reviews]
    beside = [
        Event(
            at=entry.timestamp,
            by=str(entry.user) if entry.user else "",
            outcome=EVENTS[entry.action],
            message=entry.data.get("comment", ""),
            reasons=entry.data.get("problems", []),
        )
        for entry in entries
        if entry.action in EVENTS
    ]
    return sorted([*told, *beside], key=lambda event: event.at, reverse=True)


def _decision(review: VideoReviewTaskState, version: int, notes: list[ReviewNote]) -> Event:
    asked = review.outcome == Outcome.CHANGES
    words = review.comment
    is_told = review.outcome in TOLD or review.status == review.STATUS_REJECTED
    return Event(
        at=review.finished_at or review.started_at,
        by=str(review.finished_by) if review.finished_by else "",
        outcome=review.outcome_words,
        version=version,
        reasons=review.reasons,
        message=words if is_told else "",
        note="" if is_told else words,
        verified=[str(CheckPoint(point).label) for point in review.checklist],
        notes_sent=[note for note in notes if asked and note.sent_at and note.version == version],
    )
