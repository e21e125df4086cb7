"""The contact form: open to anybody, served from a cache, safe without a token.

Nothing is done in anybody's name: there is no session to abuse. What comes from another site is
shown again to be sent by hand, robots are answered like people, and nothing typed is lost.
"""

from allauth.account.adapter import get_adapter
from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from community.context import community_or_404
from community.models import Community, ContactSubject
from community.throttling import allow
from editorial.forms import OpenForm
from editorial.origin import comes_from_elsewhere
from home import contact
from home.models import StandardPage
from home.reading import read

MESSAGES_PER_ORIGIN = 20  # in an hour: a whole school may share one address
MESSAGES_PER_ADDRESS = 5  # in a day: nobody may flood somebody else's mailbox with copies
HOUR, DAY = 3600, 24 * 3600


class ContactForm(OpenForm):
    """A subject when the community has some, who writes, what."""

    subject = forms.ModelChoiceField(
        ContactSubject.objects.none(),
        label=_("What is it about?"),
        empty_label=_("Choose a subject"),
        error_messages={
            "required": _("Choose the subject that is the closest."),
            "invalid_choice": _("Choose the subject that is the closest."),
        },
    )
    name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Tell us your name: we like to know who we answer.")},
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("The answer goes there. Example: prenom.nom@ac-lille.fr"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": _("Enter your e-mail address: without it we could not answer."),
            "invalid": _("Enter a complete address, such as prenom.nom@ac-lille.fr."),
        },
    )
    words = forms.CharField(
        label=_("Your message"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Please do not name any pupil."),
        error_messages={"required": _("Write your message.")},
    )

    def __init__(self, *args, community: Community, **kwargs):
        super().__init__(*args, **kwargs)
        subjects = list(community.contact_subjects.all())
        if not subjects:
            del self.fields["subject"]
        else:
            self.fields["subject"].queryset = community.contact_subjects.all()


@csrf_exempt  # no session: nothing is done in anybody's name
@require_http_methods(["GET", "HEAD", "POST"])
def contact_page(request: HttpRequest) -> HttpResponse:
    community = community_or_404(request)
    if request.method != "POST":
        return _form_page(request, community, ContactForm(community=community))
    form = ContactForm(request.POST, community=community)
    if not form.is_valid():
        return _form_page(request, community, form, status=422)
    if comes_from_elsewhere(request):
        typed = ContactForm(initial=request.POST.dict(), community=community)
        return _form_page(request, community, typed, notice=_("Read again, then send."))
    given = form.cleaned_data
    if not _is_reasonable(request, given["email"]):
        notice = _("Many messages were sent from here today. Try again later: your text is below.")
        return _form_page(request, community, form, status=429, notice=notice)
    if form.is_from_a_person:
        try:
            contact.write(
                community=community,
                subject=given.get("subject"),
                name=given["name"],
                email=given["email"],
                words=given["words"],
            )
        except contact.NobodyToWriteTo:
            return _form_page(request, community, form, status=422)
    return redirect("contact_sent")


@require_safe
def contact_sent(request: HttpRequest) -> HttpResponse:
    """What happens now: in the same words to everybody."""
    community_or_404(request)
    return TemplateResponse(request, "home/contact_sent.html")


def _is_reasonable(request: HttpRequest, email: str) -> bool:
    origin = get_adapter().get_client_ip(request)
    return allow("contact", origin, limit=MESSAGES_PER_ORIGIN, seconds=HOUR) and allow(
        "contact-copy", email.lower(), limit=MESSAGES_PER_ADDRESS, seconds=DAY
    )


def _form_page(request, community, form, *, status=200, notice="") -> HttpResponse:
    pages = StandardPage.objects.child_of(community.site.root_page).filter(slug="contact")
    page = pages.published().first()
    context = {
        "form": form,
        "page": page,
        "reading": read(page.body, public=True) if page else None,
        "notice": notice,
        "is_open": contact.may_be_written_to(community),
    }
    return TemplateResponse(request, "home/contact.html", context, status=status)
