"""What the team decides of a contribution: it shows, or it does not and its author reads why."""

from hashlib import sha256

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from community.models import User
from videos.conversation import effects, messages
from videos.models import Comment
from videos.models.conversation import CommentState


class AlreadyDecided(Exception):
    """A colleague decided first, or its author changed it. Holds the contribution as it is now."""

    def __init__(self, comment: Comment | None):
        super().__init__(comment and comment.pk)
        self.comment = comment


def mark(comment: Comment) -> str:
    """A digest of what is read: what a screen has shown is what is decided on."""
    return sha256(f"{comment.signature}\0{comment.text}".encode()).hexdigest()[:16]


@transaction.atomic
def publish(comment: Comment, *, by: User, seen: str = "") -> Comment:
    """Show what waits, or what was refused. Raises AlreadyDecided.

    `seen` is the mark of the words that the person has read; empty when nobody read anything.
    """
    locked = _claim(comment, {CommentState.PENDING, CommentState.REFUSED}, seen)
    first_time = locked.published_at is None
    locked.published_at = locked.published_at or timezone.now()
    locked.reason = ""
    _decide(locked, CommentState.PUBLISHED, by=by)
    effects.came_online(locked, for_the_first_time=first_time)
    effects.tell(messages.PUBLISHED, locked)
    return locked


@transaction.atomic
def refuse(comment: Comment, *, by: User, reason: str, seen: str = "") -> Comment:
    """Hide what waits or shows, and tell its author why, who may correct it. Raises AlreadyDecided.

    `reason` is what the author reads.
    """
    locked = _claim(comment, {CommentState.PENDING, CommentState.PUBLISHED}, seen)
    locked.reason = reason
    _decide(locked, CommentState.REFUSED, by=by)
    effects.changed(locked.page)
    effects.tell(messages.REFUSED, locked)
    return locked


def take_off(comment: Comment, *, by: User, reason: str) -> Comment:
    """Take off what shows: a refusal that comes late, after a report for example."""
    return refuse(comment, by=by, reason=reason)


def _claim(comment: Comment, states: set[CommentState], seen: str) -> Comment:
    """Lock a contribution that may be decided on, in the words that the person has seen."""
    locked = Comment.objects.select_for_update(of=("self",)).filter(pk=comment.pk).first()
    if not locked or locked.state not in states or (seen and mark(locked) != seen):
        raise AlreadyDecided(locked)
    return locked


def _decide(locked: Comment, state: CommentState, *, by: User) -> None:
    locked.state, locked.decided_by, locked.decided_at = state, by, timezone.now()
    locked.save()
    data = {"contribution": locked.pk, "reason": locked.reason}
    log(locked.page, f"videos.contribution_{state}", user=by, data=data)
