"""Events that Wagtail raises about our pages."""

from django.dispatch import receiver
from wagtail.signals import page_published, page_unpublished

from videos import submissions
from videos.models import VideoPage


@receiver(page_published, sender=VideoPage)
def video_published(instance, **kwargs):
    if instance.live:  # the signal is also sent when a first publication is only scheduled
        submissions.page_published(instance)


@receiver(page_unpublished, sender=VideoPage)
def video_unpublished(instance, **kwargs):
    submissions.page_unpublished(instance)
