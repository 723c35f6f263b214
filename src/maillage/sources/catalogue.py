"""Every source, by its identifier."""

import difflib
from collections.abc import Sequence

from maillage.sources import anct, anct_programmes, arcep, culture, insee, laposte, mediation, mednum, tiers_lieux
from maillage.sources.source import Source
from maillage.vocabulary.errors import InvalidOption

SOURCES: tuple[Source, ...] = (
    *insee.SOURCES,
    *anct.SOURCES,
    *anct_programmes.SOURCES,
    *arcep.SOURCES,
    *culture.SOURCES,
    *laposte.SOURCES,
    *tiers_lieux.SOURCES,
    *mediation.SOURCES,
    *mednum.SOURCES,
)

BY_ID = {source.id: source for source in SOURCES}


def find(name: str) -> Source:
    """Source of an identifier.

    Raises
    ------
    InvalidOption
        If there is none; the nearest identifiers are proposed.
    """
    source = BY_ID.get(name.strip().lower())
    if source is None:
        near = difflib.get_close_matches(name.lower(), BY_ID, n=3, cutoff=0.4)
        near += [known for known in BY_ID if name.lower() in known and known not in near][:3]
        if not near:
            raise InvalidOption("sources.unlike", value=name)
        raise InvalidOption("sources.unknown", value=name, near=", ".join(near))
    return source


def choose(names: Sequence[str]) -> tuple[Source, ...]:
    """Sources of identifiers, each once; all of them by default."""
    return tuple(dict.fromkeys(find(name) for name in names)) if names else SOURCES
