"""What a proposal is made of, one form for each step that this room owns: file, words, sheet.

Captions and image rights have theirs in their own rooms. A form takes `community`, and judges
what it is given as at the sending; `videos.steps` makes it lenient while words are typed.
"""

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from community.academies import Academie
from community.models import Community
from community.taxonomy import split_keywords
from editorial.forms import PortalRenderer, dress
from videos import attachments
from videos.models import VideoSubmission
from videos.refusals import spoken_duration
from videos.uploads import quotas
from videos.uploads.protocol import Refusal

# What a file chooser shows first; some systems do not know that these are videos.
ACCEPTED = "video/*,.mkv,.avi,.mts,.m2ts"


class DescriptionForm(forms.ModelForm):
    """What the author says of the video, and where it is filed."""

    class Meta:
        model = VideoSubmission
        fields = [
            "title",
            "description",
            "theme",
            "levels",
            "keywords",
            "credit",
            "place",
            "academie",
        ]
        widgets = {
            "description": forms.Textarea(attrs={"rows": 6}),
            "levels": forms.CheckboxSelectMultiple,
            "keywords": forms.TextInput(
                attrs={"data-suggestions": reverse_lazy("keyword_suggestions")}
            ),
        }
        labels = {
            "title": _("Title of the video"),
            "description": _("What do we see, and what for?"),
            "credit": _("How do you wish to be named?"),
            "theme": _("Theme"),
            "levels": _("Levels"),
            "keywords": _("Keywords"),
            "place": _("Where was it filmed?"),
            "academie": _("Académie"),
        }
        help_texts = {
            "title": _("Short and concrete. Example: La dictée négociée en CP"),
            "description": _("A few sentences: the aim, the material, how it goes."),
            "credit": _("Shown under the video. Example: Léa, enseignante à Lille"),
            "keywords": _("Separated by commas. Example: lecture, oral"),
            "place": _("A town or a school, if you wish it to be known."),
        }
        error_messages = {
            "title": {"required": _("Give your video a title.")},
            "description": {"required": _("Say in a few sentences what the video shows.")},
            "theme": {"required": _("Choose the theme that is the closest.")},
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
        self.fields["academie"].choices = [("", _("Not said")), *Academie.choices]
        dress(self)

    def guess(self) -> None:
        """Propose the académie that the author's address tells, until this step is first saved."""
        described = self.instance.title or self.instance.description
        if not described and not self.instance.academie and self.instance.owner:
            self.initial["academie"] = Academie.of_address(self.instance.owner.email)

    def clean_keywords(self):
        return ", ".join(split_keywords(self.cleaned_data["keywords"]))


class MultipleFileInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files, as a list. What is inside them is judged by whoever takes them."""

    widget = MultipleFileInput

    def clean(self, data, initial=None):
        return [super(FilesField, self).clean(each, initial) for each in data or [] if each]


class SheetForm(forms.ModelForm):
    """The practice sheet, and the documents that go with it."""

    documents = FilesField(
        label=_("Add a document"),
        required=False,
        widget=MultipleFileInput(attrs={"accept": attachments.ACCEPTED}),
        help_text=_(
            "A sheet to print, a poster, a photograph. PDF, ODT, DOCX, JPEG, PNG or WebP, 10 MB "
            "at most each; five documents at most."
        ),
    )

    class Meta:
        model = VideoSubmission
        fields = VideoSubmission.SHEET_PARTS
        widgets = dict.fromkeys(fields, forms.Textarea(attrs={"rows": 3}))
        labels = {
            "sheet_aim": _("The aim"),
            "sheet_material": _("The material"),
            "sheet_steps": _("How it goes"),
            "sheet_effects": _("What it changes"),
            "sheet_tomorrow": _("One step to try tomorrow"),
        }
        help_texts = {
            "sheet_aim": _(
                "What pupils must come to. Example: Comparer sa façon d’écrire un mot avec celle "
                "des autres"
            ),
            "sheet_material": _(
                "What must be ready before. Example: Une feuille pour trois, un crayon"
            ),
            "sheet_steps": _(
                "Two to five moments, with their length. Example: Chacun écrit (5 min), puis le "
                "groupe se met d’accord (10 min)"
            ),
            "sheet_effects": _(
                "What you saw in your pupils, or in yourself. Example: Les élèves parlent de la "
                "langue sans y être invités"
            ),
            "sheet_tomorrow": _(
                "The smallest way to begin. Example: Une seule phrase, en fin de matinée"
            ),
        }

    default_renderer = PortalRenderer

    def __init__(self, *args, community, **kwargs):
        super().__init__(*args, **kwargs)
        for document in self.instance.attachments.proposed() if self.instance.pk else []:
            if not document.is_public:  # a public title changes with the team's approval only
                self.fields[title_field(document)] = forms.CharField(
                    label=_("Title"), max_length=120, required=False, initial=document.title
                )
        dress(self)
        self.fields["documents"].widget.attrs["class"] = "fr-upload"

    def titles(self) -> dict[str, str]:
        """The titles typed for the documents, by their mark (`uuid.hex`)."""
        return {
            name.removeprefix(TITLE): title
            for name, title in self.cleaned_data.items()
            if name.startswith(TITLE) and title
        }


TITLE = "document_title_"


def title_field(document) -> str:
    return f"{TITLE}{document.uuid.hex}"


class ReadingForm(forms.Form):
    """What the author signs, once all has been read again."""

    rights = forms.BooleanField(
        label=_("What I say of the people who can be recognised, and of their agreement, is true"),
        error_messages={"required": _("Tick the box: nothing is published without it.")},
    )
    charter = forms.BooleanField(
        label=_("I have read the charter and I agree to it"),
        error_messages={"required": _("Tick the box: your video is proposed under the charter.")},
    )

    default_renderer = PortalRenderer

    def __init__(self, *args, community, instance=None, **kwargs):
        super().__init__(*args, **kwargs)
        dress(self)


class PosterForm(forms.ModelForm):
    """The picture chosen in the player, which stays on the page whatever the step is."""

    class Meta:
        model = VideoSubmission
        fields = ["poster_moment"]


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

    def __init__(self, *args, community, instance, **kwargs):
        super().__init__(*args, **kwargs)
        self.community, self.instance = community, instance
        self.fields["file"].required = False  # it may come later; the last step asks for it
        self.fields["file"].help_text = what_is_accepted(community)
        dress(self)

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file:
            try:
                quotas.check_size(file.size, self.community)
                quotas.check_total(file.size, member=self.instance.owner, community=self.community)
            except Refusal as refusal:
                raise forms.ValidationError(refusal.sentence) from None
        return file


def what_is_accepted(community: Community) -> str:
    """Say it before a file is chosen."""
    return _("%(duration)s and %(megabytes)s MB at most. MP4, MOV, WebM, MKV or AVI.") % {
        "duration": spoken_duration(community.max_duration),
        "megabytes": community.max_megabytes,
    }
