"""Reports of what was held (compte rendu d'activité, second series: from 2024)."""

from django.db import models
from django.db.models import Q

from cockpit.accounts.models import User
from cockpit.timetables.models.stops import Stop
from cockpit.timetables.themes import KINDS_OF_PLACE, MODES

MOST_PEOPLE = 10_000


class Report(models.Model):
    """What a stop was: how many came, how, about what.

    ``people`` 0: nobody came. ``themes`` are codes of :data:`cockpit.timetables.themes.THEMES`. ``key`` makes sending
    twice the same as once, ``asked`` is the hash of what was sent with it.
    """

    stop = models.OneToOneField(Stop, on_delete=models.PROTECT, related_name="report")
    people = models.PositiveIntegerField()
    minutes = models.PositiveSmallIntegerField()
    mode = models.CharField(max_length=12)
    place_kind = models.CharField(max_length=16)
    themes = models.JSONField(default=list)
    key = models.CharField(max_length=64, unique=True)
    asked = models.CharField(max_length=64)
    made_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(condition=Q(people__lte=MOST_PEOPLE), name="report_people_possible"),
            models.CheckConstraint(condition=Q(minutes__gte=1, minutes__lte=24 * 60), name="report_minutes_possible"),
            models.CheckConstraint(condition=Q(mode__in=tuple(MODES)), name="report_mode_known"),
            models.CheckConstraint(condition=Q(place_kind__in=tuple(KINDS_OF_PLACE)), name="report_place_known"),
            models.CheckConstraint(condition=Q(people=0) | ~Q(themes=[]), name="report_says_what_about"),
        )

    def __str__(self) -> str:
        return f"{self.stop_id} {self.people}"
