from typing import NamedTuple
from uuid import uuid4

from django.core.files.storage import storages
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtailmedia.models import AbstractMedia, MediaType

from videos.captions import validate_webvtt
from videos.processing.pictures import POSTER_LONG_SIDE


def private_storage():
    return storages["private"]


def original_path(media: "VideoMedia", filename: str = "") -> str:
    """Where an original is kept. The name the member gave is data, never a path."""
    return f"originals/{media.uuid}/original"


def poster_path(media: "VideoMedia", filename: str) -> str:
    return f"{media.new_folder()}/{filename}"


def rendition_path(rendition: "Rendition", filename: str) -> str:
    return f"{rendition.media.new_folder()}/{filename}"


class MediaState(models.TextChoices):
    RECEIVED = "received", _("received")
    PROBING = "probing", _("being checked")
    PROCESSING = "processing", _("being prepared")
    READY = "ready", _("ready")
    REFUSED = "refused", _("refused")
    FAILED = "failed", _("failed")


class Source(NamedTuple):
    """A playable file, and the media query of the screens it is for; empty: any screen."""

    url: str
    media: str = ""


# By short side, in pixels. A telephone's screen has two or three pixels for one of CSS.
SCREENS = {480: "(max-width: 40em)", 720: "(max-width: 75em)"}


