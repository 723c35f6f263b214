"""What an indicator is: sums over communes, and a formula on these sums.

Every figure is made in the same two steps, whatever the level. Each commune has a few *parts*, numbers that add up
(premises, people within 15 minutes); a territory's parts are the sums of those of its communes whose figures are all
known; the formula turns them into a value. So a département's rate is never the mean of rates, and any union of
communes has its figures.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import polars as pl

from maillage.vocabulary.messages import MESSAGES, say

Theme = Literal["people", "reasons", "connectivity", "services", "help", "programmes", "commerce"]
Unit = Literal[
    "people", "percent", "points", "minutes", "services", "places", "communes", "per_1000", "per_10000",
    "hours_per_1000", "index", "kinds", "operators", "per_km2",
]  # fmt: skip
Silence = Literal["unknown", "not_covered"]

REASONS = ("no_open_data", "not_covered", "unknown", "out_of_reach", "no_base")
"""Why a figure is missing: no source was brought; its sources say nothing of these places; they keep it secret or have
no row; no road leads there; nobody or nothing to divide by."""


@dataclass(frozen=True)
class Formula:
    """A value from sums.

    Parameters
    ----------
    parts
        Columns it needs.
    value
        Expression on the sums.
    text
        The same for a reader.
    low, high
        Ends of the range; None where no error is told.
    percentage
        Between 0 and 100: people of whom nothing is known widen its range.
    """

    parts: tuple[str, ...]
    value: pl.Expr
    text: str
    low: pl.Expr | None = None
    high: pl.Expr | None = None
    percentage: bool = False


@dataclass(frozen=True)
class Indicator:
    """An indicator, as data.

    Parameters
    ----------
    code
        Stable; ``theme.name``.
    unit
        Stable code of its unit (sentence ``indicators.unit.<code>``).
    formula
        How its parts make a value.
    sources
        Groups of sources: one of each group at least must have been brought. Empty: embedded data, or the need model.
    alone
        Source that stands for all the groups where it was brought.
    better
        Which way is better; None where neither is.
    silence
        Reason given where its parts are not numbers though the sources are there (an infinite part is out of reach).
    against
        Code of the indicator whose gap to big cities this one is.
    fixed_for_france
        The country's figure is a convention, which has no range.
    """

    code: str
    unit: Unit
    formula: Formula
    sources: tuple[tuple[str, ...], ...] = ()
    better: Literal["higher", "lower"] | None = None
    silence: Silence = "unknown"
    against: str = ""
    fixed_for_france: bool = False
    alone: str = ""

    @property
    def theme(self) -> str:
        """Theme, the beginning of its code."""
        return self.code.partition(".")[0]

    @property
    def label(self) -> str:
        """Its name in the current language."""
        return say(f"indicators.name.{self.code}")

    @property
    def labels(self) -> tuple[str, str]:
        """Its name in French and in English."""
        return MESSAGES[f"indicators.name.{self.code}"]

    @property
    def unit_label(self) -> str:
        """Its unit in the current language, empty for a bare number."""
        return say(f"indicators.unit.{self.unit}").strip("-")

    def used(self, present: Sequence[str]) -> tuple[str, ...]:
        """Sources it rests on among those present; empty where a group has none."""
        if self.alone in present:
            return (self.alone,)
        groups = [[name for name in group if name in present] for group in self.sources]
        return tuple(name for group in groups for name in group) if all(groups) else ()


def total(part: str) -> Formula:
    """Sum of a part."""
    return Formula((part,), pl.col(part), f"Σ {part}")


def ratio(part: str, whole: str, times: float = 1.0) -> Formula:
    """One sum over another, null over nothing."""
    value = over(pl.col(part), pl.col(whole), times)
    return Formula((part, whole), value, f"{times:g} × Σ {part} / Σ {whole}" if times != 1 else f"Σ {part} / Σ {whole}")


def share(part: str, whole: str) -> Formula:
    """One sum as a percentage of another."""
    value = over(pl.col(part), pl.col(whole), 100.0)
    return Formula((part, whole), value, f"100 × Σ {part} / Σ {whole}", percentage=True)


def bounded(part: str, whole: str, times: float) -> Formula:
    """As :func:`ratio`, between the same with ``<part>_low`` and ``<part>_high``."""
    low, high = (over(pl.col(f"{part}_{end}"), pl.col(whole), times) for end in ("low", "high"))
    text = f"{times:g} × Σ {part} / Σ {whole}" if times != 1 else f"Σ {part} / Σ {whole}"
    parts = (part, f"{part}_low", f"{part}_high", whole)
    return Formula(parts, over(pl.col(part), pl.col(whole), times), text, low, high, times == 100.0)


def over(part: pl.Expr, whole: pl.Expr, times: float) -> pl.Expr:
    """A quotient, null over nothing."""
    return pl.when(whole > 0).then(times * part / whole)
