"""The end of image rights: the video leaves the site by itself, its author is told before."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from videos import history
from videos.models import VideoPage, VideoSubmission
from videos.models.rights import RightsEvent
from videos.models.submissions import SubmissionState
from videos.rights import messages, register

REMINDERS = (60, 15)  # days before the end
KEPT_AFTER = timedelta(days=30)  # the files, in case the author renews

# The author's next version goes on in the team's or the author's hands, whatever ends meanwhile.
GOING_ON = {
    SubmissionState.RECEIVED,
    SubmissionState.IN_REVIEW,
    SubmissionState.CHANGES_REQUESTED,
    SubmissionState.SCHEDULED,
}


@transaction.atomic
def record_end(submission: VideoSubmission, page: VideoPage) -> None:
    """The rights have ended and the page is off the site: the author and the team are told."""
    if submission.state not in GOING_ON:
        submission.state, submission.reason = SubmissionState.UNPUBLISHED, ""
        submission.save(update_fields=["state", "reason"])
        history.record(submission)
    entry = register.record(
        submission,
        event=RightsEvent.EXPIRED,
        page=page,
        data={"ended_on": timezone.localdate(page.expire_at - timedelta(seconds=1)).isoformat()},
    )
    messages.queue("rights_ended", entry)
    messages.queue("rights_ended_team", entry)


def remind(today=None) -> int:
    """Write to the authors whose rights end soon, once for each reminder. Return how many."""
    today = today or timezone.localdate()
    soon = today + timedelta(days=max(REMINDERS))
    due = VideoSubmission.objects.filter(
        page__live=True, rights_end_on__gte=today, rights_end_on__lte=soon
    )
    return sum(_remind(pk, today) for pk in due.values_list("pk", flat=True))


@transaction.atomic
def _remind(pk: int, today) -> bool:
    # Two workers may run this: the second finds the row locked, or the reminder noted.
    rows = VideoSubmission.objects.select_for_update(of=("self",), skip_locked=True)
    submission = rows.filter(pk=pk, rights_end_on__gte=today).first()
    if not submission:
        return False
    left = (submission.rights_end_on - today).days
    reminder = min((days for days in REMINDERS if left <= days), default=None)
    noted = submission.rights_reminded_days
    if reminder is None or (noted is not None and noted <= reminder):
        return False
    submission.rights_reminded_days = reminder
    submission.save(update_fields=["rights_reminded_days"])
    entry = register.record(
        submission,
        event=RightsEvent.REMINDED,
        data={"days": left, "rights_end_on": submission.rights_end_on.isoformat()},
    )
    messages.queue("rights_reminder", entry)
    return True


def ended_for_good():
    """The proposals whose rights ended a month ago and were not renewed: their files must go."""
    before = timezone.now() - KEPT_AFTER
    return VideoSubmission.objects.filter(
        state=SubmissionState.UNPUBLISHED,
        rights_end_on__lt=timezone.localdate(before),
        rights_entries__event=RightsEvent.EXPIRED,
        rights_entries__at__lt=before,
    ).distinct()