class VideoMedia(AbstractMedia):
    """A video file as it was received, and what was made of it. Always in private storage.

    Durations are in seconds, sizes in pixels, as displayed (rotation applied).
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    file = models.FileField(
        _("original file"), upload_to=original_path, storage=private_storage, max_length=200
    )
    original_name = models.CharField(
        _("name of the file sent"), max_length=255, blank=True, editable=False
    )
    type = models.CharField(
        choices=MediaType.choices, max_length=255, default=MediaType.VIDEO, editable=False
    )
    thumbnail = models.FileField(
        _("poster"), upload_to=poster_path, storage=private_storage, blank=True, max_length=200
    )
    card = models.FileField(
        _("poster of the card"),
        upload_to=poster_path,
        storage=private_storage,
        blank=True,
        max_length=200,
    )
    size = models.PositiveBigIntegerField(
        _("size of the original, in bytes"), default=0, editable=False
    )
    folder = models.CharField(
        max_length=120,
        blank=True,
        editable=False,
        help_text=_("Where in private storage its last preparation left its files."),
    )
    poster_moment = models.FloatField(
        _("moment of the poster, in seconds"), null=True, blank=True, editable=False
    )
    proposed_moments = models.JSONField(default=list, blank=True, editable=False)
    storyboard = models.JSONField(default=dict, blank=True, editable=False)
    loudness = models.FloatField(
        _("loudness of the original, in LUFS"), null=True, blank=True, editable=False
    )
    warnings = models.JSONField(default=list, blank=True, editable=False)
    has_sound = models.BooleanField(_("has sound"), default=True, editable=False)
    captions = models.TextField(
        _("captions (WebVTT)"),
        blank=True,
        validators=[validate_webvtt],
        help_text=_("A WebVTT text: each cue with its times, two lines at most."),
    )

    state = models.CharField(
        _("state"), max_length=12, choices=MediaState, default=MediaState.RECEIVED, editable=False
    )
    progress = models.PositiveSmallIntegerField(
        _("progress, in percent"), default=0, editable=False
    )
    refusal_code = models.CharField(max_length=30, blank=True, editable=False)
    refusal_figures = models.JSONField(default=dict, blank=True, editable=False)
    failure_code = models.CharField(max_length=30, blank=True, editable=False)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0, editable=False)
    # Who prepares it now: a run renews its lease, and stops when it has lost it.
    lease = models.UUIDField(null=True, editable=False)
    lease_expires_at = models.DateTimeField(null=True, editable=False)

    admin_form_fields = ("title", "file", "collection", "captions")

    class Meta:
        verbose_name = _("video file")
        verbose_name_plural = _("video files")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(progress__lte=100), name="progress_is_a_percentage"
            ),
        ]

    def clean(self, *args, **kwargs):
        """Accept any file name, ours has no extension: the worker looks at what is inside."""

    def new_folder(self) -> str:
        """A folder of private storage that no other preparation writes to."""
        return f"renditions/{self.uuid}/{uuid4().hex[:12]}"

    @property
    def is_ready(self) -> bool:
        return self.state == MediaState.READY

    @property
    def is_under_way(self) -> bool:
        """Whether the worker has it, or will."""
        return self.state in {MediaState.RECEIVED, MediaState.PROBING, MediaState.PROCESSING}

    @property
    def preparation_seconds(self) -> float | None:
        """How long the attempt that succeeded took, in seconds; None before that."""
        started = None
        for change in self.history.all():
            if change.state == MediaState.PROBING:
                started = change.at
            elif change.state == MediaState.READY and started:
                return (change.at - started).total_seconds()
        return None

    @property
    def url(self) -> str:
        """The address of the playable file, which checks who asks."""
        return reverse("media_video", args=[self.uuid])

    @property
    def poster_url(self) -> str:
        return reverse("media_poster", args=[self.uuid])

    @property
    def poster_size(self) -> tuple[int, int]:
        """Width and height of the poster, in pixels: those of the video, within its long side."""
        scale = min(1, POSTER_LONG_SIDE / max(self.width, self.height))
        return round(self.width * scale), round(self.height * scale)

    def is_shaped_like(self, width: int, height: int) -> bool:
        """Whether its poster, larger than this, may be shown in this shape without cutting much."""
        if not (self.width and self.height and self.thumbnail and self.width > width):
            return False
        return abs(self.width / self.height - width / height) < 0.02

    @property
    def poster_webp_url(self) -> str:
        return reverse("media_poster_webp", args=[self.uuid])

    @property
    def card_url(self) -> str:
        return reverse("media_card", args=[self.uuid])

    @property
    def card_webp_url(self) -> str:
        return reverse("media_card_webp", args=[self.uuid])

    @property
    def proposal_urls(self) -> list[str]:
        """The pictures proposed as a poster, in the order of `proposed_moments`."""
        numbers = range(1, len(self.proposed_moments) + 1)
        return [reverse("media_proposal", args=[self.uuid, number]) for number in numbers]

    @property
    def storyboard_url(self) -> str:
        return reverse("media_storyboard", args=[self.uuid])

    @property
    def storyboard_track_url(self) -> str:
        return reverse("media_storyboard_track", args=[self.uuid])

    @property
    def captions_url(self) -> str:
        return reverse("media_captions", args=[self.uuid])

    @property
    def download_url(self) -> str:
        return reverse("media_download", args=[self.uuid])

    @property
    def original_url(self) -> str:
        """The address of the file as it was received: for its author and the team only."""
        return reverse("media_original", args=[self.uuid])

    def playable(self) -> "Rendition | None":
        """The best rendition, or None while there is none."""
        return self.renditions.order_by("-height").first()

    def sources(self) -> "list[Source]":
        """What a player may choose from, in the order in which browsers try: the best comes last.

        A small screen is offered no more than it can show; 240 lines only when there is no other.
        """
        *smaller, best = sorted(self.renditions.all(), key=lambda made: made.short_side) or [None]
        if not best:
            return []
        fitting = [Source(made.url, SCREENS.get(made.short_side, "")) for made in smaller]
        return [*(source for source in fitting if source.media), Source(best.url)]


class Rendition(models.Model):
    """A file made from an original, ready to play everywhere."""

    media = models.ForeignKey(VideoMedia, on_delete=models.CASCADE, related_name="renditions")
    file = models.FileField(upload_to=rendition_path, storage=private_storage, max_length=200)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    size = models.PositiveBigIntegerField(help_text=_("in bytes"))

    class Meta:
        verbose_name = _("rendition")
        constraints = [
            models.UniqueConstraint(fields=["media", "width", "height"], name="one_file_per_size"),
        ]

    def __str__(self):
        return f"{self.width} × {self.height}"

    @property
    def short_side(self) -> int:
        """What it is called by, in pixels: 720 for 1280 × 720 as for 720 × 1280."""
        return min(self.width, self.height)

    @property
    def url(self) -> str:
        return reverse("media_rendition", args=[self.media.uuid, self.short_side])


class MediaStateChange(models.Model):
    """One line of a media's history: which state it entered, when, why, at which attempt."""

    media = models.ForeignKey(VideoMedia, on_delete=models.CASCADE, related_name="history")
    state = models.CharField(_("state"), max_length=12, choices=MediaState)
    reason = models.CharField(_("reason"), max_length=30, blank=True)
    attempt = models.PositiveSmallIntegerField(_("attempt"), default=0)
    at = models.DateTimeField(_("when"), auto_now_add=True)

    class Meta:
        verbose_name = _("change of state")
        ordering = ["at", "pk"]

    def __str__(self):
        return self.get_state_display()
