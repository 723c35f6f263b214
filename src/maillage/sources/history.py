"""Versions kept of a source, and what changed from one to another, row by row."""

from dataclasses import dataclass
from pathlib import Path

import polars as pl

from maillage.sources import catalogue, difference, storage
from maillage.vocabulary.errors import InvalidOption, MissingData


@dataclass(frozen=True)
class Version:
    """A version kept.

    Parameters
    ----------
    source
        Identifier of its source.
    name
        Its name in the data folder.
    vintage
        What it describes.
    retrieved_at
        When it was brought.
    """

    source: str
    name: str
    vintage: str
    retrieved_at: str

    def __str__(self) -> str:
        return f"{self.source} {self.vintage} ({self.retrieved_at[:10]}, {self.name})"


def kept(name: str, data_dir: Path | None = None) -> list[Version]:
    """Versions kept of a source, the current one first."""
    source = catalogue.find(name)
    found = []
    for version in storage.versions(data_dir, source.id):
        facts = storage.provenance(data_dir, source.id, version)
        if facts is not None:
            found.append(Version(source.id, version, str(facts["vintage"]), str(facts["retrieved_at"])))
    return found


def changes(name: str, data_dir: Path | None = None) -> difference.Difference | None:
    """What changed between the previous version of a source and the current one, ``None`` where there is but one."""
    versions = kept(name, data_dir)
    return None if len(versions) < 2 else between(versions[1], versions[0], data_dir)


def between(before: Version, after: Version, data_dir: Path | None = None) -> difference.Difference:
    """What changed from one version to another, of the same source or of two that hold the same kind of rows.

    Raises
    ------
    MissingData
        If one of them is damaged.
    """
    old, new = (storage.table(data_dir, each.source, each.name) for each in (before, after))
    if old is None or new is None:
        raise MissingData("sources.no_version", source=after.source, value=before.name, known="")
    return difference.between(old, new, catalogue.find(after.source).key)


def choose(name: str, wanted: str | None, data_dir: Path | None = None, *, rank: int = 0) -> Version:
    """A version of a source.

    Parameters
    ----------
    name
        The source.
    wanted
        A version's name or its beginning, a vintage, the day it was brought, or another source, whose current version
        is meant; the ``rank``-th version kept by default.
    rank
        0 for the current one, 1 for the one before.

    Raises
    ------
    InvalidOption
        If none answers: those kept are listed.
    """
    versions = kept(name, data_dir)
    if wanted is None:
        if len(versions) <= rank:
            raise InvalidOption("sources.one_version", source=name, count=len(versions))
        return versions[rank]
    other = catalogue.BY_ID.get(wanted.strip().lower())
    if other is not None and (found := kept(other.id, data_dir)):
        return found[0]
    for each in versions:
        if wanted == each.vintage or each.name.startswith(wanted) or each.retrieved_at.startswith(wanted):
            return each
    raise InvalidOption("sources.no_version", source=name, value=wanted, known="; ".join(map(str, versions)) or "–")


def rows(found: difference.Difference) -> pl.DataFrame:
    """A difference as one table.

    Returns
    -------
    polars.DataFrame
        ``change`` (``added``, ``removed`` or ``changed``), the key, then ``column``, ``before`` and ``after`` for each
        cell that changed, null for rows added and removed.
    """
    named = found.changed.columns[:-3]
    nothing = [pl.lit(None, pl.String).alias(name) for name in ("column", "before", "after")]
    parts = {
        "added": found.added.select(*named, *nothing),
        "removed": found.removed.select(*named, *nothing),
        "changed": found.changed,
    }
    return pl.concat([part.select(pl.lit(change).alias("change"), pl.all()) for change, part in parts.items()])
