"""The forms where captions are given: by an author, at a step of their proposal; by the team."""

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from editorial.forms import PortalRenderer, dress
from videos.captions.advice import Advice, advise
from videos.captions.caption_files import read
from videos.captions.pages import editor_facts
from videos.captions.segmentation import spread
from videos.captions.webvtt_texts import as_webvtt, serialise, timed, validate_webvtt
from videos.models import VideoSubmission
from videos.models.submissions import CaptionsChoice

EXTENSIONS = ".vtt,.srt,text/vtt,application/x-subrip"


def text_field(**options) -> forms.CharField:
    return forms.CharField(
        label=_("Captions"),
        required=False,
        strip=False,
        validators=[validate_webvtt],
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "true", "lang": "fr"}),
        help_text=_(
            "A WebVTT or SubRip text: the times, then the words, then an empty line. Example: "
            "00:00:01.000 --> 00:00:04.000"
        ),
        **options,
    )


def file_field() -> forms.FileField:
    return forms.FileField(
        label=_("A caption file"),
        required=False,
        help_text=_("WebVTT (.vtt) or SubRip (.srt), 1 MB at most. It replaces what is below."),
        widget=forms.FileInput(attrs={"accept": EXTENSIONS}),
        error_messages={"empty": _("This file is empty. Choose another one.")},
    )


class CaptionsFields(forms.Form):
    """What the two forms share: a text, or a file that replaces it, or words to spread."""

    captions = text_field()
    captions_file = file_field()
    script = forms.CharField(
        label=_("The words without times"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5, "lang": "fr"}),
        help_text=_(
            "Paste all that is said in the video: we cut it into captions spread over it, for you "
            "to adjust."
        ),
    )

    duration: float | None = None  # of the video, in seconds

    def clean_captions(self):
        text = self.cleaned_data["captions"]
        return serialise(text) if text.strip() else ""

    def clean_captions_file(self):
        """Replace the file by its captions, as a text."""
        file = self.cleaned_data["captions_file"]
        return read(file) if file else ""

    def clean(self):
        cleaned = super().clean()
        file, script = cleaned.pop("captions_file", ""), cleaned.pop("script", "")
        if file:
            # Whatever is wrong in what was typed, the file replaces it.
            self.errors.pop("captions", None)
            cleaned["captions"] = file
        elif script.strip() and cleaned.get("captions"):
            self.add_error(
                "script",
                _("There are captions already: empty them first, to begin again from the words."),
            )
        elif script.strip() and "captions" in cleaned:
            try:
                cleaned["captions"] = as_webvtt(spread(script, duration=self.duration))
            except ValidationError as problem:
                self.add_error("script", problem)
        return cleaned

    @cached_property
    def shown_text(self) -> str:
        """What the text field holds when the page is sent."""
        return self["captions"].value() or ""

    @property
    def advice(self) -> list[Advice]:
        """What could be better in the captions as they are shown, for a page without scripts."""
        try:
            return advise(timed(self.shown_text), duration=self.duration)
        except ValidationError:
            return []  # the field says it


class CaptionsForm(CaptionsFields, forms.ModelForm):
    """A step of a proposal: what is said in the video, and its captions when they are given."""

    class Meta:
        model = VideoSubmission
        fields = ["captions_choice", "captions"]
        widgets = {"captions_choice": forms.RadioSelect}
        labels = {"captions_choice": _("The captions of your video")}
        error_messages = {
            "captions_choice": {"required": _("Say who makes the captions, or that nobody speaks.")}
        }

    default_renderer = PortalRenderer

    def __init__(self, *args, community, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["captions_choice"].choices = CaptionsChoice.choices
        self.fields["captions_choice"].required = True
        media = self.instance.media
        self.duration = media.duration if media and media.is_ready else None
        dress(self)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("captions") and not cleaned.get("captions_choice"):
            cleaned["captions_choice"] = CaptionsChoice.GIVEN
            self.errors.pop("captions_choice", None)
        given = cleaned.get("captions_choice") == CaptionsChoice.GIVEN
        if given and cleaned.get("captions") == "" and not self.errors:
            self.add_error(
                "captions", _("You chose to give captions: type them, or choose their file.")
            )
        return cleaned

    @property
    def facts(self) -> dict:
        """What the editor's scripts need to know of this proposal."""
        pk = self.instance.pk
        return editor_facts(
            self.instance.media,
            read_url=reverse("captions_read", args=[pk]),
            state_url=reverse("draft_state", args=[pk]),
        )

    @property
    def downloads(self) -> dict[str, str]:
        """Addresses of the captions that are saved, by kind of file; empty when there are none."""
        if not self.instance.captions:
            return {}
        address = {"pk": self.instance.pk}
        return {
            kind: reverse("captions_download", kwargs=address | {"kind": kind})
            for kind in ("vtt", "srt")
        }


class TeamCaptionsForm(CaptionsFields):
    """The captions of one video, for the team. `seen`: the fingerprint of what was corrected."""

    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args, media, **kwargs):
        super().__init__(*args, **kwargs)
        self.duration = media.duration if media.is_ready else None
