from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask, TaskState

from videos import review


class CheckPoint(models.TextChoices):
    """What a reviewer has verified before a video is published."""

    RIGHTS = "rights", _("The image rights are in order")
    SOUND = "sound", _("What is said can be heard")
    TONE = "tone", _("The tone is benevolent, and pupils are respected")
    CAPTIONS = "captions", _("The captions say what is said")
    TITLE = "title", _("The title says what we see")


class VideoReviewTaskState(TaskState):
    """One review of a video: what was verified, decided, and told to its author."""

    checklist = ArrayField(
        models.CharField(max_length=10, choices=CheckPoint),
        verbose_name=_("verified"),
        default=list,
        blank=True,
    )
    outcome = models.CharField(_("decision"), max_length=10, blank=True)
    reasons = models.JSONField(_("reasons"), default=list, blank=True)

    class Meta:
        verbose_name = _("review of a video")
        verbose_name_plural = _("reviews of videos")


class VideoReviewTask(AbstractGroupApprovalTask):
    """The team's decision on a video: publish, ask for changes, or decline. One per community."""

    task_state_class = VideoReviewTaskState

    class Meta:
        verbose_name = _("review of videos")
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


class DecisionReason(models.Model):
    """A reason that the team gives often: its words are proposed, then completed by hand."""

    class Action(models.TextChoices):
        REJECT = "reject", _("Ask for changes")
        DECLINE = "decline", _("Decline")

    community = models.ForeignKey(
        "community.Community",
        verbose_name=_("community"),
        on_delete=models.CASCADE,
        related_name="decision_reasons",
    )
    action = models.CharField(_("decision"), max_length=8, choices=Action)
    label = models.CharField(_("name"), max_length=80)
    words = models.TextField(_("what the author reads"), max_length=1000)
    sort_order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("reason of a decision")
        verbose_name_plural = _("reasons of decisions")
        ordering = ["action", "sort_order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["community", "action", "label"], name="one_reason_a_name"
            ),
        ]

    def __str__(self):
        return self.label


class ReviewNote(models.Model):
    """A remark on a moment of a video: kept by the team, or for its author."""

    submission = models.ForeignKey(
        "videos.VideoSubmission", on_delete=models.CASCADE, related_name="notes"
    )
    moment = models.FloatField(_("moment, in seconds"), null=True, blank=True)
    text = models.TextField(_("remark"), max_length=1000)
    for_author = models.BooleanField(_("for the author"), default=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    version = models.PositiveSmallIntegerField(
        _("version"), default=1, help_text=_("Which sending of the proposal it is about.")
    )
    created_at = models.DateTimeField(_("written on"), auto_now_add=True)
    sent_at = models.DateTimeField(_("sent to the author on"), null=True)
    is_done = models.BooleanField(_("treated by the author"), default=False)

    class Meta:
        verbose_name = _("remark")
        verbose_name_plural = _("remarks")
        ordering = ["version", models.F("moment").asc(nulls_first=True), "pk"]

    def __str__(self):
        return self.text[:60]
