"""« Contenus signalés » in the admin: those that wait come first; follow each, or say why not."""

import django_filters
from django import forms
from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import register_permission_policy

from community.groups import communities_edited_by
from community.models import User
from videos import reports
from videos.admin.rights import ReadersPolicy, ScopedIndexView
from videos.models import Report
from videos.models.conversation import ReportReason, ReportState

register_permission_policy(Report, ReadersPolicy(Report))


def seen_by(user: User) -> QuerySet[Report]:
    """The reports of a person's communities."""
    return Report.objects.filter(community__in=communities_edited_by(user))


class ReportFilterSet(WagtailFilterSet):
    about = django_filters.ChoiceFilter(
        label=gettext_lazy("About"),
        choices=[
            ("page", gettext_lazy("a page")),
            ("comment", gettext_lazy("a contribution")),
        ],
        method="only_about",
    )
    community = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Community"),
        queryset=lambda request: communities_edited_by(request.user),
    )

    class Meta:
        model = Report
        fields = ["state", "reason", "community"]

    def only_about(self, found, name, value):
        return found.filter(Q(comment=None) if value == "page" else Q(page=None))


class ReportIndexView(ScopedIndexView):
    """Those that wait come first: a person who is recognised, then the oldest."""

    page_title = gettext_lazy("Reported contents")

    def get_base_queryset(self):
        waits = Q(state=ReportState.PENDING)
        rank = Case(
            When(waits & Q(reason=ReportReason.RECOGNISED), then=Value(0)),
            When(waits, then=Value(1)),
            default=Value(2),
            output_field=IntegerField(),
        )
        found = super().get_base_queryset().select_related("decided_by")
        return found.annotate(rank=rank, title=Coalesce("page__title", "comment__page__title"))

    def get_edit_url(self, instance):
        return reverse("reports:decide", args=[instance.pk])


class DecisionForm(forms.Form):
    """What the team answers to whoever reported, and says to the author of what is taken off."""

    reason = forms.CharField(
        label=gettext_lazy("What the author of the contribution reads"),
        help_text=gettext_lazy("Needed to take it off: they may correct it and send it again."),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    answer = forms.CharField(
        label=gettext_lazy("Your answer to whoever reported it"),
        help_text=gettext_lazy("Sent if they left an address. Not to follow it, say why, simply."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, data, *, made: Report):
        super().__init__(data)
        self.made = made
        self.takes_off = bool(made.comment_id) and reports.is_shown(made.comment)
        if not self.takes_off:
            del self.fields["reason"]

    def clean(self):
        cleaned = super().clean()
        if "uphold" in self.data and self.takes_off and not cleaned.get("reason"):
            self.add_error("reason", _("Say why: its author has a right to know."))
        if "dismiss" in self.data and self.made.email and not cleaned.get("answer"):
            self.add_error("answer", _("Say why: whoever reported it reads your answer."))
        return cleaned


@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Read a report beside what it is about, then follow it or not; the answer leaves at once."""
    related = ("page", "comment__page", "comment__parent", "decided_by", "community")
    made = get_object_or_404(seen_by(request.user).select_related(*related), pk=pk)
    form = DecisionForm(request.POST if request.method == "POST" else None, made=made)
    if request.method == "POST" and form.is_valid():
        return _decide(request, made, form.cleaned_data)
    title = made.comment.page.title if made.comment_id else made.page.title
    same = seen_by(request.user).filter(page=made.page_id, comment=made.comment_id)
    context = {
        "made": made,
        "title": title,
        "form": form,
        "video": reports.video_of(made),
        "others": same.exclude(pk=pk).order_by("-created_at"),
        "is_own": bool(made.comment_id) and made.comment.author_id == request.user.pk,
        "header_title": _("Report about “%(title)s”") % {"title": title},
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": reverse("reports:index"), "label": _("Reported contents")},
            {"url": "", "label": title},
        ],
    }
    status = 422 if form.errors else 200
    return TemplateResponse(request, "videos/admin/report.html", context, status=status)


def _decide(request: HttpRequest, made: Report, said: dict) -> HttpResponse:
    answer = said["answer"]
    try:
        if "uphold" in request.POST:
            reports.uphold(made, by=request.user, answer=answer, reason=said.get("reason", ""))
            if made.page_id:
                messages.success(request, _("The report is followed: now correct the page."))
                return redirect("wagtailadmin_pages:edit", made.page_id)
            messages.success(request, _("The contribution does not show any more."))
        elif "dismiss" in request.POST:
            reports.dismiss(made, by=request.user, answer=answer)
            messages.success(request, _("The report is closed: nothing was changed."))
    except reports.AlreadyDecided as already:
        messages.warning(
            request,
            _("Nothing was changed: %(who)s has already decided (%(state)s).")
            % {
                "who": already.report.decided_by or _("somebody"),
                "state": already.report.get_state_display(),
            },
        )
        return redirect("reports:decide", made.pk)
    except reports.OwnContribution:
        messages.error(
            request, _("You wrote this contribution: let a colleague decide, or take it off.")
        )
        return redirect("reports:decide", made.pk)
    return redirect("reports:index")


class ReportViewSet(ModelViewSet):
    """« Contenus signalés »: Wagtail has a menu « Signalements » of its own."""

    model = Report
    name = "reports"
    url_prefix = "signalements"
    menu_label = gettext_lazy("Reported contents")
    icon = "warning"
    menu_order = 117
    add_to_admin_menu = True
    index_view_class = ReportIndexView
    form_fields = ["answer"]
    filterset_class = ReportFilterSet
    search_fields = ["words", "page__title", "comment__page__title", "comment__text"]
    search_backend_name = None
    ordering = ["rank", "created_at"]
    list_per_page = 50
    list_display = [
        TitleColumn(
            "title",
            label=gettext_lazy("About"),
            get_url=lambda made: reverse("reports:decide", args=[made.pk]),
        ),
        Column(
            "kind",
            label=gettext_lazy("What"),
            accessor=lambda made: _("Contribution") if made.comment_id else _("Page"),
        ),
        Column("get_reason_display", label=gettext_lazy("Reason"), sort_key="reason"),
        Column("get_state_display", label=gettext_lazy("State"), sort_key="state"),
        Column("community", label=gettext_lazy("Community")),
        DateColumn("created_at", label=gettext_lazy("Received on"), sort_key="created_at"),
    ]

    def get_urlpatterns(self):
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("<int:pk>/", decide, name="decide"),
        ]
