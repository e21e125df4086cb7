"""Who may propose, for the team: accepted address endings, and requests for access."""

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.generic import IndexView, InspectView
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup
from wagtail.admin.widgets.button import HeaderButton
from wagtail.log_actions import log
from wagtail.permissions import register_permission_policy

from community.eligibility import accept_endings, clean_domain, is_public_mailbox
from community.groups import EditorsPolicy, communities_edited_by
from community.models import AccessRequest, AccessState, AddressEnding
from videos import access_requests
from videos.admin.own import Own, OwnDeleteView, OwnEditView, OwnHistoryView, OwnUsageView

MAX_LINES = 500

for model in (AddressEnding, AccessRequest):
    register_permission_policy(model, EditorsPolicy(model))


class AddressEndingFilterSet(WagtailFilterSet):
    community = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Community"),
        queryset=lambda request: communities_edited_by(request.user),
    )

    class Meta:
        model = AddressEnding
        fields = ["community"]


def public_mailbox_warning(domains: list[str]) -> str:
    return ngettext(
        "Anybody can open a mailbox at %(domains)s: accepting it lets everybody propose. Accept "
        "rather each person’s request, or tick the box below if that is what you want.",
        "Anybody can open a mailbox at %(domains)s: accepting them lets everybody propose. Accept "
        "rather each person’s request, or tick the box below if that is what you want.",
        len(domains),
    ) % {"domains": ", ".join(domains)}


OPEN_TO_ALL = gettext_lazy("Accept an address ending that is open to everybody")


class AddressEndingForm(WagtailAdminModelForm):
    open_to_all = forms.BooleanField(label=OPEN_TO_ALL, required=False)

    class Meta:
        model = AddressEnding
        fields = ["community", "domain", "note"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        own = communities_edited_by(self.for_user)
        self.fields["community"].queryset = own
        self.fields["community"].initial = own.first()

    def clean_domain(self):
        return clean_domain(self.cleaned_data["domain"])

    def clean(self):
        cleaned = super().clean()
        domain, community = cleaned.get("domain"), cleaned.get("community")
        if not domain or not community:
            return cleaned
        same = community.address_endings.filter(domain=domain).exclude(pk=self.instance.pk)
        if same.exists():
            self.add_error("domain", _("This address ending is accepted already."))
        if is_public_mailbox(domain) and not cleaned["open_to_all"]:
            self.add_error("domain", public_mailbox_warning([domain]))
        return cleaned


class ImportForm(forms.Form):
    """Several address endings at once, one a line, as a spreadsheet's column is pasted."""

    community = forms.ModelChoiceField(label=gettext_lazy("Community"), queryset=None)
    lines = forms.CharField(
        label=gettext_lazy("Address endings, one a line"),
        help_text=gettext_lazy("What follows the @, in full: ac-lille.fr"),
        widget=forms.Textarea(attrs={"rows": 12}),
    )
    note = forms.CharField(
        label=gettext_lazy("Note"),
        help_text=gettext_lazy("Where the list comes from, for your colleagues."),
        max_length=120,
        required=False,
    )
    open_to_all = forms.BooleanField(label=OPEN_TO_ALL, required=False)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        own = communities_edited_by(user)
        self.fields["community"].queryset = own
        self.fields["community"].initial = own.first()

    def clean_lines(self) -> list[str]:
        """Return the domains. Each line that is not one is told, with its number."""
        lines = self.cleaned_data["lines"].splitlines()
        if len(lines) > MAX_LINES:
            raise ValidationError(_("At most %(count)s lines at once.") % {"count": MAX_LINES})
        domains, errors = [], []
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                domains.append(clean_domain(line))
            except ValidationError as error:
                for message in error.messages:
                    errors.append(
                        _("Line %(number)s: %(message)s") % {"number": number, "message": message}
                    )
        if errors:
            raise ValidationError(errors)
        return domains

    def clean(self):
        cleaned = super().clean()
        public = [each for each in cleaned.get("lines", []) if is_public_mailbox(each)]
        if public and not cleaned["open_to_all"]:
            self.add_error("lines", public_mailbox_warning(public))
        return cleaned


def import_endings(request: HttpRequest) -> HttpResponse:
    """Accept several address endings at once. All the lines must be sound, or none is kept."""
    if not communities_edited_by(request.user).exists():
        raise Http404
    form = ImportForm(request.POST or None, user=request.user)
    if form.is_valid():
        lines = form.cleaned_data["lines"]
        community, note = form.cleaned_data["community"], form.cleaned_data["note"]
        new = accept_endings(community, lines, note=note)
        for ending in community.address_endings.filter(domain__in=new):
            log(ending, "wagtail.create", user=request.user)
        messages.success(
            request,
            ngettext(
                "%(count)s address ending added; %(known)s were accepted already.",
                "%(count)s address endings added; %(known)s were accepted already.",
                len(new),
            )
            % {"count": len(new), "known": len(set(lines)) - len(new)},
        )
        return redirect("address_endings:index")
    context = {
        "form": form,
        "header_title": _("Import address endings"),
        "header_icon": "mail",
        "breadcrumbs_items": [
            {"url": reverse("address_endings:index"), "label": _("Accepted addresses")},
            {"url": "", "label": _("Import address endings")},
        ],
    }
    return TemplateResponse(request, "community/admin/import_endings.html", context)


class AddressEndingIndexView(IndexView):
    page_title = gettext_lazy("Accepted addresses")
    add_item_label = gettext_lazy("Add an ending")

    def get_base_queryset(self):
        own = communities_edited_by(self.request.user)
        return AddressEnding.objects.filter(community__in=own).select_related("community")

    @cached_property
    def header_buttons(self):
        several = HeaderButton(
            _("Import several"), url=reverse("address_endings:import"), icon_name="upload"
        )
        return [*super().header_buttons, several]


class AddressEndingViewSet(ModelViewSet):
    model = AddressEnding
    name = "address_endings"
    url_prefix = "adresses-acceptees"
    menu_label = gettext_lazy("Accepted addresses")
    icon = "mail"
    index_view_class = AddressEndingIndexView
    edit_view_class = OwnEditView
    delete_view_class = OwnDeleteView
    history_view_class = OwnHistoryView
    usage_view_class = OwnUsageView
    copy_view_enabled = False
    filterset_class = AddressEndingFilterSet
    search_fields = ["domain", "note"]
    search_backend_name = None
    ordering = ["domain"]
    list_per_page = 50
    list_display = ["domain", "note", Column("community", label=gettext_lazy("Community"))]

    def get_form_class(self, for_update=False):
        return AddressEndingForm

    def get_urlpatterns(self):
        return [path("importer/", import_endings, name="import"), *super().get_urlpatterns()]


class RefusalForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why, in words that the person will read"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": gettext_lazy("Say why: the person reads it.")},
    )


