"""Renewing the rights of a video that is public, or has just left the site because they ended."""

from django.db import transaction
from django.utils import timezone

from community.models import User
from videos import submissions
from videos.models import VideoSubmission
from videos.models.rights import ImageRights
from videos.models.submissions import SubmissionState
from videos.rights import expiry, register
from videos.rights.locking import lock_video

DECLARED = {field.name for field in ImageRights._meta.fields}


class NotRenewable(Exception):
    """The proposal is in other hands now, or there is nothing to renew."""


def may_renew(submission: VideoSubmission) -> bool:
    """Whether its author may declare again without going through all the steps."""
    if submission.state == SubmissionState.PUBLISHED:
        return True
    page = submission.page
    ended = submission.state == SubmissionState.UNPUBLISHED and page
    return bool(ended) and expiry.was_reached(page, submission)


@transaction.atomic
def renew(submission: VideoSubmission, *, by: User, values: dict) -> VideoSubmission:
    """Sign a new declaration, for the team to verify: the video goes through the review again.

    A public version stays meanwhile, until the end declared before. `values` are the columns of
    ImageRights, complete. Raises NotRenewable.
    """
    locked, _page = lock_video(submission=submission)
    if not locked or locked.owner_id != by.pk or not may_renew(locked):
        raise NotRenewable(locked)
    for name, value in values.items():
        if name in DECLARED:
            setattr(locked, name, value)
    locked.rights_declared_at = locked.sent_at = timezone.now()
    locked.version += 1
    locked.save()
    register.declare(locked)
    submissions.send_to_review(locked)
    return locked
