"""Events that Wagtail and Django raise about our pages and files."""

from django.db import transaction
from django.db.models.signals import post_delete, post_save, pre_delete
from django.dispatch import receiver
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_published, page_unpublished, post_page_move

from videos import attachments, catalogue, preparation, submissions
from videos.models import Attachment, CommentDocument, VideoMedia, VideoPage


@receiver(page_published, sender=VideoPage)
def video_published(instance, **kwargs):
    if instance.live:  # the signal is also sent when a first publication is only scheduled
        submissions.page_published(instance)


@receiver(page_unpublished, sender=VideoPage)
def video_unpublished(instance, **kwargs):
    catalogue.forget(instance)
    submissions.page_unpublished(instance)


@receiver(post_delete, sender=VideoMedia)
def media_deleted(instance, **kwargs):
    transaction.on_commit(lambda: preparation.delete_files(instance), robust=True)


@receiver(post_delete, sender=Attachment)
@receiver(post_delete, sender=CommentDocument)
def document_deleted(instance, **kwargs):
    transaction.on_commit(lambda: attachments.delete_file(instance), robust=True)


@receiver(post_save, sender=VideoMedia)
def media_saved(instance, created, update_fields, **kwargs):
    """Captions and length change without their page being saved."""
    if not created and (update_fields is None or {"captions", "duration"} & {*update_fields}):
        catalogue.record_media(instance)


@receiver(pre_delete, sender=VideoPage)
def video_deleted(instance, **kwargs):
    catalogue.forget(instance)


@receiver(post_page_move)
def page_moved(instance, **kwargs):
    catalogue.record_below(instance)


@receiver(post_save, sender=PageViewRestriction)
def page_closed(instance, **kwargs):
    catalogue.record_below(instance.page)


@receiver(post_delete, sender=PageViewRestriction)
def page_opened(instance, **kwargs):
    for page in Page.objects.filter(pk=instance.page_id):  # none when the page itself goes
        catalogue.record_below(page)
