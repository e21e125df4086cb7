"""The step of a proposal where image rights are declared."""

from django import forms
from django.utils.translation import gettext_lazy as _

from editorial.forms import PortalRenderer, dress
from videos.models import VideoSubmission
from videos.models.rights import PeopleShown


class RightsForm(forms.ModelForm):
    """Who can be recognised, and the authorisations held; counts only, never a pupil's name."""

    class Meta:
        model = VideoSubmission
        fields = ["people_shown", "adults", "minors", "authorisations_held"]
        widgets = {
            "people_shown": forms.RadioSelect,
            "adults": forms.NumberInput(attrs={"min": 0}),
            "minors": forms.NumberInput(attrs={"min": 0}),
        }
        labels = {
            "people_shown": _("Who can be recognised in the video?"),
            "adults": _("Number of adults who can be recognised"),
            "minors": _("Number of pupils who can be recognised"),
            "authorisations_held": _(
                "I hold a signed authorisation for each person who can be recognised; for a pupil, "
                "signed by all holders of parental authority"
            ),
        }
        help_texts = {
            "people_shown": _("By face, by voice, or by a name that is seen or heard."),
        }
        error_messages = {
            "people_shown": {"required": _("Say who can be recognised, even if it is nobody.")},
        }

    default_renderer = PortalRenderer

    def __init__(self, *args, community, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["people_shown"].choices = PeopleShown.choices
        for name in ("adults", "minors"):
            self.fields[name].required = False
        dress(self)

    def clean_adults(self):
        return self.cleaned_data["adults"] or 0

    def clean_minors(self):
        return self.cleaned_data["minors"] or 0

    def clean(self):
        cleaned = super().clean()
        people = cleaned.get("people_shown")
        if people == PeopleShown.NOBODY:
            cleaned |= {"adults": 0, "minors": 0}
        if people == PeopleShown.ADULTS:
            cleaned["minors"] = 0
            self._require_count("adults", _("Say how many adults can be recognised."))
        if people == PeopleShown.MINORS:
            self._require_count("minors", _("Say how many pupils can be recognised."))
        if people in {PeopleShown.ADULTS, PeopleShown.MINORS} and not cleaned.get(
            "authorisations_held"
        ):
            self.add_error(
                "authorisations_held",
                _(
                    "Without these authorisations the video cannot be published. Collect them, or "
                    "blur what lets people be recognised."
                ),
            )
        return cleaned

    def _require_count(self, name, message):
        if name in self.cleaned_data and not self.cleaned_data[name]:
            self.add_error(name, message)
