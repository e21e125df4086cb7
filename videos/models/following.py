from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Favourite(models.Model):
    """A video that a member keeps for themselves. Nobody else sees it, nor counts it."""

    page = models.ForeignKey(
        "videos.VideoPage", on_delete=models.CASCADE, related_name="favourites"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="favourites"
    )
    created_at = models.DateTimeField(_("on"), auto_now_add=True)

    class Meta:
        verbose_name = _("favourite")
        verbose_name_plural = _("favourites")
        constraints = [
            models.UniqueConstraint(fields=["page", "user"], name="one_favourite_a_member"),
        ]

    def __str__(self):
        return str(self.page)


class Follow(models.Model):
    """« Suivre »: a theme or a contributor that a member wants to hear of."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="follows"
    )
    theme = models.ForeignKey(
        "community.Theme",
        verbose_name=_("theme"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="followers",
    )
    contributor = models.ForeignKey(
        "community.Contributor",
        verbose_name=_("contributor"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="followers",
    )
    created_at = models.DateTimeField(_("since"), auto_now_add=True)
    # What came out before was told, or was there when the member began to follow.
    told_until = models.DateTimeField(_("told until"), auto_now_add=True)

    class Meta:
        verbose_name = _("follow")
        verbose_name_plural = _("follows")
        constraints = [
            models.CheckConstraint(
                condition=Q(theme__isnull=False, contributor=None)
                | Q(theme=None, contributor__isnull=False),
                name="follow_of_one_thing",
            ),
            models.UniqueConstraint(fields=["user", "theme"], name="one_follow_of_a_theme"),
            models.UniqueConstraint(
                fields=["user", "contributor"], name="one_follow_of_a_contributor"
            ),
        ]

    def __str__(self):
        return str(self.theme or self.contributor)


class NoticePreference(models.Model):
    """Which daily messages a member wants from a community; with no row, all of them."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notice_preferences"
    )
    community = models.ForeignKey("community.Community", on_delete=models.CASCADE, related_name="+")
    follows = models.BooleanField(_("what comes out in what I follow"), default=True)
    contributions = models.BooleanField(_("what colleagues write under my videos"), default=True)
    # The last day on which each message left: once a day at most, however often the job runs.
    follows_told_on = models.DateField(null=True, editable=False)
    contributions_told_on = models.DateField(null=True, editable=False)

    class Meta:
        verbose_name = _("choice of messages")
        verbose_name_plural = _("choices of messages")
        constraints = [
            models.UniqueConstraint(fields=["user", "community"], name="one_choice_of_messages"),
        ]

    def __str__(self):
        return f"{self.user_id} {self.community_id}"
