"""Need: what is known of each commune, the links between what is known and what is wanted, the national composition."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import polars as pl
from scipy.optimize import brentq, least_squares
from scipy.special import logit, ndtr

from maillage.indicators import cells, facts, inputs
from maillage.indicators.cells import Links, Structure
from maillage.territory import Territory


def known(ground: Territory, shared: Path) -> tuple[Structure, np.ndarray]:
    """Everything known of each commune, gaps of income filled; and people of 15 and over where all is known."""
    table = pl.read_parquet(shared / "tables/ingredients_communes.parquet")
    read = inputs.read(ground, {"census": table})
    found = read.structure
    departement = ground.communes["departement"].to_numpy()
    median = found.median.copy()
    for code, euros in facts.RELATIVE_MEDIAN_EUR.items():
        median[(departement == code) & ~np.isfinite(median)] = euros
    mean = np.nanmean(median[np.isfinite(median)])
    full = replace(
        found,
        young=np.where(np.isfinite(found.young), found.young, 0.17),
        size=np.where(np.isfinite(found.size), found.size, facts.HOUSEHOLD_SIZE),
        median=np.where(np.isfinite(median), median, mean),
    )
    people = ground.communes["population"].to_numpy() * (1 - full.young)
    complete = np.isfinite(full.older) & np.isfinite(full.higher) & np.isfinite(full.unemployment)
    return full, np.where(complete, people, 0.0)


def filled(structure: Structure) -> Structure:
    """Structure with any number where none is known: such communes weigh nothing."""
    usual = {"older": 0.25, "young": 0.17, "higher": 0.3, "median": 2e4, "unemployment": 11.0, "size": 2.2}
    return Structure(
        **{k: np.where(np.isfinite(getattr(structure, k)), getattr(structure, k), v) for k, v in usual.items()}
    )


def solve_links(ground: Territory, shared: Path, structure: Structure, people: np.ndarray) -> tuple[Links, np.ndarray]:
    """Links between what is known and what is wanted; residuals in points on the places of known low diplomas."""
    age = cells.ages(structure.older)
    shift = cells.diploma_shift(age, structure.higher)
    mean = float(np.average(shift, weights=people))
    jobless = float(np.average(structure.unemployment, weights=people))
    zones = ground.communes.select(code_insee="code").join(
        pl.read_parquet(shared / "tables/zonages_insee_2022_commune.parquet"), on="code_insee", how="left",
        maintain_order="left",
    ).with_columns(COM="code_insee", EPCI=ground.communes["epci"], DEP=ground.communes["departement"])  # fmt: skip
    members = [(zones[zone] == code).fill_null(False).to_numpy() for zone, code, _, _ in facts.LOW_DIPLOMA_PLACES]
    wanted = [
        (percent - facts.LOW_DIPLOMA_YEARLY_FALL * (2022 - year)) / 100
        for _, _, percent, year in facts.LOW_DIPLOMA_PLACES
    ]
    weight = people[:, None] * age * facts.OUT_OF_SCHOOL

    def share(values: np.ndarray) -> np.ndarray:
        links = Links(mean, *map(float, values), jobless, (1.0, 1.0))
        low = cells.diplomas(age, shift, structure, links)[:, :, 0]
        return np.array([(weight[m] * low[m]).sum() / weight[m].sum() for m in members])

    found = least_squares(lambda values: logit(share(values)) - logit(wanted), [0.0, 1.0, 0.0])
    links = Links(mean, *map(float, found.x), jobless, (1.0, 1.0))
    return replace(links, cuts=income_cuts(structure, people, links)), 100 * (share(found.x) - wanted)


def income_cuts(structure: Structure, people: np.ndarray, links: Links) -> tuple[float, float]:
    """Standards of living below which 40 % and 80 % of people are."""
    step = 2_000
    parts = []
    for start in range(0, len(people), step):
        part = structure.part(slice(start, start + step))
        types = cells.people(part, links)
        centre = cells.centres(types, part.median)
        parts.append((types * people[start : start + step, None, None, None], centre))

    def below(euros: float) -> float:
        return sum(float((w * ndtr((np.log(euros) - m) / facts.INCOME_SPREAD)).sum()) for w, m in parts)

    whole = float(people.sum())
    return tuple(float(brentq(lambda cut, s=s: below(cut) - s * whole, 8_000, 90_000, xtol=0.5)) for s in (0.4, 0.8))


def national(structure: Structure, people: np.ndarray, links: Links) -> np.ndarray:
    """National composition, [5, 3, 3, 3]."""
    step = 2_000
    total = sum(
        (
            people[s : s + step, None, None, None, None] * cells.composition(structure.part(slice(s, s + step)), links)
        ).sum(0)
        for s in range(0, len(people), step)
    )
    return total / total.sum()
