"""The messages that a community may put in its own words: their kinds, variables and sending.

A kind is registered once, by the app that sends it, from its AppConfig.ready(). Its shipped words
are `<template>.txt`, first line the subject, where each variable is named as is (`{{ titre }}`):
the template is rendered with `{titre}` there, which is also what a community that rewrites it
starts from. Values come last, by replacing names and nothing else: a text of the database can
neither read an attribute nor run anything. So a shipped template has no condition on a value; an
empty value leaves no hole.
"""

import re
from dataclasses import dataclass
from functools import cached_property

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.models import Community
from editorial.mail import deliver
from editorial.models import MessageTemplate

IN_BRACES = re.compile(r"\{([^{}\n]*)\}")
PORTAL = "Entre pairs"


@dataclass(frozen=True)
class Variable:
    """What a message may say of its subject: what it is, and an example to preview it."""

    label: str
    example: str
    is_compulsory: bool = False


# Every message may name the community that speaks; `send` gives it.
COMMUNITY = {"communaute": Variable(gettext_lazy("the name of the community"), "Classe à 12")}


@dataclass(frozen=True)
class Kind:
    """A message that the portal sends by itself."""

    name: str
    label: str
    when: str
    template: str
    variables: dict[str, Variable]

    @cached_property
    def examples(self) -> dict[str, str]:
        return {name: str(variable.example) for name, variable in self.variables.items()}


_kinds: dict[str, Kind] = {}


def register(
    name: str,
    *,
    label: str,
    variables: dict[str, tuple[str, str]],
    template: str,
    when: str = "",
    compulsory: tuple[str, ...] = (),
) -> None:
    """Declare a kind of message. `variables`: name → (what it is, an example).

    `when` says in words when it leaves; `compulsory` names the variables without which the message
    would be useless, such as the address where to go on.
    """
    declared = {
        variable: Variable(words, example, variable in compulsory)
        for variable, (words, example) in variables.items()
    }
    _kinds[name] = Kind(name, label, when, template, COMMUNITY | declared)


def kinds() -> list[Kind]:
    """The kinds of messages, in the order in which they were registered."""
    return list(_kinds.values())


def kind_named(name: str) -> Kind | None:
    return _kinds.get(name)


def compose(name: str, *, community: Community | None, **values) -> tuple[str, str]:
    """Return the subject and the text of a message: the community's words, else the portal's.

    Raises ValueError when `values` are not exactly the variables of this kind.
    """
    kind = _kinds[name]
    values = _complete(kind, community, values)
    rewritten = _rewritten(kind, community)
    words = (rewritten.subject, rewritten.body) if rewritten else shipped_words(kind, community)
    return fill(*words, values)


def send(
    name: str,
    *,
    to: str,
    community: Community | None,
    headers: dict[str, str] | None = None,
    **values,
) -> None:
    """Send a message to one person, as text and as HTML, in the community's layout."""
    subject, body = compose(name, community=community, **values)
    deliver(subject, body, to=to, community=community, headers=headers)


def shipped_words(kind: Kind, community: Community | None) -> tuple[str, str]:
    """The portal's own words, with `{variable}` where a value comes: where a rewriting starts."""
    names = {name: f"{{{name}}}" for name in kind.variables}
    text = render_to_string(f"{kind.template}.txt", names | {"community": community})
    subject, _newline, body = text.strip().partition("\n")
    return _one_line(subject), _tidy(body)


def fill(subject: str, body: str, values: dict[str, str]) -> tuple[str, str]:
    """Put the values in place of the variables; what is not a variable stays as it is written.

    In one pass: a value that holds braces is not read again.
    """

    def value(match: re.Match) -> str:
        return str(values.get(match[1], match[0]))

    return _one_line(IN_BRACES.sub(value, subject)), _tidy(IN_BRACES.sub(value, body))


def problems(kind: Kind, text: str) -> list[str]:
    """What forbids a text of this kind: unknown variables, braces that open or close nothing."""
    found = [
        _("{%(name)s} is not a variable of this message. You may use: %(names)s.")
        % {"name": name, "names": ", ".join(f"{{{each}}}" for each in kind.variables)}
        for name in dict.fromkeys(IN_BRACES.findall(text))
        if name not in kind.variables
    ]
    if re.search(r"[{}]", IN_BRACES.sub("", text)):
        found.append(_("A brace is alone: write each variable between two braces, as {titre}."))
    return found


def missing(kind: Kind, text: str) -> list[str]:
    """The compulsory variables that a text leaves out, in words."""
    return [
        _("Keep {%(name)s} (%(label)s) in the text: without it the person could not go on.")
        % {"name": name, "label": variable.label}
        for name, variable in kind.variables.items()
        if variable.is_compulsory and f"{{{name}}}" not in text
    ]


def _complete(kind: Kind, community: Community | None, values: dict) -> dict[str, str]:
    values = {"communaute": community.name if community else PORTAL} | values
    if values.keys() != kind.variables.keys():
        odd = sorted(values.keys() ^ kind.variables.keys())
        raise ValueError(f"{kind.name}: wrong or missing values: {', '.join(odd)}")
    return values


def _rewritten(kind: Kind, community: Community | None) -> MessageTemplate | None:
    """The community's words; not those that a later version of the portal could not fill."""
    if not community or not community.pk:
        return None
    found = MessageTemplate.objects.filter(community=community, name=kind.name).first()
    if not found or problems(kind, found.subject + found.body) or missing(kind, found.body):
        return None
    return found


def _one_line(text: str) -> str:
    """A subject is a header: a line break in a value would start another one."""
    return " ".join(text.split())


def _tidy(text: str) -> str:
    """No hole where a value is empty."""
    return re.sub(r"\n\s*\n\s*\n+", "\n\n", text.replace("\r\n", "\n")).strip()
