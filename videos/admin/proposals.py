"""The list of proposals in the Wagtail admin."""

from operator import attrgetter

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, Exists, F, OuterRef, Q, When
from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import BaseColumn, Column, Table
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.model import ModelViewSet

from editorial.spreadsheets import neutralise_formula
from editorial.templatetags.dates import duration
from videos.admin import proposal_actions
from videos.admin.proposal_actions import may_take, review_url
from videos.admin.proposal_filters import SEARCHED, ProposalFilterSet, proposals_seen_by, search
from videos.models import VideoSubmission
from videos.models.submissions import SubmissionState


class Cell(Column):
    """A column whose cell is a template of ours: it takes `instance`."""

    def __init__(self, name: str, **kwargs):
        super().__init__(name, **kwargs)
        self.cell_template_name = f"videos/admin/proposals/{name}_cell.html"

    def get_value(self, instance):
        return None


class TitleCell(Cell):
    def get_cell_context_data(self, instance, parent_context):
        return super().get_cell_context_data(instance, parent_context) | {
            # The review then goes from one to the next as the list does.
            "url": (url := review_url(instance)) and url + parent_context["table"].narrowing,
            "several": parent_context["table"].several_communities,
        }


class AssigneeCell(Cell):
    def get_cell_context_data(self, instance, parent_context):
        user = parent_context["request"].user
        return super().get_cell_context_data(instance, parent_context) | {
            "user": user,
            "can_be_taken": may_take(user, instance),
            "here": f"{parent_context['table'].here}#proposal-{instance.pk}",
        }


class CheckboxColumn(BaseColumn):
    header_template_name = "videos/admin/proposals/checkbox_header.html"
    cell_template_name = "videos/admin/proposals/checkbox_cell.html"


