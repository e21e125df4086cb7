"""The message of an issue: MJML made into HTML, and the same content as text."""

from typing import NamedTuple

import mrml
from django.template.loader import render_to_string

from editorial.models import EditorialPage, Picture
from newsletter.models import IssuePage
from newsletter.rich_text import collapse_blank_lines

# Mailboxes do not all show WebP.
PICTURE_RENDITION = "fill-640x360|format-jpeg|jpegquality-75"
# Stands for the reader's own link until the message is addressed.
UNSUBSCRIPTION = "@@unsubscription@@"


class Message(NamedTuple):
    subject: str
    html: str
    text: str

    def with_unsubscription(self, url: str) -> "Message":
        """Return the message for one reader."""
        return self._replace(
            html=self.html.replace(UNSUBSCRIPTION, url),
            text=self.text.replace(UNSUBSCRIPTION, url),
        )


class Item(NamedTuple):
    page: EditorialPage
    picture: Picture | None


def compose(issue: IssuePage) -> Message:
    """Render an issue as it is now: the draft if that is what is given."""
    context = {
        "issue": issue,
        "community": issue.community,
        "items": [Item(page, _picture(page)) for page in issue.carried_pages()],
        "root_url": issue.community.root_url,
        "unsubscription_url": UNSUBSCRIPTION,
    }
    # No fonts: by default, mrml has every reader's mailbox fetch them from Google.
    options = mrml.RenderOptions(fonts={})
    mjml = render_to_string("newsletter/message/issue.mjml", context)
    return Message(
        subject=issue.title,
        html=mrml.to_html(mjml, render_options=options).content,
        text=collapse_blank_lines(render_to_string("newsletter/message/issue.txt", context)) + "\n",
    )


def _picture(page: EditorialPage) -> Picture | None:
    if not page.image:
        return page.card_picture
    rendition = page.image.get_rendition(PICTURE_RENDITION)
    return Picture(rendition.url, rendition.width, rendition.height, page.image_alt)
