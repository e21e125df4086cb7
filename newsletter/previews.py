"""How an issue looks in a mailbox, shown in the admin beside its editor."""

from csp.constants import UNSAFE_INLINE
from csp.decorators import csp_replace
from django.http import HttpResponse


def serve(issue, mode: str) -> HttpResponse:
    """Answer a preview of the message, or of its text part."""
    from newsletter.composing import compose

    message = compose(issue).with_unsubscription(issue.get_parent().full_url)
    return _text(message) if mode == "text" else _html(message)


# A message carries its styles, and its pictures come from the host of the community.
@csp_replace({"style-src": [UNSAFE_INLINE], "img-src": ["*"]})
def _html(message) -> HttpResponse:
    return HttpResponse(message.html)


def _text(message) -> HttpResponse:
    return HttpResponse(message.text, content_type="text/plain; charset=utf-8")
