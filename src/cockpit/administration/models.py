"""Signs of life of the site's processes, and each time the open data was brought up to date."""

from django.db import models
from django.db.models import Q

from cockpit.wording import both

WAITING, RUNNING, DONE, FAILED = "waiting", "running", "done", "failed"
STATES = {
    WAITING: both("en attente", "waiting"),
    RUNNING: both("en cours", "running"),
    DONE: both("terminé", "done"),
    FAILED: both("échoué", "failed"),
}


class Heartbeat(models.Model):
    """Last sign of life of a worker, and the last day it did the daily duties."""

    worker = models.CharField(max_length=120, primary_key=True)
    at = models.DateTimeField()
    version = models.CharField(max_length=20)

    class Meta:
        ordering = ("-at",)

    def __str__(self) -> str:
        return f"{self.worker} {self.at:%Y-%m-%d %H:%M:%S}"


class Duty(models.Model):
    """Last time a recurring duty was asked for: one worker takes it, by a conditional update."""

    code = models.CharField(max_length=40, primary_key=True)
    asked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return self.code


class Sync(models.Model):
    """One run that brings the open data up to date; the database holds one open run at most.

    ``outcomes`` is one object a source: its identifier, status, rows and, where refused, why in both languages.
    """

    state = models.CharField(max_length=8, default=WAITING)
    asked_by = models.BigIntegerField(null=True)
    asked_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    mirror = models.CharField(max_length=400, blank=True)
    source = models.CharField(max_length=120, blank=True)
    share = models.FloatField(default=0.0)
    outcomes = models.JSONField(default=list)
    failure = models.TextField(blank=True)

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(condition=Q(state__in=tuple(STATES)), name="sync_state_known"),
            models.UniqueConstraint(
                models.Value(1), condition=Q(state__in=(WAITING, RUNNING)), name="sync_one_at_a_time"
            ),
        )

    def __str__(self) -> str:
        return f"{self.asked_at:%Y-%m-%d %H:%M} {self.state}"

    @property
    def state_name(self) -> str:
        """The state as people call it."""
        return STATES[self.state]
