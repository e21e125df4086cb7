from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageBlock

PARAGRAPH_FEATURES = ["h2", "h3", "bold", "italic", "link", "document-link", "ol", "ul"]


class QuoteBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("Words quoted"))
    source = blocks.CharBlock(label=_("Who said it"), required=False)

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        template = "blocks/quote.html"
        preview_value = {
            "text": "Filmer, c’est déjà prendre du recul.",
            "source": "Une enseignante",
        }


class ButtonBlock(blocks.StructBlock):
    label = blocks.CharBlock(label=_("Text of the button"), max_length=60)
    page = blocks.PageChooserBlock(label=_("Page of the site"), required=False)
    address = blocks.URLBlock(label=_("Or an outside address"), required=False)

    class Meta:
        icon = "link"
        label = _("Button")
        template = "blocks/button.html"
        preview_value = {"label": "Proposer une vidéo", "address": "https://example.org/"}

    def clean(self, value):
        value = super().clean(value)
        if bool(value["page"]) == bool(value["address"]):
            raise blocks.StructBlockValidationError(
                non_block_errors=[_("Choose a page or give an address: one of the two.")]
            )
        return value


class StoryBlock(blocks.StreamBlock):
    """The one body that every page of the portal is written with."""

    paragraph = blocks.RichTextBlock(
        label=_("Text"),
        icon="pilcrow",
        features=PARAGRAPH_FEATURES,
        template="blocks/paragraph.html",
        preview_value="<p>Deux minutes, une pratique, une classe.</p>",
    )
    image = ImageBlock(label=_("Image"), template="blocks/image.html")
    quote = QuoteBlock()
    button = ButtonBlock()
