import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Sending(models.Model):
    """An issue as it left: frozen content, frozen audience. One per issue, for ever."""

    # Deleting the page must not delete the account of what was sent.
    issue = models.OneToOneField(
        "newsletter.IssuePage", null=True, on_delete=models.SET_NULL, related_name="sending"
    )
    community = models.ForeignKey(
        "community.Community", on_delete=models.CASCADE, related_name="sendings"
    )
    subject = models.CharField(_("subject"), max_length=255)
    sender = models.CharField(_("sender"), max_length=400)
    reply_to = models.EmailField(_("answers go to"), blank=True)
    html = models.TextField()
    text = models.TextField()
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("sent by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    created_at = models.DateTimeField(_("started on"), auto_now_add=True)
    finished_at = models.DateTimeField(_("finished on"), null=True)
    # Why nothing leaves now, in the provider's words; empty while all goes well.
    problem = models.CharField(_("last problem"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("sending")

    def __str__(self):
        return self.subject

    def counts(self) -> dict[str, int]:
        """Return how many recipients are in each state, in the order of the states."""
        found = self.deliveries.order_by().values_list("state").annotate(models.Count("pk"))
        found = dict(found)
        return {state: found.get(state, 0) for state in DeliveryState}


class DeliveryState(models.TextChoices):
    QUEUED = "queued", _("waiting")
    STARTED = "started", _("leaving")
    SENT = "sent", _("sent")
    REFUSED = "refused", _("refused")
    UNCERTAIN = "uncertain", _("uncertain: interrupted while it was leaving, not sent again")
    SKIPPED = "skipped", _("not sent: unsubscribed in the meantime")


class DeliveryQuerySet(models.QuerySet):
    def due(self):
        """Those that may leave now."""
        return self.filter(
            models.Q(retry_at=None) | models.Q(retry_at__lte=timezone.now()),
            state=DeliveryState.QUEUED,
        )

    def unfinished(self):
        return self.filter(state__in=[DeliveryState.QUEUED, DeliveryState.STARTED])


class Delivery(models.Model):
    """What becomes of one sending for one subscriber."""

    sending = models.ForeignKey(Sending, on_delete=models.CASCADE, related_name="deliveries")
    subscriber = models.ForeignKey(
        "newsletter.Subscriber", null=True, on_delete=models.SET_NULL, related_name="deliveries"
    )
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    state = models.CharField(
        _("state"), max_length=10, choices=DeliveryState, default=DeliveryState.QUEUED
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    started_at = models.DateTimeField(null=True)
    retry_at = models.DateTimeField(null=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("delivery")
        constraints = [
            models.UniqueConstraint(fields=["sending", "subscriber"], name="one_delivery_each"),
        ]
        indexes = [
            models.Index(
                fields=["sending", "id"],
                condition=models.Q(state="queued"),
                name="delivery_queue",
            ),
        ]

    def __str__(self):
        return f"{self.sending}: {self.get_state_display()}"
