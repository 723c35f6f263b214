"""Itinerant rounds of any mobile service, from a file of stops."""

import math
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from maillage.flow import user_files
from maillage.flow.silence import Progress, silent
from maillage.itinerary import MOST_DAYS, ItineraryProblem, ItineraryResult, solve
from maillage.territory import minutes_between
from maillage.vocabulary.errors import InvalidOption, MalformedFile

DEPOT = "depot"
LONGEST_MINUTES = 100_000.0
DIGITS = 6
"""Decimals of the minutes told."""

STOPS = (("id",), ("lat", "latitude"), ("lon", "lng", "longitude"), ("dwell_minutes",))
LEGS = (("from",), ("to",), ("minutes",))


class Stops(NamedTuple):
    """The stops of a file, in its order."""

    ids: list[str]
    lat: list[float]
    lon: list[float]
    dwell: list[float]
    visits: list[int]


def itinerant_rounds(
    stops: Path,
    days: int,
    day_minutes: float,
    *,
    depot: str | None = None,
    open_rounds: bool = False,
    legs: Path | None = None,
    seconds: float | None = None,
    seed: int = 0,
    progress: Progress = silent,
) -> dict[str, Any]:
    """Which stops a mobile service visits each day, and in which order.

    Parameters
    ----------
    stops
        CSV ``id,lat,lon,dwell_minutes[,visits]``; at most one visit of a stop a day.
    days
        Days, all alike.
    day_minutes
        Most minutes of driving and visits in a day.
    depot
        ``LAT,LON`` where every day begins and ends.
    open_rounds
        Whether there is no depot: no driving before the first stop nor after the last.
    legs
        CSV ``from,to,minutes`` of measured legs; one measured one way only holds both ways, those missing are estimated
        (:func:`maillage.territory.minutes_between`).
    seconds
        Time of the search; work that grows with the visits otherwise.
    seed
        Seed.
    progress
        Called with a stage's code and the share done.

    Returns
    -------
    dict
        ``answer`` (``total_drive_minutes``, ``bound``, ``unserved``, ``days``), ``too_far`` (id and minutes of stops
        that do not fit in a day by themselves) and ``stops``, ``visits`` (how many were read).

    Raises
    ------
    MaillageError
        Naming the option, or the row, column and value, that makes no sense.
    """
    if (depot is None) != open_rounds:
        raise InvalidOption("itinerary.ends")
    if not 1 <= days <= MOST_DAYS:
        raise InvalidOption("itinerary.days", value=days, most=MOST_DAYS)
    if not (math.isfinite(day_minutes) and day_minutes > 0):
        raise InvalidOption("itinerary.day_minutes", value=day_minutes)
    where = None if depot is None else _point(depot)
    asked = read_stops(stops, days)
    minutes = _minutes(asked, where, legs)
    problem = ItineraryProblem(minutes, np.array(asked.dwell), np.array(asked.visits), days, day_minutes)
    found = solve(problem, seed, seconds, progress)
    alone = [(name, problem.minutes([at])) for at, name in enumerate(asked.ids) if asked.visits[at]]
    return {
        "answer": _told(problem, asked.ids, found),
        "too_far": [(name, round(total, 1)) for name, total in alone if total > day_minutes + 1e-6],
        "stops": len(asked.ids),
        "visits": sum(asked.visits),
    }


