"""A video in somebody else's page: the frame that shows it, the code to copy, oEmbed.

oEmbed 1.0 (oembed.com) is how Moodle, WordPress and others make a frame from an address.
"""

from urllib.parse import urlsplit

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from community.models import Community
from videos import audience
from videos.models import VideoIndexPage, VideoPage
from videos.rights import absence

WIDTH, HEIGHT = 640, 360  # pixels, of a frame whose size nobody chose
PORTRAIT = (324, 576)
SMALLEST = 200  # pixels: below, no control can be used
BAR = 52  # pixels, for the title and the way back under the picture
AN_HOUR = 3600  # seconds


class Gone(Exception):
    """The video was withdrawn."""


class NotOurs(Exception):
    """No public video of this portal has this address."""


def public_video(community: Community | None, slug: str) -> VideoPage:
    """Return the video that anybody may watch. Raises Gone, or NotOurs."""
    if not community:
        raise NotOurs
    page = audience.public_videos(community).filter(slug=slug).select_related("media").first()
    if page and page.media and page.media.is_ready:
        return page
    index = VideoIndexPage.objects.descendant_of(community.site.root_page).first()
    if not page and index and absence.is_gone(index, slug):
        raise Gone
    raise NotOurs


def slug_of(url: str, request: HttpRequest, community: Community | None) -> str:
    """Return the slug of a video's address on the host that is asked. Raises NotOurs."""
    try:
        parts = urlsplit(url)
    except ValueError:
        raise NotOurs from None
    if parts.scheme not in {"http", "https"} or parts.netloc.lower() != request.get_host().lower():
        raise NotOurs
    index = community and VideoIndexPage.objects.descendant_of(community.site.root_page).first()
    roots = [reverse("embed", args=["-"]).removesuffix("-/")]
    if index and (root := index.get_url(request)):
        roots.append(urlsplit(root).path)
    for root in roots:
        slug = parts.path.removeprefix(root).strip("/")
        if parts.path.startswith(root) and slug and "/" not in slug:
            return slug
    raise NotOurs


def size(page: VideoPage, *, max_width: int = 0, max_height: int = 0) -> tuple[int, int]:
    """Width and height of the frame, in pixels, of the video's shape, within the limits if any."""
    media = page.media
    is_portrait = bool(media) and (media.height or 0) > (media.width or 0)
    width, height = PORTRAIT if is_portrait else (WIDTH, HEIGHT)
    height += BAR
    scale = min(max_width / width if max_width else 1, max_height / height if max_height else 1, 1)
    width, height = int(width * scale), int(height * scale)
    # A frame larger than what was asked for would break the page; one too small is of no use.
    return (
        max(width, min(SMALLEST, max_width or SMALLEST)),
        max(height, min(SMALLEST, max_height or SMALLEST)),
    )


def address(page: VideoPage, request: HttpRequest) -> str:
    """The whole address of the frame, on the host of the video's page."""
    path = reverse("embed", args=[page.slug])
    own = urlsplit(page.get_full_url(request) or request.build_absolute_uri("/"))
    return f"{own.scheme}://{own.netloc}{path}"


def code(page: VideoPage, request: HttpRequest, *, max_width: int = 0, max_height: int = 0) -> str:
    """Return the HTML to paste in another page."""
    width, height = size(page, max_width=max_width, max_height=max_height)
    return format_html(
        '<iframe src="{}" title="{}" width="{}" height="{}" style="border:0;max-width:100%" '
        'loading="lazy" allow="fullscreen; picture-in-picture" allowfullscreen></iframe>',
        address(page, request),
        page.title,
        width,
        height,
    )


def oembed(
    page: VideoPage,
    request: HttpRequest,
    community: Community,
    *,
    max_width: int = 0,
    max_height: int = 0,
) -> dict:
    """Return what oEmbed asks of a video."""
    width, height = size(page, max_width=max_width, max_height=max_height)
    answer = {
        "version": "1.0",
        "type": "video",
        "title": page.title,
        "provider_name": community.name,
        "provider_url": request.build_absolute_uri("/"),
        "cache_age": AN_HOUR,
        "width": width,
        "height": height,
        "html": code(page, request, max_width=max_width, max_height=max_height),
    }
    contributor = page.contributor
    if contributor and contributor.is_public:
        answer["author_name"] = page.credit or contributor.display_name
        answer["author_url"] = request.build_absolute_uri(contributor.get_absolute_url())
    elif page.credit:
        answer["author_name"] = page.credit
    if page.media.thumbnail:
        thumbnail = dict(zip(("width", "height"), page.media.poster_size, strict=True))
        if (not max_width or thumbnail["width"] <= max_width) and (
            not max_height or thumbnail["height"] <= max_height
        ):
            answer["thumbnail_url"] = request.build_absolute_uri(page.media.poster_url)
            answer |= {f"thumbnail_{side}": pixels for side, pixels in thumbnail.items()}
    return answer
