"""The steps of a proposal: what each asks, what it still lacks, and the sending at the end.

A step may be left incomplete and come back to: what is typed is kept as it is. What lacks is
found by the step's own form, filled with what is saved: each rule is written once.
"""

import hashlib
import json
from copy import copy
from dataclasses import dataclass
from functools import cache

from django import forms
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from videos import rights, submissions
from videos.captions.forms import CaptionsForm
from videos.editing import editable
from videos.forms import DescriptionForm, PosterForm, ReadingForm, SheetForm, VideoFileForm
from videos.models import VideoSubmission
from videos.models.submissions import SubmissionState
from videos.rights.forms import RightsForm


class Incomplete(Exception):
    """Something is missing: nothing was sent. `args[0]` is the list of what is."""


class StepState(models.TextChoices):
    DONE = "done", _("done")
    TO_COMPLETE = "to_complete", _("to complete")
    OPTIONAL = "optional", _("optional")
    ON_ITS_WAY = "on_its_way", _("on its way")


@dataclass(frozen=True)
class Step:
    """One page of the journey. `name` is a part of its address, `template` its fields."""

    name: str
    label: str | Promise
    heading: str | Promise
    introduction: str | Promise
    form: type[forms.BaseForm]

    @property
    def template(self) -> str:
        return f"videos/steps/{TEMPLATES[self.name]}.html"

    @property
    def has_words(self) -> bool:
        """Whether what it asks is kept with the proposal as it is typed."""
        return issubclass(self.form, forms.ModelForm)

    def url(self, submission: VideoSubmission) -> str:
        return reverse("submission_step", args=[submission.pk, self.name])


TEMPLATES = {
    "video": "video",
    "description": "description",
    "fiche": "sheet",
    "sous-titres": "captions",
    "droits": "rights",
    "relecture": "reading",
}

STEPS = [
    Step(
        "video",
        _("Film"),
        _("Film or choose the video"),
        _("Begin with the video, or go on and come back to it: all that you give is kept."),
        VideoFileForm,
    ),
    Step(
        "description",
        _("Describe"),
        _("Describe the video"),
        _("What your colleagues read before they watch."),
        DescriptionForm,
    ),
    Step(
        "fiche",
        _("Practice sheet"),
        _("The practice sheet"),
        _(
            "Nothing here is compulsory. Yet it is what lets a colleague try tomorrow: two lines "
            "in each part are enough."
        ),
        SheetForm,
    ),
    Step(
        "sous-titres",
        _("Captions"),
        _("Captions"),
        _("For those who do not hear, and for all those who watch without sound."),
        CaptionsForm,
    ),
    Step(
        "droits",
        _("Image rights"),
        _("Image rights"),
        _("Who can be recognised, and what they agreed to. Never write a pupil’s name here."),
        RightsForm,
    ),
    Step(
        "relecture",
        _("Read again"),
        _("Read again and send"),
        _("This is all that the team will receive."),
        ReadingForm,
    ),
]
FIRST, LAST = STEPS[0], STEPS[-1]
_BY_NAME = {step.name: step for step in STEPS}


def find(name: str) -> Step | None:
    return _BY_NAME.get(name)


def number(step: Step) -> int:
    return STEPS.index(step) + 1


def after(step: Step) -> Step:
    return STEPS[min(STEPS.index(step) + 1, len(STEPS) - 1)]


def before(step: Step) -> Step:
    return STEPS[max(STEPS.index(step) - 1, 0)]


def reached(submission: VideoSubmission) -> Step:
    """Where its author takes it up again, on any device."""
    if submission.state in {SubmissionState.REFUSED, SubmissionState.FAILED}:
        return FIRST
    if submission.state != SubmissionState.DRAFT:
        return find(submission.step) or LAST
    return find(submission.step) or FIRST


@cache
def _while_typing(form: type[forms.BaseForm]) -> type[forms.BaseForm]:
    """The same form for what is still being typed: each valid field is kept, the rest may lack.

    What only the whole says (a count without its authorisations) is said when it is read again.
    """

    class TypedForm(form):
        def full_clean(self):
            compulsory = [field for field in self.fields.values() if field.required]
            for field in compulsory:
                field.required = False
            super().full_clean()
            for field in compulsory:
                field.required = True  # as its label says

        def clean(self):
            typed = dict(self.cleaned_data)
            cleaned = super().clean() or self.cleaned_data
            names = {field.name for field in self.instance._meta.get_fields()}
            for name in typed.keys() & names:
                self.errors.pop(name, None)
            return typed | cleaned

    TypedForm.__name__ = form.__name__
    return TypedForm


def form_for(step: Step, submission: VideoSubmission, data=None, files=None) -> forms.BaseForm:
    """The form of a step with what is saved; with what is typed, when `data` is given."""
    form = _while_typing(step.form) if step.has_words and data is not None else step.form
    return form(data, files, instance=copy(submission), community=submission.community)


