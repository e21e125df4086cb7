"""Who treats a proposal: taken, released, or given to somebody of the team."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from community.groups import communities_edited_by, team_of
from community.models import User
from videos.models import VideoSubmission
from videos.models.submissions import SubmissionState

# What the team may still have to do something about.
ASSIGNABLE = {
    SubmissionState.RECEIVED,
    SubmissionState.FAILED,
    SubmissionState.IN_REVIEW,
    SubmissionState.CHANGES_REQUESTED,
    SubmissionState.SCHEDULED,
}


class NotAssigned(Exception):
    """The proposal stays with whom it was."""


class AlreadyTaken(NotAssigned):
    """Somebody else has it, since `since`."""

    def __init__(self, holder: User, since: datetime | None):
        super().__init__(holder, since)
        self.holder = holder
        self.since = since


class NotOfTheTeam(NotAssigned):
    """Only who edits this community may treat its proposals."""


class OwnProposal(NotAssigned):
    """Nobody treats what they proposed themselves."""


class NothingToTreat(NotAssigned):
    """It is not with the team any more: decided, taken back or withdrawn."""


@transaction.atomic
def take(
    submission: VideoSubmission, user: User, *, instead_of: User | None = None
) -> VideoSubmission:
    """Take a proposal for oneself. Of two people at once, the second is told who has it.

    `instead_of` is the person it is knowingly taken over from: if it is meanwhile another one's,
    nothing changes. Raises AlreadyTaken, NotOfTheTeam, OwnProposal or NothingToTreat.
    """
    locked = _locked(submission)
    _check(locked, user)
    if locked.assignee_id == user.pk:
        return locked
    if locked.assignee_id and locked.assignee != instead_of:
        raise AlreadyTaken(locked.assignee, locked.assigned_at)
    return _give(locked, user, by=user, action="videos.take")


@transaction.atomic
def release(submission: VideoSubmission, user: User) -> VideoSubmission:
    """Give back a proposal that one had taken. Raises AlreadyTaken when it is somebody else's."""
    locked = _locked(submission)
    if not locked.assignee_id:
        return locked
    if locked.assignee_id != user.pk:
        raise AlreadyTaken(locked.assignee, locked.assigned_at)
    return _give(locked, None, by=user, action="videos.release")


@transaction.atomic
def assign(submission: VideoSubmission, to: User | None, by: User) -> VideoSubmission:
    """Give a proposal to somebody of the team, whoever had it; None: to nobody.

    Raises NotOfTheTeam, OwnProposal or NothingToTreat.
    """
    locked = _locked(submission)
    _check_team(locked, by)
    if to is None:
        return _give(locked, None, by=by, action="videos.release") if locked.assignee_id else locked
    if to != by and not team_of(locked.community).filter(pk=to.pk).exists():
        raise NotOfTheTeam(to)
    _check(locked, to)
    if locked.assignee_id == to.pk:
        return locked
    return _give(locked, to, by=by, action="videos.assign")


def _locked(submission: VideoSubmission) -> VideoSubmission:
    """Lock the row, and read it as it is now."""
    return VideoSubmission.objects.select_for_update().get(pk=submission.pk)


def _check(submission: VideoSubmission, user: User) -> None:
    _check_team(submission, user)
    if submission.owner_id == user.pk:
        raise OwnProposal(user)
    if submission.state not in ASSIGNABLE:
        raise NothingToTreat(submission)


def _check_team(submission: VideoSubmission, user: User) -> None:
    if not communities_edited_by(user).filter(pk=submission.community_id).exists():
        raise NotOfTheTeam(user)


def _give(
    submission: VideoSubmission, to: User | None, *, by: User, action: str
) -> VideoSubmission:
    previous = submission.assignee
    submission.assignee = to
    submission.assigned_at = timezone.now() if to else None
    submission.save(update_fields=["assignee", "assigned_at"])
    # Numbers, not names: an account that is deleted leaves no name in the log.
    data = {"from": previous.pk if previous else None, "to": to.pk if to else None}
    log(submission.page or submission, action, user=by, data=data)
    return submission
