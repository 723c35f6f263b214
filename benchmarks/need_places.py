"""Need: the effect of places fitted on published rates, and the model judged on rates it has not seen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl
from scipy.optimize import brentq, least_squares
from scipy.special import expit, logit
from scipy.stats import spearmanr

from maillage.indicators import facts, place
from maillage.indicators.model import level
from maillage.indicators.place import PlaceEffects
from maillage.indicators.published import (
    ATTRACTION,
    GUYANE_ROADLESS,
    GUYANE_UNUSED_2017,
    JUDGES,
    MAINLAND_2017,
    OVERSEAS_2017,
    PLACES,
    UNUSED_2017,
    Place,
)
from maillage.territory import Territory

PUBLISHED = Path(__file__).with_name("published") / "illectronisme-hauts-de-france-2019.csv"
REGION_PRIOR = 0.12
"""Standard deviation expected of what composition and density leave to a region, logit."""

KEPT = "32"
"""Region whose rates by EPCI judge the model."""


@dataclass(frozen=True)
class Ground:
    """Communes, their logits from composition alone and the people of 15 and over of each."""

    communes: pl.DataFrame
    composition: np.ndarray
    people: np.ndarray
    zones: pl.DataFrame

    @property
    def mainland(self) -> np.ndarray:
        """People of mainland communes, none elsewhere."""
        overseas = self.communes["departement"].is_in(list(facts.OVERSEAS)).to_numpy()
        return np.where(overseas, 0.0, self.people)

    def members(self, published: Place) -> np.ndarray:
        """Communes of a place."""
        if published.unit == "attraction":
            return np.isin(self.zones["attraction"].to_numpy(), [ATTRACTION.index(code) for code in published.codes])
        if published.unit == "density":
            region, _, step = published.codes[0].partition(":")
            own = self.communes["region"].to_numpy() == region
            return own & (self.zones["density"].to_numpy() == int(step))
        return self.communes[published.unit].is_in(list(published.codes)).fill_null(False).to_numpy()

    def region(self, published: Place) -> str:
        """Region of a place; none for attraction areas."""
        return (
            ""
            if published.unit == "attraction"
            else str(self.communes["region"].to_numpy()[self.members(published)][0])
        )


def zones(communes: pl.DataFrame, shared: Path) -> pl.DataFrame:
    """Attraction area (index into ATTRACTION, -1 where not known) and level of density of each commune."""
    table = pl.read_parquet(shared / "tables/ingredients_communes.parquet")
    joined = communes.select(code_insee="code").join(table, on="code_insee", how="left", maintain_order="left")
    size, where = pl.col("TAAV2017"), pl.col("CATEAAV2020")
    attraction = (
        pl.when(size == "0").then(0)
        .when((size == "1") & where.is_in(["11", "12", "13"])).then(1)
        .when(size == "1").then(2)
        .when(size.is_in(["2", "3"])).then(3)
        .when(size.is_in(["4", "5"])).then(4)
        .otherwise(-1)
    )  # fmt: skip
    return joined.select(attraction=attraction, density=pl.col("densite_7").fill_null(0).cast(pl.Int64))


def percents(ground: Ground, effects: PlaceEffects, national: float = facts.NATIONAL_2019) -> np.ndarray:
    """Percent of each commune, mainland brought to its figure."""
    logits = ground.composition + place.offsets(ground.communes, effects)
    weight = ground.mainland
    return 100 * expit(logits + level(logits, weight, weight.sum() * national / 100))


def mean_of(ground: Ground, percent: np.ndarray, member: np.ndarray) -> float:
    """Percent of some communes together."""
    return float(np.average(percent[member], weights=ground.people[member]))


def fit(ground: Ground, places: Sequence[Place] = PLACES) -> PlaceEffects:
    """Effects of density and of the regions whose rate was published, mainland."""
    centre = float(np.average(place.log_density(ground.communes), weights=ground.mainland))
    regions = [published.codes[0] for published in places if published.unit == "region"]
    member = [ground.members(published) for published in places]
    wanted = np.array([published.percent for published in places])
    error = np.array([published.error for published in places])

    def effects(values: np.ndarray) -> PlaceEffects:
        added = dict(zip(regions, map(float, values[1:]), strict=True))
        return PlaceEffects(float(values[0]), centre, added, {})

    def residuals(values: np.ndarray) -> np.ndarray:
        percent = percents(ground, effects(values))
        found = np.array([mean_of(ground, percent, m) for m in member])
        return np.concatenate([(found - wanted) / error, values[1:] / REGION_PRIOR])

    return effects(least_squares(residuals, np.zeros(1 + len(regions))).x)


def with_overseas(ground: Ground, effects: PlaceEffects) -> PlaceEffects:
    """Effects that give overseas départements the published gap to the mainland, as odds; Mayotte takes the widest."""
    national = logit(facts.NATIONAL_2019 / 100)
    gaps = {code: logit(rate / 100) - logit(MAINLAND_2017 / 100) for code, rate in OVERSEAS_2017.items()}
    gaps["973"] = logit(GUYANE_UNUSED_2017 / 100) - logit(UNUSED_2017 / 100)
    logits = logit(percents(ground, effects) / 100)
    code = ground.communes["code"]
    added = {}
    for departement, gap in sorted(gaps.items()):
        member = (ground.communes["departement"] == departement).to_numpy() & ~code.is_in(GUYANE_ROADLESS).to_numpy()
        wanted = expit(national + gap)
        weight = ground.people[member]

        def excess(shift: float, member: np.ndarray = member, weight: np.ndarray = weight, to: float = wanted) -> float:
            return float(np.average(expit(logits[member] + shift), weights=weight) - to)

        added[departement] = float(brentq(excess, -3, 3))
    added["976"] = max(added.values())
    return PlaceEffects(effects.density, effects.centre, effects.regions, added)


def kept(ground: Ground) -> tuple[list[np.ndarray], np.ndarray]:
    """Communes and percent of each EPCI kept to judge the model; those that match no EPCI of today left out."""
    table = pl.read_csv(PUBLISHED, schema_overrides={"region": pl.String, "epci": pl.String})
    region, epci = (ground.communes[name].to_numpy() for name in ("region", "epci"))
    member = [(epci == code) & (region == KEPT) for code in table["epci"]]
    found = np.array([m.any() for m in member])
    return [m for m in member if m.any()], table["percent"].to_numpy()[found]


def squares(ground: Ground, percent: np.ndarray, truth: list[tuple[np.ndarray, float]]) -> float:
    """Mean square error of the logit of some places."""
    return float(np.mean([(logit(mean_of(ground, percent, m) / 100) - logit(r / 100)) ** 2 for m, r in truth]))


def errors_of_places(ground: Ground) -> tuple[float, float]:
    """Root mean square error of the logit of places not fitted on: region's rate known; nothing of the region known.

    Regions weigh the same, whatever the number of their places.
    """
    inside, published = kept(ground)
    seen, unseen = [], []
    for region in sorted({ground.region(p) for p in PLACES} - {""}):
        truth = [(ground.members(p), p.percent) for p in JUDGES if ground.region(p) == region]
        if region == KEPT:
            truth += list(zip(inside, published, strict=True))
        if truth:
            seen.append(squares(ground, percents(ground, fit(ground)), truth))
        own = [p for p in PLACES if ground.region(p) == region]
        truth += [(ground.members(p), p.percent) for p in own]
        unseen.append(squares(ground, percents(ground, fit(ground, [p for p in PLACES if p not in own])), truth))
    return float(np.sqrt(np.mean(seen))), float(np.sqrt(np.mean(unseen)))


def judged(name: str, percent: np.ndarray, people: np.ndarray, inside: list[np.ndarray], published: np.ndarray) -> str:
    """Row: error, mean error, error without it, rank correlation with the rates kept."""
    found = np.array([np.average(percent[m], weights=people[m]) for m in inside])
    gap = found - published
    return (
        f"| {name} | {np.sqrt(np.mean(gap**2)):.2f} | {gap.mean():+.2f} | {gap.std():.2f} "
        f"| {spearmanr(found, published)[0]:.3f} |"
    )


JUDGED_HEAD = [
    "| model | error, points | mean error | spread of errors | rank correlation |",
    "| --- | ---: | ---: | ---: | ---: |",
]


def judgement(ground: Ground, effects: PlaceEffects, others: Mapping[str, np.ndarray]) -> list[str]:
    """The model, and ``others`` (shares by commune), on the rates by EPCI of a region, none of which was fitted on."""
    inside, published = kept(ground)
    elsewhere = [p for p in PLACES if ground.region(p) != KEPT]
    rows = {
        "composition alone": percents(ground, PlaceEffects(0.0, effects.centre, {}, {})),
        "full, nothing of the region known": percents(ground, fit(ground, elsewhere)),
    }
    mainland = ground.mainland
    for name, share in others.items():
        value = logit(share)
        rows[name] = 100 * expit(value + level(value, mainland, mainland.sum() * facts.NATIONAL_2019 / 100))
    return JUDGED_HEAD + [judged(name, percent, ground.people, inside, published) for name, percent in rows.items()]


def places_table(ground: Ground, effects: PlaceEffects) -> list[str]:
    """Each published place: rate, composition alone, density, density and region."""
    none = PlaceEffects(0.0, effects.centre, {}, {})
    dense = PlaceEffects(effects.density, effects.centre, {}, {})
    columns = [percents(ground, e) for e in (none, dense, effects)]
    lines = [
        "| place, 2019 | use | published, % | composition alone, % | with density, % | with region, % |",
        "| --- | --- | ---: | ---: | ---: | ---: |",
    ]
    for use, places in (("fits", PLACES), ("judges", JUDGES)):
        for published in places:
            member = ground.members(published)
            values = " | ".join(f"{mean_of(ground, percent, member):.1f}" for percent in columns)
            name = f"{published.unit} {'+'.join(published.codes)}"
            lines.append(f"| {name} | {use} | {published.percent:g} | {values} |")
    return lines


def overseas_table(ground: Ground, effects: PlaceEffects) -> list[str]:
    """Overseas: composition alone and with the published gap; mainland at its figure."""
    bare = percents(ground, PlaceEffects(0.0, effects.centre, {}, {}))
    full = percents(ground, effects)
    lines = ["| overseas | composition alone, % | with the gap of 2017, % |", "| --- | ---: | ---: |"]
    for code in facts.OVERSEAS:
        member = (ground.communes["departement"] == code).to_numpy() & (ground.people > 0)
        if member.any():
            lines.append(f"| {code} | {mean_of(ground, bare, member):.1f} | {mean_of(ground, full, member):.1f} |")
    return lines


def of(territory: Territory, shared: Path, composition: np.ndarray, people: np.ndarray) -> Ground:
    """Ground of a territory; people only where everything is known."""
    return Ground(territory.communes, composition, people, zones(territory.communes, shared))
