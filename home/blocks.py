"""What the front page of a community is composed of. Each block says what it shows; what that is,
published and in force today, is found by `home.composition`."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from editorial.blocks import PARAGRAPH_FEATURES

FEW, MANY = 3, 12
PARAGRAPHS = 3  # each one may cost a query: its links


def _title() -> blocks.CharBlock:
    return blocks.CharBlock(
        label=_("Title"),
        required=False,
        max_length=120,
        help_text=_("Left empty, the portal’s own words are shown."),
    )


def _how_many(default: int) -> blocks.IntegerBlock:
    return blocks.IntegerBlock(label=_("How many"), min_value=1, max_value=MANY, default=default)


class FeatureBlock(blocks.StructBlock):
    """A collection, and the days during which it is featured; both days included."""

    collection = blocks.PageChooserBlock(label=_("Collection"), page_type="videos.CollectionPage")
    starts_on = blocks.DateBlock(label=_("From"), required=False)
    ends_on = blocks.DateBlock(label=_("Until"), required=False)

    class Meta:
        icon = "folder-open-inverse"
        label = _("Collection")

    def clean(self, value):
        value = super().clean(value)
        if value["starts_on"] and value["ends_on"] and value["ends_on"] < value["starts_on"]:
            raise blocks.StructBlockValidationError(
                block_errors={
                    "ends_on": ValidationError(_("The last day comes before the first one."))
                }
            )
        return value


class FeaturedBlock(blocks.StructBlock):
    collections = blocks.ListBlock(
        FeatureBlock(),
        label=_("Collections, in their order"),
        default=[],
        help_text=_(
            "Several may wait: the first one whose days have come, and that is published, shows."
        ),
    )

    class Meta:
        icon = "pick"
        label = _("Featured collection")
        description = _("One collection in large, for as long as you say.")


class LatestVideosBlock(blocks.StructBlock):
    title = _title()
    count = _how_many(6)

    class Meta:
        icon = "media"
        label = _("Latest videos")
        description = _("The last videos published.")


class ThemesBlock(blocks.StructBlock):
    title = _title()

    class Meta:
        icon = "tag"
        label = _("Themes")
        description = _("The themes of the community, with their illustration.")


class NextEventsBlock(blocks.StructBlock):
    title = _title()
    count = _how_many(FEW)

    class Meta:
        icon = "date"
        label = _("Next events")
        description = _("The events that come, the nearest first.")


class LatestNewsBlock(blocks.StructBlock):
    title = _title()
    count = _how_many(FEW)

    class Meta:
        icon = "doc-full"
        label = _("News")
        description = _("The last news published.")


class PromiseBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Promise"), max_length=80)
    text = blocks.CharBlock(label=_("In a sentence"), required=False, max_length=200)

    class Meta:
        icon = "tick"
        label = _("Promise")


class CallBlock(blocks.StructBlock):
    title = _title()
    text = blocks.TextBlock(label=_("In a few words"), required=False, max_length=600)
    promises = blocks.ListBlock(PromiseBlock(), label=_("Promises"), max_num=3, default=[])
    button = blocks.CharBlock(
        label=_("Words of the button"),
        required=False,
        max_length=40,
        help_text=_("It leads to the form that proposes a video."),
    )

    class Meta:
        icon = "group"
        label = _("Call to take part")
        description = _("Three promises and one button.")


class NewsletterBlock(blocks.StructBlock):
    title = _title()
    text = blocks.CharBlock(label=_("In a sentence"), required=False, max_length=200)

    class Meta:
        icon = "mail"
        label = _("Newsletter")
        description = _("The form that subscribes to the newsletter.")


class FiguresBlock(blocks.StructBlock):
    title = _title()

    class Meta:
        icon = "order"
        label = _("Figures")
        description = _("Videos, views and contributors, counted by the portal.")


class HomeBlock(blocks.StreamBlock):
    """The parts of a front page, in the order that the team wants."""

    featured = FeaturedBlock()
    videos = LatestVideosBlock()
    themes = ThemesBlock()
    events = NextEventsBlock()
    news = LatestNewsBlock()
    call = CallBlock()
    newsletter = NewsletterBlock()
    figures = FiguresBlock()
    paragraph = blocks.RichTextBlock(
        label=_("Text"), icon="pilcrow", features=PARAGRAPH_FEATURES, group=_("Free")
    )

    class Meta:
        block_counts = {
            **{
                name: {"max_num": 1}
                for name in [
                    *("featured", "videos", "themes", "events", "news"),
                    *("call", "newsletter", "figures"),
                ]
            },
            "paragraph": {"max_num": PARAGRAPHS},
        }
