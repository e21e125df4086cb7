from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldRowPanel, MultiFieldPanel, PageChooserPanel
from wagtail.fields import StreamField
from wagtail.models import Page, PageManager
from wagtail.search import index

from community.models import Community, Theme
from editorial.blocks import StoryBlock
from editorial.listing import paginate
from editorial.models import EditorialPage, EditorialQuerySet, SearchDocument, story_text
from events.models import EventPage
from home import structured_data
from videos.models import CollectionPage, VideoPage


class DirectoryPage(Page):
    """What the portal's own host shows: the communities that it holds."""

    introduction = models.TextField(_("introduction"), max_length=600, blank=True)

    max_count = 1
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = []

    content_panels = [*Page.content_panels, "introduction"]

    class Meta:
        verbose_name = _("directory of communities")

    def get_context(self, request, *args, **kwargs):
        return super().get_context(request, *args, **kwargs) | {
            "communities": Community.objects.select_related("site").order_by("name"),
        }


class HomePage(EditorialPage):
    """The front page of a community."""

    introduction = models.TextField(
        _("introduction"),
        max_length=600,
        blank=True,
        help_text=_("Two or three sentences under the name of the community."),
    )
    featured_collection = models.ForeignKey(
        "videos.CollectionPage",
        verbose_name=_("featured collection"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    invitation_title = models.CharField(_("title of the invitation"), max_length=120, blank=True)
    invitation = models.TextField(_("invitation to propose a video"), max_length=600, blank=True)

    parent_page_types = ["wagtailcore.Page"]
    subpage_types = [
        "videos.VideoIndexPage",
        "videos.CollectionIndexPage",
        "events.EventIndexPage",
        "home.NewsIndexPage",
        "home.StandardPage",
        "newsletter.NewsletterPage",
    ]

    content_panels = [
        *Page.content_panels,
        "introduction",
        PageChooserPanel("featured_collection", "videos.CollectionPage"),
        MultiFieldPanel(["invitation_title", "invitation"], _("Invitation")),
        *EditorialPage.content_panels[-1:],
    ]

    class Meta:
        verbose_name = _("home page")

    def get_context(self, request, *args, **kwargs):
        videos = VideoPage.objects.descendant_of(self).published().for_cards().newest_first()
        events = EventPage.objects.descendant_of(self).published().for_cards().upcoming()
        news = NewsPage.objects.descendant_of(self).published().for_cards().newest_first()
        featured = self.published_featured_collection()
        return super().get_context(request, *args, **kwargs) | {
            "featured": featured,
            "featured_videos": featured.published_videos() if featured else [],
            "themes": Theme.objects.filter(community__site__root_page=self),
            "videos": videos[:6],
            "events": events[:3],
            "news": news[:3],
        }

    def structured_data(self, request) -> list[dict]:
        return [structured_data.website(self, request)]

    def published_featured_collection(self) -> CollectionPage | None:
        """The featured collection, when any visitor may see it."""
        chosen = CollectionPage.objects.filter(pk=self.featured_collection_id)
        return chosen.published().for_cards().first()


class NewsQuerySet(EditorialQuerySet):
    def newest_first(self):
        return self.order_by("-date", "-pk")


class NewsIndexPage(EditorialPage):
    listed = "news"

    max_count_per_parent = 1
    parent_page_types = ["home.HomePage"]
    subpage_types = ["home.NewsPage"]

    class Meta:
        verbose_name = _("list of news")

    def get_context(self, request, *args, **kwargs):
        news = NewsPage.objects.child_of(self).published().for_cards().newest_first()
        return super().get_context(request, *args, **kwargs) | {
            "news": paginate(news, request),
        }


class NewsPage(EditorialPage):
    open_graph_type = "article"

    date = models.DateField(_("date"), default=timezone.localdate)
    author = models.CharField(_("author"), max_length=120, blank=True)
    body = StreamField(StoryBlock(), verbose_name=_("body"), blank=True)

    objects = PageManager.from_queryset(NewsQuerySet)()

    parent_page_types = ["home.NewsIndexPage"]
    subpage_types = []

    content_panels = [
        *Page.content_panels,
        FieldRowPanel(["date", "author"]),
        "summary",
        "body",
        *EditorialPage.content_panels[-1:],
    ]
    search_fields = [*EditorialPage.search_fields, index.FilterField("date")]

    class Meta:
        verbose_name = _("news item")
        verbose_name_plural = _("news")

    def structured_data(self, request) -> list[dict]:
        return [structured_data.article(self, request)]

    def search_document(self) -> SearchDocument:
        body = f"{self.summary} {story_text(self.body)}"
        return SearchDocument(title=self.title, body=body, extract=self.summary)


class StandardPage(EditorialPage):
    """About, charter, legal notices: a text that the team writes."""

    body = StreamField(StoryBlock(), verbose_name=_("body"), blank=True)

    parent_page_types = ["home.HomePage"]
    subpage_types = []

    content_panels = [
        *Page.content_panels,
        "summary",
        "body",
        *EditorialPage.content_panels[-1:],
    ]
    promote_panels = [
        MultiFieldPanel(["show_in_menus"], _("In the footer")),
        *EditorialPage.promote_panels,
    ]

    class Meta:
        verbose_name = _("standard page")

    def search_document(self) -> SearchDocument:
        body = f"{self.summary} {story_text(self.body)}"
        return SearchDocument(title=self.title, body=body, extract=self.summary)
