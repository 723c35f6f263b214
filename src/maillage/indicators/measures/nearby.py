"""Parts that access to a kind of place is told by, the same for every kind."""

import numpy as np

from maillage.indicators.cells import Floats
from maillage.indicators.ground import Ground, Parts
from maillage.indicators.indicator import Formula, Indicator, bounded
from maillage.indicators.reach import DOUBT

ENDS = {"": 1.0, "_low": DOUBT, "_high": 1 / DOUBT}
"""Factor on times behind a share of people and behind the ends of its range."""


def within(code: str, name: str, minutes: int, sources: tuple[tuple[str, ...], ...]) -> Indicator:
    """Percentage of people with a place of a kind at most some minutes away."""
    formula = bounded(f"{name}_{minutes}", f"{name}_whole", 100.0)
    return Indicator(f"{code}_{minutes}", "percent", formula, sources, "higher", "not_covered")


def mean_minutes(code: str, name: str, sources: tuple[tuple[str, ...], ...]) -> Indicator:
    """Mean minutes to the nearest place of a kind."""
    made = bounded(f"{name}_minutes", f"{name}_reaching", 1.0)
    value = made.value
    parts = (f"{name}_minutes", f"{name}_reaching")
    formula = Formula(parts, value, made.text, value / DOUBT, value * DOUBT)
    return Indicator(f"{code}_minutes", "minutes", formula, sources, "lower", "not_covered")


def of(ground: Ground, name: str, minutes: Floats, limits: tuple[int, ...], told: Floats | None = None) -> Parts:
    """Parts of a kind from the minutes to its nearest place [n].

    Parameters
    ----------
    limits
        Minutes of the shares.
    told
        1 where the kind's places are published, not a number elsewhere; everywhere by default.
    """
    known = ground.people if told is None else ground.people * told
    found = {
        f"{name}_{limit}{end}": np.where(minutes * factor <= limit, known, known * 0.0)
        for limit in limits
        for end, factor in ENDS.items()
    }
    # A commune where nobody lives still has its time: it weighs next to nothing in a sum.
    weight = np.maximum(known, 1e-6)
    return found | {f"{name}_whole": known, f"{name}_minutes": weight * minutes, f"{name}_reaching": weight}
