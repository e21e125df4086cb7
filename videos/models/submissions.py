from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision

from community.academies import Academie
from videos.captions import validate_webvtt
from videos.models.media import MediaState
from videos.models.rights import ImageRights, PeopleShown
from videos.models.sheets import PracticeSheet


class SubmissionState(models.TextChoices):
    DRAFT = "draft", _("saved, waiting for its video")
    RECEIVED = "received", _("received, being prepared")
    REFUSED = "refused", _("file refused")
    FAILED = "failed", _("could not be prepared")
    IN_REVIEW = "in_review", _("waiting for the team's review")
    CHANGES_REQUESTED = "changes_requested", _("changes requested")
    DECLINED = "declined", _("declined")
    SCHEDULED = "scheduled", _("accepted, to be published")
    PUBLISHED = "published", _("published")
    UNPUBLISHED = "unpublished", _("taken off the site")
    WITHDRAWN = "withdrawn", _("withdrawn")


# What happens next, for the author.
NEXT_STEPS = {
    SubmissionState.DRAFT: _("Your words are saved. Choose the file of your video to send it."),
    SubmissionState.RECEIVED: _(
        "We are preparing your video: a few minutes. You may close this page."
    ),
    SubmissionState.REFUSED: _("Choose another file: everything that you wrote is kept."),
    SubmissionState.FAILED: _(
        "The fault is on our side: the team has been told, and may start it again. You may also "
        "send the file once more."
    ),
    SubmissionState.IN_REVIEW: _("The team will watch it and write to you."),
    SubmissionState.CHANGES_REQUESTED: _("Correct it, then send it again: everything is kept."),
    SubmissionState.DECLINED: _("The team will not publish it; the reason is below."),
    SubmissionState.SCHEDULED: _("The team has accepted it: it will be online at the hour chosen."),
    SubmissionState.PUBLISHED: _("Everyone can watch it. Thank you."),
    SubmissionState.UNPUBLISHED: _("Nobody can watch it any more."),
    SubmissionState.WITHDRAWN: _("It is withdrawn: its files are erased, nobody can watch it."),
}


class CaptionsChoice(models.TextChoices):
    """What the author says of the captions."""

    GIVEN = "given", _("I give captions")
    NO_SPEECH = "no_speech", _("Nobody speaks in this video")
    TO_DO = "to_do", _("I cannot make them: the team will help me")


class SubmissionQuerySet(models.QuerySet):
    def to_review(self):
        return self.filter(state=SubmissionState.IN_REVIEW).order_by("sent_at")

    def late(self):
        """Those that wait for longer than their community answers in, in calendar days."""
        return self.filter(self.late_condition())

    @staticmethod
    def late_condition() -> models.Q:
        days = models.ExpressionWrapper(
            models.F("community__review_days") * models.Value(timedelta(days=1)),
            output_field=models.DurationField(),
        )
        return models.Q(
            state=SubmissionState.IN_REVIEW, sent_at__lt=models.Value(timezone.now()) - days
        )

    @staticmethod
    def rights_end_before(day: date) -> models.Q:
        """Which ones are public, with image rights that end at that day at the latest."""
        return models.Q(state=SubmissionState.PUBLISHED, rights_end_on__lte=day)

    def missing_captions(self):
        """Those that nobody captioned, and of which nobody said that no one speaks in them."""
        return self.filter(
            models.Q(media=None) | models.Q(media__captions=""), captions=""
        ).exclude(
            models.Q(captions_choice=CaptionsChoice.NO_SPEECH)
            | models.Q(page__captions_decision="no_speech", page__isnull=False)
        )

    def abandoned_empty(self):
        """Pages that were only opened: a draft in which nothing was typed nor sent for two days."""
        return self.filter(
            state=SubmissionState.DRAFT,
            title="",
            description="",
            keywords="",
            media=None,
            uploads=None,
            created_at__lt=timezone.now() - timedelta(days=2),
        )

    def with_hour(self):
        """Add `goes_live`: when the team's choice puts it online, or None."""
        hours = Revision.page_revisions.filter(
            object_id=Cast(models.OuterRef("page_id"), models.CharField())
        ).exclude(approved_go_live_at=None)
        return self.annotate(goes_live=models.Subquery(hours.values("approved_go_live_at")[:1]))

    def missing_rights(self):
        """Those that image rights forbid publishing now: the same rule as `rights.obstacles`."""
        from videos.rights.completeness import rows_with_obstacles

        return self.filter(rows_with_obstacles())

    def of(self, user):
        return self.filter(owner=user).order_by("-created_at")


