from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from videos.models.attachments import StoredDocument


class CommentState(models.TextChoices):
    """Where a contribution stands. Only `published` is ever shown to others."""

    PENDING = "pending", _("waiting for the team")
    PUBLISHED = "published", _("online")
    REFUSED = "refused", _("refused")
    DELETED = "deleted", _("deleted by its author")


class CommentQuerySet(models.QuerySet):
    def published(self):
        """What any visitor of the page may read; the page itself must be public too.

        A reply goes with the contribution that it answers: hidden while that one is, and left
        under an empty place when its author deleted it.
        """
        shown_above = Q(parent=None) | Q(
            parent__state__in=[CommentState.PUBLISHED, CommentState.DELETED]
        )
        return self.filter(shown_above, state=CommentState.PUBLISHED)

    def to_moderate(self):
        """What waits for the team, the oldest first."""
        return self.filter(state=CommentState.PENDING).order_by("created_at", "pk")


class Comment(models.Model):
    """« Contribution »: what a peer says under a video, maybe with a document.

    One level of reply. The words of one that is refused are kept for the team, those of one that
    its author deletes are erased; its replies stay.
    """

    page = models.ForeignKey(
        "videos.VideoPage",
        verbose_name=_("video"),
        on_delete=models.CASCADE,
        related_name="comments",
    )
    parent = models.ForeignKey(
        "self",
        verbose_name=_("reply to"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="replies",
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("author"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="comments",
    )
    signature = models.CharField(_("name shown"), max_length=80)
    text = models.TextField(_("contribution"), max_length=3000, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=CommentState, default=CommentState.PENDING
    )
    created_at = models.DateTimeField(_("written on"), auto_now_add=True)
    published_at = models.DateTimeField(_("online since"), null=True)
    edited_at = models.DateTimeField(_("changed on"), null=True)
    decided_at = models.DateTimeField(_("decided on"), null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    reason = models.TextField(_("reason given to its author"), blank=True)
    # When the author of the video was told of it; the daily message takes those that are null.
    told_at = models.DateTimeField(null=True, editable=False)

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("contribution")
        verbose_name_plural = _("contributions")
        indexes = [
            models.Index(fields=["page", "state", "created_at"], name="comments_of_a_page"),
            models.Index(
                fields=["created_at"], condition=Q(state="pending"), name="comments_to_moderate"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(published_at__isnull=False) | ~Q(state="published"),
                name="comment_online_since_a_day",
            ),
        ]

    def __str__(self):
        return self.text[:60]


class CommentDocument(StoredDocument):
    """The document that goes with a contribution: shown as long as the contribution is."""

    comment = models.OneToOneField(Comment, on_delete=models.CASCADE, related_name="document")

    class Meta:
        verbose_name = _("document of a contribution")
        verbose_name_plural = _("documents of contributions")


class ReportReason(models.TextChoices):
    """Why somebody reports a content (notices: LCEN, article 6; DSA, article 16)."""

    RECOGNISED = "recognised", _("a child, or I, can be recognised")
    DISRESPECTFUL = "disrespectful", _("it lacks respect for someone")
    ILLEGAL = "illegal", _("I think that it is against the law")
    WRONG = "wrong", _("something in it is wrong, or does not work")
    OTHER = "other", _("another reason")


class ReportState(models.TextChoices):
    PENDING = "pending", _("to treat")
    UPHELD = "upheld", _("followed")
    DISMISSED = "dismissed", _("not followed")


class Report(models.Model):
    """« Signaler »: what a visitor says is wrong with a page or with a contribution."""

    community = models.ForeignKey(
        "community.Community", on_delete=models.CASCADE, related_name="reports"
    )
    page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("page"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
    )
    comment = models.ForeignKey(
        Comment,
        verbose_name=_("contribution"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="reports",
    )
    reason = models.CharField(_("reason"), max_length=15, choices=ReportReason)
    words = models.TextField(_("what is wrong"), max_length=2000, blank=True)
    name = models.CharField(_("name"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=ReportState, default=ReportState.PENDING
    )
    created_at = models.DateTimeField(_("received on"), auto_now_add=True)
    decided_at = models.DateTimeField(_("decided on"), null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    answer = models.TextField(_("answer given"), blank=True)

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        constraints = [
            models.CheckConstraint(
                condition=Q(page__isnull=False, comment=None) | Q(page=None, comment__isnull=False),
                name="report_of_one_thing",
            ),
        ]

    def __str__(self):
        return self.get_reason_display()
