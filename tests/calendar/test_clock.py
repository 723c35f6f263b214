import datetime
import zoneinfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.calendar import PARIS, ambiguous, instant, span, wall, zone_of
from maillage.calendar.departements import KNOWN, OVERSEAS
from maillage.vocabulary.errors import UnknownTerritory

GAP, FOLD = datetime.date(2026, 3, 29), datetime.date(2026, 10, 25)


def minutes(clock):
    hour, minute = clock.split(":")
    return 60 * int(hour) + int(minute)


@pytest.mark.parametrize(
    ("day", "clock", "zone", "expected", "twice"),
    [
        (GAP, "01:59", PARIS, "2026-03-29T00:59", False),
        (GAP, "02:30", PARIS, "2026-03-29T01:30", False),  # does not exist: 3:30 on the new clock
        (GAP, "03:30", PARIS, "2026-03-29T01:30", False),
        (GAP, "09:00", PARIS, "2026-03-29T07:00", False),
        (FOLD, "01:59", PARIS, "2026-10-24T23:59", False),
        (FOLD, "02:30", PARIS, "2026-10-25T00:30", True),  # comes twice: the first
        (FOLD, "03:00", PARIS, "2026-10-25T02:00", False),
        (FOLD, "02:30", "Indian/Reunion", "2026-10-24T22:30", False),
        (datetime.date(2026, 12, 31), "24:00", PARIS, "2026-12-31T23:00", False),
        (datetime.date(2026, 7, 6), "09:00", "America/Guadeloupe", "2026-07-06T13:00", False),
        (datetime.date(2026, 7, 6), "09:00", "America/Martinique", "2026-07-06T13:00", False),
        (datetime.date(2026, 7, 6), "09:00", "America/Cayenne", "2026-07-06T12:00", False),
        (datetime.date(2026, 7, 6), "09:00", "Indian/Mayotte", "2026-07-06T06:00", False),
        (datetime.date(2026, 7, 6), "09:00", "America/Miquelon", "2026-07-06T11:00", False),
        (datetime.date(2026, 1, 6), "09:00", "America/Miquelon", "2026-01-06T12:00", False),
        (datetime.date(2026, 7, 6), "09:00", "Pacific/Marquesas", "2026-07-06T18:30", False),
        (datetime.date(2026, 7, 6), "09:00", "Pacific/Noumea", "2026-07-05T22:00", False),
    ],
)
def test_moments(day, clock, zone, expected, twice):
    assert instant(day, minutes(clock), zone) == datetime.datetime.fromisoformat(f"{expected}+00:00")
    assert ambiguous(day, minutes(clock), zone) is twice


def test_a_stop_in_the_missing_hour_keeps_its_length():
    assert [m.isoformat()[11:16] for m in span(GAP, 150, 195, PARIS)] == ["01:30", "02:15"]
    assert [m.isoformat()[11:16] for m in span(FOLD, 150, 210, PARIS)] == ["00:30", "02:30"]


@given(
    st.dates(datetime.date(2020, 1, 1), datetime.date(2035, 12, 31)),
    st.integers(0, 1439),
    st.integers(1, 600),
    st.sampled_from(sorted({PARIS, *(zone for _, zone in OVERSEAS.values())})),
)
def test_a_moment_shows_its_time_again_unless_the_hour_is_missing(day, begins, length, zone):
    moment = instant(day, begins, zone)
    shown = wall(moment, zone)
    missing = (shown.hour * 60 + shown.minute, shown.date()) != (begins, day)
    assert not missing or shown.dst() != wall(moment - datetime.timedelta(hours=1), zone).dst()
    first, last = span(day, begins, begins + length, zone)
    assert first == moment < last


@pytest.mark.parametrize(
    ("departement", "commune", "zone"),
    [
        ("15", "", "Europe/Paris"),
        ("2A", "2A004", "Europe/Paris"),
        ("971", "97105", "America/Guadeloupe"),
        ("972", "97209", "America/Martinique"),
        ("973", "97302", "America/Cayenne"),
        ("974", "97411", "Indian/Reunion"),
        ("975", "97502", "America/Miquelon"),
        ("976", "97608", "Indian/Mayotte"),
        ("977", "97701", "America/St_Barthelemy"),
        ("978", "97801", "America/Marigot"),
        ("986", "98612", "Pacific/Wallis"),
        ("987", "", "Pacific/Tahiti"),
        ("987", "98735", "Pacific/Tahiti"),
        ("987", "98731", "Pacific/Marquesas"),
        ("987", "98719", "Pacific/Gambier"),
        ("988", "98818", "Pacific/Noumea"),
    ],
)
def test_zones(departement, commune, zone):
    assert zone_of(departement, commune) == zone


def test_every_known_place_has_a_clock_that_exists(territory):
    zones = {zone_of(code) for code in KNOWN} | {
        zone_of(departement, code) for departement, code in territory.communes.select("departement", "code").iter_rows()
    }
    assert zones <= zoneinfo.available_timezones()


def test_an_unknown_place_has_none():
    with pytest.raises(UnknownTerritory, match="97"):
        zone_of("97")
