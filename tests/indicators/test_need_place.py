"""What the place adds: a small table in, a small table out; and the published level of overseas."""

import numpy as np
import polars as pl
import pytest
from scipy.special import logit

from maillage.indicators import published, rates
from maillage.indicators.estimation import estimated
from maillage.indicators.figures_model import MODEL_ERROR, PLACE, REGION_ERROR
from maillage.indicators.place import PlaceEffects, offsets
from maillage.territory import Territory

EFFECTS = PlaceEffects(density=-0.1, centre=np.log(100.0), regions={"94": 0.5}, departements={"974": 1.0})

CASES = [
    # people, km², region, département; logit added
    (1_000, 10.0, "24", "36", 0.0),
    (10_000, 10.0, "24", "36", -0.1 * np.log(10.0)),
    (100, 10.0, "24", "36", 0.1 * np.log(10.0)),
    (1, 100.0, "24", "36", 0.1 * np.log(20.0)),  # fewer than 5 people per km² say nothing more
    (1_000_000, 1.0, "24", "36", -0.1 * np.log(80.0)),  # nor more than 8,000
    (1_000, 10.0, "94", "2A", 0.5),
    (1_000, 10.0, "04", "974", 1.0),
    (0, 0.0, "24", "36", 0.1 * np.log(20.0)),
]


@pytest.mark.parametrize(("people", "area", "region", "departement", "added"), CASES)
def test_specification(people: int, area: float, region: str, departement: str, added: float) -> None:
    table = pl.DataFrame({"population": people, "area_km2": area, "region": region, "departement": departement})
    assert offsets(table, EFFECTS) == pytest.approx([added])


def test_emptier_places_do_worse() -> None:
    assert PLACE.density < 0


def test_overseas_keeps_its_published_gap_to_the_mainland(territory: Territory) -> None:
    table = territory.communes.select("departement").hstack(rates(territory).select("percent"))
    people = estimated(territory, None).people
    national = logit(0.16)
    for code, percent in published.OVERSEAS_2017.items():
        own = (table["departement"] == code).to_numpy()
        found = np.average(table["percent"].to_numpy()[own], weights=people[own])
        gap = logit(percent / 100) - logit(published.MAINLAND_2017 / 100)
        assert logit(found / 100) - national == pytest.approx(gap, abs=0.1)


def test_interval_is_narrowest_where_the_rate_of_the_region_is_known(territory: Territory) -> None:
    assert MODEL_ERROR < REGION_ERROR
    spread = estimated(territory, None).spread
    rows = territory.row_of
    amiens, caen, mamoudzou = (spread[rows[code]] for code in ("80021", "14118", "97611"))
    assert amiens < caen < mamoudzou
