"""What is done with proposals from their list: one at a time, or several at once."""

from collections.abc import Callable
from typing import NamedTuple

from django import forms
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request

from community.groups import team_of
from community.models import Theme, User
from editorial.templatetags.dates import day, hour
from videos import assignment, filing, notices, review
from videos.admin.proposal_filters import proposals_seen_by
from videos.models import DecisionReason, VideoSubmission
from videos.models.submissions import SubmissionState

MOST_AT_ONCE = 100


class NotDeclined(Exception):
    """There is no decision to take on it."""


def review_url(proposal: VideoSubmission) -> str | None:
    """Where the team treats a proposal; None while it has no page."""
    if not proposal.page_id:
        return None
    return reverse("proposal_review", args=[proposal.pk])


def may_take(user: AbstractBaseUser, proposal: VideoSubmission) -> bool:
    """Whether to offer a proposal to a person; `assignment` is who decides."""
    return proposal.state in assignment.ASSIGNABLE and proposal.owner_id != user.pk


def open_review(request: HttpRequest, pk: int) -> HttpResponse:
    """Lead to where it is treated: what Wagtail's reports call its edit screen."""
    proposal = get_object_or_404(proposals_seen_by(request.user), pk=pk)
    return redirect(review_url(proposal) or "propositions:index")


