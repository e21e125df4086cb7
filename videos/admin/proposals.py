"""The list of proposals in the Wagtail admin."""

import django_filters
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.model import ModelViewSet

from community.groups import communities_of
from community.models import Theme
from videos.models import VideoSubmission
from videos.models.submissions import SubmissionState


class SubmissionFilterSet(WagtailFilterSet):
    community = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Community"), queryset=lambda request: communities_of(request.user)
    )
    theme = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Theme"),
        queryset=lambda request: Theme.objects.filter(community__in=communities_of(request.user)),
    )

    class Meta:
        model = VideoSubmission
        fields = ["state", "community", "theme"]


class SubmissionIndexView(IndexView):
    """Proposals of the person's communities; those to review first, the oldest first."""

    def get_base_queryset(self):
        communities = communities_of(self.request.user)
        return (
            VideoSubmission.objects.filter(community__in=communities)
            .exclude(sent_at=None)
            .annotate(waits=Q(state=SubmissionState.IN_REVIEW))
            .select_related("community", "owner", "theme", "media", "page")
        )

    def get_edit_url(self, instance):
        if instance.page_id:
            return reverse("wagtailadmin_pages:edit", args=[instance.page_id])
        return None

    def get_add_url(self):
        return None

    def get_copy_url(self, instance):
        return None

    def get_delete_url(self, instance):
        return None

    def get_inspect_url(self, instance):
        return None


class SubmissionViewSet(ModelViewSet):
    model = VideoSubmission
    name = "propositions"
    menu_label = gettext_lazy("Proposals")
    icon = "tasks"
    menu_order = 110
    add_to_admin_menu = True
    index_view_class = SubmissionIndexView
    form_fields = ["title"]
    copy_view_enabled = False
    inspect_view_enabled = False
    filterset_class = SubmissionFilterSet
    search_fields = ["title", "description"]
    search_backend_name = None
    ordering = ["-waits", "sent_at"]
    list_display = [
        "title",
        Column("get_state_display", label=gettext_lazy("State"), sort_key="state"),
        Column("theme", label=gettext_lazy("Theme")),
        Column("community", label=gettext_lazy("Community")),
        Column("owner", label=gettext_lazy("Author")),
        DateColumn("sent_at", label=gettext_lazy("Sent"), sort_key="sent_at"),
    ]
