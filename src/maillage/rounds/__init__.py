"""Advisors' two-week rounds from their bases, with a proven bound on the driving."""

from maillage.rounds.check import check
from maillage.rounds.problem import CAPACITY, CLOSED, TIMETABLE, UNREACHABLE, Finding, RoundsProblem, RoundsResult
from maillage.rounds.solve import solve

__all__ = [
    "CAPACITY",
    "CLOSED",
    "TIMETABLE",
    "UNREACHABLE",
    "Finding",
    "RoundsProblem",
    "RoundsResult",
    "check",
    "solve",
]
