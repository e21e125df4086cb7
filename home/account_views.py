"""The account of a member: what is known of them, taking it away, leaving."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.context import community_or_404
from community.models import User
from editorial.forms import PortalForm
from home import exports
from home.account import StaffAccount, delete_account, is_staff, subscriptions_of
from videos.departures import Fate
from videos.models import VideoPage, VideoSubmission
from videos.serving.sending import send


class DepartureForm(PortalForm):
    """The choice for the videos online, and the address typed again: a click is not enough."""

    fate = forms.ChoiceField(
        label=_("What becomes of your videos that are online?"),
        choices=Fate,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what becomes of your videos.")},
    )
    stop_newsletters = forms.BooleanField(
        label=_("Also stop the newsletter at this address"), required=False
    )
    address = forms.CharField(
        label=_("Type your address to confirm"),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Type your address: it is what confirms.")},
    )

    def __init__(self, *args, user: User, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        self.has_videos = VideoPage.objects.live().filter(submissions__owner=user).exists()
        if not self.has_videos:
            del self.fields["fate"]
        if not subscriptions_of(user).exists():
            del self.fields["stop_newsletters"]

    def clean_address(self):
        typed = User.normalize_email(self.cleaned_data["address"])
        if typed != self.user.email:
            raise forms.ValidationError(_("This is not the address of this account."))
        return typed


@require_safe
@login_required
@never_cache
def account(request: HttpRequest) -> HttpResponse:
    """What the portal knows of a member, and what they may do about it."""
    community_or_404(request)
    context = {
        "videos": VideoSubmission.objects.of(request.user).exclude(title="").count(),
        "subscriptions": subscriptions_of(request.user).select_related("community__site"),
        "export": exports.latest_of(request.user.pk),
        "is_staff_account": is_staff(request.user),
    }
    return TemplateResponse(request, "home/account.html", context)


@require_POST
@login_required
@never_cache
def export(request: HttpRequest) -> HttpResponse:
    """Have the export made; a second click finds it under way."""
    try:
        exports.ask(request.user, community=community_or_404(request))
        messages.success(
            request, gettext("We are putting everything together. You receive a message after.")
        )
    except exports.UnderWay:
        messages.info(request, gettext("It is being made already. You receive a message after."))
    return redirect("account")


@require_safe
@login_required
@never_cache
def export_file(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The ZIP, to its owner only, for seven days."""
    name = exports.file_of(request.user, uuid)
    if not name:
        latest = exports.latest_of(request.user.pk)
        if latest and latest.uuid == uuid and latest.is_over:
            messages.info(request, gettext("This copy is no longer kept: ask for another one."))
            return redirect("account")
        raise Http404
    return send(
        request,
        name,
        content_type="application/zip",
        cache_control="private, no-store",
        download_as=gettext("my-data.zip"),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def delete(request: HttpRequest) -> HttpResponse:
    """Leave: said in full, chosen, confirmed, done at once."""
    community = community_or_404(request)
    if is_staff(request.user):
        return TemplateResponse(request, "home/account_of_staff.html", status=403)
    form = DepartureForm(request.POST if request.method == "POST" else None, user=request.user)
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data
        try:
            delete_account(
                user=request.user,
                fate=chosen.get("fate", Fate.WITHDRAW),
                stop_newsletters=chosen.get("stop_newsletters", False),
                community=community,
            )
        except StaffAccount:
            return TemplateResponse(request, "home/account_of_staff.html", status=403)
        logout(request)
        return redirect("account_deleted")
    return TemplateResponse(request, "home/account_delete.html", {"form": form})


@require_safe
def deleted(request: HttpRequest) -> HttpResponse:
    community_or_404(request)
    return TemplateResponse(request, "home/account_deleted.html")
