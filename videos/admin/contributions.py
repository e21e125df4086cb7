"""« Contributions » in the admin: what waits first; read, show, or refuse with a reason."""

import django_filters
from django import forms
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import register_permission_policy

from community.groups import EditorsPolicy, communities_edited_by, pages_of
from community.models import Community
from videos.conversation import moderation
from videos.models import Comment, DecisionReason, VideoPage
from videos.models.conversation import CommentState, ReportState


def seen_by(user):
    """The contributions under the videos of a person's communities; not those deleted."""
    pages = pages_of(VideoPage.objects.all(), communities_edited_by(user))
    found = Comment.objects.filter(page__in=pages).exclude(state=CommentState.DELETED)
    return found.select_related("page")


class ContributionsPolicy(EditorsPolicy):
    """A contribution belongs to the community of its page."""

    def instances_user_has_permission_for(self, user, action):
        return seen_by(user)


register_permission_policy(Comment, ContributionsPolicy(Comment))


class ContributionFilterSet(WagtailFilterSet):
    state = django_filters.ChoiceFilter(
        label=gettext_lazy("State"),
        choices=[
            (value, label) for value, label in CommentState.choices if value != CommentState.DELETED
        ],
    )
    reported = django_filters.BooleanFilter(
        label=gettext_lazy("Reported"), method="only_reported", widget=forms.CheckboxInput
    )
    community = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Community"),
        queryset=lambda request: communities_edited_by(request.user),
        method="of_the_community",
    )

    class Meta:
        model = Comment
        fields = ["state"]

    def only_reported(self, comments, name, value):
        return comments.filter(pending_reports__gt=0) if value else comments

    def of_the_community(self, comments, name, community):
        return comments.filter(page__path__startswith=community.site.root_page.path)


class ContributionIndexView(IndexView):
    """Those that wait come first, the oldest of them before the others."""

    page_title = gettext_lazy("Contributions")

    def get_base_queryset(self):
        pending = Count("reports", filter=Q(reports__state=ReportState.PENDING))
        return seen_by(self.request.user).annotate(
            waits=Q(state=CommentState.PENDING), pending_reports=pending
        )

    def get_edit_url(self, instance):
        return reverse("contributions_admin:decide", args=[instance.pk])

    def get_list_buttons(self, instance):
        return []

    def get_add_url(self):
        return None


class RefusalForm(forms.Form):
    """Why: a reason that the team keeps ready fills the words, which may be changed."""

    chosen = forms.ModelChoiceField(
        DecisionReason.objects.none(),
        label=gettext_lazy("A reason that you give often"),
        required=False,
        empty_label=gettext_lazy("None: in my own words"),
    )
    reason = forms.CharField(
        label=gettext_lazy("What its author reads"),
        help_text=gettext_lazy("Left empty, the reason chosen above is sent as it is."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args, community: Community, **kwargs):
        super().__init__(*args, **kwargs)
        ready = DecisionReason.objects.filter(
            community=community, action=DecisionReason.Action.REFUSE
        )
        self.fields["chosen"].queryset = ready.order_by("sort_order", "pk")

    def clean(self):
        cleaned = super().clean()
        words = cleaned.get("reason", "").strip()
        if not words and cleaned.get("chosen"):
            words = cleaned["chosen"].words
        if not words:
            self.add_error("reason", _("Say why: choose a reason or write a few words."))
        return cleaned | {"reason": words}


@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Read a contribution where it was written, then show it or not; the next one follows."""
    comment = seen_by(request.user).filter(pk=pk).first()
    if not comment:
        raise Http404
    community = Community.for_site(comment.page.get_site())
    refusing = request.method == "POST" and "refuse" in request.POST
    form = RefusalForm(request.POST if refusing else None, community=community)
    if request.method == "POST" and (not refusing or form.is_valid()):
        return _decide(request, comment, form)
    context = {
        "comment": comment,
        "form": form,
        "mark": moderation.mark(comment),
        "reports": comment.reports.order_by("-created_at"),
        "thread": comment.parent,
        "waiting": seen_by(request.user).to_moderate().exclude(pk=pk).count(),
        "header_title": _("Contribution to “%(title)s”") % {"title": comment.page.title},
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": reverse("contributions_admin:index"), "label": _("Contributions")},
            {"url": "", "label": Truncator(comment.text).chars(40)},
        ],
    }
    status = 422 if form.errors else 200
    return TemplateResponse(request, "videos/admin/contribution.html", context, status=status)


def _decide(request: HttpRequest, comment: Comment, form: RefusalForm) -> HttpResponse:
    seen = request.POST.get("seen", "")
    try:
        if "publish" in request.POST:
            moderation.publish(comment, by=request.user, seen=seen)
            messages.success(request, _("It is online; its author is told."))
        elif "refuse" in request.POST:
            reason = form.cleaned_data["reason"]
            moderation.refuse(comment, by=request.user, reason=reason, seen=seen)
            messages.success(request, _("It does not show; its author is told why."))
    except moderation.AlreadyDecided as already:
        messages.warning(request, _told(already.comment))
        if already.comment and already.comment.state != CommentState.DELETED:
            return redirect("contributions_admin:decide", already.comment.pk)
        return redirect("contributions_admin:index")
    following = seen_by(request.user).to_moderate().first()
    if following and "next" in request.POST:
        return redirect("contributions_admin:decide", following.pk)
    return redirect("contributions_admin:index")


def _told(comment: Comment | None) -> str:
    if not comment or comment.state == CommentState.DELETED:
        return _("Its author has deleted it: there is nothing to decide any more.")
    if not comment.decided_by:
        return _("Its author has changed it: nothing was decided, here it is as it is now.")
    return _("%(who)s has decided meanwhile: %(state)s. Nothing was changed.") % {
        "who": comment.decided_by,
        "state": comment.get_state_display(),
    }


class ContributionViewSet(ModelViewSet):
    model = Comment
    name = "contributions_admin"
    url_prefix = "contributions"
    menu_label = gettext_lazy("Contributions")
    icon = "comment"
    menu_order = 116
    add_to_admin_menu = True
    index_view_class = ContributionIndexView
    copy_view_enabled = False
    form_fields = ["text"]
    filterset_class = ContributionFilterSet
    search_fields = ["text", "signature", "page__title"]
    search_backend_name = None
    ordering = ["-waits", "created_at"]
    list_per_page = 50
    list_display = [
        TitleColumn(
            "text",
            label=gettext_lazy("Contribution"),
            accessor=lambda comment: Truncator(comment.text).chars(90),
            get_url=lambda comment: reverse("contributions_admin:decide", args=[comment.pk]),
        ),
        Column("signature", label=gettext_lazy("Author")),
        Column("page", label=gettext_lazy("Video"), accessor="page.title"),
        Column("get_state_display", label=gettext_lazy("State"), sort_key="state"),
        Column("pending_reports", label=gettext_lazy("Reports")),
        DateColumn("created_at", label=gettext_lazy("Written on"), sort_key="created_at"),
    ]

    def get_urlpatterns(self):
        """Neither added nor edited by hand: a contribution is its author's."""
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("<int:pk>/", decide, name="decide"),
        ]

    def get_common_view_kwargs(self, **kwargs):
        names = super().get_common_view_kwargs(**kwargs)
        return names | dict.fromkeys(
            ["add_url_name", "edit_url_name", "delete_url_name", "usage_url_name"]
        )
