import datetime

from django.contrib.postgres.search import TrigramSimilarity
from django.db import models
from django.db.models.functions import Cast, Concat
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldRowPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page, PageManager
from wagtail.search import index

from community.context import current_community
from community.models import Community
from editorial.blocks import StoryBlock
from editorial.listing import paginate
from editorial.models import EditorialPage, EditorialQuerySet, SearchDocument, story_text
from home import structured_data
from home.blocks import HomeBlock
from home.panels import CompletionPanel
from home.reading import MARK, read

CONTACT_MESSAGES_KEPT = datetime.timedelta(days=30)
SENT_WITHIN = datetime.timedelta(minutes=15)
RELATED = 3


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
    blocks = StreamField(
        HomeBlock(),
        verbose_name=_("parts of the page"),
        blank=True,
        help_text=_("Drag them to order them. A part that has nothing to show does not show."),
    )

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
        "blocks",
        *EditorialPage.content_panels[-1:],
    ]

    class Meta:
        verbose_name = _("home page")

    def get_context(self, request, *args, **kwargs):
        from home.composition import Composition  # it needs the models of this file

        return super().get_context(request, *args, **kwargs) | {
            "parts": Composition(self, current_community(request)).parts(),
        }

    def structured_data(self, request) -> list[dict]:
        return [structured_data.website(self, request)]


class NewsQuerySet(EditorialQuerySet):
    def newest_first(self):
        return self.order_by("-date", "-pk")

    def like(self, page):
        """The nearest by their words first, then the newest."""
        words = f"{page.title} {page.summary}"
        alike = TrigramSimilarity(Concat("title", models.Value(" "), "summary"), words)
        return self.annotate(likeness=alike).order_by("-likeness", "-date", "-pk")


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

    @property
    def updated_on(self) -> datetime.date | None:
        """The day of the last change that readers should know of; None when it is the first."""
        changed = self.last_published_at and timezone.localdate(self.last_published_at)
        first = self.first_published_at and timezone.localdate(self.first_published_at)
        return changed if changed and first and changed > max(first, self.date) else None

    def get_context(self, request, *args, **kwargs):
        others = NewsPage.objects.sibling_of(self, inclusive=False).published().for_cards()
        return super().get_context(request, *args, **kwargs) | {
            "reading": read(self.body, public=not getattr(request, "is_preview", False)),
            "related": others.like(self)[:RELATED],
        }

    def structured_data(self, request) -> list[dict]:
        return [structured_data.article(self, request)]

    def search_document(self) -> SearchDocument:
        body = f"{self.summary} {story_text(self.body)}"
        return SearchDocument(title=self.title, body=body, extract=self.summary)


class StandardQuerySet(EditorialQuerySet):
    def to_complete(self):
        """Pages of which a starter text still holds marks."""
        return self.annotate(written=Cast("body", models.TextField())).filter(
            written__icontains="[à compléter"
        )


class StandardPage(EditorialPage):
    """About, charter, legal notices: a text that the team writes."""

    body = StreamField(StoryBlock(), verbose_name=_("body"), blank=True)

    parent_page_types = ["home.HomePage"]
    subpage_types = []

    objects = PageManager.from_queryset(StandardQuerySet)()

    content_panels = [
        CompletionPanel(),
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

    @property
    def first_words(self) -> str:
        """Never an unfinished line: this is what search engines and networks read."""
        return strip_tags(read(self.body, public=True).html)

    def search_document(self) -> SearchDocument:
        words = MARK.sub("", story_text(self.body))
        return SearchDocument(
            title=self.title, body=f"{self.summary} {words}", extract=self.summary
        )

    def get_context(self, request, *args, **kwargs):
        is_preview = getattr(request, "is_preview", False)
        return super().get_context(request, *args, **kwargs) | {
            "reading": read(self.body, public=not is_preview),
        }


class ContactMessageQuerySet(models.QuerySet):
    def stuck(self):
        """Messages that should have reached the team by now."""
        return self.filter(sent_at=None, created_at__lt=timezone.now() - SENT_WITHIN)

    def too_old(self):
        return self.filter(created_at__lt=timezone.now() - CONTACT_MESSAGES_KEPT)


class ContactMessage(models.Model):
    """What somebody wrote with the contact form: kept until it has left, and a month at most."""

    community = models.ForeignKey(
        Community, on_delete=models.CASCADE, related_name="contact_messages"
    )
    subject = models.CharField(_("subject"), max_length=80, blank=True)
    address = models.EmailField(_("address of the team"))
    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("their address"))
    words = models.TextField(_("message"), max_length=5000)
    created_at = models.DateTimeField(_("written on"), auto_now_add=True)
    sent_at = models.DateTimeField(_("sent to the team on"), null=True, editable=False)
    copied_at = models.DateTimeField(_("copied to them on"), null=True, editable=False)

    objects = ContactMessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message of the contact form")
        verbose_name_plural = _("messages of the contact form")
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["created_at"], name="contact_message_age")]

    def __str__(self):
        return self.subject or self.name
