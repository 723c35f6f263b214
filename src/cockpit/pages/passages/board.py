"""What a public page tells first, then next: exceptions, the next stop, those that follow, each commune's next."""

import datetime
from dataclasses import dataclass
from itertools import groupby

from django.utils import timezone

from cockpit.pages.passages.lines import Line, line
from cockpit.pages.passages.subjects import Subject, coming
from cockpit.territories import places
from cockpit.territories.places import Place
from cockpit.timetables import instants, queries
from cockpit.timetables.models import Stop
from cockpit.timetables.queries import passing
from cockpit.timetables.states import HELD

EXCEPTION_DAYS, EXCEPTION_DAYS_WIDE = 21, 7
"""How far ahead exceptions are told, by narrow pages and by those of several communes."""
EXCEPTIONS_SHOWN = 8
DAYS_SHOWN = 8
"""Days of stops that a page lists at once; the others are folded."""
WIDE_NEXT = 4
"""Next stops that pages of several communes tell."""


Days = tuple[tuple[str, tuple[tuple[Line, int], ...]], ...]


@dataclass(frozen=True)
class Board:
    """Stops of a page.

    Attributes
    ----------
    next
        The stop planned next, or under way; ``together`` advisors are there.
    later, far
        Those after it, day by day: the first :data:`DAYS_SHOWN`, and the others; those that read alike once, with how
        many advisors are there.
    exceptions
        Cancelled, late or changed, the soonest first; ``more`` others are not shown.
    """

    next: Line | None
    together: int
    later: Days
    far: Days
    exceptions: tuple[Line, ...]
    more: int


def board(subject: Subject) -> Board:
    """What there is to tell of a subject."""
    now = timezone.now()
    told = [line(stop, now) for stop in _read(subject)]
    ahead = [one for one in told if not one.over]
    planned = [one for one in ahead if not one.cancelled]
    off = [one.stop for one in ahead if one.cancelled]
    others = [line(stop, now) for stop in passing.beside(off)] if subject.wide else planned
    odd = [one for one in ahead if one.exceptional and one.stop.date <= _until(subject) and not _held(one, others)]
    once = _once(planned)
    days = groupby(once[1:], key=lambda one: one[0].day)
    later = tuple((day, tuple(lines)) for day, lines in days)
    first, together = once[0] if once else (None, 0)
    return Board(
        first,
        together,
        later[:DAYS_SHOWN],
        later[DAYS_SHOWN:],
        tuple(odd[:EXCEPTIONS_SHOWN]),
        max(len(odd) - EXCEPTIONS_SHOWN, 0),
    )


def _once(lines: list[Line]) -> list[tuple[Line, int]]:
    """Stops of several advisors at one place and time as one, that may be booked while one of them may."""
    alike: dict[tuple[object, ...], list[Line]] = {}
    for one in lines:
        stop = one.stop
        alike.setdefault((stop.date, one.hours, one.late, stop.place, one.venue, one.address), []).append(one)
    return [(next((one for one in same if one.open), same[0]), len(same)) for same in alike.values()]


def _held(gone: Line, planned: list[Line]) -> bool:
    """Whether someone else comes to the same venue over the hours of a stop that is called off."""
    off = gone.stop
    return gone.cancelled and any(
        (one.stop.place, one.stop.venue, one.stop.date) == (off.place, off.venue, off.date)
        and one.stop.begins <= off.begins
        and one.stop.ends >= off.ends
        for one in planned
    )


def _until(subject: Subject) -> datetime.date:
    """Last day whose exceptions are told."""
    return timezone.localdate() + datetime.timedelta(days=EXCEPTION_DAYS_WIDE if subject.wide else EXCEPTION_DAYS)


def _read(subject: Subject) -> list[Stop]:
    """Stops that a page may tell; of several communes, the next ones and the odd ones, not thousands."""
    if not subject.wide:
        return [stop for stop in subject.ahead() if stop.state != HELD]
    soon = queries.next_stops(subject.place, WIDE_NEXT)
    odd = passing.odd(subject.ahead().filter(date__lte=_until(subject)))
    once = {stop.pk: stop for stop in (*soon, *odd)}
    return sorted(once.values(), key=lambda stop: (instants.starts_at(stop), stop.post))


def communes(subject: Subject) -> list[tuple[Place, Line | None]]:
    """Communes of a wide territory, each with its next stop, those visited first, by name."""
    own = set(places.ground().communes["code"].gather(places.rows(subject.place)))
    found = passing.next_of_each(passing.ahead(own, *coming()))
    named = [place for place in places.of_level("commune") if place.code in own]
    told = [(place, line(found[place.code]) if place.code in found else None) for place in named]
    return sorted(told, key=lambda one: one[1] is None)
