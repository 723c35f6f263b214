"""Timetables: what was asked, what was computed, when it was published."""

from django.db import models
from django.db.models import F, Q

from cockpit.accounts.models import User
from cockpit.computations.model import Computed, constraints
from cockpit.plans.models import Plan
from cockpit.timetables.rule_text import read
from cockpit.timetables.states import COMPUTED, PUBLISHED, REPLACED, STATES
from cockpit.wording import both
from maillage.vocabulary.timetable import CalendarRule


class Timetable(Computed):
    """Dated stops of a territory, from an adopted plan and the rules of its calendar.

    What was computed is files named by ``result_hash`` (:mod:`cockpit.timetables.storage`); publishing makes rows of
    :class:`Stop` of them. ``rules`` are those it was computed with; ``proposed`` are those among them that its
    publication would add, when it mends ``parent``.
    """

    KIND = "timetable"

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="timetables")
    first_date = models.DateField()
    last_date = models.DateField()
    parent = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="proposals")
    rules = models.JSONField(default=list, blank=True)
    proposed = models.JSONField(default=list, blank=True)
    created_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    published_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-id",)
        indexes = (
            models.Index(fields=["level", "code", "first_date"], name="timetable_territory"),
            models.Index(fields=["state", "heartbeat_at"], name="timetable_state"),
        )
        constraints = (
            *constraints("timetable", tuple(STATES), COMPUTED),
            models.CheckConstraint(condition=Q(first_date__lte=F("last_date")), name="timetable_ends_after_start"),
            models.CheckConstraint(
                condition=~Q(state__in=(PUBLISHED, REPLACED)) | Q(published_at__isnull=False),
                name="timetable_published_has_day",
            ),
        )

    def __str__(self) -> str:
        return str(
            both(
                f"{self.place}, du {self.first_date:%d/%m/%Y} au {self.last_date:%d/%m/%Y}",
                f"{self.place}, {self.first_date:%d/%m/%Y} to {self.last_date:%d/%m/%Y}",
            )
        )

    @property
    def weeks(self) -> int:
        """Weeks it lasts, the last one begun counting whole."""
        return ((self.last_date - self.first_date).days + 7) // 7

    @property
    def state_name(self) -> str:
        """The state as people call it."""
        return STATES[self.state]

    @property
    def kept_rules(self) -> list[CalendarRule]:
        """Rules it was computed with, as the river knows them."""
        return [read(rule) for rule in self.rules]
