"""« Signaler », by anybody: without JavaScript, account, session nor cookie."""

from allauth.account.adapter import get_adapter
from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.models import Page

from community.context import community_or_404
from community.models import Community
from community.throttling import allow
from editorial.forms import OpenForm
from videos import audience, reports
from videos.models import Comment, VideoPage
from videos.models.conversation import ReportReason

REPORTS_PER_ORIGIN = 20  # in an hour: a whole school may share one address
REPORTS_PER_ADDRESS = 5  # in a day: nobody may flood somebody else's mailbox through us
HOUR, DAY = 3600, 24 * 3600  # seconds
LENGTH = 2000  # characters


class ReportForm(OpenForm):
    reason = forms.ChoiceField(
        label=_("What is the matter?"),
        choices=ReportReason.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose the reason that is the closest."),
            "invalid_choice": _("Choose the reason that is the closest."),
        },
    )
    words = forms.CharField(
        label=_("What should we know?"),
        help_text=_("What is wrong, and where. Please do not name any pupil. 2,000 characters."),
        required=False,
        max_length=LENGTH,
        widget=forms.Textarea(attrs={"rows": 5, "maxlength": LENGTH}),
    )
    name = forms.CharField(
        label=_("Your name"),
        help_text=_("You may remain unknown."),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("To receive our answer."),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "invalid": _("Enter a complete address, such as prenom.nom@ac-lille.fr."),
        },
    )

    def clean(self):
        """Some reasons say it all; the others need a word to be understood."""
        cleaned = super().clean()
        if cleaned.get("reason") == ReportReason.OTHER and not cleaned.get("words"):
            self.add_error("words", _("Say in a few words what is wrong."))
        return cleaned


@csrf_exempt  # no session: nothing is done in anybody's name
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    """Report a page (`?page=`) or a contribution (`?contribution=`) that anybody can see."""
    community = community_or_404(request)
    page, comment = _reported(request, community)
    video = comment.page if comment else VideoPage.objects.filter(pk=page.pk).first()
    form = ReportForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        back = comment.page.get_url(request) if comment else page.get_url(request)
        context = {
            "form": form,
            "reported": page,
            "comment": comment,
            "video": video,
            "back": f"{back}#contribution-{comment.pk}" if comment else back,
        }
        status = 422 if form.errors else 200
        return TemplateResponse(request, "videos/reports/report.html", context, status=status)
    origin = get_adapter().get_client_ip(request)
    if not allow("report", origin, limit=REPORTS_PER_ORIGIN, seconds=HOUR):
        return TemplateResponse(request, "videos/rights/too_many.html", status=429)
    if form.is_from_a_person:
        _keep(form.cleaned_data, community=community, page=page, comment=comment)
    sent = reverse("report_sent")
    return redirect(f"{sent}?video={video.pk}" if video else sent)


@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    """What happens now: said in the same words to everybody."""
    community = community_or_404(request)
    number = _number(request.GET.get("video"))
    video = number and audience.public_videos(community).filter(pk=number).first()
    return TemplateResponse(request, "videos/reports/sent.html", {"video": video})


def _keep(said: dict, *, community: Community, page, comment) -> None:
    email = said["email"]
    if email and not allow("report-answer", email, limit=REPORTS_PER_ADDRESS, seconds=DAY):
        email = ""  # the report counts, the message would be one too many
    reports.report(
        community=community,
        page=page,
        comment=comment,
        reason=said["reason"],
        words=said["words"],
        name=said["name"],
        email=email,
    )


def _reported(request: HttpRequest, community: Community) -> tuple[Page | None, Comment | None]:
    """What is reported, if any visitor can see it in this community; else 404."""
    if number := _number(request.GET.get("contribution")):
        shown = Comment.objects.published().filter(page__in=audience.public_videos(community))
        if found := shown.select_related("page").filter(pk=number).first():
            return None, found
    elif number := _number(request.GET.get("page")):
        pages = Page.objects.live().public().descendant_of(community.site.root_page, inclusive=True)
        if found := pages.filter(pk=number).first():
            return found, None
    raise Http404


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isdecimal() and len(text) < 10 else None
