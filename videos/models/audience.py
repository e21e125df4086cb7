from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class DailyViews(models.Model):
    """How many times a video was watched on one day. Nothing says by whom."""

    page = models.ForeignKey("videos.VideoPage", on_delete=models.CASCADE, related_name="views")
    day = models.DateField(_("day"))
    count = models.PositiveIntegerField(_("views"), default=0)

    class Meta:
        verbose_name = _("views of a day")
        verbose_name_plural = _("views by day")
        constraints = [
            models.UniqueConstraint(fields=["page", "day"], name="one_count_a_day"),
        ]

    def __str__(self):
        return f"{self.day}: {self.count}"


class Thanks(models.Model):
    """« Merci »: one tap, once a member."""

    page = models.ForeignKey("videos.VideoPage", on_delete=models.CASCADE, related_name="thanks")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="thanks"
    )
    created_at = models.DateTimeField(_("on"), auto_now_add=True)

    class Meta:
        verbose_name = _("thanks")
        verbose_name_plural = _("thanks")
        constraints = [
            models.UniqueConstraint(fields=["page", "user"], name="one_thanks_a_member"),
        ]

    def __str__(self):
        return str(self.page)


class TryOut(models.Model):
    """« Je l'ai essayé », with an optional word on what it changed, read by the author."""

    page = models.ForeignKey("videos.VideoPage", on_delete=models.CASCADE, related_name="try_outs")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="try_outs"
    )
    words = models.CharField(_("what it changed"), max_length=500, blank=True)
    created_at = models.DateTimeField(_("on"), auto_now_add=True)

    class Meta:
        verbose_name = _("try-out")
        verbose_name_plural = _("try-outs")
        constraints = [
            models.UniqueConstraint(fields=["page", "user"], name="one_try_out_a_member"),
        ]

    def __str__(self):
        return str(self.page)
