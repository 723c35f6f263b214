"""What a hand may change in a plan, and what is decided before planning."""

from dataclasses import dataclass
from typing import NamedTuple

from maillage.vocabulary.errors import InvalidOption

MOVE, PIN, FORBID, ADD_POST = "move", "pin", "forbid", "add_post"
KINDS = (MOVE, PIN, FORBID, ADD_POST)

MUST, MUST_NOT, AT_MOST, KEEP = "must", "must_not", "at_most", "keep"
RULES = {
    "must": MUST,
    "impose": MUST,
    "imposé": MUST,
    "obligatoire": MUST,
    "must_not": MUST_NOT,
    "must not": MUST_NOT,
    "interdit": MUST_NOT,
    "at_most": AT_MOST,
    "at most": AT_MOST,
    "au plus": AT_MOST,
    "plafond": AT_MOST,
    "keep": KEEP,
    "existing": KEEP,
    "garder": KEEP,
    "existant": KEEP,
}
"""Rules of a file of fixed places, in either language."""

MOST_HALF_DAYS = 10_000
"""More half-days in one edit than this is a typing error."""


@dataclass(frozen=True)
class Edit:
    """One change by hand.

    Attributes
    ----------
    kind
        ``move``: ``count`` half-days from ``place``, which keeps the others and no more, to ``to``;
        ``pin``: ``place`` keeps at least ``count`` half-days;
        ``forbid``: nobody goes to ``place``, its half-days go where they serve most within the drive;
        ``add_post``: ``count`` more posts based at ``place``, their half-days where they serve most within the drive.
    place, to
        Commune codes.
    count
        Half-days per fortnight, or posts.
    """

    kind: str
    place: str
    count: int = 1
    to: str = ""

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise InvalidOption("flow.edit.kind", value=self.kind, kinds=", ".join(KINDS))
        if not 1 <= self.count <= MOST_HALF_DAYS:
            raise InvalidOption("flow.edit.count", value=self.count, most=MOST_HALF_DAYS)
        if self.kind == MOVE and self.to == self.place:
            raise InvalidOption("flow.edit.same_place", value=self.place)


class Rule(NamedTuple):
    """A line of the file of fixed places: ``rule`` is ``must``, ``must_not``, ``at_most`` or ``keep``."""

    code: str
    rule: str
    number: int
