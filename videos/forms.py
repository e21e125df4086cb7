"""What a proposal is made of: the words, and the file."""

from django import forms
from django.utils.translation import gettext_lazy as _

from community.models import Community
from community.taxonomy import split_keywords
from editorial.forms import PortalRenderer, dress
from videos.models import VideoSubmission
from videos.models.rights import PeopleShown
from videos.refusals import spoken_duration

# What a file chooser shows first; some systems do not know that these are videos.
ACCEPTED = "video/*,.mkv,.avi,.mts,.m2ts"


class SubmissionForm(forms.ModelForm):
    """What the author says of the video, with the image-rights declaration and the charter."""

    charter = forms.BooleanField(
        label=_("I have read the charter and I agree to it"),
        error_messages={"required": _("Tick the box: your video is proposed under the charter.")},
    )

    class Meta:
        model = VideoSubmission
        fields = [
            "title",
            "description",
            "credit",
            "theme",
            "levels",
            "keywords",
            "people_shown",
            "adults",
            "minors",
            "authorisations_held",
            "poster_moment",
        ]
        widgets = {
            "poster_moment": forms.HiddenInput,
            "description": forms.Textarea(attrs={"rows": 6}),
            "levels": forms.CheckboxSelectMultiple,
            "people_shown": forms.RadioSelect,
            "adults": forms.NumberInput(attrs={"min": 0}),
            "minors": forms.NumberInput(attrs={"min": 0}),
        }
        labels = {
            "title": _("Title of the video"),
            "description": _("What do we see, and what for?"),
            "credit": _("How do you wish to be named?"),
            "theme": _("Theme"),
            "levels": _("Levels"),
            "keywords": _("Keywords"),
            "people_shown": _("Who can be recognised in the video?"),
            "adults": _("Number of adults who can be recognised"),
            "minors": _("Number of pupils who can be recognised"),
            "authorisations_held": _(
                "I hold a signed authorisation for each person who can be recognised; for a pupil, "
                "signed by all holders of parental authority"
            ),
        }
        help_texts = {
            "title": _("Short and concrete. Example: La dictée négociée en CP"),
            "description": _("A few sentences: the aim, the material, how it goes."),
            "credit": _("Shown under the video. Example: Léa, enseignante à Lille"),
            "keywords": _("Separated by commas. Example: lecture, oral"),
            "people_shown": _("By face, by voice, or by a name that is seen or heard."),
        }

        error_messages = {
            "title": {"required": _("Give your video a title.")},
            "description": {"required": _("Say in a few sentences what the video shows.")},
            "theme": {"required": _("Choose the theme that is the closest.")},
            "people_shown": {"required": _("Say who can be recognised, even if it is nobody.")},
        }

    default_renderer = PortalRenderer

    def __init__(self, *args, community, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["theme"].queryset = community.themes.all()
        self.fields["theme"].required = True
        self.fields["theme"].empty_label = _("Choose a theme")
        self.fields["levels"].queryset = community.levels.all()
        if not self.fields["levels"].queryset:
            del self.fields["levels"]
        self.fields["people_shown"].choices = PeopleShown.choices
        for name in ("adults", "minors"):
            self.fields[name].required = False
        dress(self)

    def clean_keywords(self):
        return ", ".join(split_keywords(self.cleaned_data["keywords"]))

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


class WordsForm(SubmissionForm):
    """The same while it is typed: anything may be missing, nothing is declared yet."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["charter"]
        for field in self.fields.values():
            field.required = False

    def clean(self):
        return self.cleaned_data


class VideoFileForm(forms.Form):
    """The file. What is inside is checked later, by the worker, from its content."""

    file = forms.FileField(
        label=_("Your video"),
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        error_messages={
            "required": _("Choose your video, then send it."),
            "empty": _("This file is empty. Check that the video plays, then choose it again."),
        },
    )

    default_renderer = PortalRenderer

    def __init__(self, *args, community, required=True, **kwargs):
        super().__init__(*args, **kwargs)
        self.community = community
        self.fields["file"].required = required
        self.fields["file"].help_text = what_is_accepted(community)
        dress(self)

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file and file.size > self.community.max_bytes:
            raise forms.ValidationError(
                _(
                    "This file weighs %(found)s MB; the limit is %(limit)s MB. Film in HD rather "
                    "than in 4K, or cut the video, then choose it again."
                ),
                params={
                    "found": file.size // (1024 * 1024),
                    "limit": self.community.max_megabytes,
                },
            )
        return file


def what_is_accepted(community: Community) -> str:
    """Say it before a file is chosen."""
    return _("%(duration)s and %(megabytes)s MB at most. MP4, MOV, WebM, MKV or AVI.") % {
        "duration": spoken_duration(community.max_duration),
        "megabytes": community.max_megabytes,
    }
