"""Image rights in the admin: the register, the requests for withdrawal, withdrawing for good."""

import django_filters
from django.db.models import Case, IntegerField, Value, When
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import register_permission_policy

from community.groups import EditorsPolicy, communities_edited_by
from videos.models import RightsEntry, TakedownRequest, VideoPage
from videos.models.rights import TakedownState
from videos.rights import takedowns
from videos.rights.forms import TakedownDecisionForm
from videos.rights.withdrawal import AlreadyWithdrawn, withdraw


class ReadersPolicy(EditorsPolicy):
    """The team of a community reads; nobody adds, changes or deletes by hand."""

    def user_has_permission(self, user, action):
        return action == "view" and super().user_has_permission(user, action)

    def user_has_permission_for_instance(self, user, action, instance):
        return action == "view" and super().user_has_permission_for_instance(user, action, instance)


for model in (RightsEntry, TakedownRequest):
    register_permission_policy(model, ReadersPolicy(model))


class ScopedIndexView(IndexView):
    """Only the rows of the person's communities; each leads to one page, and nothing else."""

    def get_base_queryset(self):
        communities = communities_edited_by(self.request.user)
        return self.model.objects.filter(community__in=communities).select_related("community")

    def get_list_buttons(self, instance):
        return []

    def get_add_url(self):
        return None


def _communities(request):
    return communities_edited_by(request.user)


# -- The register ----------------------------------------------------------------------------------


class RegisterFilterSet(WagtailFilterSet):
    community = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Community"), queryset=_communities
    )
    at = django_filters.DateFromToRangeFilter(
        label=gettext_lazy("When"), widget=django_filters.widgets.RangeWidget({"type": "date"})
    )

    class Meta:
        model = RightsEntry
        fields = ["event", "community", "at"]


class RegisterIndexView(ScopedIndexView):
    page_title = gettext_lazy("Register of image rights")
    template_name = "videos/rights/admin_register.html"

    def get_edit_url(self, instance):
        return reverse("rights_register:record", args=[instance.pk])

    def get_context_data(self, **kwargs):
        unfinished = self.get_base_queryset().to_erase()
        return super().get_context_data(**kwargs) | {"unfinished": list(unfinished)}


def _entry(request: HttpRequest, pk: int) -> RightsEntry:
    entries = RightsEntry.objects.filter(community__in=communities_edited_by(request.user))
    return get_object_or_404(entries.select_related("submission", "community"), pk=pk)


def _entries_of_the_same_video(entry: RightsEntry):
    if entry.submission_id:
        return RightsEntry.objects.filter(submission=entry.submission_id)
    return RightsEntry.objects.filter(submission=None, page_number=entry.page_number)


def video_record(request: HttpRequest, pk: int) -> HttpResponse:
    """All the lines of one video, to read or to print."""
    entry = _entry(request, pk)
    page = VideoPage.objects.filter(pk=entry.page_number).first()
    context = {
        "entry": entry,
        "entries": list(_entries_of_the_same_video(entry)),
        "submission": entry.submission,
        "page": page,
        "header_title": entry.title,
        "breadcrumbs_items": _trail(
            (reverse("rights_register:index"), _("Register of image rights")), ("", entry.title)
        ),
    }
    return TemplateResponse(request, "videos/rights/admin_record.html", context)


def video_record_json(request: HttpRequest, pk: int) -> JsonResponse:
    """The same lines for a machine, or to hand over as a proof: exactly what the rows hold."""
    entry = _entry(request, pk)
    lines = [
        {
            "number": each.pk,
            "at": each.at.isoformat(),
            "event": each.event,
            "title": each.title,
            "page": each.page_number,
            "proposal": each.submission_id,
            "by": each.actor,
            "wording": each.wording,
            "file_sha256": each.file_sha256,
            "data": each.data,
        }
        for each in _entries_of_the_same_video(entry)
    ]
    answer = JsonResponse({"community": entry.community.name, "register": lines})
    answer["Content-Disposition"] = f'attachment; filename="droits-{entry.pk}.json"'
    return answer


@require_http_methods(["GET", "POST"])
def withdraw_page(request: HttpRequest, page_id: int) -> HttpResponse:
    """Withdraw a video for good, in two steps: there is no way back."""
    page = get_object_or_404(VideoPage, pk=page_id)
    theirs = communities_edited_by(request.user).filter(site__root_page__in=page.get_ancestors())
    if not theirs.exists():
        raise Http404
    if request.method == "POST":
        try:
            entry = withdraw(page=page, by=request.user, why="team")
        except AlreadyWithdrawn:
            messages.info(request, _("This video was already withdrawn."))
            return redirect("rights_register:index")
        messages.success(
            request, _("“%(title)s” is withdrawn; its files are being erased.") % {"title": page}
        )
        return redirect("rights_register:record", entry.pk)
    context = {
        "page": page,
        "header_title": _("Withdraw for good"),
        "breadcrumbs_items": _trail(
            (reverse("rights_register:index"), _("Register of image rights")),
            ("", _("Withdraw for good")),
        ),
    }
    return TemplateResponse(request, "videos/rights/admin_withdraw.html", context)


