from urllib.parse import urlencode

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import (
    FieldRowPanel,
    MultiFieldPanel,
    MultipleChooserPanel,
    PageChooserPanel,
)
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page, PageManager

from editorial.blocks import StoryBlock
from editorial.listing import paginate
from editorial.models import EditorialPage, EditorialQuerySet, Picture, SearchDocument, story_text
from editorial.structured_data import moment
from videos.models.pages import VideoPage
from videos.page_forms import CollectionPageForm


class CollectionQuerySet(EditorialQuerySet):
    def as_cards(self) -> "list[CollectionPage]":
        """Read them with all that their cards show: how many videos, how long, the first picture.

        A rule may choose the videos, so no `prefetch_related` can: this comes last.
        """
        from videos import series

        found = list(self.for_cards())
        series.fill_cards(found)
        return found

    def newest_first(self):
        return self.order_by("-first_published_at", "pk")


class CollectionIndexPage(EditorialPage):
    listed = "collections"

    max_count_per_parent = 1
    parent_page_types = ["home.HomePage"]
    subpage_types = ["videos.CollectionPage"]

    class Meta:
        verbose_name = _("list of collections")

    def get_context(self, request, *args, **kwargs):
        collections = CollectionPage.objects.child_of(self).published().newest_first()
        page = paginate(collections, request)
        page.object_list = page.object_list.as_cards()
        return super().get_context(request, *args, **kwargs) | {"collections": page}


class CollectionRule(models.TextChoices):
    """How the videos of a collection are chosen."""

    BY_HAND = "hand", _("by hand, one by one")
    NEWEST = "newest", _("the newest of the community")
    THEME = "theme", _("the newest of a theme")
    KEYWORD = "keyword", _("the newest that carry a keyword")


class CollectionPage(EditorialPage):
    """A thematic choice of videos, in the order that the editor gave them."""

    listed = "videos"

    introduction = StreamField(StoryBlock(), verbose_name=_("introduction"), blank=True)
    rule = models.CharField(
        _("its videos are chosen"),
        max_length=10,
        choices=CollectionRule,
        default=CollectionRule.BY_HAND,
    )
    rule_theme = models.ForeignKey(
        "community.Theme",
        verbose_name=_("theme"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    rule_keyword = models.ForeignKey(
        "community.Keyword",
        verbose_name=_("keyword"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    rule_count = models.PositiveSmallIntegerField(
        _("how many"), default=12, validators=[MinValueValidator(1), MaxValueValidator(50)]
    )

    objects = PageManager.from_queryset(CollectionQuerySet)()

    parent_page_types = ["videos.CollectionIndexPage"]
    subpage_types = []

    base_form_class = CollectionPageForm
    content_panels = [
        *Page.content_panels,
        "summary",
        "introduction",
        MultiFieldPanel(
            ["rule", FieldRowPanel(["rule_theme", "rule_keyword", "rule_count"])],
            _("How its videos are chosen"),
        ),
        MultipleChooserPanel(
            "videos",
            chooser_field_name="video",
            heading=_("Videos, in their order"),
            label=_("video"),
            help_text=_("For those chosen by hand. Drag them, or use the arrows, to order them."),
        ),
        *EditorialPage.content_panels[-1:],
    ]

    class Meta:
        verbose_name = _("collection")

    @property
    def card_picture(self) -> Picture | None:
        if self.image or not self.cover:
            return super().card_picture
        return self.cover.card_picture

    @cached_property
    def cover(self) -> VideoPage | None:
        """The video whose picture stands for the collection; `as_cards` fetches it for many."""
        return next(iter(self.published_videos()), None)

    @cached_property
    def shown_videos(self) -> list:
        """How many videos a visitor finds in it, and how long; `as_cards` fetches it for many."""
        from videos.series import Numbered

        videos = self.published_videos()
        return [Numbered(each.pk, each.media.duration or 0 if each.media else 0) for each in videos]

    @property
    def duration(self) -> float:
        """The length of all its videos together, in seconds."""
        return sum(each.duration for each in self.shown_videos)

    def structured_data(self, request) -> list[dict]:
        return [
            {
                "@type": "CollectionPage",
                "url": self.get_full_url(request),
                "name": self.title,
                "description": self.meta_description,
                "inLanguage": "fr",
                "dateModified": moment(self.last_published_at),
            }
        ]

    def search_document(self) -> SearchDocument:
        body = f"{self.summary} {story_text(self.introduction)}"
        return SearchDocument(title=self.title, body=body, extract=self.summary)

    def get_context(self, request, *args, **kwargs):
        videos = self.published_videos()
        return super().get_context(request, *args, **kwargs) | {
            "videos": videos,
            "watch_all": self.watch_all(videos[0], request) if videos else "",
        }

    def watch_all(self, video: VideoPage, request=None) -> str:
        """The address of a video from where one goes on to the next ones of the collection."""
        return f"{self.address_of(video, request)}&suite=1"

    def address_of(self, video: VideoPage, request=None) -> str:
        """The address of a video as one of this collection, among its neighbours."""
        return f"{video.get_url(request)}?{urlencode({'collection': self.slug})}"

    def published_videos(self) -> list[VideoPage]:
        """The videos that any visitor may watch, in their order, previewed or published."""
        from videos import series

        return series.videos_of(self)


class CollectionVideo(Orderable):
    collection = ParentalKey(CollectionPage, on_delete=models.CASCADE, related_name="videos")
    video = models.ForeignKey(
        VideoPage,
        verbose_name=_("video"),
        on_delete=models.CASCADE,
        related_name="collection_entries",
    )

    panels = [PageChooserPanel("video", "videos.VideoPage")]

    class Meta(Orderable.Meta):
        verbose_name = _("video of a collection")
