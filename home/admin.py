"""Screens of the Wagtail admin: what the contact form brought, the addresses of the former sites.

Both are scoped: who edits a community sees what is its own, and nothing else exists for them.
"""

import django_filters
from django import forms
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets import AdminPageChooser, HeaderButton
from wagtail.permissions import register_permission_policy

from community.groups import EditorsPolicy, communities_edited_by, own_pages
from home import contact, former_import
from home.models import SENT_WITHIN, ContactMessage
from videos.admin.own import OwnDeleteView, OwnEditView, OwnHistoryView, OwnUsageView
from videos.models import FormerVideo, VideoPage


class ContactPolicy(EditorsPolicy):
    """A message is read, sent again, deleted; nobody writes in another's place."""

    def user_has_permission(self, user, action):
        return action not in {"add", "change"} and super().user_has_permission(user, action)


class FormerPolicy(EditorsPolicy):
    """Former addresses come from a table, then are corrected one by one."""

    def user_has_permission(self, user, action):
        return action != "add" and super().user_has_permission(user, action)


register_permission_policy(ContactMessage, ContactPolicy(ContactMessage))
register_permission_policy(FormerVideo, FormerPolicy(FormerVideo))


class ContactFilterSet(WagtailFilterSet):
    state = django_filters.ChoiceFilter(
        label=gettext_lazy("State"),
        choices=[
            ("sent", gettext_lazy("sent")),
            ("stuck", gettext_lazy("has not left")),
        ],
        method="by_state",
    )
    community = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Community"),
        queryset=lambda request: communities_edited_by(request.user),
    )

    class Meta:
        model = ContactMessage
        fields = ["state", "community"]

    def by_state(self, messages, name, value):
        return messages.stuck() if value == "stuck" else messages.exclude(sent_at=None)


class ContactIndexView(IndexView):
    template_name = "home/admin/contact_messages.html"

    def get_base_queryset(self):
        own = communities_edited_by(self.request.user)
        return ContactMessage.objects.filter(community__in=own).select_related("community")


def contact_message(request: HttpRequest, pk: int) -> HttpResponse:
    """Read a message: it may have stayed here though the team's mailbox has nothing."""
    message = _own_message(request, pk)
    context = {
        "message": message,
        "header_title": str(message),
        "header_icon": "mail",
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": reverse("contact_messages:index"), "label": _("Contact")},
            {"url": "", "label": str(message)},
        ],
    }
    return TemplateResponse(request, "home/admin/contact_message.html", context)


@require_POST
def send_again(request: HttpRequest, pk: int) -> HttpResponse:
    message = _own_message(request, pk)
    if message.sent_at:
        messages.success(request, _("This message has reached the team already."))
    else:
        contact.queue(message)
        messages.success(request, _("It leaves again now."))
    return redirect("contact_messages:read", pk)


def _own_message(request: HttpRequest, pk: int) -> ContactMessage:
    own = communities_edited_by(request.user)
    message = ContactMessage.objects.filter(pk=pk, community__in=own).first()
    if not message:
        raise Http404
    return message


def _state_of(message: ContactMessage) -> str:
    if message.sent_at:
        return _("sent")
    recent = timezone.now() - message.created_at < SENT_WITHIN
    return _("leaves now") if recent else _("has not left")


class ContactMessageViewSet(ModelViewSet):
    model = ContactMessage
    name = "contact_messages"
    url_prefix = "contact"
    menu_label = gettext_lazy("Contact")
    icon = "mail"
    menu_order = 480
    add_to_admin_menu = True
    index_view_class = ContactIndexView
    delete_view_class = OwnDeleteView
    history_view_class = OwnHistoryView
    usage_view_class = OwnUsageView
    copy_view_enabled = False
    inspect_view_enabled = False
    filterset_class = ContactFilterSet
    search_fields = ["subject", "name", "email", "words"]
    search_backend_name = None
    list_per_page = 50
    ordering = ["-created_at", "-pk"]
    form_fields = []
    list_display = [
        TitleColumn(
            "subject",
            label=gettext_lazy("Subject"),
            accessor=lambda message: message.subject or Truncator(message.words).chars(60),
            get_url=lambda message: reverse("contact_messages:read", args=[message.pk]),
        ),
        Column("name", label=gettext_lazy("From")),
        DateColumn("created_at", label=gettext_lazy("Written")),
        Column("state", label=gettext_lazy("State"), accessor=_state_of),
        Column("community", label=gettext_lazy("Community")),
    ]

    def get_urlpatterns(self):
        return [
            *super().get_urlpatterns(),
            path("lire/<int:pk>/", contact_message, name="read"),
            path("renvoyer/<int:pk>/", send_again, name="send_again"),
        ]


