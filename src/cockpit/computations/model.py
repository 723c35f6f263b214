"""What every row of a long computation holds."""

import uuid
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from cockpit.accounts.models import Territorial
from cockpit.computations.states import FAILED, RUNNING, WAITING
from cockpit.territories import places


class Computed(Territorial):
    """What was asked, how far its computation is, what came of it.

    ``attempt`` numbers the claims of workers: only the latest may report. ``losses`` counts the runs that fell silent.
    ``KIND`` is what the journal calls it.
    """

    KIND: ClassVar[str]

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    state = models.CharField(max_length=12, default=WAITING)
    attempt = models.PositiveIntegerField(default=0)
    losses = models.PositiveIntegerField(default=0)
    task_id = models.CharField(max_length=64, blank=True)
    stage = models.CharField(max_length=24, blank=True)
    share = models.FloatField(default=0.0)
    queued_at = models.DateTimeField(null=True, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    heartbeat_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    failure_code = models.CharField(max_length=80, blank=True)
    failure_values = models.JSONField(default=dict, blank=True)

    problem_hash = models.CharField(max_length=64, blank=True)
    result_hash = models.CharField(max_length=64, blank=True)
    engine = models.CharField(max_length=24, blank=True)
    summary = models.JSONField(default=dict, blank=True)

    class Meta:
        abstract = True


def constraints(name: str, states: tuple[str, ...], computed: tuple[str, ...]) -> tuple[Any, ...]:
    """Checks of the database on a computed row; ``computed`` are the states that have a result."""
    return (
        models.CheckConstraint(condition=Q(state__in=states), name=f"{name}_state_known"),
        models.CheckConstraint(condition=Q(level__in=places.LEVELS), name=f"{name}_level_known"),
        models.CheckConstraint(condition=Q(share__gte=0.0, share__lte=1.0), name=f"{name}_share_is_one"),
        models.CheckConstraint(
            condition=~Q(state__in=computed) | (~Q(result_hash="") & Q(finished_at__isnull=False)),
            name=f"{name}_done_has_result",
        ),
        models.CheckConstraint(
            condition=~Q(state=RUNNING) | Q(heartbeat_at__isnull=False), name=f"{name}_running_has_heartbeat"
        ),
        models.CheckConstraint(condition=~Q(state=FAILED) | ~Q(failure_code=""), name=f"{name}_failed_says_why"),
    )
