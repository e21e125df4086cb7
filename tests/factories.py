"""What tests are made of: plain, constant, nothing random that is asserted on."""

from datetime import timedelta

import factory
import wagtail_factories
from django.core.files.base import ContentFile
from django.utils import timezone

from community.models import Theme
from events.models import EventPage
from home.models import NewsPage, StandardPage
from newsletter.models import IssuePage
from videos.models import CollectionPage, Rendition, VideoMedia, VideoPage
from videos.models.media import MediaState

JPEG = b"\xff\xd8\xff\xd9"


class VideoMediaFactory(factory.django.DjangoModelFactory):
    """A media whose files are a few bytes: for what concerns who may read them, not playing."""

    class Meta:
        model = VideoMedia
        skip_postgeneration_save = True

    title = factory.Sequence(lambda n: f"Fichier {n}")
    file = factory.LazyFunction(lambda: ContentFile(b"original", "original"))
    thumbnail = factory.LazyFunction(lambda: ContentFile(JPEG, "poster.jpg"))
    card = factory.LazyFunction(lambda: ContentFile(JPEG, "card.jpg"))
    state = MediaState.READY
    progress = 100
    duration = 83.0
    width = 1280
    height = 720

    @factory.post_generation
    def rendition(media, create, extracted, **kwargs):
        made = Rendition(media=media, width=1280, height=720, size=10)
        made.file.save("video.mp4", ContentFile(b"0123456789"), save=True)


class VideoPageFactory(wagtail_factories.PageFactory):
    class Meta:
        model = VideoPage

    title = factory.Sequence(lambda n: f"Vidéo {n}")
    description = "On montre une pratique."
    media = factory.SubFactory(VideoMediaFactory)
    theme = factory.LazyFunction(lambda: Theme.objects.order_by("pk").first())
    captions_decision = "no_speech"
    audio_description = "not_needed"
    audio_description_reason = "Tout ce qui compte est dit."
    first_published_at = factory.LazyFunction(timezone.now)


class CollectionPageFactory(wagtail_factories.PageFactory):
    class Meta:
        model = CollectionPage

    title = factory.Sequence(lambda n: f"Collection {n}")


class EventPageFactory(wagtail_factories.PageFactory):
    class Meta:
        model = EventPage

    class Params:
        over = factory.Trait(
            starts_at=factory.LazyFunction(lambda: timezone.now() - timedelta(days=2)),
        )

    title = factory.Sequence(lambda n: f"Événement {n}")
    starts_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=1))
    ends_at = factory.LazyAttribute(lambda event: event.starts_at + timedelta(hours=2))


class NewsPageFactory(wagtail_factories.PageFactory):
    class Meta:
        model = NewsPage

    title = factory.Sequence(lambda n: f"Actualité {n}")


class StandardPageFactory(wagtail_factories.PageFactory):
    class Meta:
        model = StandardPage

    title = factory.Sequence(lambda n: f"Page {n}")


class IssuePageFactory(wagtail_factories.PageFactory):
    class Meta:
        model = IssuePage

    title = factory.Sequence(lambda n: f"Numéro {n}")
