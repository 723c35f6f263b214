"""Figures of every territory, read once per process and shared by its forks; renewed when the data are."""

import functools
import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from cockpit import folders
from cockpit.territories.places import Place
from maillage.flow.figures import indicators_file, reasons_of
from maillage.flow.silence import Progress, silent
from maillage.indicators.indicator import Indicator
from maillage.indicators.measures import REGISTRY
from maillage.indicators.peers import words
from maillage.publish.reasons import Reasons

LOOK_AGAIN_SECONDS = 5.0
"""Between two looks at whether the data were renewed."""


@dataclass(frozen=True)
class Figure:
    """An indicator of a territory, beside those of its peers.

    Attributes
    ----------
    indicator
        What it is: label, unit, which way is better.
    value, low, high
        The figure and its range; None where missing, see ``reason``.
    source, vintage
        Where it comes from.
    reason
        Code of why it is missing; None where it is not.
    peers, rank, q1, median, q3
        Among territories alike; None where there are none.
    """

    indicator: Indicator
    value: float | None
    low: float | None
    high: float | None
    source: str
    vintage: str
    reason: str | None
    peers: int | None
    rank: int | None
    q1: float | None
    median: float | None
    q3: float | None

    @property
    def known(self) -> bool:
        """Whether there is a figure."""
        return self.value is not None


@dataclass(frozen=True)
class Sheet:
    """Everything known of a territory.

    Attributes
    ----------
    figures
        By indicator's code, in the order of pages.
    peer_group
        Code of the rule by which its peers were found; None for France.
    """

    figures: dict[str, Figure]
    peer_group: str | None

    def __getitem__(self, code: str) -> Figure:
        return self.figures[code]

    @property
    def peers_rule(self) -> str:
        """The rule by which its peers were found, in words; empty for France."""
        return words(self.peer_group) if self.peer_group else ""

    @property
    def reasons(self) -> Reasons | None:
        """What makes the gap between its share of people remote from digital and the country's; None where unknown."""
        return reasons_of({code: (each.value, each.low, each.high) for code, each in self.figures.items()})

    def of_theme(self, theme: str) -> Iterator[Figure]:
        """Figures of a theme."""
        return (figure for figure in self.figures.values() if figure.indicator.theme == theme)


@dataclass(frozen=True, eq=False)
class Table:
    """Every figure of the country.

    Attributes
    ----------
    frame
        A row for each territory and indicator; a territory's rows follow each other in the registry's order.
    start
        First row of each territory.
    stamp
        Names the version of the data, for caches.
    """

    frame: pl.DataFrame
    start: dict[tuple[str, str], int]
    stamp: str

    def sheet(self, place: Place) -> Sheet:
        """Everything known of a territory."""
        rows = self.frame.slice(self.start[place.level, place.code or "france"], len(REGISTRY)).to_dicts()
        figures = {
            row["indicator"]: Figure(
                REGISTRY[row["indicator"]],
                *(row[name] for name in ("value", "low", "high", "source", "vintage", "reason")),
                *(row[name] for name in ("peers", "rank", "q1", "median", "q3")),
            )
            for row in rows
        }
        return Sheet(figures, rows[0]["peer_group"])

    def column(self, level: str, indicator: str) -> pl.DataFrame:
        """A figure of every territory of a level: ``code``, ``value``, ``low``, ``high``."""
        own = (pl.col("level") == level) & (pl.col("indicator") == indicator)
        return self.frame.lazy().filter(own).select("code", "value", "low", "high").collect()


def renew(progress: Progress = silent) -> None:
    """Compute what the data now say and let every process know; quick where nothing changed."""
    made = indicators_file(progress=progress)
    pointer = _pointer()
    pointer.parent.mkdir(parents=True, exist_ok=True)
    draft = pointer.with_suffix(".draft")
    draft.write_text(json.dumps(str(made)), encoding="utf-8")
    draft.replace(pointer)


def table() -> Table:
    """The figures as last renewed."""
    return _read(*_newest(int(time.monotonic() / LOOK_AGAIN_SECONDS)))


def sheet(place: Place) -> Sheet:
    """Everything known of a territory."""
    return table().sheet(place)


def _pointer() -> Path:
    """File that names the figures to show."""
    return folders.site() / "figures.json"


@functools.lru_cache(maxsize=1)
def _newest(_moment: int) -> tuple[str, int]:
    """Path of the figures and when they were renewed, looked at once a while."""
    pointer = _pointer()
    if not pointer.is_file():
        renew()
    path = json.loads(pointer.read_text(encoding="utf-8"))
    if not Path(path).is_file():
        renew()
        path = json.loads(pointer.read_text(encoding="utf-8"))
    return path, pointer.stat().st_mtime_ns


@functools.lru_cache(maxsize=1)
def _read(path: str, _stamp: int) -> Table:
    """Table of a file."""
    frame = pl.read_parquet(path)
    firsts = frame.with_row_index("row").gather_every(len(REGISTRY)).select("level", "code", "row")
    start = {(level, code): row for level, code, row in firsts.cast({"level": pl.String}).iter_rows()}
    return Table(frame, start, Path(path).stem.rpartition("-")[2])
