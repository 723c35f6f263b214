"""Indicators by theme: each file says what its figures are and which parts of a commune make them."""

from maillage.indicators.ground import Ground, Parts
from maillage.indicators.indicator import Indicator
from maillage.indicators.measures import commerce, connectivity, help, people, programmes, reasons, services

THEMES = {
    "people": people,
    "reasons": reasons,
    "connectivity": connectivity,
    "services": services,
    "help": help,
    "programmes": programmes,
    "commerce": commerce,
}
"""Files by theme, in the order of pages."""

REGISTRY: dict[str, Indicator] = {each.code: each for theme in THEMES.values() for each in theme.INDICATORS}
"""Every indicator by its code, in the order of pages."""

SOURCES = tuple(
    dict.fromkeys(
        name
        for each in REGISTRY.values()
        for group in ((each.alone,) if each.alone else (), *each.sources)
        for name in group
    )
)
"""Every source an indicator may rest on."""


def parts(ground: Ground) -> Parts:
    """Parts of every theme."""
    found: Parts = {}
    for theme in THEMES.values():
        found |= theme.parts(ground)
    return found
