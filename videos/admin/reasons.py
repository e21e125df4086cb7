"""The reasons of decisions that a team keeps ready, in its own words."""

import django_filters
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import register_permission_policy

from community.groups import EditorsPolicy, communities_edited_by
from videos.admin.own import OwnDeleteView, OwnEditView, OwnHistoryView, OwnUsageView
from videos.models import DecisionReason
from videos.reasons import give_starting_reasons

register_permission_policy(DecisionReason, EditorsPolicy(DecisionReason))


class ReasonFilterSet(WagtailFilterSet):
    community = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Community"),
        queryset=lambda request: communities_edited_by(request.user),
    )

    class Meta:
        model = DecisionReason
        fields = ["action", "community"]


class ReasonForm(WagtailAdminModelForm):
    class Meta:
        model = DecisionReason
        fields = ["community", "action", "label", "words", "sort_order"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        own = communities_edited_by(self.for_user)
        self.fields["community"].queryset = own
        self.fields["community"].initial = own.first()
        self.fields["label"].help_text = gettext_lazy("What your team reads when it chooses.")
        self.fields["words"].help_text = gettext_lazy(
            "Say what is good, then what to do: they are proposed, and may be changed each time."
        )
        self.fields["sort_order"].help_text = gettext_lazy("The smallest comes first.")


class ReasonIndexView(IndexView):
    template_name = "videos/admin/reasons.html"

    def get_base_queryset(self):
        own = communities_edited_by(self.request.user)
        return DecisionReason.objects.filter(community__in=own).select_related("community")

    @cached_property
    def without_any(self):
        """The person's communities that have no reason at all."""
        reasons = DecisionReason.objects.filter(community=OuterRef("pk"))
        return communities_edited_by(self.request.user).exclude(Exists(reasons))

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"without_any": self.without_any}


@require_POST
def start(request: HttpRequest, community_id: int) -> HttpResponse:
    """Give a community that was opened before them the reasons to start with."""
    community = communities_edited_by(request.user).filter(pk=community_id).first()
    if not community:
        raise Http404
    give_starting_reasons(community)
    messages.success(request, _("Here are reasons to start with: change them, they are yours."))
    return redirect(reverse("reasons:index"))


class ReasonViewSet(ModelViewSet):
    model = DecisionReason
    name = "reasons"
    url_prefix = "motifs"
    menu_label = gettext_lazy("Reasons of decisions")
    icon = "comment"
    menu_order = 130
    add_to_admin_menu = True
    index_view_class = ReasonIndexView
    index_template_name = "videos/admin/reasons.html"
    edit_view_class = OwnEditView
    delete_view_class = OwnDeleteView
    history_view_class = OwnHistoryView
    usage_view_class = OwnUsageView
    copy_view_enabled = False
    inspect_view_enabled = False
    filterset_class = ReasonFilterSet
    search_fields = ["label", "words"]
    search_backend_name = None
    sort_order_field = None
    list_per_page = 50
    ordering = ["community__name", "action", "sort_order", "pk"]
    list_display = [
        "label",
        Column("get_action_display", label=gettext_lazy("Decision"), sort_key="action"),
        Column(
            "words",
            label=gettext_lazy("What the author reads"),
            accessor=lambda reason: Truncator(reason.words).chars(120),
        ),
        Column("community", label=gettext_lazy("Community"), sort_key="community__name"),
        Column("sort_order", label=gettext_lazy("Order"), sort_key="sort_order"),
    ]

    def get_form_class(self, for_update=False):
        return ReasonForm

    def get_urlpatterns(self):
        own = path("demarrer/<int:community_id>/", start, name="start")
        return [*super().get_urlpatterns(), own]
