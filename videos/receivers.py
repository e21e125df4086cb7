"""Events that Wagtail and Django raise about our pages and files."""

from django.db import transaction
from django.db.models.signals import post_delete
from django.dispatch import receiver
from wagtail.signals import page_published, page_unpublished

from videos import attachments, preparation, submissions
from videos.models import Attachment, CommentDocument, VideoMedia, VideoPage


@receiver(page_published, sender=VideoPage)
def video_published(instance, **kwargs):
    if instance.live:  # the signal is also sent when a first publication is only scheduled
        submissions.page_published(instance)


@receiver(page_unpublished, sender=VideoPage)
def video_unpublished(instance, **kwargs):
    submissions.page_unpublished(instance)


@receiver(post_delete, sender=VideoMedia)
def media_deleted(instance, **kwargs):
    transaction.on_commit(lambda: preparation.delete_files(instance), robust=True)


@receiver(post_delete, sender=Attachment)
@receiver(post_delete, sender=CommentDocument)
def document_deleted(instance, **kwargs):
    transaction.on_commit(lambda: attachments.delete_file(instance), robust=True)
