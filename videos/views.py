from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from community.context import current_community
from community.models import Community
from videos import submissions
from videos.drafts import not_editable, own_submission, page_facts
from videos.forms import ACCEPTED, SubmissionForm, VideoFileForm, what_is_accepted
from videos.models import VideoSubmission


@never_cache
def propose(request: HttpRequest) -> HttpResponse:
    """A new proposal. A visitor first reads what it is about, and signs in."""
    community = _community_or_404(request)
    if not request.user.is_authenticated:
        return TemplateResponse(request, "videos/propose_intro.html")
    return _proposal(request, VideoSubmission(owner=request.user, community=community))


@login_required
@never_cache
def submission_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The same page for a proposal that its author may still change, or change again."""
    submission = own_submission(request, pk)
    if not submission.can_be_edited:
        return _not_editable(request)
    return _proposal(request, submission)


@login_required
@never_cache
def submission_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The file alone: the second step without JavaScript, or another file for the same words."""
    submission = own_submission(request, pk)
    if not submission.can_take_file:
        return _not_editable(request)
    if not submission.rights_are_declared:
        messages.info(request, _("First finish what the video shows and who can be recognised."))
        return redirect("submission_edit", pk=pk)
    posted = request.method == "POST"
    form = VideoFileForm(
        request.POST if posted else None,
        request.FILES if posted else None,
        community=submission.community,
        required=submission.needs_a_file,
    )
    if posted and form.is_valid():
        return _send(request, submission, file=form.cleaned_data["file"])
    return TemplateResponse(request, "videos/submission_file.html", _context(submission, form))


def _proposal(request: HttpRequest, submission: VideoSubmission) -> HttpResponse:
    """The page of a proposal. Sent with its video, it leaves; without, the file is asked for."""
    posted = request.method == "POST"
    form = SubmissionForm(
        request.POST if posted else None, instance=submission, community=submission.community
    )
    if posted and "check" in request.POST:
        return _checked(request, form)
    if posted and form.is_valid():
        try:
            saved = submissions.save_words(
                form.save(commit=False), levels=form.cleaned_data.get("levels", [])
            )
        except submissions.NotEditable:
            return _not_editable(request)
        if saved.needs_a_file or "other_file" in request.POST:
            return redirect("submission_file", pk=saved.pk)
        return _send(request, saved)
    return TemplateResponse(request, "videos/propose.html", _context(submission, form))


def _context(submission: VideoSubmission, form: Form) -> dict:
    return {
        "form": form,
        "submission": submission,
        "facts": page_facts(submission),
        "accepted_types": ACCEPTED,
        "accepted_hint": what_is_accepted(submission.community),
    }


def _checked(request: HttpRequest, form: SubmissionForm) -> HttpResponse:
    """What is to correct, for a page that must not be left: its video is still on its way."""
    if form.is_valid():
        return HttpResponse(status=204)
    return TemplateResponse(request, "videos/words_form.html", {"form": form}, status=422)


def _send(request: HttpRequest, submission: VideoSubmission, file=None) -> HttpResponse:
    try:
        submissions.send(submission, file=file)
    except submissions.NotEditable:
        return _not_editable(request)
    except submissions.FileMissing:
        return redirect("submission_file", pk=submission.pk)
    return redirect("my_videos")


def _community_or_404(request: HttpRequest) -> Community:
    community = current_community(request)
    if not community:
        raise Http404
    return community


def _not_editable(request: HttpRequest) -> HttpResponse:
    messages.info(request, not_editable())
    return redirect("my_videos")
