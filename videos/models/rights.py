from datetime import date
from uuid import uuid4

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from videos.models.media import private_storage


class PeopleShown(models.TextChoices):
    NOBODY = "nobody", _("Nobody can be recognised, by face, voice or name")
    ADULTS = "adults", _("Only adults can be recognised")
    MINORS = "minors", _("Pupils can be recognised")


class RecognisedBy(models.TextChoices):
    FACE = "face", _("their face")
    VOICE = "voice", _("their voice")
    NAME = "name", _("a name seen or heard")


class AuthorisationForm(models.TextChoices):
    """Which form was signed: those that this portal gives, the ministry's own, or another."""

    PORTAL_2026 = "portal-2026", _("the form of this portal (2026)")
    EDUSCOL_2017 = "eduscol-2017", _("the ministry's form (Éduscol, 2017)")
    OTHER = "other", _("another form, which says the same")


class Destination(models.TextChoices):
    SITE = "site", _("this site, for everybody")
    PORTAL = "portal", _("the other communities of this portal")
    TRAINING = "training", _("teachers' training")
    SOCIAL = "social", _("the team's social networks")


class ImageRights(models.Model):
    """What an author declares about the people who can be recognised: counts, never names.

    Asked for all holders of parental authority, the strict reading of article 372-1 of the civil
    code (loi n° 2024-120 of 19 February 2024).
    """

    people_shown = models.CharField(_("people shown"), max_length=10, choices=PeopleShown)
    adults = models.PositiveSmallIntegerField(_("number of adults"), default=0)
    minors = models.PositiveSmallIntegerField(_("number of pupils"), default=0)
    recognised_by = ArrayField(
        models.CharField(max_length=10, choices=RecognisedBy),
        verbose_name=_("recognised by"),
        default=list,
        blank=True,
    )
    authorisations_held = models.BooleanField(_("signed authorisations held"), default=False)
    authorisation_form = models.CharField(
        _("form that was signed"), max_length=20, choices=AuthorisationForm, blank=True
    )
    signed_first_on = models.DateField(_("first signature on"), null=True, blank=True)
    signed_last_on = models.DateField(_("last signature on"), null=True, blank=True)
    all_parents_signed = models.BooleanField(
        _("signed by all holders of parental authority"), default=False
    )
    pupils_agree = models.BooleanField(_("the pupils themselves agree"), default=False)
    destinations = ArrayField(
        models.CharField(max_length=10, choices=Destination),
        verbose_name=_("what was authorised"),
        default=list,
        blank=True,
    )
    rights_end_on = models.DateField(_("authorised until"), null=True, blank=True)
    originals_kept_by = models.CharField(
        _("who keeps the signed forms"), max_length=200, blank=True
    )

    class Meta:
        abstract = True

    @property
    def rights_obstacles(self) -> list[str]:
        """What, in the rights, forbids publishing now, in words."""
        from videos.rights import obstacles

        return obstacles(self)

    def declaration(self) -> list[tuple[str, str]]:
        """What was declared, for people: (question, answer), only what was asked."""
        snapshot = {field.name: getattr(self, field.name) for field in ImageRights._meta.fields}
        return declaration_in_words(snapshot)


def declaration_in_words(snapshot: dict) -> list[tuple[str, str]]:
    """Say a declaration, as a row holds it or as the register kept it (days in ISO 8601)."""
    people = snapshot.get("people_shown")
    if not people:
        return []
    if people == PeopleShown.NOBODY:
        return [(now("People shown"), str(PeopleShown(people).label))]
    told = []
    for field in ImageRights._meta.fields:
        value = snapshot.get(field.name)
        if people == PeopleShown.ADULTS and field.name in PUPILS_ONLY:
            continue
        told.append((_capitalised(field.verbose_name), _in_words(field, value)))
    return told


PUPILS_ONLY = {"minors", "all_parents_signed", "pupils_agree"}


def _in_words(field: models.Field, value) -> str:
    if isinstance(field, models.BooleanField):
        return now("yes") if value else now("no")
    if isinstance(field, ArrayField):
        labels = dict(field.base_field.choices)
        return ", ".join(str(labels.get(each, each)) for each in value or []) or "–"
    if field.choices:
        return str(dict(field.choices).get(value, value) or "–")
    if isinstance(field, models.DateField) and value:
        return date_format(date.fromisoformat(value) if isinstance(value, str) else value)
    return str(value) if value not in (None, "") else "–"


def _capitalised(label) -> str:
    label = str(label)
    return label[:1].upper() + label[1:]


class RightsEvent(models.TextChoices):
    """What the register records."""

    DECLARED = "declared", _("declared by the author")
    PROOF_ADDED = "proof_added", _("proof added")
    PROOF_READ = "proof_read", _("proof read by the team")
    VERIFIED = "verified", _("verified by the team")
    REMINDED = "reminded", _("author reminded of the end")
    EXPIRED = "expired", _("come to their end: taken off the site")
    CONSENT_WITHDRAWN = "consent_withdrawn", _("consent withdrawn")
    TAKEDOWN_ASKED = "takedown_asked", _("withdrawal asked for")
    TAKEDOWN_REFUSED = "takedown_refused", _("withdrawal refused")
    ERASED = "erased", _("files and texts erased")


