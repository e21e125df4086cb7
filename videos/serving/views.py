"""The addresses of a video's files. Each request is checked; who may not watch finds nothing."""

from functools import wraps
from hashlib import sha256
from pathlib import PurePosixPath
from uuid import UUID

from django.core.signing import BadSignature
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.cache import get_conditional_response
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from videos import access, captions, review_links, storyboards
from videos.captions import approval
from videos.documents import EXTENSIONS
from videos.models import Attachment, CommentDocument, VideoMedia
from videos.models.attachments import StoredDocument
from videos.rights import absence
from videos.serving.sending import readable_name, send

# Anyone may keep a public file, but asks at each use whether it still is: it may be withdrawn.
PUBLIC, PRIVATE = "no-cache", "private, no-store"

MP4, JPEG, WEBP = "video/mp4", "image/jpeg", "image/webp"
WEBVTT = "text/vtt; charset=utf-8"
ANYTHING = "application/octet-stream"


def address_of_a_file(view):
    """Only to read; 410 rather than 404 when the video was withdrawn: nobody needs to ask again."""

    @require_safe
    @wraps(view)
    def answered(request: HttpRequest, uuid: UUID, **parts) -> HttpResponse:
        try:
            return view(request, uuid, **parts)
        except Http404:
            if absence.is_media_gone(uuid):
                return HttpResponse(status=410, headers={"Cache-Control": PUBLIC})
            raise

    return answered


