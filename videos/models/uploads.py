from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Upload(models.Model):
    """A file on its way, in pieces (tus 1.0.0). How much has arrived is the size of its file.

    It belongs to one member and one proposal. Sizes are in bytes.
    """

    uuid = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="uploads"
    )
    submission = models.ForeignKey(
        "videos.VideoSubmission", on_delete=models.CASCADE, related_name="uploads"
    )
    length = models.PositiveBigIntegerField(_("size announced, in bytes"))
    metadata = models.TextField(blank=True, help_text=_("As sent: the protocol gives it back."))
    file_name = models.CharField(_("name of the file sent"), max_length=255, blank=True)
    fingerprint = models.CharField(
        max_length=128, blank=True, help_text=_("What the browser recognises the file by.")
    )
    created_at = models.DateTimeField(_("created on"), auto_now_add=True)
    expires_at = models.DateTimeField(_("forgotten after"), db_index=True)
    media = models.OneToOneField(
        "videos.VideoMedia",
        verbose_name=_("what it became"),
        null=True,
        on_delete=models.CASCADE,
        related_name="upload",
    )

    class Meta:
        verbose_name = _("upload")
        constraints = [
            models.UniqueConstraint(
                fields=["submission"],
                condition=models.Q(media=None),
                name="one_active_upload_per_proposal",
            ),
        ]

    def __str__(self):
        return str(self.uuid)
