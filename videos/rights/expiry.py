"""The hour at which a public page leaves the site, when the rights declared have an end."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from videos.models import RightsEntry, VideoPage, VideoSubmission
from videos.models.rights import RightsEvent


def end_of(day) -> datetime:
    """The instant when a last day is over, in the portal's time zone."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


def apply(page: VideoPage, submission: VideoSubmission) -> None:
    """Have a public page leave the site when the rights end, or sooner if the team said so."""
    ends = end_of(submission.rights_end_on) if submission.rights_end_on else None
    chosen = None if _comes_from_rights(page, submission) else page.expire_at
    expire_at = min(filter(None, [ends, chosen]), default=None)
    if expire_at != page.expire_at:
        page.expire_at = expire_at
        VideoPage.objects.filter(pk=page.pk).update(expire_at=expire_at)


def bring_forward(submission: VideoSubmission) -> None:
    """A sooner end, just declared, holds at once; a later one waits for the team's approval."""
    page = submission.page
    if not page or not page.live or not submission.rights_end_on:
        return
    ends = end_of(submission.rights_end_on)
    if not page.expire_at or ends < page.expire_at:
        page.expire_at = ends
        VideoPage.objects.filter(pk=page.pk).update(expire_at=ends)


def was_reached(page: VideoPage, submission: VideoSubmission) -> bool:
    """Whether a page that has just left the site did so because the rights ended."""
    return bool(page.expired and page.expire_at) and _comes_from_rights(page, submission)


def _comes_from_rights(page: VideoPage, submission: VideoSubmission) -> bool:
    """Whether the hour at which a page leaves was set by a declaration, not by the team."""
    if not page.expire_at:
        return False
    last_day = timezone.localdate(page.expire_at - timedelta(seconds=1))
    if end_of(last_day) != page.expire_at:
        return False
    return RightsEntry.objects.filter(
        submission=submission,
        event=RightsEvent.DECLARED,
        data__rights_end_on=last_day.isoformat(),
    ).exists()
