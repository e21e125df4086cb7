from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _


class CatalogueEntry(models.Model):
    """A public video as the lists see it: what they filter, count and sort by, in one narrow row.

    Kept by `videos.catalogue`. It orders and counts; whether a page is public is still asked of the
    page itself.
    """

    page = models.OneToOneField(
        "videos.VideoPage",
        primary_key=True,
        on_delete=models.CASCADE,
        related_name="catalogue_entry",
    )
    community = models.ForeignKey(
        "community.Community", on_delete=models.CASCADE, related_name="catalogue"
    )
    published_at = models.DateTimeField(_("published on"))
    theme = models.ForeignKey(
        "community.Theme", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    contributor = models.ForeignKey(
        "community.Contributor", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    levels = ArrayField(models.BigIntegerField(), default=list, help_text=_("ids of levels"))
    keywords = ArrayField(models.BigIntegerField(), default=list, help_text=_("ids of keywords"))
    is_captioned = models.BooleanField(default=False)
    duration = models.FloatField(default=0, help_text=_("in seconds"))
    views = models.PositiveIntegerField(default=0)
    thanks = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("entry of the catalogue")
        verbose_name_plural = _("catalogue")
        # The order of each sort, whole, so that any page of it is found by its first key.
        indexes = [
            models.Index(fields=["community", "-published_at", "-page"], name="catalogue_recent"),
            models.Index(fields=["community", "-views", "-page"], name="catalogue_views"),
            models.Index(fields=["community", "-thanks", "-page"], name="catalogue_thanks"),
            models.Index(
                fields=["community", "theme", "-published_at", "-page"], name="catalogue_theme"
            ),
        ]

    def __str__(self):
        return str(self.page)


class FormerVideo(models.Model):
    """An address of one of the two original sites: `/videos/watch/<uuid>`, `/video/<uuid>/<slug>`.

    With a page, it leads there for good; with none, to a search with the words of its title.
    """

    uuid = models.UUIDField(primary_key=True)
    community = models.ForeignKey(
        "community.Community", on_delete=models.CASCADE, related_name="former_videos"
    )
    title = models.CharField(_("title"), max_length=255, blank=True)
    page = models.ForeignKey(
        "videos.VideoPage",
        verbose_name=_("video"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="former_addresses",
    )

    class Meta:
        verbose_name = _("address of a former site")
        verbose_name_plural = _("addresses of the former sites")

    def __str__(self):
        return self.title or str(self.uuid)