class AccessRequestFilterSet(WagtailFilterSet):
    community = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Community"),
        queryset=lambda request: communities_edited_by(request.user),
    )

    class Meta:
        model = AccessRequest
        fields = ["state", "role", "community"]


class AccessRequestIndexView(IndexView):
    """Requests of the person's communities: those that wait first, the oldest first."""

    page_title = gettext_lazy("Requests for access")

    def get_base_queryset(self):
        own = communities_edited_by(self.request.user)
        return (
            AccessRequest.objects.filter(community__in=own)
            .annotate(waits=Q(state=AccessState.PENDING))
            .select_related("community", "user")
        )

    def get_edit_url(self, instance):
        return self.get_inspect_url(instance)

    def get_list_buttons(self, instance):
        return []

    def get_add_url(self):
        return None


class AccessRequestView(Own, InspectView):
    """One request, and the two answers: both are sent to this address."""

    template_name = "community/admin/access_request.html"
    page_title = gettext_lazy("Request for access")

    def get_edit_url(self):
        return None

    def get_delete_url(self):
        return None

    def get_context_data(self, **kwargs):
        others = self.object.user.access_requests.filter(community=self.object.community)
        return super().get_context_data(**kwargs) | {
            "asked": self.object,
            "is_pending": self.object.state == AccessState.PENDING,
            "earlier": others.filter(created_at__lt=self.object.created_at).order_by("-created_at"),
            "refusal_form": kwargs.get("refusal_form") or RefusalForm(),
        }

    def post(self, request, *args, **kwargs):
        form = RefusalForm(request.POST)
        try:
            if "accept" in request.POST:
                access_requests.accept(self.object, by=request.user)
            elif form.is_valid():
                reason = form.cleaned_data["reason"]
                access_requests.refuse(self.object, by=request.user, reason=reason)
            else:
                return self.render_to_response(self.get_context_data(refusal_form=form), status=422)
        except access_requests.AlreadyDecided as answered:
            return self._told(answered.request)
        messages.success(request, _("Your answer has left by e-mail."))
        return redirect("access_requests:index")

    def _told(self, answered: AccessRequest) -> HttpResponse:
        """Show the answer that a colleague gave meanwhile: nothing was changed, nothing sent."""
        messages.warning(
            self.request,
            _("%(who)s has answered meanwhile: %(state)s. Nothing was changed.")
            % {"who": answered.decided_by or "–", "state": answered.get_state_display()},
        )
        self.object = answered
        return self.render_to_response(self.get_context_data(), status=409)


class AccessRequestViewSet(ModelViewSet):
    model = AccessRequest
    name = "access_requests"
    url_prefix = "demandes-d-acces"
    menu_label = gettext_lazy("Requests for access")
    icon = "user"
    index_view_class = AccessRequestIndexView
    inspect_view_class = AccessRequestView
    inspect_view_enabled = True
    inspect_template_name = AccessRequestView.template_name
    history_view_class = OwnHistoryView
    copy_view_enabled = False
    form_fields = ["role"]
    filterset_class = AccessRequestFilterSet
    search_fields = ["user__email", "organisation", "words"]
    search_backend_name = None
    ordering = ["-waits", "created_at"]
    list_display = [
        Column("user", label=gettext_lazy("Member"), accessor="user.email"),
        Column("get_role_display", label=gettext_lazy("Role"), sort_key="role"),
        "organisation",
        Column("get_state_display", label=gettext_lazy("State"), sort_key="state"),
        Column("community", label=gettext_lazy("Community")),
        DateColumn("created_at", label=gettext_lazy("Asked on"), sort_key="created_at"),
    ]

    def get_urlpatterns(self):
        """Neither added nor edited nor deleted by hand: a request is answered."""
        kept = {"index", "index_results", "inspect", "history", "history_results"}
        return [each for each in super().get_urlpatterns() if each.name in kept]

    def get_common_view_kwargs(self, **kwargs):
        names = super().get_common_view_kwargs(**kwargs)
        return names | dict.fromkeys(
            ["add_url_name", "edit_url_name", "delete_url_name", "usage_url_name"]
        )


class MembersViewSetGroup(ModelViewSetGroup):
    items = (AccessRequestViewSet, AddressEndingViewSet)
    menu_label = gettext_lazy("Who may propose")
    menu_icon = "group"
    menu_order = 130
