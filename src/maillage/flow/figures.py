"""Figures of every territory: made for the whole country at once, kept as one Parquet file, read by the page."""

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Mapping
from functools import cache as once
from pathlib import Path

import numpy as np
import polars as pl

import maillage.indicators
from maillage import sources
from maillage.flow.data import NEED_SOURCES, need_inputs, need_of
from maillage.flow.silence import Progress, silent
from maillage.indicators import aggregation, measures, peers
from maillage.indicators.explanation import FACTORS, explained
from maillage.indicators.ground import Ground
from maillage.publish.reasons import Reasons
from maillage.territory import Territory, load
from maillage.territory.cache import root
from maillage.vocabulary.errors import InvalidOption

READ = (*measures.SOURCES, "anct-grille-centralite")
"""Sources of the figures and of the groups of peers."""

LEVELS = ("commune", "epci", "departement", "region", "france")


def indicators(territory: str, *, level: str | None = None, progress: Progress = silent) -> pl.DataFrame:
    """Every indicator of a territory, or of all the territories of a level in it, beside those of their peers.

    Parameters
    ----------
    territory
        As in :func:`maillage.flow.planning.plan`. Several territories separated by commas have figures of their own,
        without peers.
    level
        ``commune``, ``epci``, ``departement``, ``region`` or ``france``: every territory of this level that has a
        commune in the one asked for, each as a whole. The territory itself by default.
    progress
        Called with a stage's code and the share done.

    Returns
    -------
    polars.DataFrame
        A row for each territory and indicator, see :data:`maillage.indicators.peers.COMPARED`.

    Raises
    ------
    InvalidOption
        If there is no such level.
    UnknownTerritory, AmbiguousTerritory
        As in :func:`maillage.territory.lookup.select`.
    """
    if level is not None and level not in LEVELS:
        raise InvalidOption("indicators.level", value=level, known=", ".join(LEVELS))
    ground = load(progress=progress)
    chosen = ground.select(territory)
    if level is None and chosen.kind == "union":
        made = _ground(ground, progress)
        return peers.compared(aggregation.of_union(made, chosen.rows.tolist(), territory), peers.groups(made))
    wanted = level or chosen.kind
    column = "code" if wanted == "commune" else wanted
    codes = ["france"] if wanted == "france" else ground.communes[column][chosen.rows].drop_nulls().unique().to_list()
    inside = (pl.col("level") == wanted) & pl.col("code").is_in(codes)
    return pl.scan_parquet(indicators_file(progress=progress)).filter(inside).collect()


def indicators_file(*, progress: Progress = silent) -> Path:
    """Parquet file of every indicator of every commune, EPCI, département, région and of France.

    Made when a source, the communes or the code has changed; a row for each territory and indicator, sorted by level
    and code, see :data:`maillage.indicators.peers.COMPARED`.
    """
    ground = load(progress=progress)
    kept = sources.versions((*READ, *NEED_SOURCES))
    facts = [ground.fingerprint, recipe(), *(f"{name} {version}" for name, version in sorted(kept.items()))]
    path = root() / f"indicators-{hashlib.sha256(chr(10).join(facts).encode()).hexdigest()[:16]}.parquet"
    if _whole(path):
        return path
    made = _ground(ground, progress)
    progress("indicators", 0.3)
    table = peers.compared(aggregation.everything(made), peers.groups(made)).sort("level", "code", maintain_order=True)
    progress("indicators", 0.9)
    found = _keep(table, path)
    progress("indicators", 1.0)
    return found


Ends = tuple[float | None, float | None, float | None]
"""A figure's value and the ends of its range; none where not known."""


def reasons_of(figures: Mapping[str, Ends]) -> Reasons | None:
    """What makes the gap between a territory's share of people remote from digital and the country's.

    Parameters
    ----------
    figures
        Those of a territory by indicator's code.

    Returns
    -------
    Reasons | None
        None where they are not known.
    """
    share, low, high = figures["people.need_share"]
    points = {factor: figures[f"reasons.{factor}"][0] for factor in FACTORS}
    told = {factor: value for factor, value in points.items() if value is not None}
    known = figures["reasons.known"][0]
    if share is None or known is None or len(told) < len(points):
        return None
    return Reasons(share, None if low is None or high is None else (low, high), told, known)


@once
def recipe() -> str:
    """Digest of the code that makes the figures: what another recipe made is made again."""
    digest = hashlib.sha256(pl.__version__.encode())
    for path in sorted(Path(maillage.indicators.__file__).parent.rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def _ground(territory: Territory, progress: Progress) -> Ground:
    """Everything the figures are computed from, as downloaded."""
    tables = {name: table for name in READ if (table := sources.table(name)) is not None}
    inputs = need_inputs()
    need = need_of("france", progress=progress, inputs=inputs)
    reasons = explained(territory, inputs=inputs)
    return Ground(territory, tables, sources.vintages(tables), need, tuple(inputs), reasons)


def _whole(path: Path) -> bool:
    """Whether a file is there and can be read: its end is written last."""
    try:
        return dict(pl.scan_parquet(path).collect_schema()) == peers.COMPARED
    except (OSError, pl.exceptions.PolarsError):
        return False


def _keep(table: pl.DataFrame, path: Path) -> Path:
    """Write the file whole or not at all, and remove those it replaces; elsewhere for a day if the folder refuses."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        folder = path.parent
        handle, name = tempfile.mkstemp(prefix=".indicators-", dir=folder)
    except OSError:
        handle, name = tempfile.mkstemp(prefix="indicators-", suffix=".parquet")
        path = Path(name)
    os.close(handle)
    try:
        table.write_parquet(name, compression="zstd", row_group_size=49 * 1024)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    for old in path.parent.glob("indicators-*.parquet"):
        if old != path and _older(old, path):
            with contextlib.suppress(OSError):
                old.unlink()
    return path


def _older(old: Path, new: Path, hours: float = 24.0) -> bool:
    """Whether a file was written long before another: a recent one may be of another data folder."""
    with contextlib.suppress(OSError):
        return bool(np.float64(new.stat().st_mtime - old.stat().st_mtime) > 3600 * hours)
    return False
