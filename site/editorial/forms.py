"""Forms of the public site: the State design system's markup, errors tied to their fields."""

from django import forms
from django.core import signing
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext_lazy as _

# Robots answer at once; the page itself may come from a cache, so it has no upper limit.
SECONDS_TO_WRITE = 2

_signer = signing.TimestampSigner(salt="editorial.forms")

INPUT_CLASSES = {
    forms.Select: "fr-select",
    forms.FileInput: "fr-upload",
    forms.CheckboxInput: "",
    forms.RadioSelect: "",
    forms.CheckboxSelectMultiple: "",
}


class PortalRenderer(TemplatesSetting):
    field_template_name = "components/field.html"


class PortalForm(forms.Form):
    """A public form: rendered by `components/field.html`, field by field."""

    default_renderer = PortalRenderer

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        dress(self)


class OpenForm(PortalForm):
    """A form that anybody may send, without an account: with two traps for robots."""

    website = forms.CharField(
        label=_("Leave this field empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )
    opened = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["opened"] = _signer.sign("")

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


def dress(form: forms.BaseForm) -> None:
    """Give the fields of any form the classes of the design system."""
    form.renderer = PortalRenderer()
    form.label_suffix = ""
    for field in form.fields.values():
        widget = field.widget
        widget.attrs.setdefault("class", INPUT_CLASSES.get(type(widget), "fr-input"))
