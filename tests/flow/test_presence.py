"""Reach in time over real communes."""

import datetime

import numpy as np
import polars as pl
import pytest

from maillage.flow.presence import reach_in_time
from maillage.territory import load
from maillage.vocabulary.errors import InvalidOption

TUESDAY = datetime.date(2026, 12, 8)


@pytest.fixture(scope="module")
def cantal():
    territory = load()
    rows = territory.select("15").rows
    return territory, rows, territory.communes["population"].gather(rows).to_numpy().astype(np.float64)


def held(*places):
    schema = {"date": pl.Date, "begins": pl.Int16, "place": pl.String}
    return pl.DataFrame([(TUESDAY, 540, place) for place in places], schema=schema, orient="row")


def test_a_tuesday_morning_in_aurillac_reaches_its_basin_and_no_saturday_does(cantal):
    territory, rows, people = cantal
    found = reach_in_time(held("15014"), territory, rows, people, TUESDAY, TUESDAY + datetime.timedelta(6))
    shares = {(date, half, minutes): share for date, half, minutes, _, _, share in found.half_days.iter_rows()}
    assert 0.2 < shares[TUESDAY, 0, 15] < shares[TUESDAY, 0, 20] < shares[TUESDAY, 0, 30] < 0.9
    assert shares[TUESDAY + datetime.timedelta(4), 0, 30] == 0
    near = dict(found.communes.select("code", "nearest_minutes").iter_rows())
    assert near["15014"] < 12
    assert near["15120"] is None


def test_stops_elsewhere_and_none_at_all(cantal):
    territory, rows, people = cantal
    assert reach_in_time(held("75056"), territory, rows, people, TUESDAY, TUESDAY).half_days["people"].sum() == 0
    assert reach_in_time(held(), territory, rows, people, TUESDAY, TUESDAY).communes["half_days"].sum() == 0


def test_a_period_that_makes_no_sense(cantal):
    territory, rows, people = cantal
    for last in (TUESDAY - datetime.timedelta(1), TUESDAY + datetime.timedelta(400)):
        with pytest.raises(InvalidOption) as refused:
            reach_in_time(held(), territory, rows, people, TUESDAY, last)
        assert "2026" in str(refused.value)