def read_stops(path: Path, days: int) -> Stops:
    """Stops of a CSV file; the first mistake is told with its row, column and value."""
    read = Stops([], [], [], [], [])
    seen: dict[str, int] = {}
    for row, (name, lat, lon, dwell, visits) in user_files.rows(path, STOPS, (("visits",),)):
        if not name or name.lower() == DEPOT:
            raise MalformedFile("itinerary.file.id", path=path, row=row, value=name)
        if name in seen:
            raise MalformedFile("itinerary.file.twice", path=path, row=row, value=name, first=seen[name])
        seen[name] = row
        read.ids.append(name)
        for column, text, most, values in (("lat", lat, 90, read.lat), ("lon", lon, 180, read.lon)):
            value = _number(text)
            if not abs(value) <= most:
                raise MalformedFile("flow.file.degrees", path=path, row=row, column=column, value=text, most=most)
            values.append(value)
        read.dwell.append(_checked_minutes(path, row, "dwell_minutes", dwell))
        if not (visits == "" or (visits.isascii() and visits.isdigit() and len(visits) < 9 and int(visits) <= days)):
            raise MalformedFile("itinerary.file.visits", path=path, row=row, value=visits, days=days)
        read.visits.append(int(visits or 1))
    if not read.ids:
        raise MalformedFile("itinerary.file.none", path=path)
    return read


def _minutes(stops: Stops, depot: tuple[float, float] | None, legs: Path | None) -> NDArray[np.float64]:
    """[n + 1, n + 1] minutes between the depot (0 away from everything in open rounds) and the stops."""
    lat, lon = depot or (stops.lat[0], stops.lon[0])
    minutes = minutes_between(np.array([lon, *stops.lon]), np.array([lat, *stops.lat])).astype(np.float64)
    if legs is not None:
        node = {name: at for at, name in enumerate(stops.ids, 1)}
        measured: dict[tuple[int, int], tuple[float, int]] = {}
        for row, (start, end, text) in user_files.rows(legs, LEGS, ()):
            ends = []
            for column, name in (("from", start), ("to", end)):
                if name.lower() == DEPOT and depot is None:
                    raise MalformedFile("itinerary.file.depot", path=legs, row=row, column=column)
                if name.lower() != DEPOT and name not in node:
                    raise MalformedFile("itinerary.file.unknown", path=legs, row=row, column=column, value=name)
                ends.append(0 if name.lower() == DEPOT else node[name])
            value = _checked_minutes(legs, row, "minutes", text)
            pair = (ends[0], ends[1])
            known, first = measured.get(pair, (value, row))
            if known != value:
                raise MalformedFile(
                    "itinerary.file.again", path=legs, row=row, value=text, start=start, end=end, first=first
                )
            measured[pair] = (value, first)
        for (here, there), (value, _) in measured.items():
            if here != there:
                minutes[here, there] = value
                if (there, here) not in measured:
                    minutes[there, here] = value
    if depot is None:
        minutes[0], minutes[:, 0] = 0.0, 0.0
    return minutes


def _told(problem: ItineraryProblem, ids: list[str], found: ItineraryResult) -> dict[str, Any]:
    """The answer by ids; the total is the sum of the days as told."""
    days = [
        {
            "day": number,
            "stops": [ids[stop] for stop in day],
            "drive_minutes": round(problem.drive_minutes(day), DIGITS),
            "minutes": round(problem.minutes(day), DIGITS),
        }
        for number, day in enumerate(found.days, 1)
    ]
    return {
        "total_drive_minutes": round(math.fsum(problem.drive_minutes(day) for day in found.days), DIGITS),
        "bound": math.floor(found.bound * 10**3) / 10**3,
        "unserved": [ids[stop] for stop in found.unserved],
        "days": days,
    }


def _number(text: str) -> float:
    """A number written with a point or a comma; NaN where it is none."""
    try:
        return float(text.replace(",", ".")) if "_" not in text else math.nan
    except ValueError:
        return math.nan


def _checked_minutes(path: Path, row: int, column: str, text: str) -> float:
    """Minutes of a cell."""
    value = _number(text)
    if not 0.0 <= value <= LONGEST_MINUTES:
        raise MalformedFile("itinerary.file.minutes", path=path, row=row, column=column, value=text)
    return value


def _point(text: str) -> tuple[float, float]:
    """Latitude and longitude of ``LAT,LON``."""
    parts = [_number(part.strip()) for part in text.split(",")]
    if len(parts) != 2 or not (abs(parts[0]) <= 90 and abs(parts[1]) <= 180):
        raise InvalidOption("itinerary.depot", value=text)
    return parts[0], parts[1]
