"""A stop in plain words, as public pages show it."""

import datetime
from dataclasses import dataclass

from django.utils import timezone
from django.utils.text import capfirst

from cockpit.pages.moments import day, hour
from cockpit.timetables import queries
from cockpit.timetables.models import Stop
from cockpit.timetables.queries import PublicStop
from cockpit.timetables.states import CALLED_OFF, PLANNED
from cockpit.wording import both
from maillage.publish.sitting import venue_words

RECENT_DAYS = 14
"""A stop that changed since is told as changed."""


@dataclass(frozen=True)
class Line:
    """A stop with the words that tell it.

    Attributes
    ----------
    stop
        What everyone may know of it.
    now
        When it is read.
    """

    stop: PublicStop
    now: datetime.datetime

    @property
    def day(self) -> str:
        """``Mardi 8 décembre``."""
        return str(capfirst(day(self.stop.date)))

    @property
    def nearness(self) -> str:
        """``aujourd'hui``, ``demain``, or nothing."""
        today = self.now.astimezone(self.stop.starts_at.tzinfo).date()
        near = {0: both("aujourd'hui", "today"), 1: both("demain", "tomorrow")}
        return str(near.get((self.stop.date - today).days, ""))

    @property
    def hours(self) -> str:
        """``de 9 h à 12 h 30``."""
        return _hours(self.stop.begins, self.stop.ends)

    @property
    def late(self) -> str:
        """When it begins in truth, where a delay is announced."""
        return hour(self.stop.begins + self.stop.late_minutes) if self.stop.late_minutes else ""

    @property
    def venue(self) -> str:
        """``Médiathèque (bibliothèque)``; nothing where no venue is told."""
        return venue_words(self.stop.venue, self.stop.venue_kind)

    @property
    def address(self) -> str:
        """``20 place Georges-Pompidou, 15200 Mauriac``: the town in any case."""
        told, town = self.stop.address, str(self.stop.place)
        return told if town in told else ", ".join(part for part in (told, town) if part)

    @property
    def cancelled(self) -> bool:
        """Whether it is called off."""
        return self.stop.state == CALLED_OFF

    @property
    def over(self) -> bool:
        """Whether it has ended."""
        return self.stop.ends_at <= self.now

    @property
    def changed(self) -> bool:
        """Whether its time or its venue changed lately."""
        return self._lately and self.stop.was is not None

    @property
    def restored(self) -> bool:
        """Whether it was called off, and lately is back on as it was."""
        return self._lately and self.stop.was is None

    @property
    def _lately(self) -> bool:
        lately = self.now - datetime.timedelta(days=RECENT_DAYS)
        return self.stop.state == PLANNED and self.stop.sequence > 0 and self.stop.changed_at > lately

    @property
    def before(self) -> str:
        """``mardi 8 décembre, de 9 h à 12 h, Mairie``: where it was announced before it moved."""
        was = self.stop.was
        if was is None:
            return ""
        told = f"{day(was.date)}, {_hours(was.begins, was.ends)}"
        return f"{told}, {was.venue}" if was.venue else told

    @property
    def exceptional(self) -> bool:
        """Whether people should be told first."""
        return self.cancelled or bool(self.stop.late_minutes) or self.changed or self.restored

    @property
    def open(self) -> bool:
        """Whether one may enrol."""
        return bool(self.stop.seats_left) and self.stop.starts_at > self.now


def line(stop: Stop, now: datetime.datetime | None = None) -> Line:
    """A stop in words."""
    return Line(queries.public(stop), now or timezone.now())


def _hours(begins: int, ends: int) -> str:
    first, last = hour(begins), hour(ends)
    return str(both(f"de {first} à {last}", f"from {first} to {last}"))
