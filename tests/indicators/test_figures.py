"""Laws of the figures of territories: sums, unions, peers, times."""

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spec_land import Spec
from spec_land import territory as small_land
from spec_tables import SPECS

from maillage.indicators import aggregation, peers
from maillage.indicators.ground import Ground
from maillage.indicators.measures import REGISTRY
from maillage.indicators.reach import DOUBT, USUAL_MINUTES, WIDER_MINUTES, Reach
from maillage.territory import DistanceModel, Territory


def everything_given() -> Ground:
    """The small land with every table of the specifications."""
    tables = {name: text for specs in SPECS.values() for spec in specs for name, text in spec.given.items()}
    return Spec(tables, "").ground()


def nearest_slowly(territory: Territory, here: np.ndarray, rows: np.ndarray) -> list[float]:
    """Minutes to the nearest commune with a place, by asking for every pair at the widest limit."""
    pairs = DistanceModel(territory).pairs(rows, np.flatnonzero(here).astype(np.int32), WIDER_MINUTES[-1])
    return [min(minutes, default=np.inf) for _, minutes in pairs]


@pytest.fixture(scope="module")
def reach(territory: Territory) -> Reach:
    return Reach(territory)


@pytest.mark.parametrize("count", [0, 1, 40, 1000])
def test_nearest_times_are_those_of_every_pair(reach: Reach, count: int) -> None:
    chance = np.random.default_rng(7)
    here = np.zeros(len(reach.territory), dtype=np.bool_)
    here[chance.choice(len(here), count, replace=False)] = True
    rows = chance.choice(len(here), 500, replace=False).astype(np.int32)
    found = reach.minutes(here)
    assert found[rows].tolist() == nearest_slowly(reach.territory, here, rows)
    assert count == 0 or (found <= USUAL_MINUTES * DOUBT).any()
    assert count == 0 or (found > WIDER_MINUTES[0]).any()


SOME = ("people.need", "connectivity.fixed_gap", "services.basket_15", "help.place_minutes", "commerce.diversity")


@given(rows=st.sets(st.integers(0, 3), min_size=1))
@settings(max_examples=15, deadline=None)
def test_a_union_is_what_its_communes_are_as_one_territory(rows: set[int]) -> None:
    ground = everything_given()
    whole = ground.territory.communes
    key = pl.Series(["u" if row in rows else None for row in range(4)])
    united = Territory(whole.with_columns(epci=key), *(whole.head(0),) * 4, version="land", fingerprint="land")
    found = aggregation.of_union(ground, sorted(rows), "u", SOME).drop("level")
    again = Ground(united, ground.tables, ground.vintages, ground.need)
    again.__dict__["reach"] = ground.reach
    other = aggregation.everything(again, SOME).filter(level="epci").drop("level")
    assert found.equals(other)


def test_counts_add_up_and_shares_lie_between_those_of_the_parts() -> None:
    found = aggregation.everything(everything_given()).filter(pl.col("value").is_not_null())
    values = {(str(level), code, str(name)): value for level, code, name, value in found.select(
        "level", "code", "indicator", "value").iter_rows()}  # fmt: skip
    for name, each in REGISTRY.items():
        below = [values[key] for code in "ABCD" if (key := ("commune", code, name)) in values]
        whole = values.get(("france", "france", name))
        if whole is None:
            continue
        if each.unit in ("people", "communes", "places"):
            assert whole == pytest.approx(sum(below)), name
        elif each.unit not in ("kinds", "index", "per_km2"):
            assert min(below) - 1e-9 <= whole <= max(below) + 1e-9, name


def test_ranges_hold_their_value() -> None:
    found = aggregation.everything(everything_given()).filter(pl.col("low").is_not_null())
    assert len(found) > 100
    assert (found["low"] <= found["value"] + 1e-9).all()
    assert (found["value"] <= found["high"] + 1e-9).all()
    percent = [code for code, each in REGISTRY.items() if each.unit == "percent"]
    bounded = found.filter(pl.col("indicator").cast(pl.String).is_in(percent))
    assert bounded.select(pl.col("low", "high").is_between(-1e-9, 100 + 1e-9).all()).row(0) == (True, True)


def test_a_figure_does_not_depend_on_the_order_of_a_table() -> None:
    ground = everything_given()
    turned = Ground(small_land(), {name: table.reverse() for name, table in ground.tables.items()}, ground.vintages,
                    ground.need, reasons=ground.reasons)  # fmt: skip
    columns = ["level", "code", "indicator", "value", "low", "high", "reason"]
    assert aggregation.everything(ground)[columns].equals(aggregation.everything(turned)[columns])


def test_ranks_and_quartiles_among_peers() -> None:
    figures = pl.DataFrame(
        {
            "level": ["commune"] * 5,
            "code": list("abcde"),
            "indicator": ["help.place_minutes"] * 5,
            "value": [3.0, 1.0, 1.0, None, 8.0],
            "low": [None] * 5,
            "high": [None] * 5,
            "source": [""] * 5,
            "vintage": [""] * 5,
            "reason": [None] * 5,
        },
        schema=aggregation.SCHEMA,
    )
    groups = pl.DataFrame(
        {"level": ["commune"] * 5, "code": list("abcde"), "peer_group": ["commune:0:rural:none"] * 4 + ["other"]},
        schema={"level": aggregation.LEVEL, "code": pl.String, "peer_group": pl.String},
    )
    found = peers.compared(figures, groups)
    assert found.schema == peers.COMPARED
    assert found["rank"].to_list() == [3, 1, 1, None, 1]  # the least minutes first, equals together
    assert found["peers"].to_list() == [3, 3, 3, 3, 1]
    assert found.row(3, named=True)["median"] == 1.0
    assert found.select("q1", "median", "q3").row(0) == (1.0, 1.0, 2.0)
    more = figures.with_columns(indicator=pl.lit("help.places", aggregation.CODE))
    assert peers.compared(more, groups)["rank"].to_list() == [1, 2, 2, None, 1]


def test_every_territory_has_peers_enough(territory: Territory) -> None:
    found = peers.groups(Ground(territory, {}, {}))
    sizes = found.group_by("level", "peer_group").len()
    levels = ("code", "epci", "departement", "region")
    assert len(found) == sum(territory.communes[level].drop_nulls().n_unique() for level in levels)
    for level, least in peers.LEAST_PEERS.items():
        assert sizes.filter(level=level)["len"].min() >= least, level
    assert all(peers.words(group) for group in sizes["peer_group"])


def test_small_groups_join_the_largest_of_their_band() -> None:
    table = pl.DataFrame(
        {"code": list("abcdef"), "band": [0] * 6, "density": ["rural"] * 4 + ["dense"] * 2, "centre": list("xxxyzz")}
    )
    merged = peers._merged(table, ["band", "density"], "centre", 2)
    assert merged["centre"].to_list() == list("xxxxzz")
    again = peers._merged(merged, ["band"], "density", 3)
    assert again.select("density", "centre").unique().rows() == [("rural", "x")]