class ProposalTable(Table):
    """Each row has an address, so that one comes back to it: `here` is that of the list.

    `narrowing` is the query of its filters, without page nor order.
    """

    def __init__(self, *args, here: str, narrowing: str, several_communities: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.here = here
        self.narrowing = narrowing
        self.several_communities = several_communities

    def get_row_attrs(self, instance):
        attrs = super().get_row_attrs(instance)
        attrs["id"] = f"proposal-{instance.pk}"
        attrs["data-proposal"] = True
        attrs["tabindex"] = -1  # so that coming back to its address focuses it
        return attrs


# What leaves for a spreadsheet: the author as they sign, never their address.
EXPORTED = {
    "title": (gettext_lazy("Title"), attrgetter("title")),
    "state": (gettext_lazy("State"), lambda proposal: proposal.get_state_display()),
    "community": (gettext_lazy("Community"), lambda proposal: str(proposal.community)),
    "theme": (gettext_lazy("Theme"), lambda proposal: str(proposal.theme or "")),
    "levels": (gettext_lazy("Levels"), lambda proposal: ", ".join(proposal.level_labels)),
    "academie": (gettext_lazy("Académie"), lambda proposal: proposal.get_academie_display()),
    "credit": (gettext_lazy("Signature"), attrgetter("credit")),
    "sent_at": (gettext_lazy("Sent on"), attrgetter("sent_at")),
    "version": (gettext_lazy("Sending"), attrgetter("version")),
    "duration": (
        gettext_lazy("Length, in seconds"),
        lambda proposal: round(proposal.media.duration) if proposal.media else "",
    ),
    "captions": (gettext_lazy("Captions"), lambda proposal: in_order(proposal.lacks_captions)),
    "rights": (gettext_lazy("Image rights"), lambda proposal: in_order(proposal.lacks_rights)),
    "assignee": (gettext_lazy("Taken by"), lambda proposal: str(proposal.assignee or "")),
}


def in_order(is_lacking: bool) -> str:
    return _("Missing") if is_lacking else _("In order")


class ProposalIndexView(IndexView):
    """Proposals of the person's communities; those to review first, the oldest first."""

    table_class = ProposalTable
    table_classname = "listing proposals"
    export_filename = "propositions"
    list_export = list(EXPORTED)
    export_headings = {name: label for name, (label, _value) in EXPORTED.items()}
    # Wagtail neutralises the formulas of XLSX only.
    custom_value_preprocess = IndexView.custom_value_preprocess | {
        str: {IndexView.FORMAT_CSV: neutralise_formula}
    }

    def get_base_queryset(self):
        lacking = {
            "lacks_captions": VideoSubmission.objects.missing_captions(),
            "lacks_rights": VideoSubmission.objects.missing_rights(),
            "is_late": VideoSubmission.objects.late(),
        }
        marks = {name: Exists(rows.filter(pk=OuterRef("pk"))) for name, rows in lacking.items()}
        levels = VideoSubmission.levels.through.objects.filter(videosubmission=OuterRef("pk"))
        labels = levels.order_by("level__sort_order").values("level__label")
        return (
            proposals_seen_by(self.request.user)
            .annotate(**marks)
            .annotate(
                waits=Q(state=SubmissionState.IN_REVIEW),
                lacks=Case(When(lacks_captions=True, then=1), default=0)
                + Case(When(lacks_rights=True, then=1), default=0),
                level_labels=ArraySubquery(labels),  # in the same query, not in one of its own
            )
            .select_related("community", "owner", "theme", "media", "assignee")
            .defer("captions", "description", "media__captions", "media__storyboard")
        )

    def order_queryset(self, queryset):
        # A second key: pages would otherwise repeat and lose rows of the same theme.
        return super().order_queryset(queryset).order_by(*self._keys(), "pk")

    def _keys(self) -> list:
        keys = [self.ordering] if isinstance(self.ordering, str) else self.ordering
        return [
            F(key.lstrip("-")).desc(nulls_last=True)
            if key.startswith("-")
            else F(key).asc(nulls_last=True)
            for key in keys
        ]

    def search_queryset(self, queryset):
        return search(queryset, self.search_query)

    @cached_property
    def here(self) -> str:
        """The address of the list as it is narrowed now."""
        query = self.request.GET.copy()
        query.pop("_w_filter_fragment", None)
        index = reverse(self.index_url_name)
        return f"{index}?{query.urlencode()}" if query else index

    @cached_property
    def narrowing(self) -> str:
        kept = [*self.filters.filters, self.search_kwarg]
        query = QueryDict(mutable=True)
        for name in kept:
            if value := self.request.GET.get(name):
                query[name] = value
        return f"?{query.urlencode()}" if query else ""

    def get_table_kwargs(self):
        return super().get_table_kwargs() | {
            "here": self.here,
            "narrowing": self.narrowing,
            "several_communities": "community" in self.filters.filters,
        }

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "here": self.here,
            "bulk_actions": proposal_actions.BULK_ACTIONS.values(),
        }

    def to_row_dict(self, item):
        return {name: value(item) for name, (_label, value) in EXPORTED.items()}

    def get_list_buttons(self, instance):
        return []

    def get_edit_url(self, instance):
        return review_url(instance)

    def get_add_url(self):
        return None

    def get_copy_url(self, instance):
        return None

    def get_delete_url(self, instance):
        return None

    def get_inspect_url(self, instance):
        return None


class ProposalViewSet(ModelViewSet):
    model = VideoSubmission
    name = "propositions"
    menu_label = gettext_lazy("Proposals")
    icon = "tasks"
    menu_order = 110
    add_to_admin_menu = True
    index_view_class = ProposalIndexView
    index_template_name = "videos/admin/proposals/index.html"
    index_results_template_name = "videos/admin/proposals/results.html"
    form_fields = ["title"]
    copy_view_enabled = False
    inspect_view_enabled = False
    filterset_class = ProposalFilterSet
    search_fields = SEARCHED
    search_backend_name = None
    list_per_page = 50
    ordering = ["-waits", "sent_at"]
    list_display = [
        CheckboxColumn("select"),
        TitleCell("title", label=gettext_lazy("Title"), sort_key="title"),
        Cell("state", label=gettext_lazy("State"), sort_key="state"),
        Cell("waiting", label=gettext_lazy("Waits"), sort_key="sent_at"),
        Cell("filing", label=gettext_lazy("Theme and levels"), sort_key="theme__label"),
        Column(
            "duration",
            label=gettext_lazy("Length"),
            accessor=lambda proposal: duration(proposal.media and proposal.media.duration),
            sort_key="media__duration",
        ),
        Cell("lacks", label=gettext_lazy("To complete"), sort_key="lacks"),
        AssigneeCell("assignee", label=gettext_lazy("Taken by"), sort_key="assignee__first_name"),
    ]

    def get_urlpatterns(self):
        # The list is the only one of Wagtail's screens: a proposal is treated in its review.
        own = {"index", "index_results"}
        listing = [each for each in super().get_urlpatterns() if each.name in own]
        return [*listing, *proposal_actions.urlpatterns]
