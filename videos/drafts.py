"""A proposal while it is being made, in JSON for its page: begun, saved as typed, followed."""

import re
from functools import wraps
from typing import NamedTuple

from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from community.context import community_or_404, current_community
from community.eligibility import NotEligible
from community.models import Community
from videos import attachments, keywords, steps, submissions
from videos.editing import NotEditable
from videos.forms import SheetForm
from videos.models import Upload, VideoMedia, VideoSubmission
from videos.models.media import MediaState
from videos.models.submissions import SubmissionState
from videos.processing import Limits
from videos.refusals import advise, explain
from videos.sentences import page_sentences
from videos.steps import Step
from videos.uploads import lifecycle
from videos.uploads.pieces import Vanished


def for_members(view):
    """Answer 401 to a visitor: a script cannot follow a redirection to the sign-in page."""

    @wraps(view)
    def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not request.user.is_authenticated:
            return HttpResponse(_("Sign in, then try again."), status=401)
        return view(request, *args, **kwargs)

    return never_cache(guarded)


@require_http_methods(["GET", "POST"])
@for_members
def draft(request: HttpRequest) -> HttpResponse:
    """POST begins a proposal and returns its addresses.

    GET returns the token that forms need now: signing in again, in another tab, has changed it.
    """
    if request.method == "GET":
        return JsonResponse({"token": get_token(request)})
    community = community_or_404(request)
    try:
        begun = submissions.create_draft(owner=request.user, community=community)
    except NotEligible:
        return HttpResponse(not_eligible(), status=403)
    return JsonResponse(addresses(begun), status=201)


