from uuid import uuid4

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from videos.models.media import private_storage


class AttachmentKind(models.TextChoices):
    PDF = "pdf", "PDF"
    ODT = "odt", "ODT"
    DOCX = "docx", "DOCX"
    IMAGE = "image", _("image")


def attachment_path(attachment: "StoredDocument", filename: str) -> str:
    return f"attachments/{attachment.uuid}"


class AttachmentQuerySet(models.QuerySet):
    def proposed(self):
        """What the author sends now: those already public, and the new ones."""
        return self.filter(is_removed=False)

    def published(self):
        """What any visitor of the page may take; the page itself must be public too."""
        return self.filter(is_public=True)


class StoredDocument(models.Model):
    """A document that a member gave, checked by `videos.documents`, in private storage."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    title = models.CharField(_("title"), max_length=120)
    file = models.FileField(upload_to=attachment_path, storage=private_storage, max_length=200)
    kind = models.CharField(_("kind"), max_length=5, choices=AttachmentKind)
    content_type = models.CharField(max_length=100)
    name = models.CharField(_("name of the file"), max_length=255)
    size = models.PositiveBigIntegerField(_("size, in bytes"))

    class Meta:
        abstract = True

    def __str__(self):
        return self.title

    @property
    def url(self) -> str:
        return reverse("attachment", args=[self.uuid])


class Attachment(StoredDocument):
    """A document that goes with a video: a sheet to print, a poster for the wall.

    What the author adds or removes shows when the team publishes: `is_public` then follows.
    """

    submission = models.ForeignKey(
        "videos.VideoSubmission", on_delete=models.CASCADE, related_name="attachments"
    )
    is_public = models.BooleanField(_("public"), default=False)
    is_removed = models.BooleanField(_("removed by its author"), default=False)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(_("added on"), auto_now_add=True)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ["pk"]
