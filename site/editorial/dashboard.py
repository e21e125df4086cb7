"""What a person finds first in the admin: what waits for them, each count with its way in.

Each app shows its own panel on Wagtail's home; all of them are made of the same lines.
"""

from typing import NamedTuple

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from wagtail.admin.ui.components import Component


class Detail(NamedTuple):
    """One thing of a line: its name, where it is treated, and what is said beside."""

    label: str
    url: str | None
    aside: str = ""


class Line(NamedTuple):
    """What waits, in a sentence that holds its count; `url` leads to just these things."""

    sentence: str
    url: str | None
    is_urgent: bool = False
    details: list[Detail] = []


class WorkPanel(Component):
    """The lines of one app. With none, `quiet` is said; with no `quiet`, nothing is shown."""

    template_name = "editorial/admin/work_panel.html"
    heading = ""
    icon_name = "tasks"
    quiet = ""

    def lines(self, request: HttpRequest) -> list[Line]:
        raise NotImplementedError

    def get_context_data(self, parent_context):
        return {
            "panel_id": self.name,
            "heading": self.heading,
            "icon_name": self.icon_name,
            "quiet": self.quiet,
            "lines": self.lines(parent_context["request"]),
        }


def address(name: str, query: str = "") -> str | None:
    """Return the address of a screen, or None while the portal has none of that name."""
    try:
        return reverse(name) + query
    except NoReverseMatch:
        return None
