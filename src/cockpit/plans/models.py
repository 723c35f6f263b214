"""Plans, edits by hand, adoptions."""

import secrets

from django.db import models
from django.db.models import Q

from cockpit.accounts.models import Territorial, User
from cockpit.computations.model import Computed
from cockpit.plans.states import DONE, DRAFT, FAILED, RUNNING, STATES
from cockpit.territories import places
from maillage.flow.options import PlanOptions
from maillage.vocabulary.edits import KINDS, Edit, Rule


def new_token() -> str:
    """Secret of a shared link."""
    return secrets.token_urlsafe(24)


class Plan(Computed):
    """What was asked, how far its computation is, what it found.

    The large tables are files named by ``result_hash`` (:mod:`cockpit.plans.storage`); they are whole before the row
    says ``done``.
    """

    KIND = "plan"

    name = models.CharField(max_length=120)
    created_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="plans")
    parent = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="scenarios")
    first = models.BooleanField(default=False)
    options = models.JSONField()
    rules = models.JSONField(default=list, blank=True)
    state = models.CharField(max_length=12, default=DRAFT)
    sources = models.JSONField(default=list, blank=True)
    share_token = models.CharField(max_length=64, unique=True, null=True, blank=True)

    class Meta:
        ordering = ("-id",)
        indexes = (
            models.Index(fields=["level", "code"], name="plan_territory"),
            models.Index(fields=["state", "heartbeat_at"], name="plan_state"),
        )
        constraints = (
            models.CheckConstraint(condition=Q(state__in=tuple(STATES)), name="plan_state_known"),
            models.CheckConstraint(condition=Q(level__in=places.LEVELS), name="plan_level_known"),
            models.CheckConstraint(condition=Q(share__gte=0.0, share__lte=1.0), name="plan_share_is_one"),
            models.CheckConstraint(
                condition=~Q(state=DONE) | (~Q(result_hash="") & Q(finished_at__isnull=False)),
                name="plan_done_has_result",
            ),
            models.CheckConstraint(
                condition=~Q(state=RUNNING) | Q(heartbeat_at__isnull=False), name="plan_running_has_heartbeat"
            ),
            models.CheckConstraint(condition=~Q(state=FAILED) | ~Q(failure_code=""), name="plan_failed_says_why"),
            models.UniqueConstraint(fields=["first"], condition=Q(first=True), name="plan_one_first"),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def asked(self) -> PlanOptions:
        """Options of the planner."""
        return PlanOptions(**self.options)

    @property
    def fixed(self) -> list[Rule]:
        """Rules decided before planning."""
        return [Rule(*rule) for rule in self.rules]

    @property
    def state_name(self) -> str:
        """The state as people call it."""
        return STATES[self.state]


class Change(models.Model):
    """An edit by hand of a draft's parent; kept when it is undone."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="changes")
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=12)
    commune = models.CharField(max_length=5)
    to = models.CharField(max_length=5, blank=True)
    count = models.PositiveIntegerField(default=1)
    made_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("plan", "position")
        constraints = (
            models.UniqueConstraint(fields=["plan", "position"], name="change_order"),
            models.CheckConstraint(condition=Q(kind__in=KINDS), name="change_kind_known"),
            models.CheckConstraint(condition=Q(count__gte=1), name="change_count_positive"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.commune} {self.to} {self.count}"

    @property
    def edit(self) -> Edit:
        """As the river knows it."""
        return Edit(self.kind, self.commune, self.count, self.to)


class Adoption(Territorial):
    """A plan made a territory's own from a day on; of several, the latest decision prevails."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="adoptions")
    starts_on = models.DateField()
    adopted_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-id",)
        indexes = (models.Index(fields=["level", "code", "starts_on"], name="adoption_territory"),)
        constraints = (models.CheckConstraint(condition=Q(level__in=places.LEVELS), name="adoption_level_known"),)

    def __str__(self) -> str:
        return f"{self.plan} : {self.place}"
