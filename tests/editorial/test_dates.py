from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from editorial.templatetags.dates import date_range, day, duration, hour, machine_duration

PARIS = ZoneInfo("Europe/Paris")


def moment(*parts):
    return datetime(*parts, tzinfo=PARIS)


@pytest.mark.parametrize(
    ("starts_at", "ends_at", "expected"),
    [
        (moment(2027, 6, 3, 9), moment(2027, 6, 5, 17), "du 3 au 5 juin 2027"),
        (moment(2027, 6, 30, 9), moment(2027, 7, 2, 17), "du 30 juin au 2 juillet 2027"),
        (moment(2027, 12, 30, 9), moment(2028, 1, 2, 9), "du 30 décembre 2027 au 2 janvier 2028"),
        (moment(2027, 6, 1, 9), moment(2027, 6, 2, 9), "du 1er au 2 juin 2027"),
        (moment(2027, 8, 31, 9), moment(2027, 9, 1, 9), "du 31 août au 1er septembre 2027"),
        (moment(2027, 6, 3, 14), moment(2027, 6, 3, 16), "jeudi 3 juin 2027, de 14 h à 16 h"),
        (
            moment(2027, 2, 1, 9, 5),
            moment(2027, 2, 1, 10),
            "lundi 1er février 2027, de 9 h 05 à 10 h",
        ),  # noqa: E501
    ],
)
def test_an_event_is_dated_as_a_french_reader_writes_it(starts_at, ends_at, expected):
    assert plain(date_range(starts_at, ends_at)) == expected


def test_an_event_is_dated_in_local_time():
    starts_at = datetime(2027, 6, 3, 22, 30, tzinfo=ZoneInfo("UTC"))
    ends_at = datetime(2027, 6, 3, 23, 0, tzinfo=ZoneInfo("UTC"))

    assert plain(date_range(starts_at, ends_at)) == "vendredi 4 juin 2027, de 0 h 30 à 1 h"


def test_a_number_is_never_parted_from_its_unit():
    assert day(date(2027, 6, 3)) == "3\xa0juin 2027"
    assert hour(moment(2027, 6, 3, 14, 30)) == "14\xa0h\xa030"
    assert duration(100) == "1\xa0min\xa040\xa0s"


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        (None, ""),
        (0, ""),
        (0.3, "1 s"),
        (45, "45 s"),
        (59.6, "1 min"),
        (60, "1 min"),
        (100.4, "1 min 40 s"),
        (3600, "1 h"),
        (3900, "1 h 05 min"),
    ],
)
def test_a_length_is_told_in_its_usual_units(seconds, expected):
    assert plain(duration(seconds)) == expected


def test_a_length_is_told_to_machines():
    assert machine_duration(99.6) == "PT100S"
    assert machine_duration(None) == "PT0S"


def plain(text):
    return text.replace("\xa0", " ")
