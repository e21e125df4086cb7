"""What a reviewer fills in: the checklist, the reasons, the accessibility decisions, a remark.

Imported while Wagtail's models load: models are fetched when a form is made.
"""

from django import forms
from django.apps import apps
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

LOCAL_MOMENT = "%Y-%m-%dT%H:%M"  # what browsers send and read for `datetime-local`


def checkpoints():
    from videos.models.review import CheckPoint

    return CheckPoint.choices


class ReasonForm(forms.Form):
    """Why changes are asked, or a video declined: what is chosen and typed is sent to the author.

    `cleaned_data` is only strings: Wagtail's modal carries it as JSON.
    """

    reasons = forms.MultipleChoiceField(
        label=_("Reasons"), required=False, widget=forms.CheckboxSelectMultiple
    )
    comment = forms.CharField(
        label=_("What you tell the author"),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=3000,
        required=False,
        help_text=_("Sent as you write it: say what is good, then what to do."),
    )

    def __init__(self, *args, reasons=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.offered = {str(reason.pk): reason for reason in reasons}
        self.fields["reasons"].choices = [(pk, reason.label) for pk, reason in self.offered.items()]
        if not self.offered:
            del self.fields["reasons"]

    @property
    def chosen(self) -> list:
        return [self.offered[pk] for pk in self.cleaned_data.get("reasons") or []]

    @property
    def labels(self) -> list[str]:
        """The names of the reasons, for the history."""
        return [reason.label for reason in self.chosen]

    @property
    def words(self) -> str:
        """All that the author reads: the words of the reasons, then those typed."""
        parts = [*(reason.words for reason in self.chosen), self.cleaned_data["comment"]]
        return "\n\n".join(part.strip() for part in parts if part.strip())


class ChecklistForm(forms.Form):
    """What must be verified before a video is published."""

    checklist = forms.MultipleChoiceField(
        label=_("I have verified"),
        required=False,
        choices=checkpoints,
        widget=forms.CheckboxSelectMultiple,
    )
    comment = forms.CharField(
        label=_("Note for the team"),
        required=False,
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class PublicationForm(ChecklistForm):
    """All that a publication needs. What is missing is said by the decision, not here: half of it
    may be kept, and finished later."""

    captions_decision = forms.ChoiceField(
        label=_("Captions"), required=False, widget=forms.RadioSelect
    )
    audio_description = forms.ChoiceField(
        label=_("Audio description"), required=False, widget=forms.RadioSelect
    )
    audio_description_reason = forms.CharField(
        label=_("Why it is not needed"),
        required=False,
        max_length=300,
        help_text=_("For example: all that matters is said, or heard."),
    )
    described_media = forms.ModelChoiceField(
        label=_("Version with audio description"),
        required=False,
        queryset=None,
        empty_label=_("none"),
        help_text=_("A video file of the media library, ready, that no page shows."),
    )
    publish_at = forms.DateTimeField(
        label=_("On"),
        required=False,
        input_formats=[LOCAL_MOMENT],
        widget=forms.DateTimeInput(format=LOCAL_MOMENT, attrs={"type": "datetime-local"}),
    )

    def __init__(self, *args, described_media, **kwargs):
        super().__init__(*args, **kwargs)
        page = apps.get_model("videos", "VideoPage")
        for name in ("captions_decision", "audio_description"):
            self.fields[name].choices = page._meta.get_field(name).choices
        self.fields["described_media"].queryset = described_media

    @property
    def decisions(self) -> dict:
        from videos.review import DECISION_FIELDS

        return {name: self.cleaned_data.get(name) for name in DECISION_FIELDS}

    def clean_publish_at(self):
        moment = self.cleaned_data["publish_at"]
        if moment and moment <= timezone.now():
            raise forms.ValidationError(_("Choose an hour to come: this one has passed."))
        return moment


class NoteForm(forms.Form):
    """A remark on a moment of the video."""

    text = forms.CharField(
        label=_("Remark"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Write the remark first.")},
    )
    moment = forms.FloatField(label=_("Moment, in seconds"), required=False, min_value=0)
    for_author = forms.BooleanField(label=_("for the author"), required=False)
