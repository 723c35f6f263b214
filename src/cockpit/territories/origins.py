"""Who publishes a figure, in the words people know: tables hold identifiers, pages show names."""

from collections.abc import Iterable

from cockpit.wording import both
from maillage.sources.catalogue import BY_ID

NAMED = 3
"""Publishers named beside one figure; the list of sources names them all."""


def publishers(origin: str) -> str:
    """``INSEE, ANCT`` for ``insee-bpe+anct-france-services``; what no catalogue knows stays as it is."""
    found = list(dict.fromkeys(BY_ID[one].publisher if one in BY_ID else one for one in origin.split("+") if one))
    named, more = ", ".join(found[:NAMED]), len(found) - NAMED
    return both(f"{named} et {more} autres", f"{named} and {more} more") if more > 0 else named


def titles(origins: Iterable[str]) -> list[str]:
    """Full name of each source of some figures, once, in the order of their names."""
    known = {one for origin in origins for one in origin.split("+") if one in BY_ID}
    told = (BY_ID[one] for one in known)
    return sorted(one.title if one.publisher in one.title else f"{one.publisher}, {one.title}" for one in told)
