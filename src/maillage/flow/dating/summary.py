"""Headline figures of a timetable, and the digests that name its question and its answer."""

import hashlib
import json
from dataclasses import asdict
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from maillage.flow.dating.days import Days
from maillage.timetable import TimetableProblem, TimetableResult
from maillage.vocabulary.units import EUROS_PER_KM, ROAD_SPEED_KM_H, TRIP_OVERHEAD_MINUTES

ENGINE = "2"
"""Changes whenever the solver may find something else for the same problem."""


def summary(
    days: Days, problem: TimetableProblem, found: TimetableResult, stops: pl.DataFrame, missed: pl.DataFrame
) -> dict[str, Any]:
    """Headline figures."""
    share, km = stops["usual"].mean(), _km(found)
    text = json.dumps([ENGINE, *(_digest(one) for one in _arrays(problem))])
    return {
        "first": days.first.isoformat(),
        "last": days.last.isoformat(),
        "stops": len(stops),
        "missed": len(missed),
        "drive_minutes": round(found.drive_minutes, 1),
        "drive_km": round(km),
        "drive_euros": round(km * EUROS_PER_KM),
        "usual_share": 1.0 if share is None else round(float(share), 4),  # type: ignore[arg-type]
        "price": round(found.price, 1),
        "bound": round(found.bound, 1),
        "gap_percent": round(found.gap_percent, 3),
        "problem_hash": hashlib.sha256(text.encode()).hexdigest(),
        "result_hash": hashlib.sha256(stops.write_csv().encode()).hexdigest(),
    }


def _km(found: TimetableResult) -> float:
    """Road kilometres of the default travel model behind the minutes driven."""
    legs = np.concatenate([found.leg_minutes, found.return_minutes])
    return float(np.maximum(legs - TRIP_OVERHEAD_MINUTES, 0.0).sum() * ROAD_SPEED_KM_H / 60)


def _arrays(problem: TimetableProblem) -> list[NDArray[Any]]:
    p, v = problem, problem.visits
    rules = np.array([p.day_starts, p.day_ends, p.day_minutes, p.lunch, p.set_up, *asdict(p.prices).values()])
    return [p.minutes, p.opens, p.seats, p.base, p.there, p.limit, p.period, p.quota, *vars(v).values(), rules]


def _digest(array: NDArray[Any]) -> str:
    return hashlib.sha256(np.ascontiguousarray(array).tobytes()).hexdigest()
