from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class AddressEnding(models.Model):
    """A domain whose addresses may propose: what follows the @, exactly."""

    community = models.ForeignKey(
        "community.Community",
        verbose_name=_("community"),
        on_delete=models.CASCADE,
        related_name="address_endings",
    )
    domain = models.CharField(
        _("address ending"),
        max_length=120,
        help_text=_("What follows the @, in full: ac-lille.fr"),
    )
    note = models.CharField(_("note"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("accepted address ending")
        verbose_name_plural = _("accepted address endings")
        ordering = ["domain"]
        constraints = [
            models.UniqueConstraint(fields=["community", "domain"], name="one_ending_once"),
        ]

    def __str__(self):
        return self.domain


class AccessState(models.TextChoices):
    PENDING = "pending", _("waiting for an answer")
    ACCEPTED = "accepted", _("accepted")
    REFUSED = "refused", _("refused")


class AccessRole(models.TextChoices):
    """Who the old sites refused without a word, though they were meant for them too."""

    AED = "aed", _("Education assistant (AED, AESH)")
    STUDENT = "student", _("Student, trainee teacher or civic service volunteer")
    ASSOCIATION = "association", _("Association or partner of the school")
    PRIVATE = "private", _("Teacher with another address")
    OTHER = "other", _("Other")


class AccessRequest(models.Model):
    """What somebody whose address is not accepted asks: to propose all the same."""

    community = models.ForeignKey(
        "community.Community",
        verbose_name=_("community"),
        on_delete=models.CASCADE,
        related_name="access_requests",
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("member"),
        on_delete=models.CASCADE,
        related_name="access_requests",
    )
    role = models.CharField(_("role"), max_length=12, choices=AccessRole)
    organisation = models.CharField(_("school or organisation"), max_length=160)
    words = models.TextField(_("a few words for the team"), max_length=1000, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=AccessState, default=AccessState.PENDING
    )
    reason = models.TextField(_("reason given by the team"), max_length=1000, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    created_at = models.DateTimeField(_("asked on"), auto_now_add=True)
    decided_at = models.DateTimeField(_("decided on"), null=True)

    class Meta:
        verbose_name = _("request for access")
        verbose_name_plural = _("requests for access")
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["community", "user"],
                condition=models.Q(state="pending"),
                name="one_open_request_per_member",
            ),
        ]

    def __str__(self):
        return f"{self.user} · {self.get_role_display()}"