class RegisterViewSet(ModelViewSet):
    """« Registre des droits »: read only."""

    model = RightsEntry
    name = "rights_register"
    url_prefix = "registre-des-droits"
    menu_label = gettext_lazy("Register of rights")
    icon = "list-ul"
    menu_order = 130
    add_to_admin_menu = True
    index_view_class = RegisterIndexView
    index_template_name = "videos/rights/admin_register.html"
    form_fields = ["title"]
    filterset_class = RegisterFilterSet
    search_fields = ["title", "actor"]
    search_backend_name = None
    ordering = ["-at", "-pk"]
    list_display = [
        TitleColumn(
            "title",
            label=gettext_lazy("Video"),
            get_url=lambda entry: reverse("rights_register:record", args=[entry.pk]),
        ),
        Column("get_event_display", label=gettext_lazy("What happened"), sort_key="event"),
        Column("actor", label=gettext_lazy("By whom")),
        Column("community", label=gettext_lazy("Community")),
        DateColumn("at", label=gettext_lazy("When"), sort_key="at"),
    ]

    def get_urlpatterns(self):
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("video/<int:pk>/", video_record, name="record"),
            path("video/<int:pk>/registre.json", video_record_json, name="record_json"),
            path("retirer/<int:page_id>/", withdraw_page, name="withdraw"),
        ]


# -- Requests for withdrawal -----------------------------------------------------------------------


class TakedownFilterSet(WagtailFilterSet):
    community = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Community"), queryset=_communities
    )

    class Meta:
        model = TakedownRequest
        fields = ["state", "reason", "community"]


class TakedownIndexView(ScopedIndexView):
    """Those that wait come first, the oldest of them before the others."""

    page_title = gettext_lazy("Requests for withdrawal")

    def get_base_queryset(self):
        waits = When(state=TakedownState.PENDING, then=Value(0))
        rank = Case(waits, default=Value(1), output_field=IntegerField())
        return super().get_base_queryset().select_related("decided_by").annotate(rank=rank)

    def get_edit_url(self, instance):
        return reverse("takedowns:decide", args=[instance.pk])


@require_http_methods(["GET", "POST"])
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Read a request, watch the video, then withdraw it for good or keep it, with an answer."""
    mine = TakedownRequest.objects.filter(community__in=communities_edited_by(request.user))
    asked = get_object_or_404(mine.select_related("page__media", "decided_by", "community"), pk=pk)
    form = TakedownDecisionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        answer = form.cleaned_data["answer"].strip()
        if "refuse" in request.POST and not answer:
            form.add_error("answer", _("Say why: whoever asked has a right to know."))
        else:
            return _decide(request, asked, answer)
    context = {
        "asked": asked,
        "form": form,
        "others": mine.filter(page=asked.page).exclude(pk=pk) if asked.page else [],
        "header_title": asked.title,
        "breadcrumbs_items": _trail(
            (reverse("takedowns:index"), _("Requests for withdrawal")), ("", asked.title)
        ),
    }
    return TemplateResponse(
        request, "videos/rights/admin_takedown.html", context, status=422 if form.errors else 200
    )


def _decide(request: HttpRequest, asked: TakedownRequest, answer: str) -> HttpResponse:
    try:
        if "accept" in request.POST:
            takedowns.accept(asked, by=request.user, answer=answer)
            messages.success(
                request,
                _("“%(title)s” is withdrawn; its files are being erased.") % {"title": asked.title},
            )
        elif "refuse" in request.POST:
            takedowns.refuse(asked, by=request.user, answer=answer)
            messages.success(request, _("“%(title)s” stays online.") % {"title": asked.title})
    except takedowns.AlreadyDecided as already:
        decided = already.request
        messages.warning(
            request,
            _("Nothing was changed: %(who)s has already decided (%(state)s).")
            % {
                "who": decided.decided_by or _("somebody"),
                "state": decided.get_state_display(),
            },
        )
        return redirect("takedowns:decide", asked.pk)
    return redirect("takedowns:index")


class TakedownViewSet(ModelViewSet):
    """« Demandes de retrait »."""

    model = TakedownRequest
    name = "takedowns"
    url_prefix = "demandes-de-retrait"
    menu_label = gettext_lazy("Requests for withdrawal")
    icon = "warning"
    menu_order = 115
    add_to_admin_menu = True
    index_view_class = TakedownIndexView
    form_fields = ["answer"]
    filterset_class = TakedownFilterSet
    search_fields = ["title"]
    search_backend_name = None
    ordering = ["rank", "created_at"]
    list_display = [
        TitleColumn(
            "title",
            label=gettext_lazy("Video"),
            get_url=lambda asked: reverse("takedowns:decide", args=[asked.pk]),
        ),
        Column("get_reason_display", label=gettext_lazy("Reason"), sort_key="reason"),
        Column("get_state_display", label=gettext_lazy("State"), sort_key="state"),
        DateColumn("hidden_at", label=gettext_lazy("Hidden since")),
        Column("community", label=gettext_lazy("Community")),
        DateColumn("created_at", label=gettext_lazy("Asked"), sort_key="created_at"),
    ]

    def get_urlpatterns(self):
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("<int:pk>/", decide, name="decide"),
        ]


def _trail(*steps: tuple[str, str]) -> list[dict]:
    home = {"url": reverse("wagtailadmin_home"), "label": _("Home")}
    return [home, *({"url": address, "label": label} for address, label in steps)]
