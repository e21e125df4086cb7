"""What becomes of the files that arrive: the queue, the work under way, the failures."""

import django_filters
from django import forms
from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.generic import IndexView, InspectView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.log_actions import log
from wagtail.models import Collection
from wagtail.permission_policies import ModelPermissionPolicy

from community.groups import communities_edited_by
from videos import posters, submissions
from videos.failures import explain_failure
from videos.models import MediaStateChange, VideoMedia, VideoSubmission
from videos.models.media import MediaState
from videos.refusals import advise, explain, spoken_duration

# What needs somebody, then what is at work, then what waits; what is done comes last.
ORDER = [MediaState.FAILED, MediaState.PROCESSING, MediaState.PROBING, MediaState.RECEIVED]


def seen_by(user: AbstractBaseUser) -> QuerySet[VideoMedia]:
    """The files of the communities that a person works for; all for an administrator."""
    if user.is_superuser:
        return VideoMedia.objects.all()
    collections = communities_edited_by(user).values("media_collection")
    return VideoMedia.objects.filter(collection__in=collections)


def reason_of(media: VideoMedia) -> str:
    """Why a media is refused, failed or tried again, in words; empty when all is well."""
    if media.state == MediaState.REFUSED:
        return explain(media.refusal_code, media.refusal_figures)
    if media.failure_code and media.state != MediaState.READY:
        return explain_failure(media.failure_code)
    return ""


def words_of(change: MediaStateChange) -> str:
    """What a line of the history says besides its state."""
    if change.reason == "relaunched":
        return _("Started again by the team.")
    if change.state == MediaState.REFUSED:
        return explain(change.reason, change.media.refusal_figures)
    return explain_failure(change.reason) if change.reason else ""


class StateColumn(Column):
    cell_template_name = "videos/admin/state_cell.html"


class PreparationFilterSet(WagtailFilterSet):
    collection = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Community"),
        queryset=lambda request: Collection.objects.filter(
            pk__in=communities_edited_by(request.user).values("media_collection")
        ),
    )

    class Meta:
        model = VideoMedia
        fields = ["state", "collection"]


class PreparationIndexView(IndexView):
    page_title = gettext_lazy("Preparation of the videos")

    def get_base_queryset(self):
        ranks = [When(state=state, then=Value(rank)) for rank, state in enumerate(ORDER)]
        return (
            seen_by(self.request.user)
            .annotate(rank=Case(*ranks, default=len(ORDER), output_field=IntegerField()))
            .select_related("collection")
            .prefetch_related("history")
        )

    def get_edit_url(self, instance):
        return self.get_inspect_url(instance)

    def get_list_buttons(self, instance):
        return []

    def get_add_url(self):
        return None


class PreparationInspectView(InspectView):
    template_name = "videos/admin/preparation.html"
    page_title = gettext_lazy("Preparation of a video")

    def get_object(self, queryset=None):
        return get_object_or_404(seen_by(self.request.user), pk=self.pk)

    def get_edit_url(self):
        return None

    def get_delete_url(self):
        return None

    def get_context_data(self, **kwargs):
        media = self.object
        return super().get_context_data(**kwargs) | {
            "media": media,
            "reason": reason_of(media),
            "history": [(change, words_of(change)) for change in media.history.all()],
            "advice": advise(media.warnings),
            "pages": media.pages.all(),
            "proposals": list(zip(media.proposed_moments, media.proposal_urls, strict=True)),
            "poster_url": reverse("preparations:choose_poster", args=[media.pk]),
            "relaunch_url": reverse("preparations:relaunch", args=[media.pk]),
        }


@require_POST
def relaunch(request: HttpRequest, pk: int) -> HttpResponse:
    """Start a failed preparation again; a second click finds nothing to start."""
    media = get_object_or_404(seen_by(request.user), pk=pk)
    if submissions.prepare_again(media):
        log(media, "videos.relaunch", user=request.user)
        messages.success(request, _("“%(title)s” is being prepared again.") % {"title": media})
    else:
        messages.info(request, _("Nothing to start again: its state has changed meanwhile."))
    return redirect("preparations:inspect", media.pk)


class MomentForm(forms.Form):
    moment = forms.FloatField(min_value=0)


@require_POST
def choose_poster(request: HttpRequest, pk: int) -> HttpResponse:
    """Have the poster show another moment: one of those proposed, or any."""
    media = get_object_or_404(seen_by(request.user), pk=pk)
    form = MomentForm(request.POST, use_required_attribute=False)
    if form.is_valid() and form.cleaned_data["moment"] <= media.duration:
        posters.choose_moment(media, moment=form.cleaned_data["moment"])
        messages.success(request, _("The poster changes in a few seconds."))
    else:
        messages.error(
            request,
            _("Choose one of the pictures, or a moment between 0 and %(seconds)s seconds.")
            % {"seconds": int(media.duration)},
        )
    return redirect("preparations:inspect", media.pk)


class PreparationViewSet(ModelViewSet):
    model = VideoMedia
    name = "preparations"
    menu_label = gettext_lazy("Preparations")
    icon = "cogs"
    menu_order = 120
    add_to_admin_menu = True
    # Whoever may see the proposals may see what becomes of their files.
    permission_policy = ModelPermissionPolicy(VideoSubmission)
    index_view_class = PreparationIndexView
    index_template_name = "videos/admin/preparations.html"
    inspect_view_class = PreparationInspectView
    inspect_view_enabled = True
    inspect_template_name = "videos/admin/preparation.html"
    copy_view_enabled = False
    form_fields = ["title"]
    filterset_class = PreparationFilterSet
    search_fields = ["title", "original_name"]
    search_backend_name = None
    ordering = ["rank", "-created_at"]
    list_display = [
        "title",
        StateColumn("state", label=gettext_lazy("State"), sort_key="state"),
        Column("reason", label=gettext_lazy("Reason"), accessor=reason_of),
        Column("attempts", label=gettext_lazy("Attempts"), sort_key="attempts"),
        Column(
            "preparation",
            label=gettext_lazy("Prepared in"),
            accessor=lambda media: (
                spoken_duration(media.preparation_seconds) if media.preparation_seconds else "–"
            ),
        ),
        Column("collection", label=gettext_lazy("Community")),
        DateColumn("created_at", label=gettext_lazy("Received"), sort_key="created_at"),
    ]

    def get_urlpatterns(self):
        own = [
            path("relancer/<int:pk>/", relaunch, name="relaunch"),
            path("affiche/<int:pk>/", choose_poster, name="choose_poster"),
        ]
        return [*super().get_urlpatterns(), *own]
