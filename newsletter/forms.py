from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

from community.models import Community
from editorial.forms import PortalForm
from newsletter.consent import consent_text
from newsletter.subscriptions import normalise_address

# Robots answer at once; the page itself may come from a cache, so it has no upper limit.
SECONDS_TO_WRITE = 2

_signer = signing.TimestampSigner(salt="newsletter.form")


class SubscriptionForm(PortalForm):
    """An address and a consent, with two traps for robots."""

    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("Example: prenom.nom@ac-lille.fr"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": _("Enter your e-mail address."),
            "invalid": _("Enter a complete address, such as prenom.nom@ac-lille.fr."),
        },
    )
    consent = forms.BooleanField(
        error_messages={"required": _("Tick the box: we write only to those who agree to it.")},
    )
    website = forms.CharField(
        label=_("Leave this field empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )
    opened = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, community: Community, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["consent"].label = consent_text(community)
        self.initial["opened"] = _signer.sign("")

    def clean_email(self):
        try:
            return normalise_address(self.cleaned_data["email"])
        except UnicodeError:
            raise forms.ValidationError(self.fields["email"].error_messages["invalid"]) from None

    @property
    def is_from_a_person(self) -> bool:
        """Whether neither trap was sprung: the invisible field, the too fast answer."""
        try:
            _signer.unsign(self.cleaned_data["opened"])
        except signing.BadSignature:
            return False
        return not self.cleaned_data["website"] and not self._answered_at_once()

    def _answered_at_once(self) -> bool:
        try:
            _signer.unsign(self.cleaned_data["opened"], max_age=SECONDS_TO_WRITE)
        except signing.SignatureExpired:
            return False
        return True


class RecipientForm(forms.Form):
    """Where a test message goes."""

    email = forms.EmailField(label=_("Send the test to"))
