"""Territories alike, by a stated rule, and where each stands among them.

Communes: the same band of population, the same density (rural, intermediate, dense) and the same level of centrality.
EPCI and départements: the same band and the density most of their people live in. Régions: all of them. A group too
small to compare with joins the largest of its band and density, or of its band.
"""

import polars as pl

from maillage.indicators import measures
from maillage.indicators.aggregation import LEVEL, SCHEMA
from maillage.indicators.ground import Ground
from maillage.vocabulary.messages import language, say

BANDS = {
    "commune": (0, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000),
    "epci": (0, 10_000, 20_000, 50_000, 100_000, 250_000),
    "departement": (0, 300_000, 600_000, 1_000_000),
    "region": (0,),
}
"""Least people of each band."""

LEAST_PEERS = {"commune": 20, "epci": 10, "departement": 8, "region": 2}
"""Territories below which a group joins a larger one."""

DENSITIES = {
    "Grands centres urbains": "dense",
    "Centres urbains intermédiaires": "intermediate",
    "Petites villes": "intermediate",
    "Ceintures urbaines": "intermediate",
    "Bourgs ruraux": "rural",
    "Rural à habitat dispersé": "rural",
    "Rural à habitat très dispersé": "rural",
}
"""INSEE's density in three levels, from the grid in seven."""

LEAST_PER_KM2 = {"dense": 1_500.0, "intermediate": 300.0}
"""People per km² that stand for the grid where it was not brought."""

CENTRES = {
    "Centre majeur": "major",
    "Centre structurant": "structuring",
    "Centre intermédiaire": "intermediate",
    "Centre local": "local",
}
"""Beginning of each label of the grid of centralities."""

ANY = "any"
"""Word of an axis that does not count."""

COMPARED = {
    **SCHEMA,
    "peer_group": pl.String,
    "peers": pl.UInt32,
    "rank": pl.UInt32,
    "q1": pl.Float64,
    "median": pl.Float64,
    "q3": pl.Float64,
}
"""Columns of the figures beside those of their peers: ``peers`` that have a figure, ``rank`` among them (1 is the best,
or the most where neither way is better; equals share a rank), their quartiles."""


def groups(ground: Ground) -> pl.DataFrame:
    """Peer group of every commune, EPCI, département and région: ``level``, ``code``, ``peer_group``."""
    communes = ground.territory.communes.select("code", "epci", "departement", "region", population=ground.people)
    communes = communes.with_columns(density=_densities(ground), centre=_centres(ground))
    found = []
    for level in BANDS:
        key = "code" if level == "commune" else level
        per = (
            communes.filter(pl.col(key).is_not_null())
            .group_by(key, "density", maintain_order=True)
            .agg(pl.col("population").sum(), pl.col("centre").first())
            .sort("population", "density", descending=[True, False], maintain_order=True)
            .group_by(code=pl.col(key), maintain_order=True)
            .agg(pl.col("population").sum(), pl.col("density", "centre").first())
        )
        found.append(_grouped(level, per))
    return pl.concat(found)


def compared(figures: pl.DataFrame, groups: pl.DataFrame) -> pl.DataFrame:
    """Figures beside those of their peers.

    Parameters
    ----------
    figures
        See :data:`maillage.indicators.aggregation.SCHEMA`.
    groups
        As made by :func:`groups`.

    Returns
    -------
    polars.DataFrame
        See :data:`COMPARED`; the columns added are null for France and unions, ``rank`` where there is no figure.
    """
    code_of = pl.col("indicator").cast(pl.String)
    lower = [code for code, each in measures.REGISTRY.items() if each.better == "lower"]
    sign = pl.when(code_of.is_in(lower)).then(1.0).otherwise(-1.0)
    by = ["peer_group", "indicator"]
    table = figures.join(groups, on=["level", "code"], how="left", maintain_order="left")
    value = pl.col("value")
    marks = (
        table.filter(value.is_not_null() & pl.col("peer_group").is_not_null())
        .group_by(by)
        .agg(
            peers=value.len(),
            q1=value.quantile(0.25, "linear"),
            median=value.median(),
            q3=value.quantile(0.75, "linear"),
        )
    )
    rank = pl.when(pl.col("peer_group").is_not_null()).then((value * sign).rank("min").over(by))
    joined = table.with_columns(rank=rank).join(marks, on=by, how="left", maintain_order="left")
    return joined.select(pl.col(name).cast(kind) for name, kind in COMPARED.items())  # type: ignore[arg-type]


