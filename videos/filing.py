"""Where the team files a proposal: its theme, changed before it is published."""

from django.db import transaction

from community.groups import communities_edited_by
from community.models import Theme, User
from videos.models import VideoSubmission
from videos.models.submissions import SubmissionState

# What is scheduled or public is changed in its page, and goes through the review again.
FILEABLE = {
    SubmissionState.RECEIVED,
    SubmissionState.FAILED,
    SubmissionState.IN_REVIEW,
    SubmissionState.CHANGES_REQUESTED,
}


class NotFiled(Exception):
    """The proposal keeps its theme."""


class NotTheirTheme(NotFiled):
    """The theme, or the person, is of another community."""


class TooLate(NotFiled):
    """It is scheduled, published, declined or withdrawn."""


@transaction.atomic
def file_under(submission: VideoSubmission, *, theme: Theme, by: User) -> VideoSubmission:
    """Change the theme of a proposal, in the author's words and in the team's draft of its page.

    Raises NotTheirTheme or TooLate.
    """
    locked = VideoSubmission.objects.select_for_update().get(pk=submission.pk)
    own = communities_edited_by(by).filter(pk=locked.community_id).exists()
    if theme.community_id != locked.community_id or not own:
        raise NotTheirTheme(theme)
    if locked.state not in FILEABLE:
        raise TooLate(locked)
    locked.theme = theme
    locked.save(update_fields=["theme"])
    if locked.page:
        draft = locked.page.get_latest_revision_as_object()
        draft.theme = theme
        if not locked.page.live:
            locked.page.theme = theme
            locked.page.save(update_fields=["theme"])
        draft.save_revision(user=by, log_action=True)
    return locked
