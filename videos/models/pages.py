import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.forms import CheckboxSelectMultiple
from django.http import Http404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable, Page, PageManager
from wagtail.search import index
from wagtail.url_routing import RouteResult

from community.academies import Academie
from community.context import current_community
from community.models import Community
from editorial.keyset import Window, read_window
from editorial.models import EditorialPage, EditorialQuerySet, Picture, SearchDocument
from videos import review, rights, structured_data
from videos.access import VideoIndexPermissionTester, VideoPermissionTester
from videos.captions import Cue, cues
from videos.models.attachments import Attachment
from videos.models.sheets import PracticeSheet
from videos.page_forms import VideoPageForm
from videos.panels import PlayerPanel

logger = logging.getLogger(__name__)

CARD_SIZE = (640, 360)
PER_PAGE = 24
POSTER_RENDITION = "max-1280x1280|format-webp"


class VideoQuerySet(EditorialQuerySet):
    def newest_first(self):
        return self.order_by("-first_published_at", "pk")

    def for_cards(self):
        """Fetch all that a video's card shows: picture, duration, theme, levels, thanks."""
        related = ["media", "theme", "catalogue_entry"]
        return super().for_cards().select_related(*related).prefetch_related("levels")

    def for_covers(self):
        """Fetch its picture alone, for the card of something else."""
        return super().for_cards().select_related("media")

    def in_order_of(self, numbers):
        """Return the cards of these videos, in the order of their ids: those that are public."""
        found = self.published().for_cards().in_bulk(numbers) if numbers else {}
        return [found[number] for number in numbers if number in found]

    def captioned(self):
        return self.exclude(media__captions="")


class VideoIndexPage(EditorialPage):
    listed = "videos"

    max_count_per_parent = 1
    parent_page_types = ["home.HomePage"]
    subpage_types = ["videos.VideoPage"]

    class Meta:
        verbose_name = _("list of videos")

    def permissions_for_user(self, user):
        return VideoIndexPermissionTester(user, self)

    def route(self, request, path_components):
        """A video that was withdrawn, or is hidden until the team decides, is answered from here.

        Wagtail would answer 404 to the one, and ask visitors to sign in for the other.
        """
        from videos.rights import absence

        slug = path_components[0] if len(path_components) == 1 else ""
        if slug and absence.is_hidden(self, slug, request.user):
            return RouteResult(self, kwargs={"absent": absence.HIDDEN})
        if not slug:
            return super().route(request, path_components)
        # With what its page shows, in one query where Wagtail makes two before those.
        asked = VideoPage.objects.child_of(self).filter(slug=slug)
        page = asked.select_related("media", "theme", "contributor", "catalogue_entry").first()
        if page:
            return page.route(request, [])
        if absence.is_gone(self, slug):
            return RouteResult(self, kwargs={"absent": absence.GONE})
        raise Http404

    def serve(self, request, absent=None):
        if absent:
            return TemplateResponse(
                request, "videos/rights/absent.html", {"absent": absent}, status=absent.status
            )
        return super().serve(request)

    def get_context(self, request, *args, **kwargs):
        from videos.filters import VideoFilter

        community = current_community(request) or Community.for_site(self.get_site())
        choice = VideoFilter(request.GET, community=community)
        listing = VideoPage.listing(
            choice.entries(), by=choice.by, parameters=request.GET, total=choice.counts.total
        )
        is_empty = not listing.rows and bool(choice.chosen)
        most_seen = choice.most_seen() if is_empty else []
        return super().get_context(request, *args, **kwargs) | {
            "filter": choice,
            "listing": listing,
            "videos": listing.rows,
            "most_seen": VideoPage.objects.in_order_of(most_seen),
        }


class CaptionsDecision(models.TextChoices):
    """What the team decided about captions (RGAA 4.1, criteria 4.3 and 4.4)."""

    CHECKED = "checked", _("captions present and checked")
    NO_SPEECH = "no_speech", _("no speech: captions are not needed")


