from functools import cached_property, partial

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask, TaskState

from community.models import Community
from videos import review
from videos.review import forms as review_forms


class CheckPoint(models.TextChoices):
    """What a reviewer has verified before a video is published."""

    RIGHTS = "rights", _("The image rights are in order")
    SOUND = "sound", _("What is said can be heard")
    TONE = "tone", _("The tone is benevolent, and pupils are respected")
    CAPTIONS = "captions", _("The captions say what is said")
    TITLE = "title", _("The title says what we see")


class Outcome(models.TextChoices):
    """How a review ended."""

    PUBLISHED = "published", _("published")
    SCHEDULED = "scheduled", _("accepted, to be published at an hour chosen")
    CHANGES = "changes", _("changes asked")
    DECLINED = "declined", _("declined")


# What Wagtail says of the reviews from before outcomes were written.
OUTCOMES = {
    TaskState.STATUS_APPROVED: Outcome.PUBLISHED,
    TaskState.STATUS_REJECTED: Outcome.CHANGES,
}


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

    @property
    def outcome_words(self) -> str:
        """The decision in words; empty while there is none."""
        if self.status == self.STATUS_IN_PROGRESS:
            return ""
        known = self.outcome or OUTCOMES.get(self.status)
        return str(Outcome(known).label) if known else str(_("cancelled"))


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

    @cached_property
    def community(self) -> Community | None:
        """The community whose team decides."""
        groups = self.groups.all()
        return Community.objects.filter(Q(editors__in=groups) | Q(managers__in=groups)).first()

    def may_decide(self, user) -> bool:
        """Whether a person is of the team; see `review.is_own` for their own videos."""
        return user.is_active and (user.is_superuser or self._user_in_groups(user))

    def start(self, workflow_state, user=None):
        """Start a review, and tell the team: Wagtail writes only of its own task states."""
        from videos.review import mail as review_mail

        task_state = super().start(workflow_state, user=user)
        review_mail.announce(task_state, sender=user)
        return task_state

    def get_actions(self, obj, user):
        """What a person may decide: nobody decides on their own video, nor publishes half a one."""
        obj = obj.specific  # some of the admin's screens hold the base page
        if not self.may_decide(user) or review.is_own(obj, user):
            return []
        actions = [
            ("reject", _("Ask for changes"), True),
            ("decline", _("Decline"), True),
        ]
        if not obj.preparation_problems():
            actions.append(("approve", _("Approve"), True))
        return actions

    def get_form_for_action(self, action):
        if action == "approve":
            return review_forms.ChecklistForm
        reasons = DecisionReason.objects.offered(self.community, action)
        return partial(review_forms.ReasonForm, reasons=reasons)

    def on_action(self, task_state, user, action_name, **kwargs):
        """Apply a decision. The editor's screen posts here without its form: check it again."""
        form = self.get_form_for_action(action_name)(kwargs)
        if not form.is_valid():
            raise review.ReasonMissing(" ".join(sum(form.errors.values(), [])))
        if action_name == "approve":
            page = task_state.workflow_state.content_object
            review.approve(
                task_state,
                user=user,
                publish_at=page.get_latest_revision_as_object().go_live_at,
                **form.cleaned_data,
            )
            return
        decide = {"reject": review.request_changes, "decline": review.decline}[action_name]
        decide(task_state, user=user, comment=form.words, reasons=form.labels)


class DecisionReasonQuerySet(models.QuerySet):
    def offered(self, community: Community | None, action: str):
        """The reasons that a community gives for a decision, in its order."""
        return self.filter(community=community, action=action)


class DecisionReason(models.Model):
    """A reason that the team gives often: its words are proposed, then completed by hand."""

    class Action(models.TextChoices):
        REJECT = "reject", _("Ask for changes")
        DECLINE = "decline", _("Decline")
        REFUSE = "refuse", _("Refuse a contribution")

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

    objects = DecisionReasonQuerySet.as_manager()

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


class ReviewNoteQuerySet(models.QuerySet):
    def seen_by_author(self):
        """Those meant for the author and sent: the only ones that they may ever see."""
        return self.filter(for_author=True, sent_at__isnull=False)


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

    objects = ReviewNoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("remark")
        verbose_name_plural = _("remarks")
        ordering = ["version", models.F("moment").asc(nulls_first=True), "pk"]

    def __str__(self):
        return self.text[:60]
