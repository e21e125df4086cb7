"""The choices of the list of videos, as a form over the address's query string."""

from typing import NamedTuple

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from community.models import Keyword, Level, Theme
from editorial.forms import PortalForm
from videos import facets
from videos.facets import Counts, Criteria

BANDS = {
    "moins-1": _("Less than 1 minute"),
    "1-2": _("From 1 to 2 minutes"),
    "plus-2": _("More than 2 minutes"),
}
MOST_SEEN = 4
# The sorts, by their name in addresses: what they sort by in the catalogue.
SORTS = {"recents": "published_at", "vus": "views", "merci": "thanks"}
SORT_NAMES = {
    "recents": _("The newest"),
    "vus": _("The most seen"),
    "merci": _("The most thanked"),
}


class Chosen(NamedTuple):
    """A choice in force: the name of its field, its words, and what shows without it."""

    name: str
    label: str
    without: int


class Neighbour(NamedTuple):
    """A level near the one that shows nothing, and how many videos it would show."""

    slug: str
    label: str
    count: int


class CountedSelect(forms.Select):
    """A select whose choices say how many videos they show; those that show none cannot be made."""

    counts: dict[str, int] = {}

    def create_option(self, name, value, label, selected, *args, **kwargs):
        option = super().create_option(name, value, label, selected, *args, **kwargs)
        if value:
            count = self.counts.get(value, 0)
            option["label"] = f"{label} ({count})"
            if not count and not selected:
                option["attrs"]["disabled"] = True
        return option


class VideoFilter(PortalForm):
    """What a visitor chose. A choice that does not exist is ignored, never an error.

    The names are those of the addresses, a contract: `theme`, `niveau`, `mot-cle`, `duree`,
    `sous-titres`, `tri`.
    """

    def __init__(self, parameters: QueryDict, *, community):
        # An empty choice is no choice, whatever the browser sends.
        given = {name: value.replace("\x00", "") for name, value in parameters.items()}
        super().__init__(given)
        self.community = community
        self.themes = {each.slug: each for each in Theme.objects.filter(community=community)}
        self.levels = {each.slug: each for each in Level.objects.filter(community=community)}
        self.keyword = self._find_keyword(given.get("mot-cle", ""))
        self.theme = self.themes.get(given.get("theme", ""))
        self.level = self.levels.get(given.get("niveau", ""))
        self.band = given.get("duree") if given.get("duree") in BANDS else None
        self.captioned = given.get("sous-titres", "") not in {"", "0"}
        self.sort = given.get("tri") if given.get("tri") in SORTS else "recents"
        self.counts = facets.count(community.pk, self.criteria) if community.pk else Counts()
        self._make_fields()

    @property
    def criteria(self) -> Criteria:
        ids = (each and each.pk for each in (self.theme, self.level, self.keyword))
        return Criteria(*ids, self.captioned, self.band)

    @property
    def by(self) -> str:
        """What the catalogue is sorted by."""
        return SORTS[self.sort]

    @property
    def chosen(self) -> dict:
        """The choices in force, in words, by field name."""
        chosen = {
            "theme": self.theme,
            "niveau": self.level,
            "mot-cle": self.keyword,
            "duree": BANDS.get(self.band or ""),
            "sous-titres": _("With captions") if self.captioned else None,
        }
        return {name: label for name, label in chosen.items() if label}

    @property
    def removable(self) -> list[Chosen]:
        """The choices in force, and how many videos each of them keeps out of sight."""
        without = self.counts.without
        return [Chosen(name, str(label), without[name]) for name, label in self.chosen.items()]

    @property
    def has_more(self) -> bool:
        """Whether a choice of those that are folded is in force."""
        return bool(self.keyword or self.band or self.captioned)

    @property
    def sorts(self) -> list[tuple[str, str]]:
        return list(SORT_NAMES.items())

    @property
    def neighbours(self) -> list[Neighbour]:
        """The levels nearest to the one chosen that do show videos, with the other choices."""
        if not self.level:
            return []
        order = list(self.levels.values())
        here = order.index(self.level)
        near = sorted(order, key=lambda level: abs(order.index(level) - here))
        counts = self.counts.levels
        return [
            Neighbour(level.slug, level.label, counts[level.pk])
            for level in near
            if level != self.level and counts.get(level.pk)
        ][:2]

    def entries(self):
        """The rows of the catalogue that match the choices, in no order."""
        return facets.entries(self.community.pk, self.criteria)

    def most_seen(self) -> list[int]:
        """The pages of the most seen videos of the community, for a list that shows nothing."""
        rows = facets.entries(self.community.pk, Criteria()).order_by("-views", "-page")
        return list(rows.values_list("page_id", flat=True)[:MOST_SEEN])

    def _find_keyword(self, slug: str) -> Keyword | None:
        if not slug:
            return None
        return Keyword.objects.filter(community=self.community, slug=slug).first()

    def _make_fields(self) -> None:
        counts = self.counts
        self._select("theme", _("Theme"), _("All themes"), self.themes.values(), counts.themes)
        if self.levels:
            levels = self.levels.values()
            self._select("niveau", _("Level"), _("All levels"), levels, counts.levels)
        keywords = dict(counts.keyword_labels)
        if self.keyword:
            keywords.setdefault(self.keyword.slug, self.keyword.label)
        if keywords:
            self.fields["mot-cle"] = _counted(
                _("Keyword"), _("All keywords"), keywords, counts.keywords
            )
        self.fields["duree"] = _counted(_("Length"), _("All lengths"), BANDS, counts.bands)
        self.fields["sous-titres"] = forms.BooleanField(
            label=_("With captions only"),
            required=False,
            widget=forms.CheckboxInput(attrs={"value": "1"}),
        )
        if not counts.captioned and not self.captioned:
            self.fields["sous-titres"].widget.attrs["disabled"] = True
        # What is in force, not what was typed: a choice that does not exist is not shown as made.
        self.data = {
            "theme": self.theme and self.theme.slug,
            "niveau": self.level and self.level.slug,
            "mot-cle": self.keyword and self.keyword.slug,
            "duree": self.band,
            "sous-titres": self.captioned,
        }

    def _select(self, name: str, label: str, empty: str, found, counts: dict[int, int]) -> None:
        choices = {each.slug: each.label for each in found}
        by_slug = {each.slug: counts.get(each.pk, 0) for each in found}
        self.fields[name] = _counted(label, empty, choices, by_slug)


def _counted(label: str, empty: str, choices: dict, counts: dict) -> forms.ChoiceField:
    widget = CountedSelect()
    widget.counts = counts
    choices = [("", empty), *choices.items()]
    return forms.ChoiceField(label=label, choices=choices, required=False, widget=widget)
