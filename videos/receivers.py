"""Events that Wagtail and Django raise about our pages and files."""

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.signals import page_published, page_unpublished

from editorial import page_cache
from videos import attachments, preparation, submissions
from videos.models import Attachment, VideoMedia, VideoPage


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
def attachment_deleted(instance, **kwargs):
    transaction.on_commit(lambda: attachments.delete_file(instance), robust=True)


@receiver(post_save, sender=VideoMedia)
def words_of_a_video_changed(instance, update_fields, **kwargs):
    if update_fields and "captions" in update_fields:
        page_cache.purge(preparation.community_of(instance))
