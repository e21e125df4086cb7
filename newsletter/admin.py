"""Screens of the Wagtail admin: sending an issue, its report, the subscribers."""

import django_filters
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic import IndexView
from wagtail.admin.widgets.button import Button

from community.groups import roles_of
from editorial.spreadsheets import neutralise_formula
from newsletter.forms import RecipientForm
from newsletter.models import IssuePage, Sending, Subscriber
from newsletter.outcomes import Verdict
from newsletter.permissions import may_send, newsletters_run_by
from newsletter.sending import (
    AlreadySent,
    CannotBeSent,
    reasons_not_to_send,
    send_issue,
    send_test,
)


def send(request: HttpRequest, issue_id: int) -> HttpResponse:
    """Ask for confirmation, then send; once that is done, show what becomes of it."""
    issue = _find_issue(request, issue_id)
    if request.method == "POST":
        _send(request, issue)
        return redirect("newsletter_send", issue.pk)
    sending = Sending.objects.filter(issue=issue).first()
    return _report(request, issue, sending) if sending else _confirmation(request, issue)


def test(request: HttpRequest, issue_id: int) -> HttpResponse:
    """Send the message to one address, to see it in a real mailbox."""
    issue = _find_issue(request, issue_id).get_latest_revision_as_object()
    form = RecipientForm(request.POST or None, initial={"email": request.user.email})
    if form.is_valid():
        _send_test(request, issue, form.cleaned_data["email"])
        return redirect("wagtailadmin_pages:edit", issue.pk)
    context = {"form": form, "left_out": issue.left_out_pages()}
    return _screen(request, issue, "newsletter/admin/test.html", _("Send a test"), context)


def sending_buttons(page, user, **where):
    """The two actions of an issue, for those who may send it."""
    if page.specific_class is not IssuePage or not may_send(user, page.specific):
        return
    sent = Sending.objects.filter(issue=page.pk).exists()
    yield Button(
        _("Send a test"),
        url=reverse("newsletter_test", args=[page.pk]),
        icon_name="view",
        priority=12,
    )
    yield Button(
        _("Report of the sending") if sent else _("Send to all the subscribers"),
        url=reverse("newsletter_send", args=[page.pk]),
        icon_name="mail",
        priority=13,
    )


class SubscriberFilterSet(WagtailFilterSet):
    community = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Community"),
        queryset=lambda request: newsletters_run_by(request.user),
    )

    class Meta:
        model = Subscriber
        fields = ["state", "community"]


class SubscriberListing(IndexView):
    """Who subscribed to the newsletters that a person runs: to read, search and export."""

    model = Subscriber
    any_permission_required = None  # see dispatch
    index_url_name = "newsletter_subscribers"
    index_results_url_name = "newsletter_subscribers_results"
    header_icon = "mail"
    default_ordering = "email"
    search_fields = ["email"]
    search_backend_name = None
    filterset_class = SubscriberFilterSet
    list_display = ["email", "state", "community", "requested_at", "confirmed_at"]
    list_export = [
        "email",
        "get_state_display",
        "community.name",
        "consent_version",
        "requested_at",
        "confirmed_at",
        "unsubscribed_at",
    ]
    export_headings = {
        "get_state_display": gettext_lazy("State"),
        "community.name": gettext_lazy("Community"),
    }
    export_filename = "infolettre"
    custom_value_preprocess = IndexView.custom_value_preprocess | {
        str: {IndexView.FORMAT_CSV: neutralise_formula}
    }

    def dispatch(self, request, *args, **kwargs):
        if not newsletters_run_by(request.user).exists():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_base_queryset(self):
        communities = newsletters_run_by(self.request.user)
        return Subscriber.objects.filter(community__in=communities).select_related("community")


class SubscribersMenuItem(MenuItem):
    def is_shown(self, request):
        return bool(roles_of(request.user).newsletter)


def _find_issue(request: HttpRequest, issue_id: int) -> IssuePage:
    issue = get_object_or_404(IssuePage, pk=issue_id)
    if not may_send(request.user, issue):
        raise PermissionDenied
    return issue


def _send(request: HttpRequest, issue: IssuePage) -> None:
    try:
        send_issue(issue, by=request.user)
    except AlreadySent:
        messages.warning(request, _("This issue has already left: nothing was sent again."))
    except CannotBeSent as refusal:
        for reason in refusal.reasons:
            messages.error(request, reason)
    else:
        messages.success(request, _("The issue is leaving."))


def _send_test(request: HttpRequest, issue: IssuePage, address: str) -> None:
    outcome = send_test(issue, to=address)
    if outcome.verdict == Verdict.SENT:
        messages.success(request, _("A test has been sent to %(address)s.") % {"address": address})
    else:
        messages.error(
            request,
            _("The test could not be sent. The mail provider says: %(reason)s")
            % {"reason": outcome.reason},
        )


def _confirmation(request: HttpRequest, issue: IssuePage) -> HttpResponse:
    context = {
        "reasons": reasons_not_to_send(issue),
        "audience": issue.community.subscribers.confirmed().count(),
    }
    title = _("Send to all the subscribers")
    return _screen(request, issue, "newsletter/admin/send.html", title, context)


def _report(request: HttpRequest, issue: IssuePage, sending: Sending) -> HttpResponse:
    counts = [(state.label, count) for state, count in sending.counts().items()]
    context = {"sending": sending, "counts": counts}
    title = _("Report of the sending")
    return _screen(request, issue, "newsletter/admin/report.html", title, context)


def _screen(
    request: HttpRequest, issue: IssuePage, template: str, title: str, context: dict
) -> HttpResponse:
    """Answer in Wagtail's own frame, with the way back to the issue."""
    edit_url = reverse("wagtailadmin_pages:edit", args=[issue.pk])
    parent = issue.get_parent()
    frame = {
        "issue": issue,
        "edit_url": edit_url,
        "header_title": title,
        "header_icon": "mail",
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_explore", args=[parent.pk]), "label": parent.title},
            {"url": edit_url, "label": issue.title},
            {"url": "", "label": title},
        ],
    }
    return TemplateResponse(request, template, frame | context)
