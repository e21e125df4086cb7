"""The page where a member whose address is not accepted asks for an access."""

from contextlib import suppress

from allauth.account.adapter import get_adapter
from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from community.context import community_or_404
from community.eligibility import may_propose
from community.models import AccessRequest, AccessState
from community.throttling import allow
from editorial.forms import PortalRenderer, dress
from videos import access_requests

A_DAY, AN_HOUR = 24 * 60 * 60, 60 * 60  # seconds
REQUESTS_PER_MEMBER = 3  # a day
REQUESTS_PER_ORIGIN = 30  # an hour: a whole school may share one address


class AccessRequestForm(forms.ModelForm):
    """Who asks, from where, and why; with a field that only robots fill."""

    website = forms.CharField(
        label=_("Leave this field empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    class Meta:
        model = AccessRequest
        fields = ["role", "organisation", "words"]
        labels = {
            "role": _("You are"),
            "organisation": _("School, association or organisation"),
            "words": _("A few words for the team"),
        }
        help_texts = {
            "organisation": _("Its name and its town. Example: collège Jean-Jaurès, Roubaix"),
            "words": _("What you would like to show, or who can speak for you."),
        }
        widgets = {"words": forms.Textarea(attrs={"rows": 4})}
        error_messages = {
            "role": {"required": _("Say who you are: the team can then answer quickly.")},
            "organisation": {"required": _("Say where you work, study or volunteer.")},
        }

    default_renderer = PortalRenderer

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [("", _("Choose…")), *self.fields["role"].choices[1:]]
        dress(self)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def access_request(request: HttpRequest) -> HttpResponse:
    """Ask, then follow the answer: one page, which says where the request is."""
    community = community_or_404(request)
    form = AccessRequestForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return _ask(request, community, form)
    return _page(request, community, form)


def _ask(request: HttpRequest, community, form: AccessRequestForm) -> HttpResponse:
    origin = get_adapter().get_client_ip(request)
    member = f"{community.pk} {request.user.pk}"
    if not (
        allow("access-origin", origin, limit=REQUESTS_PER_ORIGIN, seconds=AN_HOUR)
        and allow("access", member, limit=REQUESTS_PER_MEMBER, seconds=A_DAY)
    ):
        form.add_error(None, _("You have asked several times today. Try again tomorrow."))
        return _page(request, community, form, status=429)
    written = form.cleaned_data
    if not written.pop("website"):
        with suppress(access_requests.AlreadyAllowed, access_requests.AlreadyAsked):  # it says so
            access_requests.ask(user=request.user, community=community, **written)
    return redirect("access_request")


def _page(request: HttpRequest, community, form: AccessRequestForm, status=200) -> HttpResponse:
    asked = access_requests.latest_of(request.user, community)
    allowed = may_propose(request.user, community)
    context = {
        "form": form,
        "asked": asked,
        "allowed": allowed,
        "may_ask": not allowed and not (asked and asked.state == AccessState.PENDING),
    }
    return TemplateResponse(request, "videos/access_request.html", context, status=status)