def words(group: str) -> str:
    """A peer group in the current language."""
    level, band, density, centre = group.split(":")
    least = int(band)
    more = [limit for limit in BANDS[level] if limit > least]
    pieces = [say(f"indicators.peers.level.{level}")]
    if more:
        pieces.append(say("indicators.peers.between", least=_number(least), most=_number(more[0])))
    elif least:
        pieces.append(say("indicators.peers.from", least=_number(least)))
    pieces += [say(f"indicators.peers.density.{density}")] if density != ANY else []
    pieces += [say(f"indicators.peers.centre.{centre}")] if centre != ANY else []
    return ", ".join(pieces)


def _number(value: int) -> str:
    """A whole number as the current language writes it."""
    text = f"{value:,}"
    return text if language() == "en" else text.replace(",", "\u202f")


def _grouped(level: str, per: pl.DataFrame) -> pl.DataFrame:
    """Group of each territory of a level; small groups are merged."""
    limits = BANDS[level]
    band = pl.lit(limits[0])
    for limit in limits[1:]:
        band = pl.when(pl.col("population") >= limit).then(limit).otherwise(band)
    wide = level == "region"
    found = per.select(
        "code",
        band=band,
        density=pl.lit(ANY) if wide else pl.col("density"),
        centre=pl.col("centre") if level == "commune" else pl.lit(ANY),
    )
    found = _merged(found, ["band", "density"], "centre", LEAST_PEERS[level])
    found = _merged(found, ["band"], "density", LEAST_PEERS[level])
    name = pl.concat_str([pl.lit(level), pl.col("band").cast(pl.String), "density", "centre"], separator=":")
    return found.select(level=pl.lit(level, LEVEL), code="code", peer_group=name)


def _merged(table: pl.DataFrame, within: list[str], axis: str, least: int) -> pl.DataFrame:
    """Table whose small groups along an axis have joined the largest beside them, the first by name among equals."""
    by = [*within, axis]
    after = ["centre"] if axis == "density" else []
    size = table.group_by(*by, *after).len().sort("len", *by, *after, descending=[True] + [False] * len(by + after))
    largest = size.unique(within, keep="first", maintain_order=True).select(
        *within, pl.col(axis, *after).name.prefix("to_")
    )
    joined = table.with_columns(small=pl.len().over(by) < least).join(
        largest, on=within, how="left", maintain_order="left"
    )
    moved = [pl.when("small").then(f"to_{name}").otherwise(name).alias(name) for name in (axis, *after)]
    return joined.with_columns(moved).select(table.columns)


def _densities(ground: Ground) -> pl.Series:
    """Rural, intermediate or dense: the grid's level, else people per km²."""
    per_km2 = pl.Series(ground.people / ground.territory.communes["area_km2"].to_numpy().clip(min=0.01))
    names = list(LEAST_PER_KM2)
    made = pl.select(
        pl.when(per_km2 >= LEAST_PER_KM2[names[0]])
        .then(pl.lit(names[0]))
        .when(per_km2 >= LEAST_PER_KM2[names[1]])
        .then(pl.lit(names[1]))
        .otherwise(pl.lit("rural"))
    ).to_series()
    grid = ground.first(*measures.connectivity.DENSITY)
    if grid is None:
        return made
    told = ground.label(grid, "level").replace_strict(DENSITIES, default=None, return_dtype=pl.String)
    return pl.select(pl.coalesce(told, made)).to_series()


def _centres(ground: Ground) -> pl.Series:
    """Level of centrality of each commune, ``none`` for what is no centre, ``any`` where it is not known."""
    grid = ground.first("anct-grille-centralite")
    if grid is None:
        return pl.Series([ANY]).new_from_index(0, len(ground.people))
    label = ground.label(grid, "level").fill_null("")
    made = pl.when(label.str.starts_with("Communes non centre")).then(pl.lit("none")).otherwise(pl.lit(ANY))
    for start, name in CENTRES.items():
        made = pl.when(label.str.starts_with(start)).then(pl.lit(name)).otherwise(made)
    return pl.select(made).to_series()
