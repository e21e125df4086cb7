from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from community.context import current_community
from community.models import Community
from videos import submissions
from videos.forms import SubmissionForm, VideoFileForm
from videos.models import VideoSubmission


@never_cache
def propose(request: HttpRequest) -> HttpResponse:
    """First step: the words. A visitor first reads what it is about, and signs in."""
    community = _community_or_404(request)
    if not request.user.is_authenticated:
        return TemplateResponse(request, "videos/propose_intro.html")
    return _words_step(
        request, VideoSubmission(owner=request.user, community=community), "videos/propose.html"
    )


@login_required
@never_cache
def submission_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The words again, for a proposal that its author may still change."""
    submission = _own_submission(request, pk)
    if not submission.can_be_edited:
        return _not_editable(request)
    return _words_step(request, submission, "videos/submission_edit.html")


@login_required
@never_cache
def submission_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Second step: the file; it may stay the same when only the words had to change."""
    submission = _own_submission(request, pk)
    if not submission.can_be_edited:
        return _not_editable(request)
    posted = request.method == "POST"
    form = VideoFileForm(
        request.POST if posted else None,
        request.FILES if posted else None,
        community=submission.community,
        required=submission.needs_a_file,
    )
    if posted and form.is_valid():
        try:
            submissions.send(submission, file=form.cleaned_data["file"])
        except submissions.NotEditable:
            return _not_editable(request)
        return redirect("my_videos")
    return TemplateResponse(
        request, "videos/submission_file.html", {"form": form, "submission": submission}
    )


def my_space(request: HttpRequest) -> HttpResponse:
    return redirect("my_videos")


@login_required
@never_cache
def my_videos(request: HttpRequest) -> HttpResponse:
    community = _community_or_404(request)
    own = VideoSubmission.objects.of(request.user).filter(community=community)
    own = own.select_related("media", "page", "theme")
    return TemplateResponse(request, "videos/my_videos.html", {"submissions": own})


def _words_step(request: HttpRequest, submission: VideoSubmission, template: str) -> HttpResponse:
    posted = request.method == "POST"
    form = SubmissionForm(
        request.POST if posted else None, instance=submission, community=submission.community
    )
    if posted and form.is_valid():
        try:
            saved = submissions.save_words(
                form.save(commit=False), levels=form.cleaned_data.get("levels", [])
            )
        except submissions.NotEditable:
            return _not_editable(request)
        return redirect("submission_file", pk=saved.pk)
    return TemplateResponse(request, template, {"form": form, "submission": submission})


def _community_or_404(request: HttpRequest) -> Community:
    community = current_community(request)
    if not community:
        raise Http404
    return community


def _own_submission(request: HttpRequest, pk: int) -> VideoSubmission:
    return get_object_or_404(
        VideoSubmission.objects.of(request.user), pk=pk, community=_community_or_404(request)
    )


def _not_editable(request: HttpRequest) -> HttpResponse:
    messages.info(
        request,
        _("This proposal has been sent: the team has it now. You will receive a message."),
    )
    return redirect("my_videos")
