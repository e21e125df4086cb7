"""Who holds a proposal now: its author may change it, or the team and the worker have it."""

from videos.models import VideoSubmission


class NotEditable(Exception):
    """The team or the worker has the proposal: its author cannot change it now."""


def editable(submission: VideoSubmission) -> VideoSubmission:
    """Lock the row of a proposal that its author may change. Raises NotEditable otherwise."""
    locked = (
        VideoSubmission.objects.select_for_update(of=("self",))
        .select_related("media", "community")
        .get(pk=submission.pk)
    )
    if not locked.can_be_edited:
        raise NotEditable(locked)
    return locked
