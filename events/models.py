from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page, PageManager
from wagtail.search import index

from editorial.blocks import StoryBlock
from editorial.listing import paginate
from editorial.models import EditorialPage, EditorialQuerySet, SearchDocument, story_text
from events import structured_data


class EventQuerySet(EditorialQuerySet):
    def upcoming(self):
        """Events not over yet, the nearest first."""
        return self.filter(_not_over()).order_by("starts_at", "pk")

    def past(self):
        """All the others, the latest first."""
        return self.exclude(_not_over()).order_by("-starts_at", "pk")

    def for_cards(self):
        return super().for_cards().select_related("kind")


def _not_over() -> Q:
    return Q(ends_at__gt=timezone.now())


class EventIndexPage(EditorialPage):
    listed = "upcoming"

    max_count_per_parent = 1
    parent_page_types = ["home.HomePage"]
    subpage_types = ["events.EventPage"]

    content_panels = [
        *Page.content_panels,
        "summary",
        InlinePanel("kinds", heading=_("Types of events"), label=_("type of event")),
    ]

    class Meta:
        verbose_name = _("list of events")

    def get_context(self, request, *args, **kwargs):
        events = EventPage.objects.child_of(self).published().for_cards()
        return super().get_context(request, *args, **kwargs) | {
            "upcoming": events.upcoming(),
            "past": paginate(events.past(), request),
        }


class EventKind(Orderable):
    """A type of event, in the words of the community: Challenge, Focus…"""

    index = ParentalKey(EventIndexPage, on_delete=models.CASCADE, related_name="kinds")
    label = models.CharField(_("name"), max_length=60)
    description = models.CharField(_("what it is for"), max_length=200, blank=True)

    panels = ["label", "description"]

    class Meta(Orderable.Meta):
        verbose_name = _("type of event")

    def __str__(self):
        return self.label


class EventPageForm(WagtailAdminPageForm):
    """Offers the types of the list that the event belongs to, not those of other communities."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].queryset = EventKind.objects.filter(index__page_ptr=self.parent_page.pk)


class EventPage(EditorialPage):
    kind = models.ForeignKey(
        EventKind,
        verbose_name=_("type"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="events",
    )
    starts_at = models.DateTimeField(_("starts at"))
    ends_at = models.DateTimeField(_("ends at"))
    place = models.CharField(_("place"), max_length=200, blank=True)
    link = models.URLField(_("link to take part remotely"), blank=True)
    facilitator = models.CharField(_("facilitator"), max_length=120, blank=True)
    body = StreamField(StoryBlock(), verbose_name=_("body"), blank=True)

    objects = PageManager.from_queryset(EventQuerySet)()

    parent_page_types = ["events.EventIndexPage"]
    subpage_types = []

    base_form_class = EventPageForm
    content_panels = [
        *Page.content_panels,
        "kind",
        MultiFieldPanel(
            [FieldRowPanel(["starts_at", "ends_at"]), "place", "link", "facilitator"],
            _("When, where, with whom"),
        ),
        "summary",
        "body",
        *EditorialPage.content_panels[-1:],
    ]
    search_fields = [
        *EditorialPage.search_fields,
        index.SearchField("place"),
        index.FilterField("starts_at"),
    ]

    class Meta:
        verbose_name = _("event")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=models.F("starts_at")), name="event_ends_after_it_starts"
            ),
        ]

    def clean(self):
        super().clean()
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            raise ValidationError({"ends_at": _("The event must end after it starts.")})

    @property
    def is_over(self) -> bool:
        return self.ends_at <= timezone.now()

    def get_context(self, request, *args, **kwargs):
        return super().get_context(request, *args, **kwargs) | {
            "videos": self.videos.published().for_cards().newest_first(),
        }

    def structured_data(self, request) -> list[dict]:
        return [structured_data.event(self, request)]

    def search_document(self) -> SearchDocument:
        return SearchDocument(
            title=self.title,
            labels=" ".join(filter(None, [str(self.kind or ""), self.place, self.facilitator])),
            body=f"{self.summary} {story_text(self.body)}",
            extract=self.summary,
        )
