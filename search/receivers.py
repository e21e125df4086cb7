"""Events that Wagtail raises about any page."""

from django.dispatch import receiver
from wagtail.signals import page_published, page_unpublished

from search import indexing


@receiver(page_published)
def reindex(instance, **kwargs):
    indexing.index_page(instance)


@receiver(page_unpublished)
def forget(instance, **kwargs):
    indexing.forget_page(instance)
