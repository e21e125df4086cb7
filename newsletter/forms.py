from django import forms
from django.utils.translation import gettext_lazy as _

from community.models import Community
from editorial.forms import OpenForm
from newsletter.consent import consent_text
from newsletter.subscriptions import normalise_address


class SubscriptionForm(OpenForm):
    """An address and a consent."""

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

    def __init__(self, *args, community: Community, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["consent"].label = consent_text(community)

    def clean_email(self):
        try:
            return normalise_address(self.cleaned_data["email"])
        except UnicodeError:
            raise forms.ValidationError(self.fields["email"].error_messages["invalid"]) from None


class RecipientForm(forms.Form):
    """Where a test message goes."""

    email = forms.EmailField(label=_("Send the test to"))
