"""What the map can show: each measure as data, its classes, its colours in the light and in the dark."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from cockpit.wording import both, current

Floats = NDArray[np.float64]


Breaks = tuple[float, ...]


@dataclass(frozen=True)
class Palette:
    """Five colours from the least to the most, of one hue: told apart by their lightness alone.

    Attributes
    ----------
    light, dark
        On white paper; on a dark screen, where the most is the lightest.
    """

    light: tuple[str, ...]
    dark: tuple[str, ...]


NONE_LIGHT, NONE_DARK = "#d5d7da", "#454c55"
"""Colour where there is no figure."""

NEED: Final = Palette(
    ("#fdeed3", "#fcc98a", "#f0903f", "#c4501b", "#7d2208"), ("#3a2413", "#6b3414", "#b0561f", "#ea9651", "#ffdcae")
)
REACH: Final = Palette(
    ("#deebf7", "#b3d1e8", "#7fb3d8", "#3f87bd", "#0f4f87"), ("#1d3346", "#24557d", "#3a80b5", "#74b2dd", "#c5e3f7")
)
NETWORK: Final = Palette(
    ("#e0f3e6", "#b0dfc3", "#72bf97", "#2f9268", "#075a3b"), ("#14332a", "#1c5742", "#2f8763", "#6cbf97", "#c2ecd5")
)


@dataclass(frozen=True)
class Measure:
    """Something to colour the map by.

    Attributes
    ----------
    code
        Stable, as in addresses.
    indicator
        Code of the indicator of each commune that it shows; empty: coverage of the adopted plan.
    label, unit
        In words; the unit stands after the figure.
    counted
        Whether the label itself says what is counted: tables then leave the unit out.
    digits
        Decimals shown.
    breaks
        Between two classes, increasing; a figure equal to one belongs to the class above. None: such that each class
        holds about a fifth of the communes, at round figures.
    palette
        Colours of the classes.
    missing
        What is said of it where there is no figure at all.
    """

    code: str
    indicator: str
    label: str
    unit: str
    digits: int
    breaks: Breaks | None
    palette: Palette
    counted: bool = False
    missing: str = both("pas de donnée ouverte", "no open data")

    @property
    def step(self) -> float:
        """Smallest difference shown."""
        return float(10**-self.digits)


MEASURES: Final[dict[str, Measure]] = {
    one.code: one
    for one in (
        Measure(
            "part-eloignee",
            "people.need_share",
            both("Part des habitants éloignés du numérique", "Share of inhabitants remote from digital"),
            both("%", "%"),
            1,
            None,
            NEED,
        ),
        Measure(
            "personnes-eloignees",
            "people.need",
            both("Personnes éloignées du numérique", "People remote from digital"),
            both("personnes", "people"),
            0,
            None,
            NEED,
            counted=True,
        ),
        Measure(
            "couverture",
            "",
            both("Besoin servi par le plan adopté", "Need served by the adopted plan"),
            both("%", "%"),
            0,
            (30.0, 50.0, 65.0, 75.0),
            REACH,
            missing=both("aucun plan adopté pour l'instant", "no plan adopted yet"),
        ),
        Measure(
            "fibre",
            "connectivity.fixed_100",
            both("Locaux raccordables à 100 Mbit/s", "Premises with 100 Mbit/s at hand"),
            both("%", "%"),
            0,
            (40.0, 60.0, 80.0, 95.0),
            NETWORK,
        ),
        Measure(
            "aide-proche",
            "help.place_minutes",
            both("Minutes jusqu'à l'aide la plus proche", "Minutes to the nearest help"),
            both("min", "min"),
            0,
            (5.0, 10.0, 15.0, 20.0),
            NEED,
        ),
    )
}
"""In the order in which they are offered; the first is shown first."""

UNKNOWN = 5
"""Class of a commune without a figure."""


def breaks(measure: Measure, values: Floats) -> Breaks:
    """Where classes meet: as stated, or fifths of the communes at two significant figures (fewer where they meet)."""
    known = values[np.isfinite(values)]
    if measure.breaks is not None or not len(known):
        return measure.breaks or ()
    fifths = np.quantile(known, (0.2, 0.4, 0.6, 0.8))
    return tuple(sorted({float(f"{edge:.2g}") for edge in fifths}))


def classify(measure: Measure, edges: Breaks, values: Floats) -> NDArray[np.int32]:
    """Class of each value as shown (rounded), 0 the least; :data:`UNKNOWN` where it is not known."""
    known = np.isfinite(values)
    shown = np.round(np.where(known, values, 0.0), measure.digits)
    return np.where(known, np.digitize(shown, edges), UNKNOWN).astype(np.int32)


def in_words(measure: Measure, edges: Breaks) -> list[str]:
    """Each class in the reader's language."""
    french = current() == "fr"
    shown = [f"{edge:,.{0 if edge == int(edge) else 1}f}" for edge in edges]
    if french:
        shown = [text.replace(",", "\u202f").replace(".", ",") for text in shown]
    unit = str(measure.unit)
    if not shown:
        return []
    return [
        f"Moins de {shown[0]} {unit}" if french else f"Under {shown[0]} {unit}",
        *(
            f"De {low} à moins de {high} {unit}" if french else f"From {low} to under {high} {unit}"
            for low, high in pairwise(shown)
        ),
        f"{shown[-1]} {unit} ou plus" if french else f"{shown[-1]} {unit} or more",
    ]


def no_figure() -> str:
    """The last class in words."""
    return "Sans chiffre" if current() == "fr" else "No figure"
