"""What goes with a public video, each at an address of its own: transcript, sheet, QR code."""

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from editorial.page_cache import public_page
from videos import sharing, transcripts, watching
from videos.audience_views import public_video
from videos.printed_sheet import printed_sheet
from videos.serving.sending import readable_name

# Anyone may keep it, but asks at each use whether it still is: a video may be withdrawn.
ASK_AGAIN = "no-cache"


@require_safe
def transcript_text(request: HttpRequest, pk: int) -> HttpResponse:
    page = public_video(request, pk)
    said = watching.said_in(page)
    if not said:
        raise Http404
    text = transcripts.as_text(page.title, page.get_full_url(request), said)
    response = _text(text, "text/plain; charset=utf-8")
    response["Content-Disposition"] = _kept_as(page.title, ".txt")
    return response


@require_safe
def chapters_track(request: HttpRequest, pk: int) -> HttpResponse:
    page = public_video(request, pk)
    if not page.chapters.exists():
        raise Http404
    return _text(watching.chapters_track(page), "text/vtt; charset=utf-8")


@require_safe
def video_qr(request: HttpRequest, pk: int) -> HttpResponse:
    """The address of the video as a QR code; `?telecharger`: to keep."""
    page = public_video(request, pk)
    code = sharing.qr_code(page.get_full_url(request))
    response = _text(code, "image/svg+xml")
    if "telecharger" in request.GET:
        response["Content-Disposition"] = _kept_as(f"QR code - {page.title}", ".svg")
    return response


@require_safe
@public_page
def practice_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """The practice sheet alone, made for one sheet of paper."""
    page = public_video(request, pk)
    if not page.sheet:
        raise Http404
    context = {"page": page, "sheet": printed_sheet(page), "address": page.get_full_url(request)}
    response = TemplateResponse(request, "videos/watch/printed_sheet.html", context)
    response["Cache-Control"] = ASK_AGAIN
    response["X-Robots-Tag"] = "noindex"
    return response


@require_safe
def mastodon(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for somebody's Mastodon server, then give the link that shares the video there.

    A link to follow, not a redirection: nobody can make the portal send a visitor elsewhere.
    """
    page = public_video(request, pk)
    typed = request.GET.get("serveur", "")
    host = sharing.mastodon_instance(typed)
    address = page.get_full_url(request)
    context = {
        "video": page,
        "typed": typed,
        "host": host,
        "link": sharing.mastodon_link(host, page.title, address) if host else "",
    }
    status = 422 if typed and not host else 200
    response = TemplateResponse(request, "videos/watch/mastodon.html", context, status=status)
    response["Cache-Control"] = ASK_AGAIN
    response["X-Robots-Tag"] = "noindex"
    return response


def _text(text: str, content_type: str) -> HttpResponse:
    headers = {"Content-Type": content_type, "Cache-Control": ASK_AGAIN}
    return HttpResponse(text, headers=headers)


def _kept_as(title: str, suffix: str) -> str:
    return content_disposition_header(True, readable_name(title, suffix))
