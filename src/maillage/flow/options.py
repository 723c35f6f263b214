"""What a user may ask of a plan, with the defaults of the scheme."""

import math
from dataclasses import dataclass

from maillage.vocabulary.errors import InvalidOption

DEFAULT_FLOOR = 0.8
"""Least share of its proportional half-days that each département gets."""

CATCHMENT_PER_REACH = 4 / 3
"""People come from a little beyond the reach, ever fewer: a reach of 15 minutes has a catchment of 20."""

MOST_ADVISORS = 100_000
"""More advisors than this is a typing error: the scheme has 4,000."""


@dataclass(frozen=True)
class PlanOptions:
    """Options of a plan.

    Attributes
    ----------
    advisors
        Posts to place, exactly.
    reach
        Minutes within which every commune should have a visited place.
    drive
        Longest drive of an advisor between two stops, minutes.
    floor
        Least share of its proportional half-days for each département; None: :data:`DEFAULT_FLOOR` while whole
        posts allow it.
    floor_epci
        The same for each EPCI.
    reach_share
        Share of the people of each EPCI who must have a visited place within reach (its most peopled communes first);
        1: every commune; None: every commune while half of the half-days suffice, else as many people as that half
        reaches.
    seed
        Seed of every random choice.
    """

    advisors: int
    reach: float = 15.0
    drive: float = 45.0
    floor: float | None = None
    floor_epci: float = 0.0
    reach_share: float | None = None
    seed: int = 0

    def __post_init__(self) -> None:
        if not 1 <= self.advisors <= MOST_ADVISORS:
            raise InvalidOption("flow.advisors", value=self.advisors, most=MOST_ADVISORS)
        for name, value in (("reach", self.reach), ("drive", self.drive)):
            if not (math.isfinite(value) and 3.0 <= value <= 180.0):
                raise InvalidOption("flow.minutes", option=f"--{name}", value=value)
        if self.reach > self.drive:
            raise InvalidOption("flow.reach_beyond_drive", reach=self.reach, drive=self.drive)
        for name, share in (("floor", self.floor), ("floor-epci", self.floor_epci), ("reach-share", self.reach_share)):
            if share is not None and not (math.isfinite(share) and 0.0 <= share <= 1.0):
                raise InvalidOption("flow.share", option=f"--{name}", value=share)
        if not 0 <= self.seed < 2**31:
            raise InvalidOption("flow.seed", value=self.seed)

    @property
    def catchment(self) -> float:
        """Minutes beyond which nobody comes to a place."""
        return self.reach * CATCHMENT_PER_REACH
