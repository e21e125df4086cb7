"""Events that Wagtail raises about any page, and Django about the words of a video."""

from django.db.models.signals import post_save
from django.dispatch import receiver
from wagtail.signals import page_published, page_unpublished

from search import indexing
from videos.models import VideoMedia


@receiver(page_published)
def reindex(instance, **kwargs):
    indexing.index_page(instance)


@receiver(page_unpublished)
def forget(instance, **kwargs):
    indexing.forget_page(instance)


@receiver(post_save, sender=VideoMedia)
def reindex_what_is_said(instance, update_fields, **kwargs):
    """Captions are corrected without their page being published again."""
    if update_fields is None or "captions" in update_fields:
        for page in instance.pages.live():
            indexing.index_page(page)
