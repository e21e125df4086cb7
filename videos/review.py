"""Decisions of the team on a proposal. Imported while Wagtail's models load: no model up here."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log


class ReasonMissing(PermissionDenied):
    """A refusal without its reason: the author could do nothing with it."""


class AlreadyDecided(PermissionDenied):
    """Somebody else decided meanwhile, or its author took the proposal back."""


class ReasonForm(forms.Form):
    comment = forms.CharField(
        label=_("What you tell the author"),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=3000,
        help_text=_("Sent as you write it: say what is good, then what to do."),
    )


class ApprovalForm(forms.Form):
    comment = forms.CharField(label=_("Note for the team"), required=False, max_length=3000)


def publish_approved(workflow_state, user=None):
    """End of the review: publish, without asking the reviewer for a right on the tree.

    Page permissions go down the whole tree: giving *publish* to reviewers would let them skip
    the review. Set as WAGTAIL_FINISH_WORKFLOW_ACTION.
    """
    page = workflow_state.content_object.specific
    page.get_latest_revision().publish(user=user, skip_permission_checks=True)


def _hold(task_state) -> None:
    """Lock the proposal and look again, so that of two people who act at once one wins.

    Raises AlreadyDecided when the review has ended meanwhile.
    """
    from videos.models import VideoSubmission

    page = task_state.workflow_state.content_object
    list(VideoSubmission.objects.select_for_update().filter(page=page))
    task_state.refresh_from_db()
    task_state.workflow_state.refresh_from_db()
    if task_state.status != task_state.STATUS_IN_PROGRESS:
        raise AlreadyDecided


@transaction.atomic
def approve(task_state, *, user, comment: str) -> None:
    """Approve; the workflow then publishes and the author is told by the publication."""
    _hold(task_state)
    task_state.approve(user=user, comment=comment)


@transaction.atomic
def request_changes(task_state, *, user, comment: str) -> None:
    """Hand the proposal back to its author, with what to change."""
    from videos import submissions

    _hold(task_state)
    page = task_state.workflow_state.content_object.specific
    task_state.reject(user=user, comment=comment)
    if page.submission:
        submissions.ask_for_changes(page.submission, reason=comment)


@transaction.atomic
def decline(task_state, *, user, comment: str) -> None:
    """End the review without publication. Wagtail only cancels, and would blank the comment."""
    from videos import submissions

    _hold(task_state)
    page = task_state.workflow_state.content_object.specific
    task_state.workflow_state.cancel(user=user)
    type(task_state).objects.filter(pk=task_state.pk).update(comment=comment)
    log(page, "videos.decline", user=user, data={"comment": comment})
    if page.submission:
        submissions.decline(page.submission, reason=comment)
