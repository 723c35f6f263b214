"""From the names written in a file's header to the columns of a schema: accents, case, synonyms, slips."""

from collections.abc import Sequence
from dataclasses import dataclass

from maillage.checks.nearest import nearest
from maillage.checks.schema import Schema
from maillage.territory.names import words


@dataclass(frozen=True)
class Match:
    """How a written name was understood.

    Attributes
    ----------
    written
        Name in the file.
    position
        Column in the file.
    field
        Column of the schema; None when there is none.
    how
        ``exact``, ``spelling`` (case, accents, punctuation), ``synonym``, ``nearest`` (a suggestion, not applied),
        ``twice`` (the column was already found) or ``unknown``.
    """

    written: str
    position: int
    field: str | None
    how: str

    @property
    def applied(self) -> bool:
        """Whether the column is checked as :attr:`field`."""
        return self.how in ("exact", "spelling", "synonym")


def key(name: str) -> str:
    """Name without case, accents nor punctuation: ``Code INSEE`` is ``code_insee``."""
    return "_".join(words(name))


def keys(schema: Schema) -> dict[str, str]:
    """Column of the schema for each key of its names and synonyms; its own names win."""
    found = {key(synonym): field.name for field in schema.fields for synonym in field.synonyms}
    return found | {key(field.name): field.name for field in schema.fields}


def match(header: Sequence[str], schema: Schema) -> list[Match]:
    """How each name of a header is understood: exact names first, then spelling, synonyms, and the nearest left."""
    names = {field.name for field in schema.fields}
    own = {key(name): name for name in names}
    other = keys(schema)
    steps = (
        ("exact", lambda name: name if name in names else None),
        ("spelling", lambda name: own.get(key(name))),
        ("synonym", lambda name: other.get(key(name))),
    )
    done: dict[int, Match] = {}
    taken: set[str] = set()
    for how, find in steps:
        for position, name in enumerate(header):
            field = find(name)
            if position in done or field is None:
                continue
            if field in taken:
                if how == "exact" or header.count(name) > 1:
                    done[position] = Match(name, position, field, "twice")
                continue
            taken.add(field)
            done[position] = Match(name, position, field, how)
    left = [field.name for field in schema.fields if field.name not in taken]
    for position, name in enumerate(header):
        if position not in done:
            near = nearest(key(name), left) if name else None
            done[position] = Match(name, position, near, "nearest" if near else "unknown")
    return [done[position] for position in range(len(header))]
