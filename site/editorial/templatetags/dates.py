"""Days, hours and lengths as a French reader writes them: the portal speaks one language.

These are formats of a locale, like Django's own `locale/fr/formats.py`: they hold no message.
"""

from datetime import date, datetime

from django import template
from django.utils import timezone
from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.translation import override

register = template.Library()

NBSP = "\N{NO-BREAK SPACE}"


@register.filter
def day(value: date | datetime, *, year: bool = True, month: bool = True) -> str:
    """Return “3 juin 2027”, or “1er juin 2027”. A moment is read in local time."""
    value = _local_day(value)
    words = ["1er" if value.day == 1 else str(value.day)]
    if month:
        words.append(_french(MONTHS[value.month]))
    if month and year:
        words.append(str(value.year))
    return words[0] + NBSP + " ".join(words[1:]) if month else words[0]


@register.filter
def month(value: date | datetime) -> str:
    """Return “juin”."""
    return _french(MONTHS[_local_day(value).month])


@register.filter
def hour(value: datetime) -> str:
    """Return “14 h” or “14 h 30”."""
    value = timezone.localtime(value)
    minutes = f"{NBSP}{value.minute:02}" if value.minute else ""
    return f"{value.hour}{NBSP}h{minutes}"


@register.filter
def event_dates(event) -> str:
    """Return when an event takes place; `event` has `starts_at` and `ends_at`."""
    return date_range(event.starts_at, event.ends_at)


def date_range(starts_at: datetime, ends_at: datetime) -> str:
    """Return “du 3 au 5 juin 2027”, or “mardi 3 juin 2027, de 14 h à 16 h” within one day."""
    first, last = _local_day(starts_at), _local_day(ends_at)
    if first == last:
        weekday = _french(WEEKDAYS[first.weekday()])
        return f"{weekday} {day(first)}, de {hour(starts_at)} à {hour(ends_at)}"
    same_year = first.year == last.year
    same_month = same_year and first.month == last.month
    return f"du {day(first, year=not same_year, month=not same_month)} au {day(last)}"


@register.filter
def duration(seconds: float | None) -> str:
    """Return “1 min 40 s”, “45 s”, “1 h 05 min”; nothing when the length is not known."""
    if not seconds:
        return ""
    minutes, rest = divmod(max(round(seconds), 1), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        parts = [f"{hours} h", f"{minutes:02} min" if minutes else ""]
    else:
        parts = [f"{minutes} min" if minutes else "", f"{rest} s" if rest else ""]
    return " ".join(filter(None, parts)).replace(" ", NBSP)


@register.filter
def clock(seconds: float | None) -> str:
    """Return a moment of a video as its player shows it: “0:42”, “1:05:00”."""
    minutes, rest = divmod(int(seconds or 0), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


@register.filter
def machine_duration(seconds: float | None) -> str:
    """Return an ISO 8601 length, “PT100S”, for `<time datetime>` and robots."""
    return f"PT{max(round(seconds), 1)}S" if seconds else "PT0S"


def _local_day(value: date | datetime) -> date:
    return timezone.localdate(value) if isinstance(value, datetime) else value


def _french(name) -> str:
    with override("fr"):
        return str(name)
