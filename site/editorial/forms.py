"""Forms of the public site: the State design system's markup, errors tied to their fields."""

from django import forms
from django.forms.renderers import TemplatesSetting

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


def dress(form: forms.BaseForm) -> None:
    """Give the fields of any form the classes of the design system."""
    form.renderer = PortalRenderer()
    form.label_suffix = ""
    for field in form.fields.values():
        widget = field.widget
        widget.attrs.setdefault("class", INPUT_CLASSES.get(type(widget), "fr-input"))
