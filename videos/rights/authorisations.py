"""The forms that the people filmed sign, filled in with what is known of the video.

Their parts are those of the ministry's forms (Éduscol, February 2017): the project, its use, the
person's own agreement, the parents'. Names, places and signatures stay blank: they are written by
hand and never reach the portal. The PDF is tagged and declared PDF/UA-1 (ISO 14289-1), with its
fonts; a page in HTML says the same for whoever prefers it.
"""

import json
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

import typst
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from videos.models import VideoSubmission
from videos.models.rights import Destination

TEMPLATE = Path(__file__).with_name("authorisation.typ")
ADULT, PUPIL = "adulte", "eleve"
KINDS = (ADULT, PUPIL)


@dataclass(frozen=True)
class Part:
    """A line of a form. `kind`: text, fact, blank, choice (yes or no), or signature."""

    kind: str
    label: str
    value: str = ""


@dataclass(frozen=True)
class Section:
    title: str
    parts: list[Part]


@dataclass(frozen=True)
class Authorisation:
    """A form to print: the same content whether it becomes a PDF or a page."""

    title: str
    introduction: str
    sections: list[Section]
    notice: str
    footer: str


def prefilled(submission: VideoSubmission, kind: str) -> Authorisation:
    """The form of one video for an adult, or for a pupil and the parents."""
    community = submission.community
    title = submission.title or _("(title to complete)")
    person = _("I am filmed") if kind == ADULT else _("The pupil")
    sections = [
        Section(_("1. The video"), _project(submission, title)),
        Section(_("2. What it is for"), _use(submission)),
        Section(_("3. %(person)s") % {"person": person}, _agreement(kind)),
    ]
    if kind == PUPIL:
        sections.append(Section(_("4. The parents"), _parents()))
    names = {"community": community.name, "address": community.root_url}
    return Authorisation(
        title=_("Authorisation to film and to share: adult")
        if kind == ADULT
        else _("Authorisation to film and to share: pupil"),
        introduction=_(
            "A teacher films a practice to share it with colleagues on %(community)s "
            "(%(address)s). You are free to refuse, without having to say why and without any "
            "consequence."
        )
        % names,
        sections=sections,
        notice=_(
            "You may change your mind at any time: each video has a link to ask for its "
            "withdrawal, without an account; it is then erased. This form stays at the school and "
            "is shown to nobody but whoever must verify it; your name is not kept by the site. "
            "Questions: %(contact)s. You may complain to the CNIL (www.cnil.fr)."
        )
        % {"contact": community.contact_address or community.root_url},
        footer=_("Form of %(community)s, version 2026, one for each person filmed") % names,
    )


def as_pdf(submission: VideoSubmission, kind: str) -> bytes:
    """The form in PDF/UA-1, A4. What members typed goes in as data, never as a program."""
    content = asdict(prefilled(submission, kind)) | {"yes": _("Yes"), "no": _("No")}
    return typst.compile(
        _template(),
        sys_inputs={"form": json.dumps(content)},
        pdf_standards=["ua-1"],
        ignore_system_fonts=True,
    )


@cache
def _template() -> bytes:
    return TEMPLATE.read_bytes()


def _project(submission: VideoSubmission, title: str) -> list[Part]:
    author = submission.owner.get_full_name() if submission.owner else ""
    return [
        Part("fact", _("Title"), title),
        Part("fact", _("Filmed by"), submission.credit or author)
        if submission.credit or author
        else Part("blank", _("Filmed by")),
        Part("blank", _("School, with its address")),
        Part("blank", _("Filmed on (dates) and at (places)")),
    ]


def _use(submission: VideoSubmission) -> list[Part]:
    """What is shared and how; each use is agreed to on its own (GDPR, recital 43)."""
    community = submission.community
    end = submission.rights_end_on
    until = (
        _("until %(date)s") % {"date": date_format(end)}
        if end
        else _("ten years from the last signature")
    )
    uses = {
        Destination.SITE: _("On %(address)s, which anybody may read")
        % {"address": community.root_url},
        Destination.PORTAL: _("On the other communities of the same portal"),
        Destination.TRAINING: _("In teachers’ training, shown in a room or from a distance"),
        Destination.SOCIAL: _("On the social networks of the team of %(community)s")
        % {"community": community.name},
    }
    chosen = [each for each in uses if each in submission.destinations] or list(uses)
    return [
        *(Part("choice", uses[each]) for each in chosen),
        Part("fact", _("For how long"), until),
        Part("fact", _("Where"), _("the whole world, since the site is public")),
        Part("fact", _("Price"), _("none: nobody is paid, nothing is sold")),
    ]


def _agreement(kind: str) -> list[Part]:
    if kind == ADULT:
        return [
            Part("blank", _("Last name, first name")),
            Part("blank", _("Function, if any")),
            Part("choice", _("I agree that my image be filmed and shared as said above")),
            Part("choice", _("I agree that my voice be recorded and shared as said above")),
            Part("signature", _("Place, date and signature")),
        ]
    return [
        Part("text", _("Somebody has explained to me what is filmed, and who sees it.")),
        Part("blank", _("Last name, first name, class")),
        Part("choice", _("I agree that people see me in this video")),
        Part("choice", _("I agree that people hear me in this video")),
        Part("signature", _("Date and signature of the pupil")),
    ]


def _parents() -> list[Part]:
    """All holders of parental authority (article 372-1 of the civil code)."""
    parts = [
        Part(
            "text",
            _(
                "All holders of parental authority sign, even separated. Whoever holds it alone "
                "says so in the second place."
            ),
        )
    ]
    for place in (
        _("First holder of parental authority: last name, first name"),
        _("Second holder of parental authority: last name, first name"),
    ):
        parts += [
            Part("blank", place),
            Part("choice", _("I agree that my child’s image and voice be shared as said above")),
            Part("signature", _("Place, date and signature")),
        ]
    return parts
