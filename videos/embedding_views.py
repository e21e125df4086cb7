"""The frame that other sites show, and oEmbed. No session is read, no cookie is sent."""

from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from community.context import current_community
from videos import embedding, watching
from videos.embedding import Gone, NotOurs

LARGEST = 10_000  # pixels


@require_safe
@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})
def embed(request: HttpRequest, slug: str) -> HttpResponse:
    """The player alone, with its title and the way back. 410 when withdrawn, 404 otherwise."""
    status, context = 200, {}
    try:
        page = embedding.public_video(current_community(request), slug)
        context = {
            "page": page,
            "address": page.get_full_url(request),
            "start": watching.second_asked(request.GET.get("t", "")),
            "chapters_track": watching.chapters_address(page),
            "renditions": watching.renditions(page),
        }
    except Gone:
        status = 410
    except NotOurs:
        status = 404
    response = TemplateResponse(request, "videos/watch/embed.html", context, status=status)
    response["Cache-Control"] = "no-cache"  # it may be withdrawn at any moment
    response["X-Robots-Tag"] = "noindex"
    return response


@require_safe
def oembed(request: HttpRequest) -> HttpResponse:
    """oEmbed for the addresses of public videos: JSON only. Errors are told in words."""
    if request.GET.get("format", "json") != "json":
        return _refused(_("Only the JSON format is offered: add format=json."), 501)
    url = request.GET.get("url", "")
    if not url:
        return _refused(_("Give the address of a video in “url”."), 400)
    try:
        limits = {
            "max_width": _pixels(request.GET.get("maxwidth", "")),
            "max_height": _pixels(request.GET.get("maxheight", "")),
        }
    except ValueError:
        return _refused(_("“maxwidth” and “maxheight” are numbers of pixels."), 400)
    community = current_community(request)
    try:
        page = embedding.public_video(community, embedding.slug_of(url, request, community))
    except Gone:
        return _refused(_("This video was withdrawn."), 410)
    except NotOurs:
        return _refused(_("No public video has this address here."), 404)
    return _open(JsonResponse(embedding.oembed(page, request, community, **limits)))


def _pixels(typed: str) -> int:
    """Return a number of pixels, 0 for no limit. Raises ValueError."""
    if not typed:
        return 0
    pixels = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 9 else 0
    if not pixels:
        raise ValueError(typed)
    return min(pixels, LARGEST)


def _refused(words: str, status: int) -> HttpResponse:
    headers = {"Content-Type": "text/plain; charset=utf-8"}
    return _open(HttpResponse(words, status=status, headers=headers))


def _open(response: HttpResponse) -> HttpResponse:
    """Let a script of another site read it: it says nothing that is not public."""
    response["Access-Control-Allow-Origin"] = "*"
    response["Cache-Control"] = "no-cache"
    response["X-Robots-Tag"] = "noindex"
    return response
