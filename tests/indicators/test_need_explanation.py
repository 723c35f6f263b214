"""Why a territory is not like the country: parts that sum to the gap, by the model's own account."""

import itertools
from dataclasses import fields, replace

import numpy as np
import polars as pl
import pytest
from scipy.special import expit, logit

from maillage.indicators import DEFINITIONS, Definition, aggregation, estimate, explanation, place
from maillage.indicators.cells import Structure
from maillage.indicators.estimation import Estimated, estimated
from maillage.indicators.explanation import COMPOSITION, FACTORS, explained
from maillage.indicators.figures_model import LINKS, LOGITS, PLACE
from maillage.indicators.ground import Ground
from maillage.indicators.model import commune_rates
from maillage.indicators.need import shift_of
from maillage.territory import Territory

CENSUS = pl.DataFrame(
    {"code": ["15014", "75056", "59350"], "part65plus": [27.0, 17.5, 14.0], "partMoins15": [13.0, 12.0, 17.0],
     "partDiplomeSup": [30.0, 65.0, 45.0], "MED21": [20_500.0, 29_700.0, None],
     "P22_POP": [25_000, 2_100_000, 236_000], "P22_MEN": [13_500, 1_140_000, 120_000]}
)  # fmt: skip


def gaps(territory: Territory, definition: Definition | None, inputs: dict | None) -> np.ndarray:
    """Points between each commune's share and the country's, from the estimate alone."""
    need = estimate(territory, definition=definition, inputs=inputs)["people_in_need"].to_numpy()
    people = territory.communes["population"].to_numpy().astype(float)
    share = np.divide(need, people, out=np.full(len(need), np.nan), where=people > 0)
    return 100 * (share - need.sum() / people.sum())


@pytest.mark.parametrize("inputs", [None, {"census": CENSUS}], ids=["embedded", "some inputs"])
@pytest.mark.parametrize("definition", [None, "insee"])
def test_the_parts_of_a_commune_sum_to_its_gap(
    territory: Territory, definition: Definition | None, inputs: dict | None
) -> None:
    table = explained(territory, definition=definition, inputs=inputs)
    assert table.columns == ["code", *FACTORS, "known"]
    assert table["code"].equals(territory.communes["code"])
    total, wanted = table.select(pl.sum_horizontal(FACTORS)).to_series().to_numpy(), gaps(territory, definition, inputs)
    lived = np.isfinite(wanted)
    assert np.abs(total - wanted)[lived].max() < 1e-9
    assert np.abs(wanted[lived]).max() > 5


def test_the_parts_of_every_territory_sum_to_its_gap(territory: Territory) -> None:
    need = estimate(territory)
    ground = Ground(territory, {}, {}, need, reasons=explained(territory))
    names = [f"reasons.{factor}" for factor in FACTORS]
    table = aggregation.everything(ground, [*names, "people.need_share"])
    wide = table.select("level", "code", "indicator", "value").pivot("indicator", index=["level", "code"])
    national = wide.filter(level="france")["people.need_share"].item()
    known = wide.filter(pl.col("people.need_share").is_not_null())
    gap = known["people.need_share"].to_numpy() - national
    assert np.abs(known.select(pl.sum_horizontal(names)).to_series().to_numpy() - gap).max() < 1e-9
    assert set(known["level"]) == {"commune", "epci", "departement", "region", "france"}
    assert known.filter(level="france").select(pl.col(names).abs().max()).row(0) < (0.3,) * len(names)


def like_the_country(made: Estimated, territory: Territory, level: float) -> tuple[explanation.Reference, float]:
    """The reference of a whole country, and the country's share."""
    people = territory.communes["population"].to_numpy().astype(float)
    national = float((made.people * expit(made.logits + level)).sum() / people.sum())
    region = place.parts(territory.communes, PLACE)[1]
    return explanation.reference(made, people, region, national, level), national


def test_a_commune_at_national_values_explains_nothing(territory: Territory) -> None:
    made = estimated(territory, None)
    level = shift_of(territory, made, 13e6, None)
    centre, national = like_the_country(made, territory, level)
    one, density, region = centre.structure, np.array([centre.density]), np.array([centre.region])
    values = explanation._values(one, density, region, centre, level)
    assert [float(value[0]) for value in values.values()] == pytest.approx([national] * 64, abs=1e-12)
    assert np.allclose(explanation.shapley(values, len(FACTORS)), 0, atol=1e-12)
    older = replace(one, older=one.older + 0.05)  # the control: one factor alone takes the whole of its gap
    values = explanation._values(older, density, region, centre, level)
    parts = [float(part[0]) for part in explanation.shapley(values, len(FACTORS))]
    assert parts[0] == pytest.approx(float(values[63][0]) - national)
    assert parts[0] > 0.01
    assert np.allclose(parts[1:], 0, atol=1e-12)


def slowly(made: Estimated, territory: Territory, row: int, level: float) -> list[float]:
    """Parts of one commune by telling the six factors in each of the 720 orders, the model written out again."""
    centre, _ = like_the_country(made, territory, level)
    density, region = (float(part[row]) for part in place.parts(territory.communes, PLACE))

    def share(told: frozenset[str]) -> float:
        own = {name for factor in told for name in COMPOSITION.get(factor, ())}
        values = {
            field.name: None
            if getattr(made.structure, field.name) is None
            else getattr(made.structure, field.name)[row : row + 1]
            if field.name in own
            else getattr(centre.structure, field.name)
            for field in fields(Structure)
        }
        odds = logit(commune_rates(Structure(**values), LINKS, LOGITS)[0]) + level
        odds += density if "density" in told else centre.density
        odds += region if "region" in told else centre.region
        return (1 - values["young"][0]) * expit(odds)

    known = {frozenset(s): share(frozenset(s)) for k in range(7) for s in itertools.combinations(FACTORS, k)}
    orders = list(itertools.permutations(FACTORS))
    parts = dict.fromkeys(FACTORS, 0.0)
    for order in orders:
        for rank, factor in enumerate(order):
            parts[factor] += known[frozenset(order[: rank + 1])] - known[frozenset(order[:rank])]
    return [100 * part / len(orders) for part in parts.values()]


def test_parts_are_those_of_every_order(territory: Territory) -> None:
    inputs = {"census": CENSUS}
    made = estimated(territory, inputs)
    level = shift_of(territory, made, 13e6, None)
    table = explained(territory, inputs=inputs)
    for code in ("15014", "75056", "2A004", "97411", "59350"):
        row = territory.row_of[code]
        assert table.select(FACTORS).row(row) == pytest.approx(slowly(made, territory, row, level), abs=1e-9)


def test_what_is_guessed_is_told(territory: Territory) -> None:
    assert explained(territory)["known"].unique().to_list() == [0.0]
    known = dict(explained(territory, inputs={"census": CENSUS}).select("code", "known").iter_rows())
    assert (known["15014"], known["75056"], known["15012"]) == (1.0, 1.0, 0.0)
    assert known["59350"] == 0.75  # its income is secret


def test_each_definition_has_its_reference(territory: Territory) -> None:
    spans = [explained(territory, definition=name).select(pl.col("age").max()).item() for name in DEFINITIONS]
    assert len(set(spans)) == len(spans)
