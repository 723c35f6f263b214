"""Need: the tables printed, what each level of inputs and each assumption is worth."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import polars as pl
from scipy.special import expit, logit
from scipy.stats import spearmanr

from maillage.indicators import calibration, embedded, facts
from maillage.indicators.cells import Links, Structure
from maillage.indicators.model import commune_rates, level
from maillage.territory import Territory
from need_solving import income_cuts, national

PAGE = """# Need: what each level of inputs is worth

Printed by `benchmarks/need.py --fit SHARED_DIR`. First the model against itself with every input (census, income), as
no rate by commune is published: what is lost by knowing less. Then against published rates of places. Those that "fit"
settle the effects of density and regions; those that "judge" take no part in anything, nor do the rates of 92 EPCI of
Hauts-de-France (13.4 to 24.6 %, `benchmarks/published`): only the region's own rate fits, and "nothing of the region
known" leaves it out too. Ten folds: a département "never seen" took no part in the coefficients that guess it; "as
shipped", other communes of its département did. Groups weigh people of 15 and over. "Spread of errors" is what is
left when the mean error is taken off.

"""


def compare(
    name: str, guess: np.ndarray, best: np.ndarray, people: np.ndarray, groups: dict[str, np.ndarray]
) -> list[str]:
    """Rows of the table: root mean square difference in points (plain, by people), Spearman's rank correlation."""
    rows = []
    use = people > 0
    for scale, group in groups.items():
        _, index = np.unique(group[use], return_inverse=True)
        weight = np.bincount(index, people[use])
        a = 100 * np.bincount(index, people[use] * guess[use]) / weight
        b = 100 * np.bincount(index, people[use] * best[use]) / weight
        plain, heavy = np.sqrt(((a - b) ** 2).mean()), np.sqrt(np.average((a - b) ** 2, weights=weight))
        rows.append(f"| {name} | {scale} | {plain:.2f} | {heavy:.2f} | {spearmanr(a, b)[0]:.3f} |")
    return rows


def assumptions(
    ground: Territory, structure: Structure, offset: np.ndarray, people: np.ndarray, links: Links, best: np.ndarray
) -> list[str]:
    """What each assumption is worth: the model solved again with another one, against the model."""
    departement = ground.communes["departement"].to_numpy()
    usual = {name: getattr(facts, name) for name in ("MARGINS", "INCOME_SPREAD", "OLDEST_OF_65", "ALONE_BY_SIZE")}
    usual |= {"INCOME_BY_DIPLOMA": facts.INCOME_BY_DIPLOMA, "LOW_BY_AGE": facts.LOW_BY_AGE}

    def without(*dimensions: str) -> tuple[facts.Fact, ...]:
        return tuple(fact for fact in facts.MARGINS if fact.dimension not in dimensions)

    others: list[tuple[str, dict[str, object], Links]] = [
        ("no effect of income", {"MARGINS": without("income")}, links),
        ("no effect of households", {"MARGINS": without("household")}, links),
        ("age and diploma only", {"MARGINS": without("income", "household")}, links),
        ("incomes spread by 0.5, not 0.4", {"INCOME_SPREAD": 0.5}, links),
        ("diplomas without effect on income", {"INCOME_BY_DIPLOMA": np.zeros(3)}, links),
        ("low diplomas of 65 and over a quarter fewer", {"LOW_BY_AGE": facts.LOW_BY_AGE * [1, 1, 1, 0.9, 0.75]}, links),
        ("low diplomas fall as high ones rise (slope 1)", {}, replace(links, low_slope=1.0)),
        ("low diplomas blind to unemployment", {}, replace(links, low_unemployment=0.0)),
    ]
    lines = ["| another assumption | département: change, points | rank correlation |", "| --- | ---: | ---: |"]
    for name, changes, link in others:
        for key, value in changes.items():
            setattr(facts, key, value)
        link = replace(link, cuts=income_cuts(structure, people, link))
        logits = calibration.solve(national(structure, people, link), facts.MARGINS)
        other = logit(commune_rates(structure, link, logits)) + offset
        other = expit(other + level(other, people, people.sum() * facts.NATIONAL_2021 / 100))
        for key, value in usual.items():
            setattr(facts, key, value)
        row = compare(name, other, best, people, {"département": departement})[0].split("|")
        lines.append(f"| {name} | {row[3].strip()} | {row[5].strip()} |")
    return lines


def group_table(met: dict[tuple[str, str], float]) -> list[str]:
    """Published group rates beside the model's."""
    lines = ["| group | published, % | model, % |", "| --- | ---: | ---: |"]
    for fact in facts.MARGINS:
        published = "what remains" if fact.percent is None else f"{fact.percent:.0f}"
        lines.append(f"| {fact.dimension} {fact.group} | {published} | {met[fact.dimension, fact.group]:.1f} |")
    return lines


def index_table(shared: Path, ground: Territory, best: np.ndarray, people: np.ndarray, groups: dict) -> list[str]:
    """Rank correlation of the published fragility index with the model; read here, never shipped."""
    path = shared / "official/evaluation-only/ifn-city-all-variation.csv"
    if not path.is_file():
        return []
    index = pl.read_csv(path, schema_overrides={"code": pl.String}).unique("code")
    total = ground.communes.select("code").join(index, on="code", how="left", maintain_order="left")["total"]
    value = total.cast(pl.Float64).fill_null(np.nan).to_numpy()
    lines = ["| fragility index 2023 against the full model | rank correlation |", "| --- | ---: |"]
    for scale, group in groups.items():
        use = (people > 0) & np.isfinite(value)
        _, at = np.unique(group[use], return_inverse=True)
        weight = np.bincount(at, people[use])
        a, b = (np.bincount(at, people[use] * v[use]) / weight for v in (value, best))
        lines.append(f"| {scale} | {spearmanr(a, b)[0]:.3f} |")
    return lines


def variance_table(targets: np.ndarray, alone: Structure, shipped: Structure, people: np.ndarray) -> list[str]:
    """Share of variance explained, communes weighted by their people."""
    lines = ["| structure | département never seen | as shipped |", "| --- | ---: | ---: |"]
    guesses = [embedded.transform(alone), embedded.transform(shipped)]
    for k, name in enumerate(embedded.TARGETS):
        use = (people > 0) & np.isfinite(targets[:, k])
        y, w = targets[use, k], people[use]
        total = np.average((y - np.average(y, weights=w)) ** 2, weights=w)
        shares = [1 - np.average((y - g[use, k]) ** 2, weights=w) / total for g in guesses]
        lines.append(f"| {name} | {shares[0]:.2f} | {shares[1]:.2f} |")
    return lines
