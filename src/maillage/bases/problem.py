"""The question: where to base whole posts so that advisors drive least, and the answer's shape."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from maillage.vocabulary.errors import Infeasible, InvalidOption
from maillage.vocabulary.units import PLANNED_HALF_DAYS


@dataclass(frozen=True)
class BasesProblem:
    """Places to serve and posts to base.

    Parameters
    ----------
    half_days
        Half-days per fortnight to serve at each place (whole numbers, >= 0).
    minutes
        minutes[b, i]: one-way drive from a base at b to place i; infinity where not allowed. The diagonal counts as 0.
    posts
        Whole posts to base, exactly.
    drive_minutes
        Longest drive allowed between a base and a place it serves.
    half_days_per_post
        Half-days per fortnight one post serves at most.
    at_least
        Posts already at each place that stay there; none when absent.
    allowed
        Places that may be a base; all when absent.
    """

    half_days: NDArray[np.int64]
    minutes: NDArray[np.float32]
    posts: int
    drive_minutes: float
    half_days_per_post: int = PLANNED_HALF_DAYS
    at_least: NDArray[np.int64] | None = None
    allowed: NDArray[np.bool_] | None = None

    def __post_init__(self) -> None:
        n = len(self.half_days)
        if n == 0:
            raise InvalidOption("bases.no_place")
        if self.minutes.shape != (n, n):
            raise InvalidOption("bases.shape", name="minutes", value=self.minutes.shape, expected=(n, n))
        for name, array in (("at_least", self.at_least), ("allowed", self.allowed)):
            if array is not None and array.shape != (n,):
                raise InvalidOption("bases.shape", name=name, value=array.shape, expected=(n,))
        self._check_whole("half_days", self.half_days)
        if self.at_least is not None:
            self._check_whole("at_least", self.at_least)
        if np.isnan(self.minutes).any() or (self.minutes < 0).any():
            raise InvalidOption("bases.minutes")
        if not self.drive_minutes > 0:
            raise InvalidOption("bases.not_positive", name="drive_minutes", value=self.drive_minutes)
        if self.half_days_per_post < 1:
            raise InvalidOption("bases.not_positive", name="half_days_per_post", value=self.half_days_per_post)
        if self.posts < 1:
            raise InvalidOption("bases.not_positive", name="posts", value=self.posts)
        self._check_kept()

    @staticmethod
    def _check_whole(name: str, array: NDArray[np.int64]) -> None:
        if not np.issubdtype(array.dtype, np.integer):
            raise InvalidOption("bases.not_whole", name=name, value=array.dtype)
        if (array < 0).any():
            raise InvalidOption("bases.negative", name=name, value=int(array.min()), place=int(array.argmin()))

    def _check_kept(self) -> None:
        if self.allowed is not None and not self.allowed.any():
            raise Infeasible("bases.none_allowed", places=len(self.half_days))
        if self.at_least is None:
            return
        kept = int(self.at_least.sum())
        if kept > self.posts:
            raise Infeasible("bases.kept_exceed", kept=kept, posts=self.posts, excess=kept - self.posts)
        if self.allowed is not None and (self.at_least[~self.allowed] > 0).any():
            place = int(np.flatnonzero(~self.allowed & (self.at_least > 0))[0])
            raise Infeasible("bases.kept_forbidden", place=place, kept=int(self.at_least[place]))


@dataclass(frozen=True)
class BasesResult:
    """Where the posts are and whom they serve.

    Parameters
    ----------
    posts
        Whole posts based at each place; they sum to the posts asked for.
    base, place, half_days
        Half-days per fortnight served at ``place`` by the advisors of ``base``, one entry per pair (> 0).
    drive_minutes
        Sum of minutes[base, place] * half_days: one-way driving per fortnight.
    bound
        No plan that leaves at most as many half-days unserved drives less than this.
    gap_percent
        100 * (drive_minutes - bound) / drive_minutes.
    unserved
        Half-days left unserved at each place: out of every base's reach, or beyond the posts' capacity.
    method
        How the answer was found.
    """

    posts: NDArray[np.int64]
    base: NDArray[np.int64]
    place: NDArray[np.int64]
    half_days: NDArray[np.int64]
    drive_minutes: float
    bound: float
    gap_percent: float
    unserved: NDArray[np.int64]
    method: str
