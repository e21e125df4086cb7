from typing import NamedTuple

from django.db import models
from django.db.models import Prefetch
from django.utils.functional import cached_property
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldRowPanel, MultiFieldPanel
from wagtail.images import get_image_model_string
from wagtail.images.models import Image
from wagtail.models import Page
from wagtail.query import PageQuerySet
from wagtail.search import index

CARD_RENDITION = "fill-640x360|format-webp"
SOCIAL_RENDITION = "fill-1200x630|format-jpeg"


class Picture(NamedTuple):
    """What a template needs to show an image. Sizes in pixels; `alt` is empty when decorative."""

    url: str
    width: int
    height: int
    alt: str = ""


class SearchDocument(NamedTuple):
    """The words of a page, by decreasing weight. `extract` is what a result shows."""

    title: str
    labels: str = ""
    body: str = ""
    speech: str = ""
    extract: str = ""


class EditorialQuerySet(PageQuerySet):
    def published(self):
        """Pages that any visitor may read: the only door to the public."""
        return self.live().public()

    def for_cards(self):
        """Fetch in a fixed number of queries all that `components/card.html` shows."""
        images = Image.objects.prefetch_renditions(CARD_RENDITION)
        return self.prefetch_related(Prefetch("image", queryset=images))


class EditorialPage(Page):
    """Abstract base of the pages that an editor writes: a summary, a picture, a card."""

    summary = models.CharField(
        _("summary"),
        max_length=300,
        blank=True,
        help_text=_("One or two sentences, shown in listings and search results."),
    )
    image = models.ForeignKey(
        get_image_model_string(),
        verbose_name=_("image"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    image_alt = models.CharField(
        _("alternative text"),
        max_length=200,
        blank=True,
        help_text=_("What the image says to those who do not see it; empty if decorative."),
    )
    social_image = models.ForeignKey(
        get_image_model_string(),
        verbose_name=_("image for social networks"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("1200 × 630 pixels; the page's image is used when this one is empty."),
    )

    content_panels = [
        *Page.content_panels,
        "summary",
        MultiFieldPanel([FieldRowPanel(["image", "image_alt"])], _("Image")),
    ]
    promote_panels = [
        MultiFieldPanel(
            ["slug", "seo_title", "search_description", "social_image"],
            _("For search engines and social networks"),
        ),
    ]
    search_fields = [*Page.search_fields, index.SearchField("summary")]

    # The name, in the page's context, of the pages that it lists.
    listed = ""

    class Meta:
        abstract = True

    @cached_property
    def card_picture(self) -> Picture | None:
        """The picture of the page's card, or None."""
        if not self.image:
            return None
        rendition = self.image.get_rendition(CARD_RENDITION)
        return Picture(rendition.url, rendition.width, rendition.height, self.image_alt)

    @cached_property
    def social_picture(self) -> Picture | None:
        """The picture that social networks show, or None."""
        image = self.social_image or self.image
        if not image:
            return None
        rendition = image.get_rendition(SOCIAL_RENDITION)
        return Picture(rendition.url, rendition.width, rendition.height, self.image_alt)

    @property
    def meta_description(self) -> str:
        """One or two sentences for search engines: the editors' own, else the first words."""
        written = self.search_description or self.summary or self.first_words
        return Truncator(" ".join(written.split())).chars(200)

    @property
    def first_words(self) -> str:
        """What it says, for where its beginning stands for a summary."""
        story = getattr(self, "introduction", None) or getattr(self, "body", None)
        return story if isinstance(story, str) else story_text(story or [])

    def structured_data(self, request) -> list[dict]:
        """Return what the page is, as schema.org says it."""
        return []

    def search_document(self) -> SearchDocument:
        """Return the words by which the page is found."""
        return SearchDocument(title=self.title, body=self.summary, extract=self.summary)


def story_text(body) -> str:
    """Return the words of a StoryBlock value, without markup."""
    return " ".join(" ".join(block.block.get_searchable_content(block.value)) for block in body)


class MessageTemplate(models.Model):
    """A message that the team of a community has rewritten; the portal's own words otherwise.

    `name` is that of a kind of message, registered in `editorial.messages`.
    """

    community = models.ForeignKey(
        "community.Community", on_delete=models.CASCADE, related_name="message_templates"
    )
    name = models.CharField(_("message"), max_length=60)
    subject = models.CharField(_("subject"), max_length=150)
    body = models.TextField(_("text"), max_length=5000)
    changed_at = models.DateTimeField(_("changed on"), auto_now=True)

    class Meta:
        verbose_name = _("message template")
        verbose_name_plural = _("message templates")
        constraints = [
            models.UniqueConstraint(fields=["community", "name"], name="one_template_per_message"),
        ]

    def __str__(self):
        return self.subject
