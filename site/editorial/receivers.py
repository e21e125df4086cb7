"""Events of Wagtail and Django after which public pages no longer say what is true."""

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.signals import (
    page_published,
    page_slug_changed,
    page_unpublished,
    post_page_move,
)

from community.models import Community, Contributor, Keyword, Level, Theme
from editorial.page_cache import purge, purge_page


@receiver([page_published, page_unpublished, page_slug_changed, post_page_move])
def page_changed(instance, **kwargs):
    purge_page(instance)


@receiver(post_page_move)
def page_left(parent_page_before, **kwargs):
    purge_page(parent_page_before)


@receiver(post_delete, sender=Page)
def page_deleted(instance, **kwargs):
    purge_page(instance)


@receiver([post_save, post_delete], sender=PageViewRestriction)
def access_changed(instance, **kwargs):
    purge_page(instance.page)


@receiver([post_save, post_delete], sender=Community)
def community_changed(instance, **kwargs):
    purge(instance)


@receiver([post_save, post_delete], sender=Theme)
@receiver([post_save, post_delete], sender=Level)
@receiver([post_save, post_delete], sender=Keyword)
@receiver([post_save, post_delete], sender=Contributor)
def words_changed(instance, **kwargs):
    purge(instance.community)


@receiver([post_save, post_delete], sender=Site)
@receiver([post_save, post_delete], sender=Redirect)
@receiver([post_save, post_delete], sender=get_image_model())
@receiver([post_save, post_delete], sender=get_document_model())
def shown_anywhere_changed(**kwargs):
    purge()
