"""What becomes of the videos of a member who leaves: the member decides for those online."""

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from community.models import User
from videos import submissions
from videos.models import VideoPage, VideoSubmission
from videos.rights import withdrawal


class Fate(models.TextChoices):
    """What a member wishes for the videos that are online."""

    KEEP = "keep", _("They stay online, signed as they are")
    ANONYMOUS = "anonymous", _("They stay online, without my name")
    WITHDRAW = "withdraw", _("They are withdrawn, and erased")


@transaction.atomic
def settle(user: User, *, fate: str) -> list[VideoPage]:
    """Apply a member's decision to all that they proposed. Return the pages whose words changed.

    What is not online is erased whatever the decision. The lines of the rights register stay.
    """
    changed = []
    for submission in VideoSubmission.objects.filter(owner=user).order_by("pk"):
        page = submission.page
        if not (page and page.live):
            _erase(submission, by=user)
        elif fate == Fate.WITHDRAW:
            _withdraw(submission, by=user)
        else:
            _keep_public_version(submission, by=user)
            if fate == Fate.ANONYMOUS:
                changed.append(_unsign(submission))
    return changed


def _erase(submission: VideoSubmission, *, by: User) -> None:
    """Erase what nobody sees; what was declared leaves its lines in the register."""
    if submission.page_id or submission.rights_entries.exists():
        _withdraw(submission, by=by)
        return
    media = submission.media
    files = [row.file for row in (*submission.attachments.all(), *submission.proofs.all())]
    submission.delete()
    if media and not media.pages.exists() and not media.submissions.exists():
        media.delete()
    transaction.on_commit(lambda: [file.storage.delete(file.name) for file in files])


def _withdraw(submission: VideoSubmission, *, by: User) -> None:
    try:
        withdrawal.withdraw(page=submission.page, submission=submission, by=by, why="account")
    except withdrawal.AlreadyWithdrawn:
        return


def _keep_public_version(submission: VideoSubmission, *, by: User) -> None:
    """Leave what everybody sees, and give up the newer version that was under way."""
    page, newer = submission.page, submission.media
    if page.current_workflow_state:
        page.current_workflow_state.cancel(user=by)
    submission.uploads.all().delete()  # their pieces belong to nobody then: they are swept
    submissions.give_up_new_version(submission)
    if newer and newer != page.media and not newer.pages.exists():
        newer.delete()
    for attachment in submission.attachments.filter(is_public=False):
        attachment.delete()
        transaction.on_commit(lambda kept=attachment.file: kept.storage.delete(kept.name))


def _unsign(submission: VideoSubmission) -> VideoPage:
    """Take the name of the author off a page that stays, and off all that it ever was."""
    submission.credit = ""
    submission.save(update_fields=["credit"])
    page = submission.page
    page.credit, page.contributor, page.owner = "", None, None
    page.save(update_fields=["credit", "contributor", "owner"])
    for revision in page.revisions.all():
        revision.content |= {"credit": "", "contributor": None, "owner": None}
        revision.save(update_fields=["content"])
    return page
