"""A plan becomes dates that keep to the calendar, and changes little when something happens."""

import datetime
import json
import subprocess
import sys
from collections import Counter

import polars as pl
import pytest
from dating_plan import ARPAJON, AURILLAC, MAURIAC, SALERS, tables

from maillage.flow.dating import changes, timetable
from maillage.vocabulary.errors import InvalidOption
from maillage.vocabulary.timetable import CHANGES, MISSED, STOPS
from maillage.vocabulary.timetable import CalendarRule as Rule

MONDAY = datetime.date(2026, 12, 7)  # week 2 of a fortnight: fortnights are counted from 1 January 2024
CHRISTMAS = datetime.date(2026, 12, 25)
FRIDAY = datetime.date(2026, 12, 11)


def made(*rules, first=MONDAY, weeks=4, **options):
    return timetable(*tables(), first=first, weeks=weeks, rules=rules, moves=200, proof=False, **options)


def at(found, place, date=None):
    stops = found.stops.filter(pl.col("place") == place)
    return stops if date is None else stops.filter(pl.col("date") == date)


def test_without_anything_in_the_way_the_roster_repeats():
    found = made(first=datetime.date(2026, 9, 7), weeks=4)
    assert dict(found.stops.schema) == STOPS
    assert dict(found.missed.schema) == MISSED
    assert found.summary["missed"] == 0
    assert found.summary["usual_share"] == 1.0
    assert len(found.stops) == 22
    assert set(at(found, SALERS)["date"].dt.weekday()) == {2}
    assert set(at(found, AURILLAC)["begins"]) == {540}
    assert Counter(found.stops["post"]) == {"15014-01": 12, "15120-01": 10}
    assert found.stops.filter(pl.col("place") == SALERS)["leg_minutes"].min() > 5
    legs = pl.concat([found.stops["leg_minutes"], found.stops["return_minutes"].rename("leg_minutes")])
    km = (legs.filter(legs > 0) - 2).sum() * 50 / 60
    assert found.summary["drive_km"] == round(km)
    assert found.summary["drive_euros"] == round(0.4 * km)


def test_nobody_works_on_christmas_and_the_visit_goes_elsewhere_in_its_fortnight():
    found, all_days = made(), made(holidays=False)
    assert at(all_days, AURILLAC, CHRISTMAS).height == 1
    assert found.stops.filter(pl.col("date") == CHRISTMAS).height == 0
    assert found.summary["missed"] == 0
    assert found.stops["usual"].sum() < all_days.stops["usual"].sum()
    assert len(found.stops) == len(all_days.stops)


def test_a_leave_moves_visits_and_a_closed_place_loses_them():
    away = Rule("leave", "15014-01", datetime.date(2026, 12, 14), datetime.date(2026, 12, 18))
    found = made(away)
    gone = found.stops.filter((pl.col("post") == "15014-01") & pl.col("date").is_between(away.first, away.last))
    assert gone.height == 0
    closed = made(Rule("closed", SALERS, MONDAY, datetime.date(2027, 1, 31)))
    assert at(closed, SALERS).height == 0
    assert set(closed.missed["reason"]) == {"closed"}
    assert set(closed.missed["place"]) == {SALERS}


def test_reasons_of_what_is_missed():
    nobody = made(*(Rule("leave", post) for post in ("15014-01", "15120-01")))
    assert set(nobody.missed["reason"]) == {"advisors"}
    on_foot = made(Rule("no_vehicle", "15120-01"), Rule("leave", "15014-01"))
    assert at(on_foot, SALERS).height == 0
    assert at(on_foot, MAURIAC).height > 0


def test_a_locked_day_an_interval_a_length_and_a_pair():
    found = made(Rule("lock", MAURIAC, weekday=2, half=1))
    assert {(one.weekday(), b) for one, b in at(found, MAURIAC).select("date", "begins").iter_rows()} >= {(2, 840)}
    fewer = made(Rule("every", MAURIAC, value=4), weeks=8)
    assert at(fewer, MAURIAC).height == 2
    short = made(Rule("dwell", SALERS, value=45))
    assert set(at(short, SALERS)["ends"] - at(short, SALERS)["begins"]) == {45}
    both = made(Rule("together", SALERS, value=2), first=datetime.date(2026, 9, 7))
    pairs = at(both, SALERS).group_by("date", "begins").agg(pl.col("post").n_unique())
    assert set(pairs["post"]) == {2}


def test_a_market_opens_a_saturday():
    saturday = datetime.date(2026, 12, 12)
    market = Rule("open", SALERS, saturday, saturday, hours="08:30-12:30")
    lock = Rule("closed", SALERS, MONDAY, FRIDAY)
    found = made(market, lock, weeks=1)
    assert at(found, SALERS, saturday)["begins"].to_list() == [510]
    plain = made(lock, weeks=1)
    assert at(plain, SALERS).height == 0