@require_POST
@for_members
def save(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep each field of a step that is valid, whatever the others are.

    `seen` marks what the page knew of the step: what another page wrote since is replaced, and
    the answer says so.
    """
    submission = own_submission(request, pk)
    step = steps.find(request.POST.get("step", ""))
    if not step:
        return HttpResponse(_("This page is too old. Reload it, then go on."), status=400)
    form = steps.form_for(step, submission, request.POST)
    try:
        kept = keep(request, submission, step, form)
    except NotEditable:
        return HttpResponse(not_editable(), status=409)
    return JsonResponse(
        {
            "complete": kept.is_whole and not form.errors,
            "invalid": list(form.errors),
            "seen": kept.seen,
            "replaced": kept.replaced,
        }
    )


class Kept(NamedTuple):
    """What became of a step's words. `seen` marks them; `replaced`: others were there meanwhile.

    `is_whole`: the portal has all that was typed and valid, so that no copy is needed.
    """

    submission: VideoSubmission
    seen: str
    replaced: bool
    is_whole: bool


def keep(request: HttpRequest, submission: VideoSubmission, step: Step, form: BaseForm) -> Kept:
    """Save what a page has posted of a step. Raises NotEditable."""
    before = steps.digest(step, submission)
    saved = steps.keep(submission, step, form, poster_moment=request.POST.get("poster_moment"))
    if isinstance(form, SheetForm):
        attachments.rename(saved, titles=form.titles())
    after = steps.digest(step, saved)
    seen = request.POST.get("seen", before)
    # The declaration of a public video stays as it was signed until the new one is whole.
    is_whole = step.name != "droits" or not steps.is_held_back(saved, form)
    return Kept(saved, after, before not in {seen, after}, is_whole)


@require_GET
@for_members
def keyword_suggestions(request: HttpRequest) -> JsonResponse:
    """Keywords of the community that begin like `q`: those of the theme first, then the most used.

    Only what published videos show: a draft's words are its author's.
    """
    community = community_or_404(request)
    words = keywords.suggest(
        community, beginning=request.GET.get("q", ""), theme=_number(request.GET.get("theme", ""))
    )
    return JsonResponse({"keywords": words})


def _number(text: str) -> int | None:
    """The number of a row, when it may be one."""
    return int(text) if re.fullmatch(r"[0-9]{1,9}", text) else None


@require_GET
@for_members
def state(request: HttpRequest, pk: int) -> JsonResponse:
    """Where the video is: on its way, being prepared, ready or refused."""
    return JsonResponse(describe(own_submission(request, pk)))


def own_submission(request: HttpRequest, pk: int) -> VideoSubmission:
    """Return a proposal of the person who asks, in the community of the page; 404 otherwise."""
    own = VideoSubmission.objects.of(request.user).select_related("community", "media", "page")
    try:
        return own.get(pk=pk, community=current_community(request))
    except VideoSubmission.DoesNotExist:
        raise Http404 from None


def not_eligible() -> str:
    return _("Your address does not let you propose here yet: ask the team for an access.")


def not_editable() -> str:
    return _("This proposal has been sent: the team has it now. You will receive a message.")


def page_facts(submission: VideoSubmission) -> dict:
    """All that the scripts of a proposal's page need to know."""
    made = submission.pk is not None
    return {
        "urls": addresses(submission) if made else {"create": reverse("draft")},
        "limits": _limits(submission.community),
        "sentences": page_sentences(),
        "state": describe(submission) if made else {},
    }


def addresses(submission: VideoSubmission) -> dict[str, str]:
    names = {"save": "draft_save", "state": "draft_state", "upload": "upload_create"}
    own = {key: reverse(name, args=[submission.pk]) for key, name in names.items()}
    return {"page": steps.FIRST.url(submission)} | own


def describe(submission: VideoSubmission) -> dict:
    upload = submission.uploads.filter(media=None).first()
    return {
        "state": submission.state,
        "upload": upload and _describe_upload(upload),
        "media": submission.media and _describe_media(submission.media),
    }


def _describe_upload(upload: Upload) -> dict | None:
    """What the page needs to resume an upload; None when there is nothing to resume now."""
    if lifecycle.is_expired(upload):
        return None
    try:
        offset = lifecycle.offset_of(upload)
    except (Vanished, OSError):
        return None
    return {
        "url": reverse("upload", args=[upload.pk]),
        "name": upload.file_name,
        "length": upload.length,
        "offset": offset,
        "fingerprint": upload.fingerprint,
    }


def _describe_media(media: VideoMedia) -> dict:
    return {
        "state": media.state,
        "settled": not media.is_under_way,
        "refused": media.state in {MediaState.REFUSED, MediaState.FAILED},
        "percent": media.progress if media.state == MediaState.PROCESSING else 0,
        "sentence": preparation_sentence(media),
        "advice": advise(media.warnings),
        "name": media.original_name,
        "size": media.size,
        "video": media.url if media.is_ready else "",
        "poster": media.poster_url if media.is_ready else "",
    }


def preparation_in_progress(submission: VideoSubmission) -> str:
    """How far the preparation of its video is; empty when there is nothing to wait for."""
    media = submission.media
    return preparation_sentence(media) if media and media.is_under_way else ""


def refusal_of(submission: VideoSubmission) -> str:
    """Why the file of a draft cannot be published; the team has not heard of it yet."""
    media = submission.media
    if submission.state != SubmissionState.DRAFT or not media or not submission.needs_a_file:
        return ""
    return preparation_sentence(media)


def preparation_sentence(media: VideoMedia) -> str:
    """How far the preparation is, or why there will be none, for the author."""
    sentences = {
        MediaState.RECEIVED: _("Your video has arrived. We will check it in a moment."),
        MediaState.PROBING: _("We are checking your video…"),
        MediaState.PROCESSING: _("We are preparing your video: %(percent)s%%")
        % {"percent": media.progress},
        MediaState.READY: _("Your video is ready."),
        MediaState.FAILED: _(
            "We could not prepare this video, and the fault is on our side: the team has been "
            "told. You may choose it again."
        ),
    }
    return sentences.get(media.state) or explain(media.refusal_code, media.refusal_figures)


def _limits(community: Community) -> dict[str, float]:
    """What is accepted: durations in seconds, sizes in bytes and pixels."""
    limits = Limits(max_seconds=community.max_duration)
    return {
        "seconds": limits.max_seconds,
        "grace": limits.grace_seconds,
        "shortest": limits.min_seconds,
        "side": limits.max_side,
        "bytes": community.max_bytes,
    }
