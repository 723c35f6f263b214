import datetime

import holidays
import pytest

from maillage.calendar import public_holidays, school_holidays, school_zone
from maillage.calendar.departements import ACADEMIES, CORSICA, KNOWN, OVERSEAS, ZONE_OF_DEPARTEMENT
from maillage.calendar.school import SCHOOL_ZONES_SINCE, last_known
from maillage.vocabulary.errors import UnknownTerritory
from maillage.vocabulary.messages import set_language

DISPUTED = {datetime.date(2027, 9, 1)}
"""The two libraries differ on this one: does school begin on Wednesday the 1st or on Thursday?"""

NEW_YEAR, EVE = datetime.date(2026, 1, 1), datetime.date(2026, 12, 31)
EVERYWHERE = "01-01 04-06 05-01 05-08 05-14 05-25 07-14 08-15 11-01 11-11 12-25"


@pytest.mark.parametrize(
    ("departement", "besides"),
    [
        ("15", ""),
        ("75", ""),
        ("2A", ""),
        ("2B", ""),
        ("57", "04-03 12-26"),
        ("67", "04-03 12-26"),
        ("68", "04-03 12-26"),
        ("971", "03-12 04-03 05-27 07-21"),
        ("972", "05-22 07-21"),
        ("973", "06-10"),
        ("974", "12-20"),
        ("975", ""),
        ("976", "04-27"),
        ("977", "10-09"),
        ("978", "05-28 07-21"),
        ("986", "04-28 06-29 07-29"),
        ("987", "03-05 04-03 11-20"),
        ("988", "09-24"),
    ],
)
def test_public_holidays_of_2026(departement, besides):
    found = public_holidays(departement, NEW_YEAR, EVE)
    assert [day.isoformat()[5:] for day in found] == sorted([*EVERYWHERE.split(), *besides.split()])


def test_alsace_moselle_has_thirteen_days_and_the_rest_of_the_country_eleven():
    counts = {departement: len(public_holidays(departement, NEW_YEAR, EVE)) for departement in ZONE_OF_DEPARTEMENT}
    assert {departement for departement, count in counts.items() if count == 13} == {"57", "67", "68"}
    assert set(counts.values()) == {11, 13}


def test_a_period_over_the_new_year_holds_both_years_and_nothing_else():
    found = public_holidays("67", datetime.date(2026, 12, 25), datetime.date(2027, 1, 1))
    assert {day.isoformat(): name for day, name in found.items()} == {
        "2026-12-25": "Noël",
        "2026-12-26": "Saint-Étienne",
        "2027-01-01": "Jour de l'an",
    }


def test_names_follow_the_language():
    set_language("en")
    assert (
        public_holidays("974", datetime.date(2026, 12, 20), EVE)[datetime.date(2026, 12, 20)] == "Abolition of Slavery"
    )
    assert school_holidays("15", EVE, EVE) == {EVE: "Christmas holidays"}


@pytest.mark.parametrize(
    ("departement", "day", "name"),
    [
        ("15", "2026-10-16", None),
        ("15", "2026-10-17", "Vacances de la Toussaint"),
        ("15", "2026-11-01", "Vacances de la Toussaint"),
        ("15", "2026-11-02", None),
        ("15", "2027-02-13", "Vacances d'hiver"),  # zone A
        ("59", "2027-02-13", None),
        ("59", "2027-02-20", "Vacances d'hiver"),  # zone B
        ("75", "2027-02-06", "Vacances d'hiver"),  # zone C
        ("75", "2027-05-07", "Pont de l'Ascension"),
        ("31", "2028-08-31", "Vacances d'été"),
    ],
)
def test_school_holidays_day_by_day(departement, day, name):
    day = datetime.date.fromisoformat(day)
    assert school_holidays(departement, day, day) == ({day: name} if name else {})


@pytest.mark.parametrize(
    ("departement", "first", "last"),
    [
        *((departement, "2026-10-01", "2026-11-30") for departement in (*CORSICA, *OVERSEAS)),
        ("15", "2015-08-31", "2015-09-30"),
        ("15", "2028-08-01", "2028-09-01"),
    ],
)
def test_school_holidays_unknown_are_none_not_empty(departement, first, last):
    assert school_holidays(departement, datetime.date.fromisoformat(first), datetime.date.fromisoformat(last)) is None


def test_every_departement_has_one_zone(territory):
    every = [departement for academies in ACADEMIES.values() for all_of in academies.values() for departement in all_of]
    assert len(every) == len(set(every)) == 94
    assert set(territory.communes["departement"]) <= set(KNOWN)
    assert {*every, *CORSICA} == {code for code in territory.communes["departement"] if len(code) == 2}
    assert [school_zone(code) for code in ("25", "67", "34", "2A", "974")] == ["A", "B", "C", None, None]


@pytest.mark.parametrize("zone", "ABC")
def test_two_libraries_agree_on_school_holidays(zone):
    """Another library computes them from the rules of the decrees, this one holds the ministry's table."""
    departement = next(code for code, letter in ZONE_OF_DEPARTEMENT.items() if letter == zone)
    first, last = datetime.date(2022, 9, 2), datetime.date(2028, 7, 1)
    held = school_holidays(departement, first, last)
    computed = holidays.country_holidays(
        "FR", subdiv=f"Zone {zone}", years=range(2022, 2029), categories=("school",), language="fr"
    )
    asked = {day for day in computed if first <= day <= last and not computed[day].startswith("Pont")}
    assert asked - DISPUTED == {day for day, name in held.items() if not name.startswith("Pont")}


def test_the_years_known_are_said():
    assert datetime.date(2015, 9, 1) == SCHOOL_ZONES_SINCE
    assert last_known() >= datetime.date(2028, 8, 31)
    assert last_known().month == 8


@pytest.mark.parametrize("code", ["", "20", "99", "984", "1", "69M"])
def test_an_unknown_departement_is_named(code):
    with pytest.raises(UnknownTerritory, match=f"« {code} »"):
        public_holidays(code, NEW_YEAR, EVE)
    with pytest.raises(UnknownTerritory):
        school_holidays(code, NEW_YEAR, EVE)
