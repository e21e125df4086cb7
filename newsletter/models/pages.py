from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, PageChooserPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page, PageManager

from community.models import Community
from editorial.blocks import StoryBlock
from editorial.models import EditorialPage, EditorialQuerySet, SearchDocument, story_text
from newsletter import previews

# Words that `newsletter.urls` takes under the newsletter's own address.
SLUG = "infolettre"
RESERVED_SLUGS = ["abonnement", "archives", "confirmer", "desinscription", "preferences"]
CARRIED_PAGES = [
    "videos.VideoPage",
    "videos.CollectionPage",
    "events.EventPage",
    "home.NewsPage",
]


class NewsletterPage(EditorialPage):
    """Where visitors subscribe, and the parent of the issues."""

    objects = PageManager.from_queryset(EditorialQuerySet)()

    max_count_per_parent = 1
    parent_page_types = ["home.HomePage"]
    subpage_types = ["newsletter.IssuePage"]

    promote_panels = ["seo_title", "search_description", "social_image"]

    class Meta:
        verbose_name = _("newsletter")

    @cached_property
    def community(self) -> Community:
        return Community.for_site(self.get_site())

    def full_clean(self, *args, **kwargs):
        self.slug = SLUG  # a public address, on which the links of the messages rely
        super().full_clean(*args, **kwargs)

    def get_context(self, request, *args, **kwargs):
        from newsletter.forms import SubscriptionForm

        return super().get_context(request, *args, **kwargs) | {
            "form": SubscriptionForm(community=self.community),
            "issues": IssuePage.objects.child_of(self).already_sent().for_cards()[:3],
        }


class IssueQuerySet(EditorialQuerySet):
    def already_sent(self):
        """Issues that left, as any visitor may read them, the latest first."""
        return self.published().filter(sending__isnull=False).order_by("-sending__created_at")


class IssuePage(EditorialPage):
    """One issue: its title is the subject of the message, its page is the archive."""

    introduction = StreamField(StoryBlock(), verbose_name=_("introduction"), blank=True)

    objects = PageManager.from_queryset(IssueQuerySet)()

    parent_page_types = ["newsletter.NewsletterPage"]
    subpage_types = []

    content_panels = [
        *Page.content_panels,
        FieldPanel(
            "summary", help_text=_("What mailboxes show after the subject, before opening.")
        ),
        "introduction",
        InlinePanel("items", heading=_("Pages, in their order"), label=_("page")),
        *EditorialPage.content_panels[-1:],
    ]

    class Meta:
        verbose_name = _("issue of the newsletter")
        verbose_name_plural = _("issues of the newsletter")

    def clean(self):
        super().clean()
        if self.slug in RESERVED_SLUGS:
            raise ValidationError({"slug": _("This address is taken: choose another.")})

    @cached_property
    def community(self) -> Community:
        return Community.for_site(self.get_site())

    @property
    def preview_modes(self):
        return [
            ("", _("Page of the archives")),
            ("message", _("Message")),
            ("text", _("Message without pictures or layout")),
        ]

    def serve_preview(self, request, mode_name):
        if mode_name in {"message", "text"}:
            return previews.serve(self, mode_name)
        return super().serve_preview(request, mode_name)

    def get_context(self, request, *args, **kwargs):
        return super().get_context(request, *args, **kwargs) | {
            "pages": self.carried_pages(),
        }

    def carried_pages(self) -> list[EditorialPage]:
        """The chosen pages of this community that any visitor may read, in the editor's order."""
        order = list(dict.fromkeys(item.page_id for item in self.items.all()))
        models = {page.specific_class for page in Page.objects.filter(pk__in=order)}
        found = {}
        for model in models:
            published = model.objects.descendant_of(self.community.site.root_page).published()
            found |= published.for_cards().in_bulk(order)
        return [found[pk] for pk in order if pk in found]

    def left_out_pages(self) -> list[Page]:
        """The chosen pages that readers would not reach: drafts, or another community's."""
        carried = {page.pk for page in self.carried_pages()}
        return [item.page for item in self.items.all() if item.page_id not in carried]

    def search_document(self) -> SearchDocument:
        body = f"{self.summary} {story_text(self.introduction)}"
        return SearchDocument(title=self.title, body=body, extract=self.summary)


class IssueItem(Orderable):
    """A page that an issue carries."""

    issue = ParentalKey(IssuePage, on_delete=models.CASCADE, related_name="items")
    page = models.ForeignKey(
        Page, verbose_name=_("page"), on_delete=models.CASCADE, related_name="+"
    )

    panels = [PageChooserPanel("page", CARRIED_PAGES)]

    class Meta(Orderable.Meta):
        verbose_name = _("page of an issue")
