import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.calendar import Week, monday_of, turn, week_of, weeks_from, weeks_in

DAYS = st.dates(datetime.date(2000, 1, 1), datetime.date(2060, 12, 31))


@pytest.mark.parametrize(
    ("day", "week"),
    [
        ("2026-12-27", "2026-W52"),
        ("2026-12-28", "2026-W53"),
        ("2027-01-03", "2026-W53"),
        ("2027-01-04", "2027-W01"),
        ("2032-12-31", "2032-W53"),
        ("2033-01-02", "2032-W53"),
        ("2025-12-29", "2026-W01"),
    ],
)
def test_weeks_of_days(day, week):
    assert str(week_of(datetime.date.fromisoformat(day))) == week


def test_years_of_fifty_three_weeks():
    assert [year for year in range(2026, 2034) if weeks_in(year) == 53] == [2026, 2032]


def test_a_week_that_does_not_exist_is_refused():
    with pytest.raises(ValueError, match="53"):
        monday_of(Week(2027, 53))


def test_weeks_in_a_row_over_the_new_year():
    assert [str(week) for week in weeks_from(datetime.date(2026, 12, 23), 4)] == [
        "2026-W52",
        "2026-W53",
        "2027-W01",
        "2027-W02",
    ]


def test_a_fortnight_does_not_stumble_over_week_53():
    """Odd numbers follow each other there, 53 then 1; every second week stays every second week."""
    mondays = [datetime.date(2026, 12, 14) + datetime.timedelta(weeks=ahead) for ahead in range(5)]
    assert [turn(monday, datetime.date(2026, 12, 17), 2) for monday in mondays] == [0, 1, 0, 1, 0]
    assert [week_of(monday).number % 2 for monday in mondays] == [1, 0, 1, 1, 0]


@given(DAYS, DAYS, st.integers(1, 4))
def test_a_recurrence_comes_back_after_its_weeks_and_not_before(day, since, every):
    later = [turn(day + datetime.timedelta(weeks=ahead), since, every) for ahead in range(every + 1)]
    assert sorted(later[:-1]) == list(range(every))
    assert later[0] == later[-1]
    assert turn(since, since, every) == 0


@given(DAYS)
def test_a_day_is_within_its_week(day):
    assert 0 <= (day - monday_of(week_of(day))).days < 7