class FormerVideoForm(WagtailAdminModelForm):
    """The video of a former address: one of the same community, published or not yet."""

    class Meta:
        model = FormerVideo
        fields = ["title", "page"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["page"].queryset = own_pages(VideoPage.objects.all(), self.for_user)
        self.fields["page"].widget = AdminPageChooser(target_models=[VideoPage])
        self.fields["title"].help_text = gettext_lazy(
            "With no video, its former address leads to a search with these words."
        )

    def clean_page(self):
        page = self.cleaned_data["page"]
        home = self.instance.community.site.root_page
        if page and not page.is_descendant_of(home):
            raise forms.ValidationError(_("Choose a video of the same community."))
        return page


class FormerFilterSet(WagtailFilterSet):
    leads = django_filters.ChoiceFilter(
        label=gettext_lazy("Leads to"),
        choices=[
            ("video", gettext_lazy("a video")),
            ("search", gettext_lazy("a search")),
        ],
        method="by_target",
    )
    community = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Community"),
        queryset=lambda request: communities_edited_by(request.user),
    )

    class Meta:
        model = FormerVideo
        fields = ["leads", "community"]

    def by_target(self, videos, name, value):
        return videos.filter(Q(page=None) if value == "search" else ~Q(page=None))


class FormerIndexView(IndexView):
    def get_base_queryset(self):
        own = communities_edited_by(self.request.user)
        found = FormerVideo.objects.filter(community__in=own)
        return found.select_related("community", "page")

    @property
    def header_buttons(self):
        url = reverse("former_videos:import")
        return [HeaderButton(_("Import a table"), url=url, icon_name="upload")]


class ImportForm(forms.Form):
    community = forms.ModelChoiceField(None, label=gettext_lazy("Community"), empty_label=None)
    table = forms.FileField(
        label=gettext_lazy("Table (CSV)"),
        help_text=gettext_lazy(
            "Columns: uuid, titre, video (the address of its page here; may be empty). Importing "
            "the same table twice changes nothing."
        ),
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["community"].queryset = communities_edited_by(user)

    def clean_table(self):
        file = self.cleaned_data["table"]
        if file.size > former_import.MAX_BYTES:
            raise forms.ValidationError(_("This file is too large: 5 MB at most."))
        try:
            return former_import.read(file.read())
        except former_import.NotATable as refusal:
            raise forms.ValidationError(str(refusal)) from refusal


def import_table(request: HttpRequest) -> HttpResponse:
    """Add the former addresses of one's community from a table; errors are said line by line."""
    if not communities_edited_by(request.user).exists():
        raise Http404
    posted = request.method == "POST"
    form = ImportForm(
        request.POST if posted else None, request.FILES if posted else None, user=request.user
    )
    result = None
    if posted and form.is_valid():
        result = former_import.import_rows(
            form.cleaned_data["community"], form.cleaned_data["table"]
        )
        messages.success(request, former_import.summary(result))
        if not result.errors:
            return redirect("former_videos:index")
    context = {
        "form": form,
        "result": result,
        "header_title": _("Import a table"),
        "header_icon": "upload",
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": reverse("former_videos:index"), "label": _("Former addresses")},
            {"url": "", "label": _("Import a table")},
        ],
    }
    return TemplateResponse(request, "home/admin/import_former.html", context)


class FormerVideoViewSet(ModelViewSet):
    model = FormerVideo
    name = "former_videos"
    url_prefix = "anciennes-adresses"
    menu_label = gettext_lazy("Former addresses")
    icon = "redirect"
    menu_order = 900
    add_to_settings_menu = True
    index_view_class = FormerIndexView
    edit_view_class = OwnEditView
    delete_view_class = OwnDeleteView
    history_view_class = OwnHistoryView
    usage_view_class = OwnUsageView
    copy_view_enabled = False
    inspect_view_enabled = False
    filterset_class = FormerFilterSet
    search_fields = ["title"]
    search_backend_name = None
    list_per_page = 50
    ordering = ["title", "pk"]
    list_display = [
        "__str__",
        Column(
            "page",
            label=gettext_lazy("Leads to"),
            accessor=lambda former: former.page.title if former.page else _("a search"),
        ),
        Column("community", label=gettext_lazy("Community")),
    ]

    def get_form_class(self, for_update=False):
        return FormerVideoForm

    def get_urlpatterns(self):
        return [*super().get_urlpatterns(), path("importer/", import_table, name="import")]