class Licence(models.TextChoices):
    """Under what terms a video may be used again; the first is what authors agree to."""

    CC_BY = "cc-by-4.0", "CC BY 4.0"
    CC_BY_SA = "cc-by-sa-4.0", "CC BY-SA 4.0"
    CC_BY_NC = "cc-by-nc-4.0", "CC BY-NC 4.0"
    CC_BY_NC_ND = "cc-by-nc-nd-4.0", "CC BY-NC-ND 4.0"
    RESERVED = "reserved", _("all rights reserved")


class AudioDescription(models.TextChoices):
    """What the team decided about audio description (RGAA 4.1, criterion 4.5)."""

    NOT_NEEDED = "not_needed", _("not needed: all that matters is said")
    PRESENT = "present", _("present: a version with audio description is given")


class VideoPage(PracticeSheet, EditorialPage):
    """A practice filmed by a teacher: the page that the team reviews and the public watches."""

    open_graph_type = "video.other"

    media = models.ForeignKey(
        "videos.VideoMedia",
        verbose_name=_("video file"),
        null=True,
        on_delete=models.PROTECT,
        related_name="pages",
    )
    description = models.TextField(_("description"), max_length=3000, blank=True)
    theme = models.ForeignKey(
        "community.Theme",
        verbose_name=_("theme"),
        null=True,
        on_delete=models.PROTECT,
        related_name="videos",
    )
    levels = ParentalManyToManyField(
        "community.Level", verbose_name=_("levels"), blank=True, related_name="videos"
    )
    keywords = ParentalManyToManyField(
        "community.Keyword", verbose_name=_("keywords"), blank=True, related_name="videos"
    )
    credit = models.CharField(
        _("signature"),
        max_length=120,
        blank=True,
        help_text=_("As the author wishes to be named, for example “Léa, enseignante à Lille”."),
    )

    place = models.CharField(_("place"), max_length=120, blank=True)
    academie = models.CharField(_("académie"), max_length=20, choices=Academie, blank=True)
    contributor = models.ForeignKey(
        "community.Contributor",
        verbose_name=_("contributor"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="videos",
    )
    captions_decision = models.CharField(
        _("captions"), max_length=10, choices=CaptionsDecision, blank=True
    )
    audio_description = models.CharField(
        _("audio description"), max_length=10, choices=AudioDescription, blank=True
    )
    audio_description_reason = models.CharField(
        _("why it is not needed"), max_length=300, blank=True
    )
    described_media = models.ForeignKey(
        "videos.VideoMedia",
        verbose_name=_("version with audio description"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="described_pages",
    )
    licence = models.CharField(_("licence"), max_length=20, choices=Licence, default=Licence.CC_BY)
    event = models.ForeignKey(
        "events.EventPage",
        verbose_name=_("event"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="videos",
        help_text=_("The event that this video came out of, if any."),
    )

    objects = PageManager.from_queryset(VideoQuerySet)()

    parent_page_types = ["videos.VideoIndexPage"]
    subpage_types = []

    base_form_class = VideoPageForm
    content_panels = [
        PlayerPanel(heading=_("Video")),
        *Page.content_panels,
        MultiFieldPanel(["summary", "description", "credit"], _("What is said of it")),
        MultiFieldPanel(
            ["theme", FieldPanel("levels", widget=CheckboxSelectMultiple), "keywords"],
            _("Where it is filed"),
        ),
        MultiFieldPanel(PracticeSheet.SHEET_PARTS, _("Practice sheet")),
        MultiFieldPanel([FieldRowPanel(["place", "academie"])], _("Where it was filmed")),
        "media",
        MultiFieldPanel(
            [
                "captions_decision",
                "audio_description",
                "audio_description_reason",
                "described_media",
            ],
            _("Accessibility"),
        ),
        InlinePanel("chapters", heading=_("Chapters"), label=_("chapter")),
        MultiFieldPanel(["event", "licence"], _("Where it comes from, how it may be used")),
        MultiFieldPanel(["image", "image_alt"], _("Another picture than the poster")),
    ]
    search_fields = [
        *EditorialPage.search_fields,
        index.SearchField("description"),
        index.FilterField("theme"),
    ]

    class Meta:
        verbose_name = _("video")

    def permissions_for_user(self, user):
        return VideoPermissionTester(user, self)

    def save(self, *args, **kwargs):
        """Whoever saves the page, the lists follow."""
        from videos import catalogue

        super().save(*args, **kwargs)
        fields = kwargs.get("update_fields")
        if fields is None or catalogue.REPEATED.intersection(fields):
            catalogue.record(self)

    def publish(self, revision, *args, **kwargs):
        """Publish, or raise ValidationError with what is missing.

        A publication whose hour comes while something is missing goes back to the review instead:
        the job that publishes must go on to the next video. The proposal is locked: its author may
        be taking it back at this moment.
        """
        try:
            with transaction.atomic():
                self._check_publication(revision.as_object)
                return super().publish(revision, *args, **kwargs)
        except ValidationError as obstacle:
            if kwargs.get("log_action") != "wagtail.publish.scheduled":
                raise
            logger.warning("page %s: not published at its hour: it is incomplete", self.pk)
            # Taken back or withdrawn since the job read its hour: there is nothing to give up.
            with suppress(review.AlreadyDecided, VideoPage.DoesNotExist):
                review.cancel_schedule(self, problems=obstacle.messages)
        return None

    def clean(self):
        """The guard behind every door: the admin's editor and API publish without `publish`."""
        super().clean()
        if self._is_being_published():
            self._check_publication(lambda: self)

    def _is_being_published(self) -> bool:
        """Whether this saving puts another version online than the one that is, if any is."""
        if not (self.live and self.pk and self.live_revision_id):
            return False
        online = Page.objects.filter(pk=self.pk, live=True, live_revision=self.live_revision_id)
        return not online.exists()

    def _check_publication(self, version: Callable[[], "VideoPage"]) -> None:
        """Raise ValidationError unless this version may be public. Whoever withdraws it waits."""
        from videos.rights.locking import lock_video

        _submission, page = lock_video(page=self)
        if not page:
            raise ValidationError([_("This video was withdrawn: it cannot be published again.")])
        if problems := version().publication_problems():
            raise ValidationError(problems)

    def publication_problems(self) -> list[str]:
        """Return what still forbids publishing, in words; empty when nothing does."""
        return [*self.preparation_problems(), *self.accessibility_problems()]

    def preparation_problems(self) -> list[str]:
        """What is missing that no reviewer can decide on: file, theme, rights."""
        problems = []
        if not self.media:
            problems.append(_("There is no video file."))
        elif not self.media.is_ready:
            problems.append(_("The video is not ready: it is still being prepared, or it failed."))
        if not self.theme_id:
            problems.append(_("Choose a theme."))
        submission = self.submission
        if submission:
            problems += rights.obstacles(submission)
        if submission and submission.is_out_of_reach and not self.live:
            problems.append(_("Its author has taken it back: it cannot be published now."))
        return problems

    def accessibility_problems(self) -> list[str]:
        """What the team has not decided yet about captions and audio description (RGAA 4.1)."""
        problems = []
        if not self.captions_decision:
            problems.append(_("Decide on captions: present and checked, or no speech."))
        elif self.captions_decision == CaptionsDecision.CHECKED and not self.has_captions:
            problems.append(_("There are no captions to have checked: add them, or say no speech."))
        if not self.audio_description:
            problems.append(_("Decide on audio description: present, or not needed and why."))
        elif self.audio_description == AudioDescription.PRESENT:
            if not (self.described_media and self.described_media.is_ready):
                problems.append(_("Choose the version with audio description; it must be ready."))
        elif not self.audio_description_reason.strip():
            problems.append(_("Say why audio description is not needed."))
        return problems

    @property
    def has_captions(self) -> bool:
        """Whether captions are shown with its file, or wait to be once it is published."""
        submission = self.submission
        return bool((self.media and self.media.captions) or (submission and submission.captions))

    @property
    def submission(self):
        """The proposal that this page came from, or None when the team made it."""
        return self.submissions.first()

    @classmethod
    def listing(cls, entries, *, by: str = "published_at", parameters, total: int) -> Window:
        """The page of a list that an address asks for: rows of the catalogue, shown as videos.

        A page that is not public any more, though its row says so, is left out.
        """
        window = read_window(
            entries.only("page", by), by=by, parameters=parameters, per_page=PER_PAGE, total=total
        )
        numbers = [entry.page_id for entry in window.rows]
        return replace(window, rows=cls.objects.in_order_of(numbers))

    @property
    def thanks_count(self) -> int:
        """How many members said thanks, as its card says; fetched by `for_cards`."""
        entry = getattr(self, "catalogue_entry", None)  # none for a preview
        return entry.thanks if entry else 0

    @property
    def card_picture(self) -> Picture | None:
        """The editors' picture, else the poster: sharper on fine screens when it has that shape."""
        media = self.media
        if self.image or not (media and media.card):
            return super().card_picture
        small = f"{media.card_webp_url} {CARD_SIZE[0]}w"
        if not media.is_shaped_like(*CARD_SIZE):
            return Picture(media.card_webp_url, *CARD_SIZE, webp=small, jpeg=media.card_url)
        webp = f"{small}, {media.poster_webp_url} {media.poster_size[0]}w"
        return Picture(media.card_webp_url, *CARD_SIZE, webp=webp, jpeg=media.card_url)

    @property
    def social_picture(self) -> Picture | None:
        """The poster with the title on it, unless the editors chose another picture."""
        if self.social_image or self.image or not (self.media and self.media.thumbnail):
            return super().social_picture
        from videos import social_card

        address = f"{reverse('social_card', args=[self.pk])}?v={social_card.version(self)}"
        return Picture(address, social_card.WIDTH, social_card.HEIGHT, self.title)

    @property
    def first_words(self) -> str:
        return self.description

    def structured_data(self, request) -> list[dict]:
        return [structured_data.video(self, request)]

    @property
    def is_without_speech(self) -> bool:
        """Decided by the team, and true: nobody should wait for captions."""
        decided = self.captions_decision == CaptionsDecision.NO_SPEECH
        return decided and not (self.media and self.media.captions)

    @property
    def described_version(self):
        """The version with audio description that may be played now; None when there is none."""
        given = self.audio_description == AudioDescription.PRESENT
        media = self.described_media if given else None
        return media if media and media.is_ready else None

    @property
    def player_poster_url(self) -> str:
        """What the player shows before it plays: the editors' picture, else the poster."""
        if self.image:
            return self.image.get_rendition(POSTER_RENDITION).url
        return self.media.poster_webp_url

    @property
    def is_new(self) -> bool:
        """Published less than fifteen days ago, as on the original sites."""
        published = self.first_published_at
        return bool(published) and timezone.now() - published < timedelta(days=15)

    def search_document(self) -> SearchDocument:
        labels = [self.theme, *self.levels.all(), *self.keywords.all()]
        return SearchDocument(
            title=self.title,
            labels=" ".join(str(label) for label in labels if label),
            body=" ".join(
                [
                    *(self.summary, self.description, self.credit),
                    *(text for heading, text in self.sheet),
                    *(self.place, self.get_academie_display()),
                    *(attachment.title for attachment in self.attachments()),
                ]
            ),
            speech=" ".join(cue.text for cue in self.transcript()),
            extract=self.summary or self.description,
        )

    def get_context(self, request, *args, **kwargs):
        from videos import watching

        context = super().get_context(request, *args, **kwargs)
        return context | watching.context(self, request)

    def attachments(self):
        """The documents that any visitor of this page may take."""
        return Attachment.objects.published().filter(submission__page=self)

    def transcript(self) -> list[Cue]:
        return cues(self.media.captions) if self.media and self.media.captions else []

    def published_collections(self):
        from videos.models.collections import CollectionPage

        return CollectionPage.objects.published().filter(videos__video=self).distinct()


class Chapter(Orderable):
    """A moment of a video that has a name; it lasts until the next one."""

    page = ParentalKey(VideoPage, on_delete=models.CASCADE, related_name="chapters")
    start = models.PositiveIntegerField(_("starts at (in seconds)"))
    title = models.CharField(_("title"), max_length=80)

    panels = [FieldRowPanel(["start", "title"])]

    class Meta(Orderable.Meta):
        verbose_name = _("chapter")
        verbose_name_plural = _("chapters")

    def __str__(self):
        return self.title
