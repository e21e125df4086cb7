from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask

from videos import review


class VideoReviewTask(AbstractGroupApprovalTask):
    """The team's decision on a video: publish, ask for changes, or decline. One per community."""

    class Meta:
        verbose_name = _("review of a video")
        verbose_name_plural = _("reviews of videos")

    @classmethod
    def get_description(cls):
        return _(
            "The editorial team watches the video, then publishes, asks for changes or declines."
        )

    def get_actions(self, obj, user):
        """What a person may decide: nobody decides on their own video, nor publishes half a one."""
        obj = obj.specific  # some of the admin's screens hold the base page
        if not (user.is_superuser or self._user_in_groups(user)) or obj.owner_id == user.pk:
            return []
        actions = [
            ("reject", _("Ask for changes"), True),
            ("decline", _("Decline"), True),
        ]
        if not obj.publication_problems():
            actions.append(("approve", _("Approve"), False))
        return actions

    def get_form_for_action(self, action):
        return review.ReasonForm if action in {"reject", "decline"} else review.ApprovalForm

    def on_action(self, task_state, user, action_name, **kwargs):
        """Apply a decision. The editor's screen posts here without its form: check it again."""
        form = self.get_form_for_action(action_name)(kwargs)
        if not form.is_valid():
            raise review.ReasonMissing(form.errors)
        decide = {
            "approve": review.approve,
            "reject": review.request_changes,
            "decline": review.decline,
        }[action_name]
        decide(task_state, user=user, comment=form.cleaned_data["comment"])
