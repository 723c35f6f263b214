"""Messages to send: what happened to a stop, told to who comes to it and who follows its place."""

from django.db import models
from django.db.models import Q

from cockpit.accounts.models import User
from cockpit.timetables.models.followers import Enrolment, Subscription
from cockpit.timetables.models.stops import Stop

CONFIRM, ENROLLED, CANCELLED, RESTORED, LATE, MOVED = "confirm", "enrolled", "cancelled", "restored", "late", "moved"
TAKEN, GIVEN = "taken", "given"
"""For advisors alone: a stop of someone else is now theirs, one of theirs is now someone else's."""
KINDS = (CONFIRM, ENROLLED, CANCELLED, RESTORED, LATE, MOVED, TAKEN, GIVEN)


def _to_one(*targets: str) -> Q:
    """Condition that exactly one of some columns is filled."""
    found = Q()
    for one in targets:
        found |= Q(**{f"{other}__isnull": other != one for other in targets})
    return found


class Notice(models.Model):
    """One thing to tell one person; ``number`` (the stop's sequence, minutes late, or for an advisor the timetable's
    number) forbids telling it twice.

    It holds no address: erasing who enrolled or follows erases what was to be told.
    """

    kind = models.CharField(max_length=12)
    stop = models.ForeignKey(Stop, on_delete=models.CASCADE, null=True, related_name="notices")
    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, null=True, related_name="notices")
    subscription = models.ForeignKey(Subscription, on_delete=models.CASCADE, null=True, related_name="notices")
    advisor = models.ForeignKey(User, on_delete=models.CASCADE, null=True, related_name="+")
    number = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    claimed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    tries = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("id",)
        indexes = (models.Index(fields=["sent_at", "claimed_at"], name="notice_waiting"),)
        constraints = (
            models.CheckConstraint(condition=Q(kind__in=KINDS), name="notice_kind_known"),
            models.CheckConstraint(condition=_to_one("enrolment", "subscription", "advisor"), name="notice_to_one"),
            models.CheckConstraint(condition=Q(kind=CONFIRM) ^ Q(stop__isnull=False), name="notice_of_a_stop"),
            models.UniqueConstraint(
                fields=["enrolment", "stop", "kind", "number"],
                condition=Q(enrolment__isnull=False),
                name="notice_once_enrolled",
            ),
            models.UniqueConstraint(
                fields=["subscription", "stop", "kind", "number"],
                condition=Q(subscription__isnull=False, stop__isnull=False),
                name="notice_once_followed",
            ),
            models.UniqueConstraint(
                fields=["advisor", "stop", "kind", "number"],
                condition=Q(advisor__isnull=False),
                name="notice_once_advisor",
            ),
            models.UniqueConstraint(fields=["subscription"], condition=Q(kind=CONFIRM), name="notice_confirm_once"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
