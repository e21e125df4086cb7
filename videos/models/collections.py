from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldRowPanel, InlinePanel, MultiFieldPanel, PageChooserPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page, PageManager

from editorial.blocks import StoryBlock
from editorial.listing import paginate
from editorial.models import EditorialPage, EditorialQuerySet, Picture, SearchDocument, story_text
from editorial.structured_data import moment
from videos.models.pages import VideoPage


class CollectionQuerySet(EditorialQuerySet):
    def for_cards(self):
        """Fetch all that a collection's card shows: its picture, or that of its first video."""
        entries = CollectionVideo.objects.select_related("video__media").filter(video__live=True)
        return (
            super()
            .for_cards()
            .prefetch_related(models.Prefetch("videos", queryset=entries, to_attr="shown_videos"))
        )

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
        collections = CollectionPage.objects.child_of(self).published().for_cards().newest_first()
        return super().get_context(request, *args, **kwargs) | {
            "collections": paginate(collections, request),
        }


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

    content_panels = [
        *Page.content_panels,
        "summary",
        "introduction",
        MultiFieldPanel(
            ["rule", FieldRowPanel(["rule_theme", "rule_keyword", "rule_count"])],
            _("How its videos are chosen"),
        ),
        InlinePanel("videos", heading=_("Videos, in their order"), label=_("video")),
        *EditorialPage.content_panels[-1:],
    ]

    class Meta:
        verbose_name = _("collection")

    @property
    def card_picture(self) -> Picture | None:
        first = next(iter(getattr(self, "shown_videos", [])), None)
        if self.image or not first:
            return super().card_picture
        return first.video.card_picture

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
        return super().get_context(request, *args, **kwargs) | {
            "videos": self.published_videos(),
        }

    def published_videos(self) -> list[VideoPage]:
        """The videos that any visitor may watch, in the editor's order, previewed or published."""
        order = [entry.video_id for entry in self.videos.all()]
        found = VideoPage.objects.published().for_cards().in_bulk(order)
        return [found[pk] for pk in order if pk in found]


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
