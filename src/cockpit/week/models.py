"""Acts that phones sent, with what was answered: sent again, the same answer."""

from typing import Final

from django.db import models
from django.db.models import Q

from cockpit.accounts.models import User

DONE: Final = "done"
REFUSED: Final = "refused"
OVERTAKEN: Final = "overtaken"
OUTCOMES: Final = (DONE, REFUSED, OVERTAKEN)
"""Done; refused; refused because the stop was cancelled meanwhile, and may be restored."""

MOST_WORDS = 400


class Sent(models.Model):
    """One act of a phone. ``key`` is drawn there, once an act; ``asked`` is the hash of what was asked with it."""

    key = models.CharField(max_length=64, unique=True)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="sent_acts")
    asked = models.CharField(max_length=64)
    outcome = models.CharField(max_length=12, default=DONE)
    sentence = models.CharField(max_length=MOST_WORDS, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("id",)
        constraints = (models.CheckConstraint(condition=Q(outcome__in=OUTCOMES), name="sent_outcome_known"),)

    def __str__(self) -> str:
        return f"{self.key} {self.outcome}"
