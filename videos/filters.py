"""The choices of the list of videos, as a form over the address's query string."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from community.models import Keyword, Level, Theme
from editorial.forms import PortalForm


class VideoFilter(PortalForm):
    """What a visitor chose. A choice that does not exist is ignored, never an error.

    The names are those of the addresses, a contract: `theme`, `niveau`, `mot-cle`, `sous-titres`.
    """

    theme = forms.ModelChoiceField(
        Theme.objects.none(), label=_("Theme"), to_field_name="slug", required=False
    )
    niveau = forms.ModelChoiceField(
        Level.objects.none(), label=_("Level"), to_field_name="slug", required=False
    )

    def __init__(self, parameters: QueryDict, *, community):
        super().__init__({name: value.replace("\x00", "") for name, value in parameters.items()})
        self.fields["theme"].empty_label = _("All themes")
        self.fields["theme"].queryset = Theme.objects.filter(community=community)
        self.fields["niveau"].empty_label = _("All levels")
        self.fields["niveau"].queryset = Level.objects.filter(community=community)
        if not self.fields["niveau"].queryset:
            del self.fields["niveau"]
        self.fields["mot-cle"] = forms.ModelChoiceField(
            Keyword.objects.filter(community=community),
            to_field_name="slug",
            required=False,
            widget=forms.HiddenInput,
        )
        self.fields["sous-titres"] = forms.BooleanField(
            label=_("With captions only"),
            required=False,
            widget=forms.CheckboxInput(attrs={"value": "1"}),
        )
        self.is_valid()

    @property
    def chosen(self) -> dict:
        """The choices in force, by field name."""
        return {name: value for name, value in self.cleaned_data.items() if value}

    def apply(self, videos):
        """Return the videos that match the choices, the newest first."""
        chosen = self.chosen
        if "theme" in chosen:
            videos = videos.filter(theme=chosen["theme"])
        if "niveau" in chosen:
            videos = videos.filter(levels=chosen["niveau"])
        if "mot-cle" in chosen:
            videos = videos.filter(keywords=chosen["mot-cle"])
        if "sous-titres" in chosen:
            videos = videos.captioned()
        return videos.newest_first()