def take(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a proposal; when somebody else has it, say who and ask."""
    proposal = get_object_or_404(proposals_seen_by(request.user), pk=pk)
    holder = proposal.assignee
    if request.method != "POST":
        if holder and holder != request.user:
            return _ask_to_take_over(request, proposal)
        return _back(request)
    known = User.objects.filter(pk=_number(request.POST.get("instead_of"))).first()
    try:
        assignment.take(proposal, request.user, instead_of=known)
    except assignment.AlreadyTaken:
        proposal.refresh_from_db()
        return _ask_to_take_over(request, proposal)
    except assignment.NotAssigned as refusal:
        messages.error(request, why(refusal))
    else:
        messages.success(request, _("You have taken “%(title)s”.") % {"title": proposal})
    return _back(request)


@require_POST
def release(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a proposal back to the team."""
    proposal = get_object_or_404(proposals_seen_by(request.user), pk=pk)
    try:
        assignment.release(proposal, request.user)
    except assignment.NotAssigned as refusal:
        messages.error(request, why(refusal))
    else:
        messages.success(request, _("Nobody has “%(title)s” any more.") % {"title": proposal})
    return _back(request)


def why(refusal: Exception) -> str:
    """What to tell the person whose action changed nothing."""
    if isinstance(refusal, review.DecisionRefused):
        return str(refusal)
    if isinstance(refusal, assignment.AlreadyTaken):
        return taken_sentence(refusal.holder, refusal.since)
    sentences = {
        assignment.NotOfTheTeam: _("this person is not in the team of its community."),
        assignment.OwnProposal: _("nobody treats the video that they proposed themselves."),
        assignment.NothingToTreat: _("there is nothing left to do on it: its state has changed."),
        filing.NotTheirTheme: _("this theme belongs to another community."),
        filing.TooLate: _("its state has changed: change the theme in its page."),
        NotDeclined: _("it does not wait for a decision any more: its state has changed."),
    }
    return sentences[type(refusal)]


def taken_sentence(holder: AbstractBaseUser, since) -> str:
    """Who has a proposal, and since when."""
    return _("%(who)s has had it since %(day)s at %(hour)s.") % {
        "who": holder,
        "day": day(since),
        "hour": hour(since),
    }


class AssignForm(forms.Form):
    """To whom: the people of the team, or nobody."""

    assignee = forms.ModelChoiceField(
        label=gettext_lazy("Who treats them"),
        queryset=User.objects.none(),
        required=False,
        empty_label=gettext_lazy("Nobody: give them back to the team"),
    )

    def __init__(self, *args, user, proposals, **kwargs):
        super().__init__(*args, **kwargs)
        communities = {proposal.community for proposal in proposals}
        self.fields["assignee"].queryset = team_of(*communities)
        self.fields["assignee"].initial = user.pk

    def apply(self, proposal: VideoSubmission, *, by: User, seen: int) -> None:
        assignment.assign(proposal, self.cleaned_data["assignee"], by)


class ThemeForm(forms.Form):
    """Under which theme."""

    theme = forms.ModelChoiceField(
        label=gettext_lazy("Theme"), queryset=Theme.objects.none(), empty_label=None
    )

    def __init__(self, *args, user, proposals, **kwargs):
        super().__init__(*args, **kwargs)
        communities = {proposal.community_id for proposal in proposals}
        self.fields["theme"].queryset = Theme.objects.filter(
            community__in=communities
        ).select_related("community")
        if len(communities) > 1:
            self.fields["theme"].label_from_instance = lambda theme: f"{theme} · {theme.community}"

    def apply(self, proposal: VideoSubmission, *, by: User, seen: int) -> None:
        filing.file_under(proposal, theme=self.cleaned_data["theme"], by=by)


class DeclineForm(forms.Form):
    """The same reason for all: those of the list, completed by hand."""

    reasons = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Reasons"),
        queryset=DecisionReason.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    words = forms.CharField(
        label=gettext_lazy("What you add"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Each author receives these words: they must suit every video."),
    )

    def __init__(self, *args, user, proposals, **kwargs):
        super().__init__(*args, **kwargs)
        communities = {proposal.community_id for proposal in proposals}
        if len(communities) == 1:
            reasons = DecisionReason.objects.filter(
                community__in=communities, action=DecisionReason.Action.DECLINE
            )
            self.fields["reasons"].queryset = reasons
            self.fields["reasons"].label_from_instance = lambda reason: format_html(
                "{}<br><small>{}</small>", reason.label, reason.words
            )

    def clean(self):
        values = super().clean()
        if not values.get("reasons") and not values.get("words"):
            raise forms.ValidationError(_("Choose a reason, or write one: the author must know."))
        return values

    def apply(self, proposal: VideoSubmission, *, by: User, seen: int) -> None:
        decline(
            proposal,
            reasons=list(self.cleaned_data["reasons"]),
            words=self.cleaned_data["words"],
            by=by,
            seen=seen,
        )

    def preview(self, proposal: VideoSubmission) -> tuple[str, str]:
        """The message as the author of this proposal would receive it."""
        comment = comment_of(list(self.cleaned_data["reasons"]), self.cleaned_data["words"])
        return notices.preview(proposal, SubmissionState.DECLINED, reason=comment)


def decline(
    proposal: VideoSubmission, *, reasons: list[DecisionReason], words: str, by: User, seen: int
) -> None:
    """Decline through the review, as its own screen does.

    `seen` is the number of the revision that was on the screen: what its author has sent again
    since is not declined. Raises NotDeclined or `review.DecisionRefused`.
    """
    state = proposal.page.current_workflow_task_state if proposal.page else None
    if not state:
        raise NotDeclined(proposal)
    review.decline(
        state,
        user=by,
        comment=comment_of(reasons, words),
        reasons=[reason.label for reason in reasons],
        seen_revision=seen,
    )


def comment_of(reasons: list[DecisionReason], words: str) -> str:
    """What the author reads: the words of the reasons, then those written by hand."""
    return "\n\n".join([*(reason.words for reason in reasons), words.strip()]).strip()


class BulkAction(NamedTuple):
    """Something done to several proposals at once. `done(count)` says it afterwards."""

    name: str
    label: str
    title: str
    icon: str
    form: type[forms.Form]
    refusals: tuple[type[Exception], ...]
    done: Callable[[int], str]


BULK_ACTIONS = {
    action.name: action
    for action in [
        BulkAction(
            "attribuer",
            gettext_lazy("Assign"),
            gettext_lazy("Assign these proposals"),
            "user",
            AssignForm,
            (assignment.NotAssigned,),
            lambda count: (
                ngettext("%(count)s proposal assigned.", "%(count)s proposals assigned.", count)
                % {"count": count}
            ),
        ),
        BulkAction(
            "theme",
            gettext_lazy("Change the theme"),
            gettext_lazy("Change the theme of these proposals"),
            "tag",
            ThemeForm,
            (filing.NotFiled,),
            lambda count: (
                ngettext(
                    "%(count)s proposal filed under this theme.",
                    "%(count)s proposals filed under this theme.",
                    count,
                )
                % {"count": count}
            ),
        ),
        BulkAction(
            "decliner",
            gettext_lazy("Decline"),
            gettext_lazy("Decline these proposals"),
            "cross",
            DeclineForm,
            (NotDeclined, review.DecisionRefused),
            lambda count: (
                ngettext(
                    "%(count)s proposal declined: its author has been told.",
                    "%(count)s proposals declined: their authors have been told.",
                    count,
                )
                % {"count": count}
            ),
        ),
    ]
}


def several(request: HttpRequest, action: str) -> HttpResponse:
    """Ask what must be known, then do it to each proposal; say which ones stayed as they were."""
    chosen = BULK_ACTIONS.get(action)
    if not chosen:
        raise Http404
    asked = request.POST if request.method == "POST" else request.GET
    numbers = list(dict.fromkeys(filter(None, map(_number, asked.getlist("id")))))
    proposals = list(
        proposals_seen_by(request.user)
        .filter(pk__in=numbers[:MOST_AT_ONCE])
        .select_related("community", "page")
        .order_by("sent_at")
    )
    if not proposals:
        messages.warning(request, _("Tick the proposals first."))
        return _back(request)
    form = chosen.form(
        request.POST if request.method == "POST" else None, user=request.user, proposals=proposals
    )
    preview = None
    if form.is_valid():
        if request.POST.get("do") != "preview":
            _do_all(request, chosen, form, proposals)
            return _back(request)
        preview = form.preview(proposals[0])
    context = {
        "preview": preview,
        "form": form,
        "action": chosen,
        "proposals": proposals,
        "too_many": max(len(numbers) - MOST_AT_ONCE, 0),
        "most": MOST_AT_ONCE,
    }
    return _screen(request, "videos/admin/proposals/several.html", chosen.title, context)


def _do_all(
    request: HttpRequest, action: BulkAction, form, proposals: list[VideoSubmission]
) -> None:
    """One transaction each: what fails for one leaves the others done."""
    refused = []
    for proposal in proposals:
        try:
            with transaction.atomic():
                seen = _number(request.POST.get(f"seen-{proposal.pk}"))
                form.apply(proposal, by=request.user, seen=seen)
        except action.refusals as refusal:
            words = {"title": proposal.title, "reason": why(refusal)}
            refused.append(_("“%(title)s”: %(reason)s") % words)
    if done := len(proposals) - len(refused):
        messages.success(request, action.done(done))
    if refused:
        heading = ngettext(
            "%(count)s proposal was left as it was:",
            "%(count)s proposals were left as they were:",
            len(refused),
        ) % {"count": len(refused)}
        lines = format_html_join("", "<li>{}</li>", [(each,) for each in refused])
        messages.warning(request, format_html("{} <ul>{}</ul>", heading, lines))


def _ask_to_take_over(request: HttpRequest, proposal: VideoSubmission) -> HttpResponse:
    context = {
        "proposal": proposal,
        "sentence": taken_sentence(proposal.assignee, proposal.assigned_at),
        "url": reverse("propositions:take", args=[proposal.pk]),
    }
    template = "videos/admin/proposals/take_over.html"
    return _screen(request, template, _("Already taken"), context)


def _screen(request: HttpRequest, template: str, title: str, context: dict) -> HttpResponse:
    """Answer in Wagtail's own frame, with the way back to the list."""
    back = _next(request)
    frame = {
        "header_title": title,
        "header_icon": "tasks",
        "back": back,
        "breadcrumbs_items": [
            {"url": back, "label": _("Proposals")},
            {"url": "", "label": title},
        ],
    }
    return TemplateResponse(request, template, frame | context)


def _next(request: HttpRequest) -> str:
    return get_valid_next_url_from_request(request) or reverse("propositions:index")


def _back(request: HttpRequest) -> HttpResponse:
    return redirect(_next(request))


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isdecimal() and len(text) < 10 else None


urlpatterns = [
    path("<int:pk>/", open_review, name="edit"),
    path("<int:pk>/prendre/", take, name="take"),
    path("<int:pk>/rendre/", release, name="release"),
    path("en-nombre/<slug:action>/", several, name="several"),
]
