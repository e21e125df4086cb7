"""Paging through a long list by key: every page costs the same, to the last one.

The address says after, or before, which row a page begins (`?apres=`, `?avant=`). What is published
meanwhile neither repeats nor hides a row. A key that cannot be read gives the first page.
"""

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db.models import DateTimeField, F, Field, QuerySet
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan, TupleLessThan

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
LAST = "fin"  # the key of the last page: before the end
OFFSET_PAGES = 100  # pages that the addresses of before, `?page=`, may still name
LARGEST_ID = 2**31 - 1
KEY = re.compile(r"([0-9]{1,16})-([0-9]{1,10})-([0-9]{1,9})")


@dataclass(frozen=True)
class Key:
    """A row, as addresses name it: what it is sorted by, its page's id, its place from 1 on."""

    value: int
    pk: int
    place: int

    def __str__(self):
        return f"{self.value}-{self.pk}-{self.place}"


@dataclass(frozen=True)
class Window:
    """One page of a list. `before` and `after` are the keys of its neighbours, or empty."""

    rows: list
    total: int
    first: int  # the place of its first row, from 1 on
    before: str = ""
    after: str = ""

    @property
    def last(self) -> int:
        return self.first + len(self.rows) - 1

    @property
    def has_other_pages(self) -> bool:
        return bool(self.before or self.after)

    @property
    def end(self) -> str:
        return LAST


def read_window(
    rows: QuerySet, *, by: str, parameters: Mapping[str, str], per_page: int, total: int
) -> Window:
    """Return the page that an address asks for, of rows sorted downwards by `by`, then by `page`.

    `total` is how many rows there are, as far as it is known: places are told with it.
    """
    return _Reading(rows, by, per_page, total).asked(parameters)


class _Reading:
    """One list, sorted one way."""

    def __init__(self, rows: QuerySet, by: str, per_page: int, total: int):
        self.rows, self.by, self.per_page, self.total = rows, by, per_page, total
        self.field: Field = rows.model._meta.get_field(by)

    def asked(self, parameters: Mapping[str, str]) -> Window:
        if (key := self.read(parameters.get("apres", ""))) and (found := self.after(key)):
            return found
        asked_before = parameters.get("avant", "")
        if asked_before == LAST:
            return self.last_page()
        if key := self.read(asked_before):
            return self.before(key)
        return self.numbered(parameters.get("page", ""))

    def first_page(self) -> Window:
        return self.downwards(self.rows, skipped=0, begins=True)

    def after(self, key: Key) -> Window | None:
        """The page that follows a row; None when nothing does any more."""
        found = self.downwards(self.rows.filter(self.compare(TupleLessThan, key)), key.place)
        return found if found.rows else self.last_page()

    def before(self, key: Key) -> Window:
        """The page that precedes a row: a whole one, so near the beginning it is the first."""
        rows = self.rows.filter(self.compare(TupleGreaterThan, key))
        found = self.upwards(rows, place=key.place)
        return found if len(found.rows) == self.per_page and found.before else self.first_page()

    def last_page(self) -> Window:
        found = self.upwards(self.rows, place=self.total + 1, ends=True)
        return found if found.before else self.first_page()

    def numbered(self, text: str) -> Window:
        number = int(text) if re.fullmatch(r"[0-9]{1,6}", text) else 1
        skipped = (number - 1) * self.per_page
        if number <= 1 or number > OFFSET_PAGES:
            return self.first_page()
        if skipped >= self.total:
            return self.last_page()
        return self.downwards(self.rows, skipped, offset=skipped)

    def downwards(self, rows: QuerySet, skipped: int, *, offset: int = 0, begins=False) -> Window:
        ordered = rows.order_by(f"-{self.by}", "-page")
        found = list(ordered[offset : offset + self.per_page + 1])
        more, found = len(found) > self.per_page, found[: self.per_page]
        total = max(self.total, len(found))
        first = max(min(skipped, total - len(found)), 0) + 1
        return self.window(found, first, has_before=not begins, has_after=more)

    def upwards(self, rows: QuerySet, *, place: int, ends: bool = False) -> Window:
        found = list(rows.order_by(self.by, "page")[: self.per_page + 1])
        more, found = len(found) > self.per_page, found[: self.per_page][::-1]
        first = max(min(place, self.total + 1) - len(found), 1)
        return self.window(found, first, has_before=more, has_after=not ends)

    def window(self, rows: list, first: int, *, has_before: bool, has_after: bool) -> Window:
        before = str(self.key(rows[0], first)) if rows and has_before else ""
        after = str(self.key(rows[-1], first + len(rows) - 1)) if rows and has_after else ""
        return Window(rows, max(self.total, len(rows)), first, before, after)

    def compare(self, comparison, key: Key):
        # As one row: « this, or equal and that » would read all the rows that are equal.
        return comparison(Tuple(F(self.by), F("page")), (self.value(key.value), key.pk))

    def key(self, row, place: int) -> Key:
        value = getattr(row, self.by)
        if isinstance(value, datetime):
            value = (value - EPOCH) // timedelta(microseconds=1)
        return Key(value, row.page_id, place)

    def value(self, number: int) -> int | datetime:
        if isinstance(self.field, DateTimeField):
            return EPOCH + timedelta(microseconds=number)
        return number

    def read(self, text: str) -> Key | None:
        if not (found := KEY.fullmatch(text)):
            return None
        key = Key(*map(int, found.groups()))
        with suppress(OverflowError):
            value = self.value(key.value)
            is_small = isinstance(value, datetime) or value <= LARGEST_ID
            return key if is_small and key.pk <= LARGEST_ID else None
        return None
