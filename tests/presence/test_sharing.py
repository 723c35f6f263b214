"""Amounts add up to the cent, and follow the key."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.presence import KEYS, share
from maillage.vocabulary.errors import InvalidOption

COMMUNES = pl.DataFrame(
    {"code": ["15120", "15014", "15219"], "half_days": [2, 6, 0], "people": [10, 30, 40], "population": [300, 600, 100]}
)


@pytest.mark.parametrize(
    ("key", "cents"),
    [
        ("half_days", {"15014": 7500, "15120": 2500, "15219": 0}),
        ("people", {"15014": 3750, "15120": 1250, "15219": 5000}),
        ("population", {"15014": 6000, "15120": 3000, "15219": 1000}),
        ("equal", {"15014": 3334, "15120": 3333, "15219": 3333}),
    ],
)
def test_a_hundred_euros_by_each_key(key, cents):
    assert dict(share(COMMUNES, key, 10_000).select("code", "cents").iter_rows()) == cents


def test_a_part_may_be_the_same_for_all():
    found = share(COMMUNES, "half_days", 10_000, fixed_percent=30)
    assert found["cents"].to_list() == [1000 + 5250, 1000 + 1750, 1000]
    assert found["percent"].sum() == pytest.approx(100)


@given(
    st.lists(st.floats(0, 1e6), min_size=1, max_size=40).filter(lambda values: sum(values) > 1e-3),
    st.integers(0, 10**9),
    st.floats(0, 100),
)
def test_the_sum_is_exact_and_nobody_is_a_cent_off(values, cents, fixed):
    table = pl.DataFrame({"code": [f"{k:05d}" for k in range(len(values))], "people": values})
    found = share(table, "people", cents, fixed)
    assert found["cents"].sum() == cents
    assert ((found["cents"] - found["percent"] * cents / 100).abs() <= 1 + 1e-3).all()


@pytest.mark.parametrize(
    ("key", "cents", "fixed"), [("mayors", 1, 0), ("people", -1, 0), ("people", 1, 101), ("people", 1, -1)]
)
def test_what_makes_no_sense_is_refused(key, cents, fixed):
    with pytest.raises(InvalidOption) as refused:
        share(COMMUNES, key, cents, fixed)
    assert str(refused.value)


def test_a_key_nobody_has_is_refused():
    for values in ([0.0, 0.0], [1.0, None], [1.0, -2.0]):
        with pytest.raises(InvalidOption) as refused:
            share(pl.DataFrame({"code": ["1", "2"], "people": values}), "people", 5)
        assert str(refused.value)
    with pytest.raises(InvalidOption):
        share(COMMUNES.clear(), "population", 5)
    assert len(KEYS) == 4