class VideoSubmission(PracticeSheet, ImageRights, models.Model):
    """What a teacher proposes. It exists before the file arrives, so that no word is lost."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("author"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="submissions",
    )
    community = models.ForeignKey(
        "community.Community", on_delete=models.PROTECT, related_name="submissions"
    )
    title = models.CharField(_("title"), max_length=120)
    description = models.TextField(_("description"), max_length=3000)
    credit = models.CharField(_("signature"), max_length=120, blank=True)
    theme = models.ForeignKey(
        "community.Theme",
        verbose_name=_("theme"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    levels = models.ManyToManyField(
        "community.Level", verbose_name=_("levels"), blank=True, related_name="+"
    )
    keywords = models.CharField(_("keywords"), max_length=400, blank=True)

    place = models.CharField(_("place"), max_length=120, blank=True)
    academie = models.CharField(_("académie"), max_length=20, choices=Academie, blank=True)
    captions = models.TextField(_("captions (WebVTT)"), blank=True, validators=[validate_webvtt])
    captions_choice = models.CharField(
        _("captions"), max_length=10, choices=CaptionsChoice, blank=True
    )
    step = models.CharField(_("step reached"), max_length=20, blank=True)

    rights_declared_at = models.DateTimeField(_("rights declared on"), null=True)
    charter_accepted_at = models.DateTimeField(_("charter accepted on"), null=True)

    charter_version = models.CharField(_("version of the charter"), max_length=20, blank=True)
    rights_reminded_days = models.PositiveSmallIntegerField(
        _("days before the end at the last reminder"), null=True
    )

    poster_moment = models.FloatField(_("moment of the poster, in seconds"), null=True, blank=True)
    media = models.ForeignKey(
        "videos.VideoMedia", null=True, on_delete=models.SET_NULL, related_name="submissions"
    )
    page = models.ForeignKey(
        "videos.VideoPage", null=True, on_delete=models.SET_NULL, related_name="submissions"
    )
    state = models.CharField(
        _("state"), max_length=20, choices=SubmissionState, default=SubmissionState.DRAFT
    )
    reason = models.TextField(_("reason given by the team"), blank=True)
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("taken by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="assigned_submissions",
    )
    assigned_at = models.DateTimeField(_("taken on"), null=True)
    version = models.PositiveSmallIntegerField(
        _("version"), default=0, help_text=_("How many times it was sent.")
    )
    created_at = models.DateTimeField(_("created on"), auto_now_add=True)
    sent_at = models.DateTimeField(_("sent on"), null=True)
    decided_at = models.DateTimeField(_("decided on"), null=True)

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        indexes = [
            models.Index(fields=["community", "state", "sent_at"], name="proposals_by_age"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["page"],
                condition=models.Q(page__isnull=False),
                name="one_page_one_proposal",
            ),
            models.CheckConstraint(
                condition=models.Q(rights_declared_at=None)  # a draft, still being typed
                | models.Q(people_shown=PeopleShown.NOBODY)
                | models.Q(authorisations_held=True),
                name="people_shown_have_authorised",
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def rights_are_declared(self) -> bool:
        return self.rights_declared_at is not None

    @property
    def next_step(self) -> str:
        """What happens now, for the author."""
        if self.state == SubmissionState.DRAFT and not self.needs_a_file:
            return _("Your video is here. Read again what you wrote, then send it.")
        return NEXT_STEPS[self.state]

    @property
    def goes_live_at(self) -> datetime | None:
        """When the team's choice puts it online; None when no hour is set."""
        if not self.page:
            return None
        hours = self.page.revisions.exclude(approved_go_live_at=None)
        return hours.values_list("approved_go_live_at", flat=True).first()

    @property
    def can_be_edited(self) -> bool:
        """Whether the author may correct it now: not while the team or the worker has it.

        What is published may be proposed again, changed: the public version stays meanwhile.
        """
        return self.state in {
            SubmissionState.DRAFT,
            SubmissionState.REFUSED,
            SubmissionState.FAILED,
            SubmissionState.CHANGES_REQUESTED,
            SubmissionState.PUBLISHED,
        }

    @property
    def is_out_of_reach(self) -> bool:
        """Whether the team may do nothing of it: never sent, taken back, or withdrawn."""
        return self.state in {SubmissionState.DRAFT, SubmissionState.WITHDRAWN}

    @property
    def can_take_file(self) -> bool:
        """Whether a file, the first or another one, may be sent for it now."""
        return self.can_be_edited

    @property
    def needs_a_file(self) -> bool:
        """Whether it cannot be sent as it is: no file yet, or one that could not be prepared."""
        return not self.media or self.media.state in {MediaState.REFUSED, MediaState.FAILED}

    @property
    def is_empty(self) -> bool:
        """Nothing was typed nor sent: the page was only opened."""
        return not (self.title or self.description or self.keywords or self.media)