def test_hours_in_openstreetmap_s_words_replace_the_usual_ones():
    lock = Rule("lock", SALERS, weekday=2)
    found = made(lock, Rule("open", SALERS, hours="We 10:00-12:15,15:00-19:00; SH off; PH off"), weeks=4)
    held = at(found, SALERS)
    assert set(held["date"].dt.weekday()) == {3}
    assert set(held.select("begins", "ends").iter_rows()) <= {(600, 735), (900, 1080)}
    assert held["date"].max() < datetime.date(2026, 12, 19)  # zone A's holidays begin
    assert set(found.missed["reason"]) <= {"closed", "room"}  # room: locked on a Wednesday of the holidays
    assert len(found.missed) > 0
    french = made(lock, Rule("open", SALERS, hours="le mercredi de 10h à 12h15"), weeks=1)
    assert at(french, SALERS)["begins"].to_list() == [600]


def test_replanning_touches_little_and_says_what():
    before = made()
    ill = Rule("leave", "15120-01", MONDAY, FRIDAY, note="malade")
    after = made(ill, adopted=before.stops)
    told = changes(before.stops, after.stops)
    assert dict(told.schema) == CHANGES
    touched = before.stops.filter((pl.col("post") == "15120-01") & pl.col("date").is_between(MONDAY, FRIDAY))
    assert 0 < len(told) <= len(touched)
    assert set(told["stop"]) <= set(touched["stop"])
    assert changes(before.stops, made(adopted=before.stops).stops).is_empty()


def test_a_stop_keeps_its_name_whatever_the_first_day():
    early, late = made(weeks=4), made(first=MONDAY + datetime.timedelta(14), weeks=2)
    shared = set(early.stops["stop"]) & set(late.stops["stop"])
    assert set(late.stops["stop"]) <= shared | set(early.missed["stop"]) | shared
    assert len(shared) == len(late.stops)


def test_a_commune_joins():
    found = made(Rule("every", "15246", value=1))  # Vebret, beside Mauriac
    assert at(found, "15246").height == 4
    assert set(at(found, "15246")["venue"]) == {"Mairie"}
    far = made(Rule("every", "15187", value=2))  # Saint-Flour: no advisor of this plan drives that far
    assert set(far.missed["reason"]) == {"advisors"}


def test_rules_about_nobody_are_told():
    found = made(Rule("leave", "75056-01"))
    assert [rule["subject"] for rule in found.summary["ignored"]] == ["75056-01"]


@pytest.mark.parametrize(
    "rule",
    [
        Rule("nap", AURILLAC),
        Rule("leave", "15014-01", FRIDAY, MONDAY),
        Rule("closed", AURILLAC, weekday=7),
        Rule("every", AURILLAC, value=0),
        Rule("open", AURILLAC, hours="morning"),
        Rule("open", AURILLAC, hours="12:00-09:00"),
        Rule("open", AURILLAC, hours="SH Mo-Fr 10:00-12:00"),
    ],
)
def test_rules_that_make_no_sense(rule):
    with pytest.raises(InvalidOption) as refused:
        made(rule)
    assert str(refused.value)


@pytest.mark.parametrize("weeks", [0, 53])
def test_weeks_that_make_no_sense(weeks):
    with pytest.raises(InvalidOption):
        made(weeks=weeks)


def test_overseas_clocks_and_time_of_day():
    assert set(made(weeks=1).stops["zone"]) == {"Europe/Paris"}


def run(*arguments, cwd):
    code = "import sys; from maillage.cli import main; sys.argv[0] = 'maillage'; main()"
    return subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, cwd=cwd)


def test_the_command_on_a_plan_s_folder(tmp_path):
    for name, table in zip(("places", "posts", "rounds"), tables(), strict=True):
        table.write_csv(tmp_path / f"{name}.csv")
    (tmp_path / "rules.csv").write_text(f"kind,subject,first,last,weekday\nclosed,{ARPAJON},2026-12-07,,lundi\n")
    done = run("timetable", ".", "--first", "2026-12-07", "--weeks", "2", "--rules", "rules.csv", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    told = json.loads((tmp_path / "timetable" / "timetable.json").read_text())
    assert told["stops"] + told["missed"] == 11
    assert told["bound"] <= told["price"]
    again = (
        "timetable",
        ".",
        "--first",
        "2026-12-07",
        "--weeks",
        "2",
        "--adopted",
        "timetable/stops.csv",
        "--out",
        "x",
    )
    assert run(*again, cwd=tmp_path).returncode == 0
    assert (tmp_path / "x" / "changes.csv").is_file()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("kind,subject\nnap,15014\n", "ligne 2, colonne kind : « nap »"),
        ("kind,subject,first\nleave,15014-01,tomorrow\n", "ligne 2, colonne first : « tomorrow »"),
        ("kind,subject,weekday\nclosed,15014,caturday\n", "colonne weekday : « caturday »"),
    ],
)
def test_mistakes_in_a_file_of_rules(tmp_path, text, told):
    for name, table in zip(("places", "posts", "rounds"), tables(), strict=True):
        table.write_csv(tmp_path / f"{name}.csv")
    (tmp_path / "rules.csv").write_text(text)
    done = run("timetable", ".", "--first", "2026-12-07", "--rules", "rules.csv", cwd=tmp_path)
    assert done.returncode == 2
    assert told in done.stderr
    assert "Traceback" not in done.stderr


def test_a_folder_that_holds_no_plan(tmp_path):
    done = run("timetable", ".", "--first", "2026-12-07", cwd=tmp_path)
    assert done.returncode == 2
    assert "places.csv" in done.stderr
