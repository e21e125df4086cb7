"""Captions of a proposal, for its author: read from a file or from words, and downloaded."""

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from videos.captions.caption_files import read
from videos.captions.segmentation import spread
from videos.captions.webvtt_texts import as_subrip, as_webvtt, serialise, timed
from videos.drafts import for_members, own_submission
from videos.serving.sending import readable_name

KINDS = {"vtt": "text/vtt; charset=utf-8", "srt": "application/x-subrip; charset=utf-8"}


@require_POST
@for_members
def read_captions(request: HttpRequest, pk: int) -> HttpResponse:
    """Return the captions of a file, or of words to spread. Nothing is saved yet."""
    return captions_in(request, own_submission(request, pk).media)


def captions_in(request: HttpRequest, media) -> JsonResponse:
    """The captions posted as `captions_file` or as `script`: clean WebVTT, or why not (422)."""
    duration = media.duration if media and media.is_ready else None
    try:
        if file := request.FILES.get("captions_file"):
            text = read(file)
        else:
            script = request.POST.get("script", "")
            forms.CharField(required=False).clean(script)  # no NUL
            text = as_webvtt(spread(script, duration=duration))
    except ValidationError as problem:
        return JsonResponse({"error": " ".join(problem.messages)}, status=422)
    return JsonResponse({"captions": text})


@require_safe
@login_required
def download(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The captions of a proposal as they are saved."""
    submission = own_submission(request, pk)
    return caption_file(submission.captions, title=submission.title, kind=kind)


def caption_file(text: str, *, title: str, kind: str) -> HttpResponse:
    """Captions to keep, as WebVTT or SubRip. Raises Http404 when there are none."""
    if kind not in KINDS or not text:
        raise Http404
    content = serialise(text) if kind == "vtt" else as_subrip(timed(text))
    name = readable_name(title or _("captions"), f".{kind}")
    headers = {
        "Content-Type": KINDS[kind],
        "Content-Disposition": content_disposition_header(True, name),
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(content, headers=headers)
