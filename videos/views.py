from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from community.context import community_or_404
from community.eligibility import may_propose
from videos import attachments, documents, reading, steps, submissions
from videos.drafts import (
    keep,
    not_editable,
    own_submission,
    page_facts,
)
from videos.editing import NotEditable
from videos.forms import ACCEPTED, SheetForm, title_field, what_is_accepted
from videos.models import VideoSubmission
from videos.rights.forms import RightsForm
from videos.rights.views import keep_proofs
from videos.steps import FIRST, LAST, Incomplete, Step, StepState
from videos.uploads.file_names import clean_name


@never_cache
def propose(request: HttpRequest) -> HttpResponse:
    """A new proposal. A visitor first reads what it is about, and signs in.

    The draft is made by the first thing given: a file, a word, or this page posted.
    """
    community = community_or_404(request)
    if not request.user.is_authenticated:
        return TemplateResponse(request, "videos/propose_intro.html")
    if not may_propose(request.user, community):
        return TemplateResponse(request, "videos/not_eligible.html", status=403)
    if request.method == "POST":
        begun = submissions.create_draft(owner=request.user, community=community)
        return _posted(request, begun, FIRST)
    new = VideoSubmission(owner=request.user, community=community)
    return _show(request, new, FIRST, steps.form_for(FIRST, new))


@login_required
@never_cache
def submission_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Where a proposal is taken up again, or followed when its author cannot change it now."""
    submission = own_submission(request, pk)
    if not submission.can_be_edited:
        return _not_editable(request, submission)
    return redirect(steps.reached(submission).url(submission))


@login_required
@never_cache
@require_safe
def submission_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The address of the file alone, in messages sent long ago: now the first step."""
    return redirect(FIRST.url(own_submission(request, pk)))


@login_required
@never_cache
def submission_step(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """One step of a proposal. Posted, it keeps all that is valid, then goes where it is told.

    `go` is a step, `attach`, `remove:<mark>` or `send`; the next step by default.
    """
    submission, step = own_submission(request, pk), steps.find(name)
    if not step:
        raise Http404
    if not submission.can_be_edited:
        return _not_editable(request, submission)
    if request.method == "POST":
        try:
            return _posted(request, submission, step)
        except NotEditable:
            return _not_editable(request, submission)
    if "verifier" in request.GET and step.has_words:
        return _show(request, submission, step, steps.whole_form(step, submission))
    form = steps.form_for(step, submission)
    if hasattr(form, "guess"):
        form.guess()
    return _show(request, submission, step, form)


def _posted(request: HttpRequest, submission: VideoSubmission, step: Step) -> HttpResponse:
    go = request.POST.get("go", "")
    if step is LAST:
        return _read_again(request, submission, go)
    form = steps.form_for(step, submission, request.POST, request.FILES)
    form.is_valid()
    kept = keep(request, submission, step, form)
    submission = kept.submission
    if kept.replaced:
        messages.warning(
            request, _("Another page had written this step meanwhile: yours replaces it.")
        )
    if step is FIRST and form.is_valid() and form.cleaned_data["file"]:
        submissions.take_file(submission, file=form.cleaned_data["file"])
    if isinstance(form, SheetForm):
        _keep_documents(request, submission, form, go)
    if isinstance(form, RightsForm):
        keep_proofs(request, submission, form, go)
    if not form.errors and not kept.is_whole:
        form = step.form(request.POST, instance=submission, community=submission.community)
    if form.errors:
        return _show(request, submission, step, form, status=422)
    if go == "attach" or go.startswith("remove:"):
        mark = "#documents" if isinstance(form, SheetForm) else "#rights-proofs"
        return HttpResponseRedirect(step.url(submission) + mark)
    return _go(submission, steps.find(go) or steps.after(step))


def _keep_documents(
    request: HttpRequest, submission: VideoSubmission, form: SheetForm, go: str
) -> None:
    """Remove and add documents; what cannot be taken is said beside the field."""
    if go.startswith("remove:"):
        attachments.remove(submission, mark=go.removeprefix("remove:"))
    for file in form.cleaned_data.get("documents", []):
        try:
            attachments.add(submission, file=file, by=request.user)
        except documents.Refused as refusal:
            facts = {"name": clean_name(file.name), "problem": refusal}
            form.add_error("documents", _("%(name)s: %(problem)s") % facts)


def _read_again(request: HttpRequest, submission: VideoSubmission, go: str) -> HttpResponse:
    """The last step: sent when it is signed and nothing is missing; else told what is.

    `check` tells and sends nothing, and leaves out the file, which may still be on its way.
    """
    keep(request, submission, LAST, steps.form_for(LAST, submission))
    if go not in {"send", "check"}:
        return _go(submission, steps.find(go) or LAST)
    form = steps.form_for(LAST, submission, request.POST)
    lacking = [
        each
        for each in steps.all_missing(submission)
        if go != "check" or each.step is not FIRST  # its file is still on its way
    ]
    if lacking or not form.is_valid():
        return _show(request, submission, LAST, form, status=422)
    if go != "send":
        return HttpResponse(status=204)
    try:
        steps.send(submission)
    except (Incomplete, submissions.FileMissing):
        return _show(request, submission, LAST, form, status=422)
    return redirect("submission_follow", pk=submission.pk)


def _go(submission: VideoSubmission, step: Step) -> HttpResponse:
    submissions.reach(submission, step=step.name)
    return redirect(step.url(submission))


def _show(
    request: HttpRequest,
    submission: VideoSubmission,
    step: Step,
    form: BaseForm,
    status: int = 200,
) -> HttpResponse:
    made = submission.pk is not None
    context = {
        "form": form,
        "submission": submission,
        "step": step,
        "stages": [
            {
                "step": each,
                "number": number,
                "state": steps.state(submission, each) if made else StepState.TO_COMPLETE,
            }
            for number, each in enumerate(steps.STEPS, start=1)
        ],
        "number": steps.number(step),
        "previous": steps.before(step) if step is not FIRST else None,
        "next": steps.after(step) if step is not LAST else None,
        "seen": steps.digest(step, submission) if made else "",
        "facts": page_facts(submission),
        "accepted_types": ACCEPTED,
        "accepted_hint": what_is_accepted(submission.community),
    }
    if isinstance(form, SheetForm):
        context["documents"] = _documents(submission, form)
    if step is LAST:
        context["lacking"] = steps.all_missing(submission)
        context["documents"] = submission.attachments.proposed()
        context["described"] = reading.described(submission)
        context["declared"] = reading.declared(submission)
    return TemplateResponse(request, "videos/propose.html", context, status=status)


def _documents(submission: VideoSubmission, form: SheetForm) -> list[dict]:
    """The documents of a proposal, each with the field of its title while that may change."""
    kept = submission.attachments.proposed()
    return [
        {
            "document": each,
            "title": form[title_field(each)] if title_field(each) in form.fields else None,
        }
        for each in kept
    ]


def _not_editable(request: HttpRequest, submission: VideoSubmission) -> HttpResponse:
    messages.info(request, not_editable())
    return redirect("submission_follow", pk=submission.pk)
