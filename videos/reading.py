"""What a proposal says, part by part, as its author reads it again before sending it."""

from collections.abc import Iterable

from django.db import models
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from videos.models import VideoSubmission
from videos.models.rights import ImageRights

DESCRIBED = [
    "title",
    "description",
    "theme",
    "levels",
    "keywords",
    "credit",
    "place",
    "academie",
]
DECLARED = [field.name for field in ImageRights._meta.fields]

Part = tuple[str | Promise, str]


def described(submission: VideoSubmission) -> list[Part]:
    """What is said of the video: each heading with its words; what is empty is left out."""
    return _parts(submission, DESCRIBED)


def declared(submission: VideoSubmission) -> list[Part]:
    """What is declared of the people who can be recognised."""
    return _parts(submission, DECLARED)


def _parts(submission: VideoSubmission, names: Iterable[str]) -> list[Part]:
    fields = [submission._meta.get_field(name) for name in names]
    spoken = [(field.verbose_name, _spoken(submission, field)) for field in fields]
    return [(heading, words) for heading, words in spoken if words]


def _spoken(submission: VideoSubmission, field: models.Field) -> str:
    value = getattr(submission, field.name)
    if field.many_to_many:
        return ", ".join(map(str, value.all()))
    if not value:
        return ""
    if isinstance(value, list):
        labels = dict(field.base_field.choices or ())
        return ", ".join(str(labels.get(each, each)) for each in value)
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(field, models.BooleanField):
        return _("yes")
    if isinstance(field, models.DateField):
        return date_format(value)
    return str(value)
