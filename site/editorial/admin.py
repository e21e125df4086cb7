"""Screens of the Wagtail admin: the messages that a community puts in its own words."""

from typing import NamedTuple

from django import forms
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages as notices
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import log

from community.groups import communities_edited_by, roles_of
from community.models import Community
from editorial import messages
from editorial.mail import deliver
from editorial.models import MessageTemplate


class MessageForm(forms.ModelForm):
    """The words of a message, refused in words when the portal could not fill them."""

    class Meta:
        model = MessageTemplate
        fields = ["subject", "body"]
        widgets = {
            "subject": forms.TextInput(attrs={"size": 60}),
            "body": forms.Textarea(attrs={"rows": 16}),
        }

    # Who writes over what a colleague has saved since must know it.
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, kind: messages.Kind, **kwargs):
        super().__init__(*args, **kwargs)
        self.kind = kind
        self.fields["subject"].help_text = gettext_lazy("One line.")
        self.fields["body"].help_text = gettext_lazy(
            "Plain text: an empty line makes a paragraph, an address becomes a link."
        )

    def clean_subject(self):
        subject = self.cleaned_data["subject"]
        _refuse(messages.problems(self.kind, subject))
        return subject

    def clean_body(self):
        body = self.cleaned_data["body"]
        _refuse(messages.problems(self.kind, body) + messages.missing(self.kind, body))
        return body


def _refuse(problems: list[str]) -> None:
    if problems:
        raise forms.ValidationError(problems)


class Line(NamedTuple):
    """One message of a community's list; `rewritten` is None while the portal's words leave."""

    kind: messages.Kind
    rewritten: MessageTemplate | None
    url: str


def list_messages(request: HttpRequest) -> HttpResponse:
    """Which messages leave by themselves, when, and in whose words."""
    communities = list(communities_edited_by(request.user).order_by("name"))
    if not communities:
        raise Http404
    rewritten = {
        (template.community_id, template.name): template
        for template in MessageTemplate.objects.filter(community__in=communities)
    }
    lines = [
        (
            community,
            [
                Line(
                    kind,
                    rewritten.get((community.pk, kind.name)),
                    reverse("message_edit", args=[community.pk, kind.name]),
                )
                for kind in messages.kinds()
            ],
        )
        for community in communities
    ]
    return _screen(request, "editorial/admin/messages.html", _("Messages"), {"lines": lines})


def edit_message(request: HttpRequest, community_id: int, name: str) -> HttpResponse:
    """Rewrite a message, see it as it will be read, try it, or give the portal's words back."""
    community = get_object_or_404(communities_edited_by(request.user), pk=community_id)
    kind = messages.kind_named(name)
    if not kind:
        raise Http404
    template = MessageTemplate.objects.filter(community=community, name=name).first()
    wish = request.POST.get("do", "save")
    if request.method == "POST" and wish == "reset":
        return _give_back(request, template)
    form = _form_for(request, community, kind, template)
    shown = messages.fill(*_words(form), _examples(kind, community))
    if request.method == "POST" and form.is_valid():
        if wish == "test":
            _send_test(request, community, *shown)
        elif wish != "preview" and _save(request, form, community, kind):
            notices.success(request, _("Your words will leave from now on."))
            return redirect("messages")
    context = {
        "community": community,
        "kind": kind,
        "template": template,
        "form": form,
        "subject": shown[0],
        "body": shown[1],
    }
    return _screen(request, "editorial/admin/message.html", str(kind.label), context)


class MessagesMenuItem(MenuItem):
    def is_shown(self, request):
        return bool(roles_of(request.user).editor)


def _form_for(request, community, kind, template) -> MessageForm:
    subject, body = messages.shipped_words(kind, community)
    start = {"seen": _stamp(template)}
    if not template:
        start |= {"subject": subject, "body": body}
    # The row is read again, and locked, when it is saved: this one only fills the form.
    return MessageForm(
        request.POST if request.method == "POST" else None,
        instance=template,
        initial=start,
        kind=kind,
    )


def _words(form: MessageForm) -> tuple[str, str]:
    return form["subject"].value() or "", form["body"].value() or ""


def _examples(kind: messages.Kind, community: Community) -> dict[str, str]:
    return kind.examples | {"communaute": community.name}


def _stamp(template: MessageTemplate | None) -> str:
    return template.changed_at.isoformat() if template else ""


@transaction.atomic
def _save(
    request: HttpRequest, form: MessageForm, community: Community, kind: messages.Kind
) -> bool:
    """Keep the words, unless a colleague has saved others since the form was opened."""
    Community.objects.select_for_update().get(pk=community.pk)  # there may be no row yet
    now = MessageTemplate.objects.filter(community=community, name=kind.name).first()
    if form.cleaned_data["seen"] != _stamp(now):
        form.add_error(
            None,
            _(
                "A colleague has changed this message meanwhile, and nothing was saved. Their "
                "words are on the list of messages; saving again would replace them by yours."
            ),
        )
        form.data = _with_stamp(form.data, now)
        return False
    template = now or MessageTemplate(community=community, name=kind.name)
    template.subject = form.cleaned_data["subject"]
    template.body = form.cleaned_data["body"]
    template.save()
    log(template, "wagtail.edit" if now else "wagtail.create", user=request.user)
    return True


def _with_stamp(data, template: MessageTemplate | None):
    data = data.copy()
    data["seen"] = _stamp(template)
    return data


def _give_back(request: HttpRequest, template: MessageTemplate | None) -> HttpResponse:
    if template:
        log(template, "wagtail.delete", user=request.user)
        template.delete()
    notices.success(request, _("The portal's own words will leave from now on."))
    return redirect("messages")


def _send_test(request: HttpRequest, community: Community, subject: str, body: str) -> None:
    address = request.user.email
    try:
        deliver(
            _("[Test] %(subject)s") % {"subject": subject}, body, to=address, community=community
        )
    except OSError:  # what the mail servers' clients raise
        notices.error(request, _("The test could not be sent: try again in a few minutes."))
    else:
        notices.success(request, _("A test has been sent to %(address)s.") % {"address": address})


def _screen(request: HttpRequest, template: str, title: str, context: dict) -> HttpResponse:
    """Answer in Wagtail's own frame."""
    way = [{"url": reverse("wagtailadmin_home"), "label": _("Home")}]
    if template != "editorial/admin/messages.html":
        way.append({"url": reverse("messages"), "label": _("Messages")})
    frame = {
        "header_title": title,
        "header_icon": "mail",
        "breadcrumbs_items": [*way, {"url": "", "label": title}],
    }
    return TemplateResponse(request, template, frame | context)