def whole_form(step: Step, submission: VideoSubmission) -> forms.BaseForm:
    """The form of a step filled with what is saved, and judged as when it is sent."""
    saved = step.form(instance=copy(submission), community=submission.community)
    return step.form(_values(saved), instance=copy(submission), community=submission.community)


def _values(form: forms.ModelForm) -> dict:
    """What the fields of a form hold, as they would be posted."""
    return {
        name: field.prepare_value(form.get_initial_for_field(field, name))
        for name, field in form.fields.items()
        if not isinstance(field, forms.FileField)
    }


def digest(step: Step, submission: VideoSubmission) -> str:
    """Mark what a step holds now: a page that knew another one is about to replace something."""
    if not step.has_words:
        return ""
    values = _values(step.form(instance=copy(submission), community=submission.community))
    text = json.dumps(values, cls=DjangoJSONEncoder, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def keep(
    submission: VideoSubmission, step: Step, form: forms.BaseForm, *, poster_moment: str | None
) -> VideoSubmission:
    """Save each valid field of a step, and the picture chosen beside it.

    `poster_moment` is as posted, in seconds; None when the page has no such field.
    Raises NotEditable.
    """
    values = {}
    if step.has_words:
        form.is_valid()
        values |= form.cleaned_data
    if poster_moment is not None:
        poster = PosterForm({"poster_moment": poster_moment}, instance=copy(submission))
        if poster.is_valid():
            values |= poster.cleaned_data
    levels = values.pop("levels", None)
    whole = bool(step.form is RightsForm and _rights_are_whole(submission, values))
    return submissions.autosave(submission, values=values, levels=levels, rights_are_whole=whole)


def is_held_back(submission: VideoSubmission, form: forms.ModelForm) -> bool:
    """Whether what was typed of the rights of a public video waits, in the page, to be whole."""
    return any(
        getattr(submission, name) != value
        for name, value in form.cleaned_data.items()
        if name in submissions.DECLARATION
    )


def _rights_are_whole(submission: VideoSubmission, values: dict) -> bool:
    declared = copy(submission)
    for name, value in values.items():
        setattr(declared, name, value)
    return whole_form(find("droits"), declared).is_valid()


@dataclass(frozen=True)
class Missing:
    """What a step lacks, in words, and where it is given."""

    step: Step
    address: str
    label: str
    sentence: str


def missing(submission: VideoSubmission, step: Step) -> list[Missing]:
    """Return what a step lacks before the proposal can be sent; empty when it is done."""
    if step is FIRST:
        return _missing_video(submission)
    if not step.has_words:
        return []
    form, address = whole_form(step, submission), f"{step.url(submission)}?verifier=1"
    lacking = [
        Missing(step, f"{address}#id_{name}", form.fields[name].label, sentence)
        if name in form.fields
        else Missing(step, address, "", sentence)
        for name, sentences in form.errors.items()
        for sentence in sentences
    ]
    if step.form is RightsForm and not lacking:
        # Written by the room of rights, which may ask for more than the form alone can see.
        problems = rights.problems(submission)
        lacking = [Missing(step, address, "", problem) for problem in problems]
    return lacking


def _missing_video(submission: VideoSubmission) -> list[Missing]:
    if not submission.needs_a_file:
        return []
    sentence = _("Film or choose your video.")
    if submission.media:
        sentence = _("This file could not be taken. Choose another one.")
    return [Missing(FIRST, FIRST.url(submission), "", sentence)]


def all_missing(submission: VideoSubmission) -> list[Missing]:
    return [each for step in STEPS for each in missing(submission, step)]


def state(submission: VideoSubmission, step: Step) -> StepState:
    if step is FIRST and submission.needs_a_file and submission.uploads.filter(media=None).exists():
        return StepState.ON_ITS_WAY
    if missing(submission, step):
        return StepState.TO_COMPLETE
    if step is FIRST:
        return StepState.DONE
    if step is LAST:
        return StepState.TO_COMPLETE
    return StepState.DONE if _holds_something(submission, step) else StepState.OPTIONAL


def _holds_something(submission: VideoSubmission, step: Step) -> bool:
    if step.form is SheetForm and submission.attachments.proposed().exists():
        return True
    return any(_values(step.form(instance=submission, community=submission.community)).values())


@transaction.atomic
def send(submission: VideoSubmission) -> None:
    """Sign and send a proposal in which nothing is missing, as its author reads it now.

    The rights and the charter are dated, with the version of the charter. The row is locked:
    what another tab takes out meanwhile is seen.
    Raises Incomplete, NotEditable, FileMissing.
    """
    locked = editable(submission)
    if lacking := all_missing(locked):
        raise Incomplete(lacking)
    submissions.sign(locked)
    submissions.send(locked)
