"""Rules of the calendar: who is away, what is closed, how often and when a place is visited."""

from django.db import models
from django.db.models import F, Q

from cockpit.accounts.models import Territorial, User
from cockpit.territories import places
from maillage.vocabulary.timetable import KINDS, CalendarRule


class Rule(Territorial):
    """A :class:`maillage.vocabulary.timetable.CalendarRule` that holds in a territory until it is removed."""

    kind = models.CharField(max_length=12)
    subject = models.CharField(max_length=40)
    first = models.DateField(null=True, blank=True)
    last = models.DateField(null=True, blank=True)
    weekday = models.PositiveSmallIntegerField(null=True, blank=True)
    half = models.PositiveSmallIntegerField(null=True, blank=True)
    value = models.PositiveSmallIntegerField(null=True, blank=True)
    hours = models.CharField(max_length=80, blank=True)
    post = models.CharField(max_length=40, blank=True)
    note = models.CharField(max_length=200, blank=True)
    made_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("id",)
        indexes = (models.Index(fields=["level", "code"], name="rule_territory"),)
        constraints = (
            models.CheckConstraint(condition=Q(kind__in=KINDS), name="rule_kind_known"),
            models.CheckConstraint(condition=Q(level__in=places.LEVELS), name="rule_level_known"),
            models.CheckConstraint(
                condition=Q(first__isnull=True) | Q(last__isnull=True) | Q(last__gte=F("first")),
                name="rule_ends_after_start",
            ),
            models.CheckConstraint(condition=Q(weekday__isnull=True) | Q(weekday__lte=6), name="rule_weekday_known"),
            models.CheckConstraint(condition=Q(half__isnull=True) | Q(half__lte=1), name="rule_half_known"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"

    @property
    def rule(self) -> CalendarRule:
        """As the river knows it."""
        return CalendarRule(**{name: getattr(self, name) for name in CalendarRule.__dataclass_fields__})
