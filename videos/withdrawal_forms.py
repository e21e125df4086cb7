"""What an author chooses to do with a proposal that should not go on."""

from django import forms
from django.utils.translation import gettext_lazy as _

from editorial.forms import PortalForm

KEEP, ERASE = "keep", "erase"


class WithdrawalForm(PortalForm):
    """Take it back, or erase it. When a version is public, giving up the new one keeps it."""

    choice = forms.ChoiceField(
        label=_("What shall become of it?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what shall become of it.")},
    )

    def __init__(self, *args, is_public: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if is_public:
            self.fields["choice"].choices = [
                (KEEP, _("Give up the new version: the public one stays as it is")),
                (ERASE, _("Take the video off the site, and erase everything")),
            ]
        else:
            self.fields["choice"].choices = [
                (KEEP, _("Keep my words and my file as a draft, to take it up later")),
                (ERASE, _("Erase everything")),
            ]


class ErasureForm(PortalForm):
    """The second step: nothing of it can be undone."""

    understood = forms.BooleanField(
        label=_("I understand that this cannot be undone"),
        error_messages={"required": _("Tick this box to erase the video.")},
    )
