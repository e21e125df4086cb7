"""Links by which somebody without an account watches one video that is not public yet.

A link is signed, not stored. It lasts seven days, and ends sooner with its media or its page, or
when the page is taken off the site: whoever withdraws a video need not remember who was sent it.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

from django.core.signing import BadSignature, Signer
from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageLogEntry

KEY = "cle"  # the parameter that carries the token in the addresses of the files
LIFETIME = timedelta(days=7)

_signer = Signer(salt="videos.review_link", sep=".")


class Ended(Exception):
    """A link that we made, and that opens nothing any more."""


@dataclass(frozen=True)
class ReviewLink:
    media_uuid: str  # 32 hexadecimal digits
    page_id: int
    made_at: datetime

    @property
    def expires_at(self) -> datetime:
        return self.made_at + LIFETIME


def token_for(page) -> str:
    """Sign a link to the media that a page, draft or not, shows."""
    now = timezone.now().timestamp()
    return _signer.sign_object([page.media.uuid.hex, page.pk, round(now, 3)])


def address_for(page) -> str:
    """The link in full, on the host of the page's community."""
    site = page.get_site()
    return (site.root_url if site else "") + reverse("review_link", args=[token_for(page)])


def read(token: str) -> ReviewLink:
    """Return what a token opens. Raises BadSignature when it is not ours, Ended when it is over."""
    uuid, page_id, made_at = _signer.unsign_object(token)
    link = ReviewLink(uuid, page_id, datetime.fromtimestamp(made_at, UTC))
    if timezone.now() >= link.expires_at or _was_withdrawn(link):
        raise Ended
    return link


def _was_withdrawn(link: ReviewLink) -> bool:
    """Whether the page was deleted, taken off the site or reached its hour since the link."""
    withdrawals = PageLogEntry.objects.filter(page=link.page_id, action="wagtail.unpublish")
    if withdrawals.filter(timestamp__gte=link.made_at).exists():
        return True
    over = Q(expire_at__gte=link.made_at, expire_at__lte=timezone.now())
    return not Page.objects.filter(pk=link.page_id).exclude(over).exists()


def opens(token: str, media) -> bool:
    """Tell whether a token opens this media now."""
    try:
        return read(token).media_uuid == media.uuid.hex
    except (BadSignature, Ended):
        return False


def carried(token: str) -> str:
    """The end of the addresses of a media's files, for whom holds a link."""
    return "?" + urlencode({KEY: token})


def carried_by(request: HttpRequest) -> str:
    """The same, for the addresses that an answer names; empty when no link was shown."""
    token = request.GET.get(KEY)
    return carried(token) if token else ""