@address_of_a_file
def video(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The best rendition."""
    media, cache_control = _find(request, uuid)
    return _send_video(request, media.rendition_files[:1], cache_control)


@address_of_a_file
def rendition(request: HttpRequest, uuid: UUID, short_side: int) -> HttpResponse:
    media, cache_control = _find(request, uuid)
    sizes = zip(media.short_sides, media.rendition_files, strict=True)
    names = [name for size, name in sizes if size == short_side]
    return _send_video(request, names, cache_control)


@address_of_a_file
def poster(request: HttpRequest, uuid: UUID) -> HttpResponse:
    media, cache_control = _find(request, uuid)
    return send(request, media.thumbnail.name, content_type=JPEG, cache_control=cache_control)


@address_of_a_file
def poster_webp(request: HttpRequest, uuid: UUID) -> HttpResponse:
    media, cache_control = _find(request, uuid)
    name = _webp_beside(media.thumbnail.name)
    return send(request, name, content_type=WEBP, cache_control=cache_control)


@address_of_a_file
def card(request: HttpRequest, uuid: UUID) -> HttpResponse:
    media, cache_control = _find(request, uuid)
    return send(request, media.card.name, content_type=JPEG, cache_control=cache_control)


@address_of_a_file
def card_webp(request: HttpRequest, uuid: UUID) -> HttpResponse:
    media, cache_control = _find(request, uuid)
    name = _webp_beside(media.card.name)
    return send(request, name, content_type=WEBP, cache_control=cache_control)


@address_of_a_file
def proposal(request: HttpRequest, uuid: UUID, number: int) -> HttpResponse:
    """One of the pictures proposed as a poster; the first is number 1."""
    media, cache_control = _find(request, uuid)
    if not 1 <= number <= len(media.proposed_moments):
        raise Http404
    name = f"{media.folder}/proposal-{number}.jpg"
    return send(request, name, content_type=JPEG, cache_control=cache_control)


@address_of_a_file
def storyboard(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The pictures of the seek bar, all in one."""
    media, cache_control = _find(request, uuid)
    name = f"{media.folder}/storyboard.jpg" if media.storyboard else ""
    return send(request, name, content_type=JPEG, cache_control=cache_control)


@address_of_a_file
def storyboard_track(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Which part of the storyboard shows which seconds."""
    media, cache_control = _find(request, uuid)
    if not media.storyboard:
        raise Http404
    address = media.storyboard_url + review_links.carried_by(request)
    text = storyboards.track(media.storyboard, duration=media.duration, address=address)
    return _send_text(request, text, cache_control)


@address_of_a_file
def captions_track(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The captions that are shown; for the author and the team, `?proposees=1`: those to come."""
    media, cache_control = _find(request, uuid)
    text = media.captions
    if "proposees" in request.GET:
        if not access.is_theirs(request.user, media):
            raise Http404
        text, cache_control = approval.seen_by(request.user, media), PRIVATE
    if not text:
        raise Http404
    return _send_text(request, captions.serialise(text), cache_control)


@address_of_a_file
def download(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The best rendition, to keep under the name of its page. Not by a review link."""
    media, cache_control = _find(request, uuid, may=access.may_download)
    page = media.pages.first() or media.described_pages.first()
    title = page.title if page else media.title
    name = readable_name(title, ".mp4")
    return _send_video(request, media.rendition_files[:1], cache_control, download_as=name)


@address_of_a_file
def original(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The file as it was received, for its author and the team, whatever its page is."""
    media = get_object_or_404(VideoMedia, uuid=uuid)
    if not access.is_theirs(request.user, media):
        raise Http404
    sent = PurePosixPath(media.original_name or media.title)
    name = readable_name(sent.stem, sent.suffix)
    file = media.file.name
    return send(request, file, content_type=ANYTHING, cache_control=PRIVATE, download_as=name)


@require_safe
def attachment(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A document that goes with a video, to keep: never shown by the browser in our pages."""
    own = Attachment.objects.select_related("submission__media", "submission__page")
    found = own.filter(uuid=uuid).first()
    if not found:
        return _document_of_a_contribution(request, uuid)
    shown = access.is_shown(found)
    if not shown and not access.may_take(request, found):
        raise Http404
    return _send_document(request, found, shown)


def _document_of_a_contribution(request: HttpRequest, uuid: UUID) -> HttpResponse:
    given = CommentDocument.objects.select_related("comment__page", "comment__parent")
    found = get_object_or_404(given, uuid=uuid)
    shown = access.is_shown_in_conversation(found)
    if not shown and not access.may_read_contribution(request.user, found.comment):
        raise Http404
    return _send_document(request, found, shown)


def _send_document(request: HttpRequest, found: StoredDocument, shown: bool) -> HttpResponse:
    return send(
        request,
        found.file.name,
        content_type=found.content_type,
        cache_control=PUBLIC if shown else PRIVATE,
        download_as=readable_name(found.title, EXTENSIONS[found.content_type]),
    )


@require_safe
@never_cache
def review_link(request: HttpRequest, token: str) -> HttpResponse:
    """A page to watch one video that is not public, for whom the team sent its link to."""
    try:
        link = review_links.read(token)
        media = VideoMedia.objects.get(uuid=link.media_uuid)
    except BadSignature:
        raise Http404 from None
    except (review_links.Ended, VideoMedia.DoesNotExist):
        return TemplateResponse(request, "videos/review_link.html", {"link": None}, status=410)
    page = media.pages.filter(pk=link.page_id).first()
    response = TemplateResponse(
        request,
        "videos/review_link.html",
        {
            "link": link,
            "media": media,
            "title": page.title if page else media.title,
            "key": review_links.carried(token),
        },
    )
    response["X-Robots-Tag"] = "noindex"
    return response


def _find(request: HttpRequest, uuid: UUID, may=access.may_watch) -> tuple[VideoMedia, str]:
    """Return a media and how long its files may be kept, or 404 as if there were none."""
    media = access.find(uuid)
    if media and media.is_public:
        return media, PUBLIC
    if media and may(request, media):
        return media, PRIVATE
    raise Http404


def _send_video(
    request: HttpRequest, names: list[str], cache_control: str, download_as: str = ""
) -> HttpResponse:
    """Send the first of these playable files; 404 when there is none."""
    name = names[0] if names else ""
    return send(
        request, name, content_type=MP4, cache_control=cache_control, download_as=download_as
    )


def _send_text(request: HttpRequest, text: str, cache_control: str) -> HttpResponse:
    etag = f'"{sha256(text.encode()).hexdigest()[:32]}"'
    headers = {"Content-Type": WEBVTT, "Cache-Control": cache_control, "ETag": etag}
    return get_conditional_response(request, etag, response=HttpResponse(text, headers=headers))


def _webp_beside(name: str | None) -> str:
    """The preparation leaves each picture in both formats, under the same name."""
    return str(PurePosixPath(name).with_suffix(".webp")) if name else ""
