import secrets

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


def new_token() -> str:
    """Return a secret that no one can guess, short enough for an address."""
    return secrets.token_urlsafe(24)


class SubscriberState(models.TextChoices):
    PENDING = "pending", _("waiting for confirmation")
    CONFIRMED = "confirmed", _("subscribed")
    UNSUBSCRIBED = "unsubscribed", _("unsubscribed")


class SubscriberQuerySet(models.QuerySet):
    def confirmed(self):
        """Those who asked for the newsletter and proved their address."""
        return self.filter(state=SubscriberState.CONFIRMED)


class Subscriber(models.Model):
    """An address and what its owner agreed to, in one community."""

    community = models.ForeignKey(
        "community.Community",
        verbose_name=_("community"),
        on_delete=models.CASCADE,
        related_name="subscribers",
    )
    email = models.EmailField(_("e-mail address"))
    state = models.CharField(
        _("state"), max_length=12, choices=SubscriberState, default=SubscriberState.PENDING
    )
    consent_version = models.CharField(_("version of the consent text"), max_length=20)
    requested_at = models.DateTimeField(_("asked on"))
    confirmed_at = models.DateTimeField(_("confirmed on"), null=True, blank=True)
    unsubscribed_at = models.DateTimeField(_("unsubscribed on"), null=True, blank=True)
    # Random, not signed: the link of an old message must survive a change of SECRET_KEY.
    token = models.CharField(max_length=43, unique=True, default=new_token, editable=False)

    objects = SubscriberQuerySet.as_manager()

    class Meta:
        verbose_name = _("subscriber")
        verbose_name_plural = _("subscribers")
        constraints = [
            models.UniqueConstraint(fields=["community", "email"], name="one_subscription_each"),
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")), name="subscriber_address_in_lower_case"
            ),
            models.CheckConstraint(
                condition=~models.Q(state=SubscriberState.CONFIRMED)
                | models.Q(confirmed_at__isnull=False),
                name="subscribed_by_a_dated_confirmation",
            ),
        ]

    def __str__(self):
        return self.email
