"""The author's pages about rights, and the public's « Demander le retrait »."""

from uuid import UUID

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from community.context import community_or_404, current_community
from community.groups import communities_edited_by
from community.throttling import allow
from videos.drafts import own_submission
from videos.models import RightsProof, VideoPage, VideoSubmission, WithdrawnVideo
from videos.rights import absence, authorisations, proofs, renewal, takedowns
from videos.rights.forms import RightsForm, TakedownForm
from videos.rights.withdrawal import AlreadyWithdrawn
from videos.serving.sending import readable_name, send

PRIVATE = "private, no-store"

REQUESTS_PER_ORIGIN = 20  # in an hour: a whole school may share one address
REQUESTS_PER_ADDRESS = 5  # in a day: nobody may flood somebody else's mailbox through us
HOUR, DAY = 3600, 24 * 3600


@login_required
@never_cache
def renew(request: HttpRequest, pk: int) -> HttpResponse:
    """The rights alone, for a video that is public or has just left the site."""
    submission = own_submission(request, pk)
    if not renewal.may_renew(submission):
        return _nothing_to_renew(request, submission)
    posted, go = request.method == "POST", request.POST.get("go", "")
    form = RightsForm(
        request.POST if posted else None,
        request.FILES if posted else None,
        instance=submission,
        community=submission.community,
        complete=go == "sign",
    )
    form.is_valid()
    if posted:
        keep_proofs(request, submission, form, go)
    if posted and go == "sign" and form.is_valid():
        try:
            renewal.renew(submission, by=request.user, values=form.cleaned_data)
        except renewal.NotRenewable:
            return _nothing_to_renew(request, submission)
        messages.success(
            request, _("Thank you. The team verifies this new declaration and writes to you.")
        )
        return redirect("my_videos")
    context = {"form": form, "submission": submission}
    return TemplateResponse(
        request, "videos/rights/renew.html", context, status=422 if form.errors else 200
    )


def keep_proofs(
    request: HttpRequest, submission: VideoSubmission, form: RightsForm, go: str
) -> None:
    """Remove and add scans; what cannot be taken is said beside the field.

    `go` is `remove:<uuid>` to take one away; the files chosen are kept whatever it is.
    """
    try:
        if go.startswith("remove:"):
            for proof in submission.proofs.filter(uuid__in=_uuid(go.removeprefix("remove:"))):
                proofs.remove(proof)
        for file in form.cleaned_data.get("scans", []):
            try:
                proofs.add(submission, file=file, by=request.user)
            except proofs.ProofRefused as refusal:
                form.add_error("scans", str(refusal))
    except OSError:
        form.add_error("scans", _("Our storage does not answer: try again in a few minutes."))


def _uuid(mark: str) -> list[UUID]:
    try:
        return [UUID(mark)]
    except ValueError:
        return []


@require_safe
def proof(request: HttpRequest, uuid) -> HttpResponse:
    """A scan, for its author and the community's team; nobody else learns that it exists."""
    found = RightsProof.objects.select_related("submission").filter(uuid=uuid).first()
    if not found or not proofs.read_by(found, user=request.user):
        raise Http404
    stem = found.name.rsplit(".", 1)[0]
    suffix = {"application/pdf": ".pdf", "image/jpeg": ".jpg"}[found.content_type]
    return send(
        request,
        found.file.name,
        content_type=found.content_type,
        cache_control=PRIVATE,
        download_as=readable_name(stem, suffix),
    )


@login_required
@never_cache
@require_safe
def authorisation(request: HttpRequest, pk: int, kind: str, form: str) -> HttpResponse:
    """A form to sign, filled in with what is known: in PDF, or as a page to print."""
    if kind not in authorisations.KINDS:
        raise Http404
    submission = get_object_or_404(
        VideoSubmission.objects.select_related("community__site", "owner"), pk=pk
    )
    theirs = submission.owner_id == request.user.pk
    team = communities_edited_by(request.user).filter(pk=submission.community_id)
    if submission.state == "withdrawn" or not (theirs or team.exists()):
        raise Http404
    if form not in {"pdf", "html"}:
        raise Http404
    if form == "html":
        filled = authorisations.prefilled(submission, kind)
        return TemplateResponse(request, "videos/rights/authorisation.html", {"form": filled})
    answer = HttpResponse(authorisations.as_pdf(submission, kind), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="autorisation-{kind}.pdf"'
    return answer


@csrf_exempt  # no session: nothing is done in anybody's name
@require_http_methods(["GET", "HEAD", "POST"])
def ask_takedown(request: HttpRequest, page_id: int) -> HttpResponse:
    """« Demander le retrait » of one video, by anybody, without JavaScript nor account."""
    page = _page_or_none(request, page_id)
    if not page:
        return _gone_or_404(request, page_id)
    form = TakedownForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        status = 422 if form.errors else 200
        context = {"form": form, "video": page}
        return TemplateResponse(request, "videos/rights/takedown.html", context, status=status)
    origin, email = get_adapter().get_client_ip(request), form.cleaned_data["email"]
    few = allow("takedown", origin, limit=REQUESTS_PER_ORIGIN, seconds=HOUR)
    if not few:
        return TemplateResponse(request, "videos/rights/too_many.html", status=429)
    if form.is_from_a_person:
        if email and not allow(
            "takedown-answer", email.lower(), limit=REQUESTS_PER_ADDRESS, seconds=DAY
        ):
            email = ""  # the request counts, the message would be one too many
        try:
            takedowns.ask(
                page=page,
                reason=form.cleaned_data["reason"],
                words=form.cleaned_data["words"],
                email=email,
            )
        except AlreadyWithdrawn:
            return _gone_or_404(request, page_id)
    return redirect("takedown_asked", page_id=page_id)


@require_safe
def takedown_asked(request: HttpRequest, page_id: int) -> HttpResponse:
    """What happens now: said in the same words to everybody, whatever the request was."""
    page = _page_or_none(request, page_id)
    hidden = bool(page) and takedowns.is_hidden(page)
    return TemplateResponse(request, "videos/rights/takedown_asked.html", {"hidden": hidden})


def _page_or_none(request: HttpRequest, page_id: int) -> VideoPage | None:
    """A video of this site that the public can see, or could until somebody asked for its end."""
    community = community_or_404(request)
    live = VideoPage.objects.live().filter(pk=page_id).descendant_of(community.site.root_page)
    page = live.first()
    seen = page and (live.public().exists() or takedowns.is_hidden(page))
    return page if seen else None


def _gone_or_404(request: HttpRequest, page_id: int) -> HttpResponse:
    community = current_community(request)
    if not WithdrawnVideo.objects.filter(community=community, page_number=page_id).exists():
        raise Http404
    context = {"absent": absence.GONE}
    return TemplateResponse(request, "videos/rights/absent.html", context, status=410)


def _nothing_to_renew(request: HttpRequest, submission: VideoSubmission) -> HttpResponse:
    messages.info(
        request, _("There is nothing to renew now: the team has this video, or it is not public.")
    )
    return redirect("my_videos")
