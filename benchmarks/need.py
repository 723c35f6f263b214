"""Need: solve the model's figures on the shared tables, and print how far each level of inputs is from the best.

::

    .venv/bin/python benchmarks/need.py --fit SHARED_DIR [--write] [--save docs/benchmarks/need.md]

``SHARED_DIR`` is the shared data folder. Only figures leave this script: coefficients and errors, never a table's row.
"""

import argparse
from pathlib import Path

import numpy as np
import polars as pl
from scipy.special import expit, logit

import need_figures
import need_places
import need_solving
import need_tables
from maillage.indicators import (
    calibration,
    councillors,
    embedded,
    facts,
    interval,
    place,
    regression,
    surroundings,
)
from maillage.indicators.cells import Structure
from maillage.indicators.model import commune_rates, group_rates, level
from maillage.territory import load

FOLDS = 10


def crossed(
    features: np.ndarray, targets: np.ndarray, people: np.ndarray, departement: np.ndarray, fold: np.ndarray, own: bool
) -> Structure:
    """Structure of each commune guessed by a predictor that has not seen its fold."""
    guessed = np.full(targets.shape, np.nan)
    for k in range(FOLDS):
        seen = fold != k
        predictor = regression.fit(features[seen], targets[seen], people[seen], departement[seen], own=own)
        guessed[~seen] = embedded.transform(predictor(features[~seen], departement[~seen]))
    return embedded.restore(guessed)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fit", type=Path, required=True, metavar="SHARED_DIR")
    parser.add_argument("--write", action="store_true", help="write the figures into the package")
    parser.add_argument("--save", type=Path, help="write the tables to this file")
    options = parser.parse_args()
    ground = load()
    communes = ground.communes
    structure, people = need_solving.known(ground, options.fit)
    structure = need_solving.filled(structure)
    population = communes["population"].to_numpy().astype(float)
    pairs = surroundings.neighbours(ground)
    near = surroundings.around(pairs, population)
    links, residuals = need_solving.solve_links(ground, options.fit, structure, people)
    composition = need_solving.national(structure, people, links)
    logits = calibration.solve(composition)
    met = group_rates(composition, logits.table())
    bare = logit(commune_rates(structure, links, logits))
    places = need_places.of(ground, options.fit, bare, people)
    effects = need_places.with_overseas(places, need_places.fit(places))
    model_error, region_error = need_places.errors_of_places(places)
    offset = place.offsets(communes, effects)
    best_logit = bare + offset
    best_logit += level(best_logit, people, people.sum() * facts.NATIONAL_2021 / 100)
    best = expit(best_logit)

    departement = communes["departement"].to_numpy()
    number, counted = councillors.counts(ground, councillors.read())
    features = embedded.features(ground, pairs, number, counted)
    targets = embedded.transform(structure)
    targets[people <= 0] = np.nan
    predictor = regression.fit(features, targets, people, departement)
    random = np.random.default_rng(20261123)
    codes = np.unique(departement)
    apart = dict(zip(codes, random.permutation(len(codes)) % FOLDS, strict=True))
    by_departement = np.array([apart[code] for code in departement])
    by_commune = random.integers(0, FOLDS, len(departement))
    alone = crossed(features, targets, people, departement, by_departement, own=False)
    shipped = crossed(features, targets, people, departement, by_commune, own=True)

    def rate(guess: Structure, age: bool, diploma: bool, income: bool) -> np.ndarray:
        census = age and diploma
        mixed = Structure(
            older=structure.older if age else guess.older,
            young=structure.young if age else guess.young,
            higher=structure.higher if diploma else guess.higher,
            median=structure.median if income else guess.median,
            unemployment=structure.unemployment if census else guess.unemployment,
            size=structure.size if census else guess.size,
        )
        value = logit(commune_rates(mixed, links, logits)) + offset
        return expit(value + level(value, people, people.sum() * facts.NATIONAL_2021 / 100))

    size = np.searchsorted(interval.SIZE_BOUNDS, population, side="right")
    classes = range(len(interval.SIZE_BOUNDS) + 1)
    errors = []
    levels = {}
    for name in interval.LEVELS:
        base, _, income = name.partition("+")
        age, diploma = base in ("age", "census"), base in ("diploma", "census")
        value = rate(shipped, age, diploma, bool(income))
        levels[name] = value
        gap = (logit(value) - best_logit) ** 2
        errors.append([round(float(np.sqrt(gap[(people > 0) & (size == k)].mean())), 3) for k in classes])
    line = np.polyfit(np.log(near + 10), best_logit, 1, w=np.sqrt(people))
    density = expit(np.polyval(line, np.log(near + 10)))
    epci = communes.select(pl.coalesce("epci", "code")).to_series().to_numpy()
    groups = {"commune": communes["code"].to_numpy(), "EPCI": epci, "département": departement}
    lines = [
        "| inputs | scale | error, points | weighted by people | rank correlation |",
        "| --- | --- | ---: | ---: | ---: |",
    ]
    compared = {"people around only": density, "embedded, département never seen": rate(alone, False, False, False)}
    compared |= {"embedded, as shipped" if name == "embedded" else name: value for name, value in levels.items()}
    for name, value in compared.items():
        if name != "census+income":
            lines += need_tables.compare(name, value, best, people, groups)
    lines += [
        "",
        *need_tables.group_table(met),
        "",
        *need_places.places_table(places, effects),
        "",
        *need_places.overseas_table(places, effects),
        "",
        *need_places.judgement(
            places,
            effects,
            {f"as shipped, {name}": share for name, share in levels.items()}
            | {"embedded, département never seen": rate(alone, False, False, False), "people around alone": density},
        ),
        "",
        *need_tables.index_table(options.fit, ground, best, people, groups),
    ]
    lines += ["", f"Low diplomas on {len(residuals)} places: error {np.sqrt(np.mean(residuals**2)):.1f} points."]
    lines += [
        f"Standard error of the logit of a place not fitted on: {model_error:.3f} where the region's rate was "
        f"published, {region_error:.3f} where nothing of the region was."
    ]
    lines += [
        "",
        "Share of the variance of each structure explained out of sample (département never seen; as shipped):",
        "",
    ]
    lines += need_tables.variance_table(targets, alone, shipped, people)
    lines += ["", *need_tables.assumptions(ground, structure, offset, people, links, best)]
    report = "\n".join(lines)
    print(report)
    print(links, logits, effects, sep="\n")
    if options.write:
        need_figures.write(links, logits, effects, errors, (model_error, region_error), predictor)
    if options.save:
        options.save.write_text(need_tables.PAGE + report + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