class RightsEntryQuerySet(models.QuerySet):
    def withdrawals(self):
        return self.filter(event=RightsEvent.CONSENT_WITHDRAWN)

    def to_erase(self):
        """The withdrawals whose files are not known to be gone yet, the oldest first."""
        done = self.model.objects.filter(event=RightsEvent.ERASED)
        return self.withdrawals().exclude(pk__in=list(done.values_list("data__entry", flat=True)))


class RightsEntry(models.Model):
    """One line of the register of image rights. Added to, never changed: the database refuses.

    `data` holds what was declared as it was then, whatever the models become; `wording` is the
    version of the text that was agreed to; `file_sha256` says of which file.
    """

    submission = models.ForeignKey(
        "videos.VideoSubmission",
        verbose_name=_("proposal"),
        null=True,
        on_delete=models.PROTECT,
        related_name="rights_entries",
    )
    community = models.ForeignKey(
        "community.Community", on_delete=models.PROTECT, related_name="rights_entries"
    )
    page_number = models.PositiveBigIntegerField(_("number of the page"), null=True)
    title = models.CharField(_("title of the video"), max_length=255)
    event = models.CharField(_("what happened"), max_length=20, choices=RightsEvent)
    actor = models.CharField(
        _("by whom"),
        max_length=254,
        blank=True,
        help_text=_("The address of who did it; empty when it happened by itself."),
    )
    wording = models.CharField(_("version of the text"), max_length=20, blank=True)
    file_sha256 = models.CharField(max_length=64, blank=True)
    data = models.JSONField(default=dict)
    at = models.DateTimeField(_("when"), auto_now_add=True)

    objects = RightsEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry of the rights register")
        verbose_name_plural = _("rights register")
        ordering = ["at", "pk"]

    def __str__(self):
        return f"{self.title} · {self.get_event_display()}"

    def declaration(self) -> list[tuple[str, str]]:
        """What was declared then, for people; empty for any other event."""
        return declaration_in_words(self.data) if self.event == RightsEvent.DECLARED else []


def proof_path(proof: "RightsProof", filename: str) -> str:
    return f"rights/{proof.uuid}"


class RightsProof(models.Model):
    """A signed authorisation, scanned. Private: its author and the community's team only."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    submission = models.ForeignKey(
        "videos.VideoSubmission", on_delete=models.CASCADE, related_name="proofs"
    )
    file = models.FileField(upload_to=proof_path, storage=private_storage, max_length=200)
    name = models.CharField(_("name of the file"), max_length=255)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField(_("size, in bytes"))
    sha256 = models.CharField(max_length=64)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(_("added on"), auto_now_add=True)

    class Meta:
        verbose_name = _("proof of rights")
        verbose_name_plural = _("proofs of rights")
        ordering = ["pk"]

    def __str__(self):
        return self.name

    @property
    def url(self) -> str:
        return reverse("rights_proof", args=[self.uuid])


class TakedownReason(models.TextChoices):
    MYSELF = "myself", _("I can be recognised in this video")
    CHILD = "child", _("My child can be recognised in this video")
    AUTHOR = "author", _("I am the author of this video")
    COPYRIGHT = "copyright", _("It shows a work of mine")
    OTHER = "other", _("Another reason")


class TakedownState(models.TextChoices):
    PENDING = "pending", _("waiting for a decision")
    ACCEPTED = "accepted", _("withdrawn")
    REFUSED = "refused", _("refused")


class TakedownQuerySet(models.QuerySet):
    def pending(self):
        return self.filter(state=TakedownState.PENDING)

    def hiding(self):
        """Those that keep a video hidden until somebody decides."""
        return self.pending().exclude(hidden_at=None)


class TakedownRequest(models.Model):
    """« Demander le retrait »: anybody may ask, without an account nor a reason to prove."""

    page = models.ForeignKey(
        "videos.VideoPage",
        verbose_name=_("video"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="takedown_requests",
    )
    community = models.ForeignKey(
        "community.Community", on_delete=models.CASCADE, related_name="takedown_requests"
    )
    title = models.CharField(_("title of the video"), max_length=255)
    reason = models.CharField(_("reason"), max_length=10, choices=TakedownReason)
    words = models.TextField(_("details"), max_length=2000, blank=True)
    email = models.EmailField(_("address for the answer"), blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=TakedownState, default=TakedownState.PENDING
    )
    answer = models.TextField(_("answer"), max_length=2000, blank=True)
    hidden_at = models.DateTimeField(_("hidden since"), null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(_("asked on"), auto_now_add=True)
    decided_at = models.DateTimeField(_("decided on"), null=True)

    objects = TakedownQuerySet.as_manager()

    class Meta:
        verbose_name = _("request for withdrawal")
        verbose_name_plural = _("requests for withdrawal")
        ordering = ["created_at"]

    def __str__(self):
        return self.title


class WithdrawnVideo(models.Model):
    """What is left of a video that was withdrawn: enough to answer 410 Gone at its addresses."""

    community = models.ForeignKey(
        "community.Community", on_delete=models.CASCADE, related_name="withdrawn_videos"
    )
    slug = models.SlugField(max_length=255)
    page_number = models.PositiveBigIntegerField()
    media_uuids = ArrayField(models.UUIDField(), default=list)
    at = models.DateTimeField(_("withdrawn on"), auto_now_add=True)

    class Meta:
        verbose_name = _("withdrawn video")
        verbose_name_plural = _("withdrawn videos")
        constraints = [
            models.UniqueConstraint(fields=["community", "slug"], name="one_withdrawal_an_address"),
        ]

    def __str__(self):
        return self.slug
