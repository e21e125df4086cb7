from django import forms
from django.utils.translation import gettext_lazy as _

from editorial.forms import PortalForm
from videos import attachments

LENGTH = 3000  # characters


class ContributionForm(PortalForm):
    """A few words for a colleague, maybe with a document. `document` only for a new one."""

    text = forms.CharField(
        label=_("Your contribution"),
        help_text=_("What you tried, what you would add. No pupil's name. 3,000 characters."),
        max_length=LENGTH,
        widget=forms.Textarea(attrs={"rows": 5, "maxlength": LENGTH}),
        error_messages={"required": _("Write a few words: even for a document, say what it is.")},
    )
    signature = forms.CharField(
        label=_("The name that everybody reads"),
        help_text=_("A first name is enough. Example: Léa M., collège Jean-Jaurès"),
        max_length=80,
        error_messages={"required": _("Say how you wish to be named.")},
    )
    document = forms.FileField(
        label=_("A document to share"),
        help_text=_("PDF, ODT, DOCX or picture, 10 MB at most. Optional."),
        required=False,
        widget=forms.FileInput(attrs={"accept": attachments.ACCEPTED}),
    )

    field_order = ["text", "document", "signature"]

    def clean_signature(self):
        name = " ".join(self.cleaned_data["signature"].split())
        if "@" in name:
            raise forms.ValidationError(
                _("Do not give your address here: everybody could read it. A name is enough.")
            )
        return name

    def clean_text(self):
        return self.cleaned_data["text"].replace("\r\n", "\n").replace("\x00", "").strip()


class CorrectionForm(ContributionForm):
    document = None
