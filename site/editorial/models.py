from typing import NamedTuple

from django.db import models
from django.db.models import Exists, OuterRef, Prefetch
from django.db.models.functions import Left, Length
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldRowPanel, MultiFieldPanel
from wagtail.images import get_image_model_string
from wagtail.images.models import Image
from wagtail.models import Page, PageViewRestriction
from wagtail.query import PageQuerySet
from wagtail.search import index

CARD_RENDITION = "fill-640x360|format-webp"
# What a card shows otherwise: on fine screens, and where WebP is not known.
FINE_CARD_RENDITION = "fill-1280x720|format-webp"
JPEG_CARD_RENDITION = "fill-640x360|format-jpeg"
CARD_RENDITIONS = [CARD_RENDITION, FINE_CARD_RENDITION, JPEG_CARD_RENDITION]
SOCIAL_RENDITION = "fill-1200x630|format-jpeg"


class Picture(NamedTuple):
    """What a template needs to show an image. Sizes in pixels; `alt` is empty when decorative.

    `webp` is a `srcset` of the same picture at several widths, `jpeg` the address for browsers that
    know no other format; both may be empty.
    """

    url: str
    width: int
    height: int
    alt: str = ""
    webp: str = ""
    jpeg: str = ""


def card_of(image, *, alt: str = "") -> Picture:
    """The picture of a card, made of an image of the library; fetch its CARD_RENDITIONS first."""
    made = image.get_renditions(*CARD_RENDITIONS)
    webp, fine, jpeg = (made[spec] for spec in CARD_RENDITIONS)
    widths = {each.width: each.url for each in (fine, webp)}
    srcset = ", ".join(f"{url} {width}w" for width, url in sorted(widths.items()))
    return Picture(webp.url, webp.width, webp.height, alt, srcset, jpeg.url)


class SearchDocument(NamedTuple):
    """The words of a page, by decreasing weight. `extract` is what a result shows."""

    title: str
    labels: str = ""
    body: str = ""
    speech: str = ""
    extract: str = ""


class EditorialQuerySet(PageQuerySet):
    def published(self):
        """Pages that any visitor may read: the only door to the public.

        What Wagtail's `public()` says, in the same query: it asks for the restrictions before.
        """
        above = Left(OuterRef("path"), Length("page__path"))
        restricted = PageViewRestriction.objects.filter(page__path=above)
        return self.live().filter(~Exists(restricted))

    def for_cards(self):
        """Fetch in a fixed number of queries all that `components/card.html` shows."""
        images = Image.objects.prefetch_renditions(*CARD_RENDITIONS)
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

    class Meta:
        abstract = True

    def get_view_restrictions(self):
        """The restrictions of the page and of those above it: in one query, by their paths."""
        if self.alias_of_id:
            return super().get_view_restrictions()
        paths = [self.path[:end] for end in range(self.steplen, len(self.path) + 1, self.steplen)]
        return PageViewRestriction.objects.filter(page__path__in=paths)

    @cached_property
    def card_picture(self) -> Picture | None:
        """The picture of the page's card, or None."""
        if not self.image:
            return None
        return card_of(self.image, alt=self.image_alt)

    @cached_property
    def social_picture(self) -> Picture | None:
        """The picture that social networks show, or None."""
        image = self.social_image or self.image
        if not image:
            return None
        rendition = image.get_rendition(SOCIAL_RENDITION)
        return Picture(rendition.url, rendition.width, rendition.height, self.image_alt)

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
