"""What a declaration of image rights must say: one table, read row by row and by the database.

Counts and dates, never a name. For pupils, all holders of parental authority sign: the strict
reading of article 372-1 of the civil code (loi n° 2024-120 of 19 February 2024). A form without
destination nor dates proves nothing (GDPR, article 7.1: whoever publishes shows the consent).
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from videos.models.rights import Destination, PeopleShown, RightsEntry, RightsEvent

ADULTS = frozenset({PeopleShown.ADULTS})
PUPILS = frozenset({PeopleShown.MINORS})
ANYBODY = ADULTS | PUPILS


@dataclass(frozen=True)
class Requirement:
    """Something that must be said when these people are shown; `absent` and `rows` are one rule.

    `absent` reads a declaration in memory, `rows` finds the same ones in the database.
    """

    people: frozenset[str]
    field: str
    words: str | Promise
    absent: Callable[[object], bool]
    rows: Q


def _answer(people: frozenset, field: str, words: str | Promise, *, empty) -> Requirement:
    """The usual requirement: a field that may not be left as it is before anybody answers."""
    return Requirement(
        people,
        field,
        words,
        absent=lambda said: not getattr(said, field),
        rows=Q(**{f"{field}__isnull": True}) if empty is None else Q(**{field: empty}),
    )


REQUIREMENTS = [
    _answer(ADULTS, "adults", gettext_lazy("Say how many adults can be recognised."), empty=0),
    _answer(PUPILS, "minors", gettext_lazy("Say how many pupils can be recognised."), empty=0),
    _answer(
        ANYBODY,
        "recognised_by",
        gettext_lazy("Say by what they can be recognised: face, voice or name."),
        empty=[],
    ),
    _answer(
        ANYBODY,
        "authorisations_held",
        gettext_lazy(
            "Without these authorisations the video cannot be published. Collect them, or "
            "blur what lets people be recognised."
        ),
        empty=False,
    ),
    _answer(
        ANYBODY,
        "authorisation_form",
        gettext_lazy("Say which form was signed."),
        empty="",
    ),
    _answer(
        ANYBODY,
        "signed_first_on",
        gettext_lazy("Give the date of the first signature."),
        empty=None,
    ),
    _answer(
        ANYBODY, "signed_last_on", gettext_lazy("Give the date of the last signature."), empty=None
    ),
    Requirement(
        ANYBODY,
        "signed_last_on",
        gettext_lazy("The last signature cannot come before the first one."),
        absent=lambda said: bool(
            said.signed_first_on
            and said.signed_last_on
            and said.signed_last_on < said.signed_first_on
        ),
        rows=Q(signed_last_on__lt=F("signed_first_on")),
    ),
    _answer(
        PUPILS,
        "all_parents_signed",
        gettext_lazy(
            "All holders of parental authority must have signed for each pupil: usually both "
            "parents. One signature is not enough for a public site."
        ),
        empty=False,
    ),
    _answer(
        PUPILS,
        "pupils_agree",
        gettext_lazy("Ask the pupils themselves too: their own agreement counts."),
        empty=False,
    ),
    Requirement(
        ANYBODY,
        "destinations",
        gettext_lazy(
            "The forms must authorise this site, or the video cannot be shown on it. Have them "
            "completed if they do not name it."
        ),
        absent=lambda said: Destination.SITE not in said.destinations,
        rows=~Q(destinations__contains=[Destination.SITE]),
    ),
    _answer(
        ANYBODY,
        "originals_kept_by",
        gettext_lazy("Say who keeps the signed forms."),
        empty="",
    ),
]


def missing_answers(said) -> list[tuple[str, str]]:
    """Return what a declaration does not say yet: (name of the field, words), in order."""
    if not said.people_shown:
        return [("people_shown", _("Say who can be recognised, even if it is nobody."))]
    return [
        (each.field, str(each.words))
        for each in REQUIREMENTS
        if said.people_shown in each.people and each.absent(said)
    ]


def problems(submission) -> list[str]:
    """Return what is missing in a declaration before it is signed, in words; empty when complete.

    When nobody can be recognised nothing more is asked.
    """
    return [words for _field, words in missing_answers(submission)] + _ended(submission)


def obstacles(submission) -> list[str]:
    """Return what, in the rights, forbids publishing now; empty when nothing does.

    A declaration signed before the register existed, under the former and shorter text, stands
    until the proposal is sent again: its author was not asked for the rest.
    """
    if submission.state == "withdrawn":
        return [_("This video was withdrawn: it cannot be published again.")]
    if not submission.rights_are_declared:
        return [_("The image-rights declaration is missing.")]
    if _declared(submission.rights_entries).exists():
        return problems(submission)
    return _ended(submission)


def rows_with_obstacles() -> Q:
    """The same as `obstacles`, for a queryset of proposals."""
    incomplete = Q(people_shown="")
    for each in REQUIREMENTS:
        incomplete |= Q(people_shown__in=each.people) & each.rows
    in_register = Exists(_declared(RightsEntry.objects.filter(submission=OuterRef("pk"))))
    ended = Q(people_shown__in=ANYBODY, rights_end_on__lt=timezone.localdate())
    return Q(state="withdrawn") | Q(rights_declared_at=None) | ended | (Q(in_register) & incomplete)


def _declared(entries):
    return entries.filter(event=RightsEvent.DECLARED)


def _ended(submission) -> list[str]:
    """An authorisation holds until the end of its last day, in the portal's time zone."""
    last_day = submission.rights_end_on
    if submission.people_shown not in ANYBODY or not last_day or last_day >= timezone.localdate():
        return []
    return [
        _("The authorisations have come to their end on %(date)s: the author must renew them.")
        % {"date": date_format(last_day)}
    ]
