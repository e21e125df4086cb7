from django.contrib.auth.models import Group
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.images import get_image_model_string
from wagtail.models import Collection, Orderable, Site

from community.taxonomy import CommunityForm

MEGABYTE = 1024 * 1024


class Accent(models.TextChoices):
    """The illustrative colours of the State design system, minus those of the State's own brand."""

    BLUE_CUMULUS = "blue-cumulus", _("cumulus blue")
    BLUE_ECUME = "blue-ecume", _("sea-foam blue")
    GREEN_MENTHE = "green-menthe", _("mint green")
    GREEN_ARCHIPEL = "green-archipel", _("archipelago green")
    PURPLE_GLYCINE = "purple-glycine", _("wisteria purple")
    PINK_TUILE = "pink-tuile", _("tile pink")
    ORANGE_TERRE_BATTUE = "orange-terre-battue", _("clay orange")


class CommentsModeration(models.TextChoices):
    """When the team reads what members write under a video."""

    BEFORE = "before", _("read by the team before they show")
    AFTER = "after", _("show at once, read by the team afterwards")
    CLOSED = "closed", _("closed: nobody may write")


@register_setting(icon="group", order=100)
class Community(BaseSiteSetting, ClusterableModel):
    """Who a site is: its name, its words, its limits, its team. One per Wagtail site."""

    name = models.CharField(_("name"), max_length=80)
    baseline = models.CharField(_("baseline"), max_length=160, blank=True)
    accent = models.CharField(
        _("accent colour"), max_length=30, choices=Accent, default=Accent.BLUE_CUMULUS
    )
    state_service = models.BooleanField(
        _("State service"),
        default=False,
        help_text=_(
            "Tick only for a service of the French State on a .gouv.fr address: its pages then "
            "carry the State's brand and font."
        ),
    )
    featured_collection_label = models.CharField(
        _("name of the featured collection"), max_length=60, default="La collection à la une"
    )
    max_duration = models.PositiveIntegerField(
        _("longest video, in seconds"), default=120, validators=[MinValueValidator(10)]
    )
    max_megabytes = models.PositiveIntegerField(
        _("largest file, in megabytes"), default=1024, validators=[MinValueValidator(1)]
    )
    max_member_megabytes = models.PositiveIntegerField(
        _("most that one member may have waiting, in megabytes"),
        default=5 * 1024,
        validators=[MinValueValidator(1)],
        help_text=_("Files being sent and videos not yet published, all together."),
    )
    review_delay = models.CharField(
        _("usual delay of an answer"),
        max_length=60,
        default="sous cinq jours ouvrés",
        help_text=_("Ends the sentence “the team will watch it…”, for example “within a week”."),
    )
    review_days = models.PositiveSmallIntegerField(
        _("days after which an answer is late"), default=7, validators=[MinValueValidator(1)]
    )
    anyone_may_propose = models.BooleanField(
        _("anyone may propose"),
        default=False,
        help_text=_(
            "Otherwise only the accepted address endings, and those whose request was accepted."
        ),
    )
    comments_moderation = models.CharField(
        _("contributions of members"),
        max_length=10,
        choices=CommentsModeration,
        default=CommentsModeration.BEFORE,
    )
    charter_version = models.CharField(_("version of the charter"), max_length=20, default="1")
    sender_name = models.CharField(_("sender's name"), max_length=80, blank=True)
    sender_address = models.EmailField(_("sender's address"), blank=True)
    contact_address = models.EmailField(_("contact address"), blank=True)

    editors = models.ForeignKey(
        Group, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    newsletter_managers = models.ForeignKey(
        Group, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    managers = models.ForeignKey(
        Group, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    media_collection = models.ForeignKey(
        Collection, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    base_form_class = CommunityForm
    select_related = ["site"]

    panels = [
        MultiFieldPanel(["name", "baseline", "featured_collection_label"], _("Identity")),
        MultiFieldPanel(["accent", "state_service"], _("Look")),
        InlinePanel("themes", heading=_("Themes"), label=_("theme")),
        InlinePanel(
            "levels",
            heading=_("Levels"),
            label=_("level"),
            help_text=_("Leave empty if the community has no levels: nobody is asked for one."),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel(["max_duration", "max_megabytes", "max_member_megabytes"]),
                FieldRowPanel(["review_delay", "review_days"]),
                FieldRowPanel(["anyone_may_propose", "charter_version"]),
            ],
            _("Proposals"),
        ),
        MultiFieldPanel(["comments_moderation"], _("Contributions")),
        MultiFieldPanel(["sender_name", "sender_address", "contact_address"], _("Messages")),
        InlinePanel(
            "contact_subjects",
            heading=_("Subjects of the contact form"),
            label=_("subject"),
            help_text=_("With none, the form writes to the contact address."),
        ),
    ]

    class Meta:
        verbose_name = _("community")
        verbose_name_plural = _("communities")

    def __str__(self):
        return self.name

    @classmethod
    def for_site(cls, site: Site) -> "Community":
        """Return the community of a site; unsaved when the site is not one (the directory)."""
        return cls.base_queryset().filter(site=site).first() or cls(site=site)

    @property
    def root_url(self) -> str:
        return self.site.root_url

    @property
    def max_bytes(self) -> int:
        return self.max_megabytes * MEGABYTE

    @property
    def max_member_bytes(self) -> int:
        return self.max_member_megabytes * MEGABYTE

    @property
    def from_email(self) -> str | None:
        """The sender of the community's messages; None lets Django use the portal's."""
        if not self.sender_address:
            return None
        return f"{self.sender_name or self.name} <{self.sender_address}>"


class Theme(Orderable):
    """An editorial category. Its id is stable: it may be renamed, described, moved."""

    community = ParentalKey(Community, on_delete=models.CASCADE, related_name="themes")
    label = models.CharField(_("name"), max_length=60)
    slug = models.SlugField(_("word in addresses"), max_length=60, blank=True)
    description = models.CharField(_("description"), max_length=200, blank=True)
    introduction = models.TextField(
        _("introduction"),
        max_length=2000,
        blank=True,
        help_text=_("Some paragraphs at the head of the theme's page."),
    )
    image = models.ForeignKey(
        get_image_model_string(),
        verbose_name=_("illustration"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    icon = models.CharField(
        _("icon"),
        max_length=4,
        blank=True,
        help_text=_("One symbol or emoji shown beside the name."),
    )

    panels = [
        FieldRowPanel(["label", "icon"]),
        "description",
        "introduction",
        "image",
        FieldPanel("slug", help_text=_("Made from the name when left empty.")),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("theme")
        constraints = [
            models.UniqueConstraint(fields=["community", "slug"], name="one_theme_per_address"),
        ]

    def __str__(self):
        return self.label

    def save(self, *args, **kwargs):
        self.slug = self.slug or slugify(self.label)
        super().save(*args, **kwargs)


class Level(Orderable):
    """A school level. A community may have none."""

    community = ParentalKey(Community, on_delete=models.CASCADE, related_name="levels")
    label = models.CharField(_("name"), max_length=40)
    slug = models.SlugField(_("word in addresses"), max_length=40, blank=True)

    panels = ["label"]

    class Meta(Orderable.Meta):
        verbose_name = _("level")
        constraints = [
            models.UniqueConstraint(fields=["community", "slug"], name="one_level_per_address"),
        ]

    def __str__(self):
        return self.label

    def save(self, *args, **kwargs):
        self.slug = self.slug or slugify(self.label)
        super().save(*args, **kwargs)


class Keyword(models.Model):
    """A free tag, shared by the videos of one community."""

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="keywords")
    label = models.CharField(_("name"), max_length=40)
    slug = models.SlugField(_("word in addresses"), max_length=40)

    class Meta:
        verbose_name = _("keyword")
        ordering = ["label"]
        constraints = [
            models.UniqueConstraint(fields=["community", "slug"], name="one_keyword_per_address"),
        ]

    def __str__(self):
        return self.label


class ContactSubject(Orderable):
    """What somebody may write about, and who reads it."""

    community = ParentalKey(Community, on_delete=models.CASCADE, related_name="contact_subjects")
    label = models.CharField(_("subject"), max_length=80)
    address = models.EmailField(_("address that receives it"))

    panels = [FieldRowPanel(["label", "address"])]

    class Meta(Orderable.Meta):
        verbose_name = _("subject of the contact form")
        verbose_name_plural = _("subjects of the contact form")

    def __str__(self):
        return self.label
