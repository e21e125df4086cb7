"""« My videos »: where each one is, what the team said of it, how it lives once it is public."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from community.context import community_or_404
from videos import audience, history, submissions, whereabouts
from videos.drafts import own_submission, preparation_in_progress, refusal_of
from videos.models import Upload, VideoSubmission
from videos.models.submissions import SubmissionState
from videos.withdrawal_forms import ERASE, ErasureForm, WithdrawalForm


def my_space(request: HttpRequest) -> HttpResponse:
    return redirect("my_videos")


@login_required
@never_cache
def my_videos(request: HttpRequest) -> HttpResponse:
    community = community_or_404(request)
    own = VideoSubmission.objects.of(request.user).filter(community=community)
    uploads = Upload.objects.filter(submission=OuterRef("pk"), media=None)
    own = audience.with_figures(own.annotate(is_on_its_way=Exists(uploads)))
    own = own.with_hour().select_related("community", "media", "page", "theme")
    kept = [one for one in own if one.is_on_its_way or not one.is_empty]
    for one in kept:
        _say_where_it_is(request, one)
    return TemplateResponse(request, "videos/my_videos.html", {"submissions": kept})


@login_required
@never_cache
@require_GET
def submission_follow(request: HttpRequest, pk: int) -> HttpResponse:
    """One proposal, for its author: all that they may know of it and do with it."""
    submission = own_submission(request, pk)
    submission.goes_live = submission.goes_live_at
    _say_where_it_is(request, submission)
    said = whereabouts.remarks(submission)
    now = [each for each in said if each.version == submission.version]
    context = {
        "submission": submission,
        "steps": whereabouts.steps(submission),
        "remarks": now[0] if now else None,
        "earlier_remarks": [each for each in said if each not in now],
        "events": history.events(submission),
        "start": _moment_asked_for(request),
    }
    if submission.public_url:
        context |= {
            "figures": audience.figures(submission.page),
            "words": audience.words_about(submission.page),
        }
    return TemplateResponse(request, "videos/follow_up.html", context)


@login_required
@never_cache
@require_POST
def remark_done(request: HttpRequest, pk: int, note: int) -> HttpResponse:
    """Tick a remark, or take the tick back. The page's script asks for its form again."""
    submission = own_submission(request, pk)
    remark = get_object_or_404(whereabouts.notes_seen(submission), pk=note)
    remark.is_done = request.POST.get("done") == "1"
    remark.save(update_fields=["is_done"])
    if request.headers.get("X-Requested-With") == "fetch":
        context = {"note": remark, "submission": submission}
        return TemplateResponse(request, "videos/follow_up_tick.html", context)
    return redirect(f"{reverse('submission_follow', args=[pk])}#remarque-{remark.pk}")


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def submission_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a proposal back, or erase it: the second asks twice, and says what is erased."""
    submission = own_submission(request, pk)
    if submission.state == SubmissionState.WITHDRAWN:
        messages.info(request, _("This video is already withdrawn."))
        return redirect("submission_follow", pk=pk)
    if "confirm" in request.POST:
        return _erase(request, submission)
    if submission.state not in submissions.WITH_THE_TEAM:
        return _ask_again(request, submission, ErasureForm())
    is_public = whereabouts.has_a_public_version(submission)
    form = WithdrawalForm(request.POST or None, is_public=is_public)
    if form.is_valid():
        if form.cleaned_data["choice"] == ERASE:
            return _ask_again(request, submission, ErasureForm())
        return _take_back(request, submission)
    return TemplateResponse(
        request,
        "videos/follow_up_withdraw.html",
        {"form": form, "submission": submission, "is_public": is_public},
        status=422 if form.errors else 200,
    )


def _take_back(request: HttpRequest, submission: VideoSubmission) -> HttpResponse:
    try:
        kept = submissions.take_back(submission, by=request.user)
    except submissions.NotWithTheTeam:
        messages.warning(
            request, _("The team has decided just before you: nothing was taken back. See below.")
        )
    else:
        messages.success(request, _taken_back(kept))
    return redirect("submission_follow", pk=submission.pk)


def _erase(request: HttpRequest, submission: VideoSubmission) -> HttpResponse:
    form = ErasureForm(request.POST)
    if not form.is_valid():
        return _ask_again(request, submission, form)
    submissions.erase(submission, by=request.user)
    messages.success(request, _("It is done: the video and all that came with it are erased."))
    return redirect("my_videos")


def _ask_again(request: HttpRequest, submission: VideoSubmission, form) -> HttpResponse:
    context = {
        "form": form,
        "submission": submission,
        "is_public": whereabouts.has_a_public_version(submission),
    }
    return TemplateResponse(
        request, "videos/follow_up_erase.html", context, status=422 if form.errors else 200
    )


def _taken_back(submission: VideoSubmission) -> str:
    if submission.state == SubmissionState.PUBLISHED:
        return _("The new version is given up; the one that everybody sees stays as it is.")
    return _("Your video has left the queue: it is a draft again, with all that you wrote.")


def _say_where_it_is(request: HttpRequest, submission: VideoSubmission) -> None:
    """Give a proposal the words that its templates show."""
    submission.preparation = preparation_in_progress(submission)
    submission.found = submission.reason or refusal_of(submission)
    submission.waiting = whereabouts.waiting(submission)
    submission.public_url = ""
    if whereabouts.has_a_public_version(submission):
        submission.public_url = submission.page.get_url(request)


def _moment_asked_for(request: HttpRequest) -> int | None:
    """Where the player starts, in seconds: a remark was followed without a script."""
    asked = request.GET.get("a", "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 7 else None
