import csv
import datetime
import io
import json
from pathlib import Path

import polars as pl
import pytest

from maillage.publish.feeds import BECOMING, PUBLIC, public_table, timetable_csv, timetable_json
from maillage.vocabulary.errors import MalformedFile

PAGE = Path(__file__).parents[3] / "docs/reference/timetable-files.md"


def stops(**what):
    usual = {
        "stop": "7f1c",
        "post": "15-003",
        "date": datetime.date(2026, 12, 31),
        "begins": 540,
        "ends": 1440,
        "place": "97411",
        "place_name": "Saint-Denis",
        "zone": "Indian/Reunion",
        "leg_minutes": 12.5,
        "lat": -20.8789,
        "lon": 55.4481,
        "changed_at": datetime.datetime(2026, 11, 27, 8, tzinfo=datetime.UTC),
    }
    return pl.DataFrame([usual | what])


def test_a_row():
    row = next(csv.DictReader(io.StringIO(timetable_csv(stops()))))
    assert {name: value for name, value in row.items() if value} == {
        "stop": "7f1c",
        "date": "2026-12-31",
        "week": "2026-W53",
        "begins": "09:00",
        "ends": "24:00",
        "zone": "Indian/Reunion",
        "begins_at": "2026-12-31T05:00:00Z",
        "ends_at": "2026-12-31T20:00:00Z",
        "state": "planned",
        "late_minutes": "0",
        "place": "97411",
        "place_name": "Saint-Denis",
        "lat": "-20.8789",
        "lon": "55.4481",
        "sequence": "0",
        "changed_at": "2026-11-27T08:00:00Z",
    }


def test_nothing_of_the_advisors_is_told():
    assert list(public_table(stops()).columns) == list(PUBLIC)
    assert {"post", "leg_minutes", "return_minutes", "usual"}.isdisjoint(PUBLIC)


def test_json_holds_the_same_rows():
    made = datetime.datetime(2026, 11, 27, 9, tzinfo=datetime.UTC)
    text = timetable_json(stops(), name="Passages à Saint-Denis", page="https://exemple.fr", made_at=made)
    read = json.loads(text)
    assert list(read) == ["name", "page", "made_at", "licence", "stops"]
    assert read["made_at"] == "2026-11-27T09:00:00Z"
    assert list(read["stops"][0]) == list(PUBLIC)
    assert (read["stops"][0]["date"], read["stops"][0]["lat"]) == ("2026-12-31", -20.8789)
    assert json.loads(timetable_json(stops().clear(), name="Rien"))["stops"] == []


def test_a_cell_is_never_a_formula():
    row = next(csv.DictReader(io.StringIO(timetable_csv(stops(venue="=HYPERLINK(1)", reason="-2")))))
    assert (row["venue"], row["reason"]) == ("'=HYPERLINK(1)", "'-2")


def test_a_missing_column_is_named():
    with pytest.raises(MalformedFile, match="« date »"):
        timetable_csv(stops().drop("date"))


@pytest.mark.parametrize("name", [*PUBLIC, *BECOMING])
def test_every_column_has_its_word(name):
    assert f"`{name}`" in PAGE.read_text(encoding="utf-8")
