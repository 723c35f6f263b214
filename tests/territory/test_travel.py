import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.territory import DistanceModel, TravelModel, minutes_between
from maillage.territory.travel import compress


def twin(territory, origins, destinations, limit):
    """Every pair by the book: haversine, one at a time."""
    table = territory.communes
    apart = set(territory.over_water.select("first", "second").iter_rows())
    lon, lat = (np.radians(table[axis].to_numpy()) for axis in ("lon", "lat"))
    found = {}
    for a, i in enumerate(origins):
        for b, j in enumerate(destinations):
            i, j = int(i), int(j)
            if i == j:
                km = 0.5 * math.sqrt(table["area_km2"][i] / math.pi)
                minutes = min(2 + 1.3 * km * 60 / 50, 12)
            else:
                half = math.sin((lat[j] - lat[i]) / 2) ** 2
                half += math.cos(lat[i]) * math.cos(lat[j]) * math.sin((lon[j] - lon[i]) / 2) ** 2
                minutes = 2 + 1.3 * 2 * 6371.0088 * math.asin(math.sqrt(half)) * 60 / 50
            same = table["landmass"][i] == table["landmass"][j]
            if minutes <= limit and same and (min(i, j), max(i, j)) not in apart:
                found[a, b] = minutes
    return found


@pytest.mark.parametrize(
    ("spec", "limit"), [("15", 20.0), ("17", 30.0), ("56", 25.0), ("971,972", 45.0), ("75056", 60.0)]
)
def test_agrees_with_the_slow_twin(territory, spec, limit):
    rows = territory.select(spec).rows
    rows = rows[:: max(1, len(rows) // 150)]
    fast = DistanceModel(territory).pairs(rows, rows[::-1], limit)
    slow = twin(territory, rows, rows[::-1], limit)
    got = {(int(i), int(j)): float(t) for i, j, t in zip(fast.origins, fast.indices, fast.minutes, strict=True)}
    assert got.keys() == slow.keys()
    assert all(got[pair] == pytest.approx(slow[pair], rel=1e-5) for pair in got)


def test_national_pairs_are_sorted_symmetric_and_complete(territory):
    rows = np.arange(len(territory), dtype=np.int32)
    pairs = DistanceModel(territory).pairs(rows, rows, 20)
    assert 1_100_000 < len(pairs) < 1_300_000
    assert (pairs.indptr.dtype, pairs.indices.dtype, pairs.minutes.dtype) == (np.int64, np.int32, np.float32)
    inside = np.ones(len(pairs), dtype=bool)
    inside[pairs.indptr[:-1]] = False
    assert (np.diff(pairs.indices)[inside[1:]] > 0).all()
    back = compress(pairs.indices, pairs.origins, pairs.minutes, (len(rows), len(rows)))
    assert np.array_equal(back.indptr, pairs.indptr)
    assert np.array_equal(back.indices, pairs.indices)
    assert np.array_equal(back.minutes, pairs.minutes)
    assert (pairs.origins == pairs.indices).sum() == len(rows), "every commune reaches itself"


def test_own_time_has_a_limit(territory):
    own = DistanceModel(territory).own_minutes(np.arange(len(territory), dtype=np.int32))
    assert own.max() == 12
    assert own.min() > 2
    assert own[territory.row_of["97301"]] == 12


def test_no_trip_leaves_a_landmass(territory):
    rows = territory.select("56").rows
    pairs = DistanceModel(territory).pairs(rows, rows, 45)
    mass = territory.communes["landmass"].to_numpy()[rows]
    assert (mass[pairs.origins] == mass[pairs.indices]).all()


def test_empty_and_tiny_questions(territory):
    model = DistanceModel(territory)
    none = np.empty(0, dtype=np.int32)
    some = np.array([3, 1], dtype=np.int32)
    assert len(model.pairs(none, some, 20)) == 0
    assert model.pairs(some, none, 20).indptr.tolist() == [0, 0, 0]
    assert len(model.pairs(some, some, 1.0)) == 0
    assert isinstance(model.name, str)
    assert model.version.startswith("1-")
    use: TravelModel = model
    assert use.pairs(some, some, 60).width == 2


def test_rows_can_be_read_one_at_a_time(territory):
    rows = territory.select("15").rows
    pairs = DistanceModel(territory).pairs(rows, rows, 20)
    assert sum(len(where) for where, _ in pairs) == len(pairs)
    where, minutes = pairs.of(3)
    assert 3 in where
    assert len(where) == len(minutes)


def test_order_of_the_question_changes_nothing_but_positions(territory):
    rows = territory.select("2B").rows
    model = DistanceModel(territory)
    straight = model.pairs(rows, rows, 40)

    @settings(max_examples=10, deadline=None)
    @given(st.integers(0, 2**32 - 1))
    def law(seed):
        order = np.random.default_rng(seed).permutation(len(rows))
        mixed = model.pairs(rows[order], rows, 40)
        again = compress(order[mixed.origins], mixed.indices, mixed.minutes, (len(rows), len(rows)))
        assert np.array_equal(again.indptr, straight.indptr)
        assert np.array_equal(again.indices, straight.indices)
        assert np.array_equal(again.minutes, straight.minutes)

    law()


def test_a_longer_limit_only_adds(territory):
    rows = territory.select("29").rows
    model = DistanceModel(territory)
    near, far = (
        set(zip(p.origins.tolist(), p.indices.tolist(), strict=True))
        for p in (model.pairs(rows, rows, m) for m in (15, 30))
    )
    assert near < far


def test_points_anywhere_have_the_times_of_communes(territory):
    rows = np.flatnonzero((territory.communes["departement"] == "48").to_numpy()).astype(np.int32)[:40]
    lon, lat = (territory.communes[axis].to_numpy()[rows] for axis in ("lon", "lat"))
    found = minutes_between(lon, lat)
    assert (np.diag(found) == 0).all()
    assert (found == found.T).all()
    pairs = DistanceModel(territory).pairs(rows, rows, 120.0)
    apart = pairs.origins != pairs.indices
    assert apart.sum() > 1000
    assert (found[pairs.origins, pairs.indices][apart] == pairs.minutes[apart]).all()
