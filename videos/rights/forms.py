"""What authors declare of the people filmed, and the forms of withdrawal requests."""

from datetime import date, timedelta
from types import SimpleNamespace

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from editorial.forms import PortalRenderer, dress
from videos.models import VideoSubmission
from videos.models.rights import (
    AuthorisationForm,
    Destination,
    ImageRights,
    PeopleShown,
    RecognisedBy,
)
from videos.rights.completeness import missing_answers

# Shorter, the review and the reminder of the last fortnight would hardly fit.
SHORTEST = timedelta(days=30)
# A pupil of primary school is of age by then, and decides alone; a consent without end is none.
LONGEST_YEARS = 10

PUPILS_ONLY = ("minors", "all_parents_signed", "pupils_agree")
FIELDS = [field.name for field in ImageRights._meta.fields]
EMPTY = {field.name: field.get_default() for field in ImageRights._meta.fields}


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self, **attributes):
        super().__init__(attrs=attributes, format="%Y-%m-%d")


class RightsForm(forms.ModelForm):
    """Who can be recognised, and the authorisations held; counts only, never a pupil's name.

    With `complete=False` it takes what is typed, however little; else it says what is missing.
    """

    recognised_by = forms.MultipleChoiceField(
        label=_("By what can they be recognised?"),
        choices=RecognisedBy.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("A voice is enough, and so is a name on a label or on the board."),
        error_messages={"invalid_choice": _("Choose among the answers proposed.")},
    )
    destinations = forms.MultipleChoiceField(
        label=_("What do these forms authorise?"),
        choices=Destination.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Tick only what is written on the forms. This site is needed."),
        error_messages={"invalid_choice": _("Choose among the answers proposed.")},
    )

    class Meta:
        model = VideoSubmission
        fields = FIELDS
        widgets = {
            "people_shown": forms.RadioSelect,
            "adults": forms.NumberInput(attrs={"min": 0, "inputmode": "numeric"}),
            "minors": forms.NumberInput(attrs={"min": 0, "inputmode": "numeric"}),
            "authorisation_form": forms.RadioSelect,
            "signed_first_on": DayInput(),
            "signed_last_on": DayInput(),
            "rights_end_on": DayInput(),
        }
        labels = {
            "people_shown": _("Who can be recognised in the video?"),
            "adults": _("Number of adults who can be recognised"),
            "minors": _("Number of pupils who can be recognised"),
            "authorisations_held": _(
                "I hold a signed authorisation for each person who can be recognised"
            ),
            "authorisation_form": _("Which form was signed?"),
            "signed_first_on": _("Date of the first signature"),
            "signed_last_on": _("Date of the last signature"),
            "all_parents_signed": _(
                "For each pupil, all holders of parental authority have signed"
            ),
            "pupils_agree": _("The pupils themselves agree to be filmed and shown"),
            "rights_end_on": _("Authorised until"),
            "originals_kept_by": _("Who keeps the signed forms?"),
        }
        help_texts = {
            "people_shown": _(
                "By face, by voice, or by a name that is seen or heard. Nobody? Then nothing more "
                "is asked."
            ),
            "adults": _("Yourself included, if you can be seen or heard."),
            "signed_last_on": _("The same day if all was signed at once."),
            "all_parents_signed": _(
                "Usually both parents, even separated. One alone is not enough for a public site."
            ),
            "pupils_agree": _("Told in words of their age where the video will be shown."),
            "rights_end_on": _(
                "Leave it empty if the forms give no end. The video leaves the site by itself that "
                "day; we write to you two months before."
            ),
            "originals_kept_by": _(
                "The school and a function, for example “École Jean-Macé, Roubaix: the head”. "
                "Never the names of pupils, here or elsewhere."
            ),
        }
        error_messages = {
            name: {"invalid": _("Enter a date, such as 14/03/2027.")}
            for name in ("signed_first_on", "signed_last_on", "rights_end_on")
        } | {
            name: {
                "invalid": _("Enter a number, such as 12."),
                "min_value": _("Enter a number, such as 12."),
            }
            for name in ("adults", "minors")
        }

    default_renderer = PortalRenderer

    def __init__(self, *args, community, complete=True, **kwargs):
        super().__init__(*args, **kwargs)
        self.complete = complete
        self.fields["people_shown"].choices = PeopleShown.choices
        self.fields["authorisation_form"].choices = AuthorisationForm.choices
        for field in self.fields.values():
            field.required = False
        dress(self)

    def clean_adults(self):
        return self.cleaned_data["adults"] or 0

    def clean_minors(self):
        return self.cleaned_data["minors"] or 0

    def clean_signed_first_on(self):
        return self._not_in_the_future("signed_first_on")

    def clean_signed_last_on(self):
        return self._not_in_the_future("signed_last_on")

    def clean_originals_kept_by(self):
        return " ".join(self.cleaned_data["originals_kept_by"].split())

    def clean_rights_end_on(self):
        """Neither so soon that nobody would see the video, nor so late that it has no end."""
        end, today = self.cleaned_data["rights_end_on"], timezone.localdate()
        unchanged = end == self.initial.get("rights_end_on")
        if not end or (unchanged and end >= today):
            return end
        latest = in_years(today, LONGEST_YEARS)
        if end < today + SHORTEST:
            raise forms.ValidationError(
                _(
                    "This is less than thirty days ahead: the video would leave the site as soon "
                    "as it is reviewed. Check the date on the forms, or have them signed again."
                )
            )
        if end > latest:
            raise forms.ValidationError(
                _(
                    "Ten years at most: pupils will have grown up. Choose a date before "
                    "%(latest)s, the authors are asked again then."
                ),
                params={"latest": latest.strftime("%d/%m/%Y")},
            )
        return end

    def clean(self):
        cleaned = super().clean()
        people = cleaned.get("people_shown")
        if people == PeopleShown.NOBODY:
            cleaned |= {name: EMPTY[name] for name in FIELDS if name != "people_shown"}
            for name in list(self.errors):
                del self.errors[name]  # of answers that are not asked for any more
        if people == PeopleShown.ADULTS:
            cleaned |= {name: EMPTY[name] for name in PUPILS_ONLY}
        if self.complete:
            self._say_what_is_missing(cleaned)
        return cleaned

    def _say_what_is_missing(self, cleaned: dict) -> None:
        said = SimpleNamespace(**(EMPTY | cleaned))
        for name, words in missing_answers(said):
            if name not in self.errors:
                self.add_error(name, words)

    def _not_in_the_future(self, name: str) -> date | None:
        day = self.cleaned_data[name]
        if day and day > timezone.localdate():
            raise forms.ValidationError(
                _("This date is still to come: give that of a form already signed.")
            )
        return day


def in_years(day: date, years: int) -> date:
    """The same day, some years later; the 28th for a 29th of February."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
