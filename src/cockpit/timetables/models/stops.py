"""Stops: someone somewhere, on a day, from a time to another."""

import datetime
import uuid
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import F, Q

from cockpit.territories import places
from cockpit.timetables.models.timetables import Timetable
from cockpit.timetables.states import CALLED_OFF, PLANNED, STOP_STATES

DAY_MINUTES = 24 * 60


@dataclass(frozen=True)
class Was:
    """When and where a stop was announced before it moved; ``begins`` and ``ends`` in minutes since midnight."""

    date: datetime.date
    begins: int
    ends: int
    venue: str

    @property
    def kept(self) -> dict[str, Any]:
        """As JSON holds it."""
        return vars(self) | {"date": self.date.isoformat()}


class Stop(models.Model):
    """A published stop; it is never deleted, and keeps its ``uid`` over moves and new timetables.

    ``key`` is the river's identifier within its timetable. ``begins`` and ``ends`` are minutes since midnight of the
    place's own clock, ``zone``. ``base`` is the commune its post leaves from. ``sequence`` grows when time, venue or
    state change, as calendars want it (RFC 5545). ``lost`` says that a later timetable has it no more. ``seats`` may be
    taken by those who enrol; ``taken`` are. ``before`` is what :attr:`was` reads, empty where it never moved.
    """

    uid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    timetable = models.ForeignKey(Timetable, on_delete=models.PROTECT, related_name="stops")
    key = models.CharField(max_length=80)
    post = models.CharField(max_length=40)
    base = models.CharField(max_length=5)
    place = models.CharField(max_length=5)
    place_name = models.CharField(max_length=120)
    departement = models.CharField(max_length=3)
    epci = models.CharField(max_length=9, blank=True)
    venue = models.CharField(max_length=300, blank=True)
    venue_kind = models.CharField(max_length=60, blank=True)
    date = models.DateField()
    begins = models.PositiveSmallIntegerField()
    ends = models.PositiveSmallIntegerField()
    zone = models.CharField(max_length=40)
    leg_minutes = models.FloatField(default=0.0)
    return_minutes = models.FloatField(default=0.0)
    usual = models.BooleanField(default=True)
    address = models.CharField(max_length=300, blank=True)

    state = models.CharField(max_length=12, default=PLANNED)
    lost = models.BooleanField(default=False)
    sequence = models.PositiveIntegerField(default=0)
    before = models.JSONField(default=dict, blank=True)
    late_minutes = models.PositiveSmallIntegerField(default=0)
    reason = models.CharField(max_length=240, blank=True)
    seats = models.PositiveSmallIntegerField(default=0)
    taken = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ("date", "begins", "post")
        indexes = (
            models.Index(fields=["place", "date"], name="stop_place"),
            models.Index(fields=["post", "date"], name="stop_post"),
            models.Index(fields=["epci", "date"], name="stop_epci"),
            models.Index(fields=["departement", "date"], name="stop_departement"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(begins__lt=F("ends"), ends__lte=DAY_MINUTES), name="stop_ends_after_start"
            ),
            models.CheckConstraint(condition=Q(state__in=tuple(STOP_STATES)), name="stop_state_known"),
            models.CheckConstraint(condition=Q(lost=False) | Q(state=CALLED_OFF), name="stop_lost_is_cancelled"),
            models.CheckConstraint(condition=Q(taken__lte=F("seats")), name="stop_seats_not_oversold"),
            models.CheckConstraint(condition=Q(late_minutes=0) | Q(state=PLANNED), name="stop_late_only_when_planned"),
            models.UniqueConstraint(fields=["timetable", "key"], name="stop_key_once"),
            models.UniqueConstraint(
                fields=["timetable", "post", "date", "begins"],
                condition=Q(state=PLANNED),
                name="stop_one_place_at_a_time",
            ),
        )

    def __str__(self) -> str:
        return f"{self.date:%Y-%m-%d} {self.place_name} {self.post}"

    @property
    def commune(self) -> places.Place:
        """Commune it is held in."""
        return places.get("commune", self.place)

    @property
    def state_name(self) -> str:
        """The state as people call it."""
        return STOP_STATES[self.state]

    @property
    def was(self) -> Was | None:
        """When and where it was announced before its last move; None: it never moved."""
        if not self.before:
            return None
        return Was(**self.before | {"date": datetime.date.fromisoformat(self.before["date"])})

    @property
    def left(self) -> int:
        """Seats left."""
        return self.seats - self.taken
