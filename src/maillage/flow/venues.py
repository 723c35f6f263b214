"""The venues of a plan: what has been downloaded, what a file declares, or town halls alone."""

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from maillage import sources
from maillage.flow.declared import read_venues
from maillage.territory import Selection, Territory
from maillage.venues import DECLARED, KINDS, Stored, Venues, gather
from maillage.venues.published import reader
from maillage.vocabulary.messages import say

TOWN_HALLS_ALONE = ("none", "aucun")
"""What to ask for instead of a file to plan on town halls alone."""


@dataclass(frozen=True)
class Gathered:
    """Venues and where they come from.

    Attributes
    ----------
    venues
        The venues of the selection.
    credits
        Name, version, vintage, licence and address of each source that gave one, town halls' apart.
    """

    venues: Venues
    credits: list[dict[str, str]] = field(default_factory=list)


def gather_venues(choice: Path | str | None, territory: Territory, selection: Selection) -> Gathered:
    """Venues of a selection.

    Parameters
    ----------
    choice
        ``none``: town halls alone; a CSV file (:mod:`maillage.flow.declared`): its venues and those downloaded; None:
        those downloaded. Town halls are always among them.

    Raises
    ------
    MissingData, MalformedFile
        If the file cannot be read or understood.
    """
    if choice is not None and str(choice).lower() in TOWN_HALLS_ALONE:
        return Gathered(gather(territory, selection.rows))
    path = None if choice is None else Path(choice)
    declared = None if path is None else read_venues(path, territory, selection)
    venues = gather(territory, selection.rows, _stored(), declared)
    used = set(venues.table["source"].unique())
    credits = [sources.credit(name) for name in sources.state()["source"] if name in used]
    if path is not None and DECLARED in set(venues.table["hours"].unique()):
        digest = hashlib.sha256(path.read_bytes()).hexdigest()[:12]
        credits.append({"name": path.name, "version": digest, "vintage": "-", "licence": "-", "url": ""})
    return Gathered(venues, credits)


def venues_sentence(table: pl.DataFrame) -> str:
    """What the venues are, in words and figures: how many of each kind, and how many rest on assumed hours."""
    if set(table["kind"].unique()) <= {"town_hall"} and not (table["hours"] == DECLARED).any():
        return say("flow.assume.venues")
    counts = dict(table["kind"].value_counts().iter_rows())
    listed = ", ".join(f"{say(f'venues.kind.{kind}')} {counts[kind]}" for kind in KINDS if kind in counts)
    return say("flow.assume.all_venues", venues=listed)


def _stored() -> list[Stored]:
    """Tables of the sources that hold venues, as they are kept."""
    known = sources.state().filter(pl.col("rows").is_not_null()).select("source", "vintage")
    found = []
    for name, vintage in known.iter_rows():
        table = sources.table(name) if reader(name) is not None else None
        if table is not None:
            found.append(Stored(name, vintage, table))
    return found
