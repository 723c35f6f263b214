"""Where an advisor sits on a half-day of the week: the roster's venue, else one open long enough then."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

import polars as pl

from maillage.flow.dating.hours import Hours
from maillage.flow.dating.wanted import SHORTEST
from maillage.venues import Venues
from maillage.vocabulary.units import SLOTS_PER_WEEK


class Seat(NamedTuple):
    """A venue: name, kind, address, and hours to the minute in OpenStreetMap's words where they are known."""

    name: str | None = None
    kind: str | None = None
    address: str | None = None
    times: str | None = None


Chooser = Callable[[str, int, int], Seat]
"""Seat of a place on a weekday's half-day."""

Named = tuple[str, str | None, str | None]
"""Place, venue, kind."""


def chooser(venues: Venues, places: pl.DataFrame, rounds: pl.DataFrame, hours: Hours) -> Chooser:
    """The roster's venue of a half-day, else one open then, else the place's first; passing over those too short.

    Parameters
    ----------
    places, rounds
        A plan's tables. Rounds made before plans told addresses and hours take those that the venues tell today.
    """
    told = {
        (code, name, kind): Seat(name, kind, address, times)
        for code, name, kind, address, times in venues.table.select(
            "code", "name", "kind", "address", "times"
        ).iter_rows()
    }
    roster = dict(_roster(rounds, told))
    open_then, first = _open(venues, told)
    declared = {(place, seat.name, seat.kind): seat for (place, _, _), seat in roster.items()}
    main = {
        code: (code, venue.split(" | ")[0], (kind or "").split(" | ")[0])
        for code, venue, kind in places.select("code", "venue", "venue_kind").iter_rows()
        if venue
    }

    def seat(place: str, weekday: int, half: int) -> Seat:
        key = (place, weekday, half)
        then = [roster[key]] if key in roster else []
        then += open_then.get((place, 2 * weekday + half), [])
        if not then:
            named = main.get(place)
            if named is None:
                return first.get(place, Seat())
            return declared.get(named) or told.get(named) or Seat(*named[1:])
        return next((one for one in then if _long_enough(one, hours, weekday, half)), then[0])

    return seat


def _roster(rounds: pl.DataFrame, told: dict[Named, Seat]) -> Iterator[tuple[tuple[str, int, int], Seat]]:
    """Seat of each half-day of the roster."""
    older = "venue_times" not in rounds.columns
    for row in rounds.iter_rows(named=True):
        known = told.get((row["place"], row["venue"], row["venue_kind"]), Seat())
        address = row.get("venue_address") or known.address
        times = known.times if older else row["venue_times"]
        yield (
            (row["place"], row["weekday"], int(row["half"] == "afternoon")),
            Seat(row["venue"], row["venue_kind"], address, times),
        )


def _open(venues: Venues, told: dict[Named, Seat]) -> tuple[dict[tuple[str, int], list[Seat]], dict[str, Seat]]:
    """Seats of each place open on each half-day, the one to go to first before the others; and each place's first."""
    open_then: dict[tuple[str, int], list[Seat]] = {}
    first: dict[str, Seat] = {}
    for code, name, kind, opening in venues.table.select("code", "name", "kind", "opening").iter_rows():
        seat = told[code, name, kind]
        first.setdefault(code, seat)
        for slot in range(SLOTS_PER_WEEK):
            if opening >> slot & 1:
                open_then.setdefault((code, slot), []).append(seat)
    return open_then, first


def _long_enough(seat: Seat, hours: Hours, weekday: int, half: int) -> bool:
    """Whether a visit holds in its hours of a half-day, as far as they are known."""
    widest = hours.widest(seat.times, weekday, half) if seat.times else None
    return widest is None or widest >= SHORTEST
