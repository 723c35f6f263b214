"""National figures one may plan for: each is a share of some people somewhere, or a number of people."""

from dataclasses import dataclass
from typing import Literal

from maillage.indicators import facts

Definition = Literal["strategy", "insee", "insee_2019", "credoc"]

NATIONAL_NEED = 13_000_000
"""People remote from digital in France (national strategy for an inclusive digital society, 2018)."""


@dataclass(frozen=True)
class National:
    """A national figure.

    Attributes
    ----------
    people
        Number of people in the whole country; None where a rate is given.
    percent
        Rate; None where a number is given.
    adults
        Among people of 18 and over, rather than of 15 and over.
    without
        Départements the figure does not cover; their communes get the same model's estimate.
    source
        Where it was published.
    """

    people: float | None
    percent: float | None
    adults: bool
    without: tuple[str, ...]
    source: str


DEFINITIONS: dict[Definition, National] = {
    "strategy": National(
        float(NATIONAL_NEED), None, False, (), "National strategy for an inclusive digital society, 2018"
    ),
    "insee": National(None, facts.NATIONAL_2021, False, ("976",), facts.TIC_2021),
    "insee_2019": National(None, facts.NATIONAL_2019, False, facts.OVERSEAS, facts.TIC_2019),
    "credoc": National(
        None, 31.5, True, facts.OVERSEAS, "CREDOC for ANCT, La société numérique française (2023), mainland France"
    ),
}
"""National figures by name."""
