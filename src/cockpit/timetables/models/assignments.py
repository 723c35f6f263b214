"""Which account works which post."""

from django.db import models
from django.db.models import F, Q

from cockpit.accounts.models import Territorial, User
from cockpit.territories import places


class Assignment(Territorial):
    """An account that works a post between two days; its territory is the commune the post leaves from.

    No two of one post overlap: the database refuses it (:mod:`cockpit.timetables.triggers`). Whether a post is occupied
    or vacant follows from these rows and is stored nowhere.
    """

    post = models.CharField(max_length=40)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="assignments")
    first = models.DateField()
    last = models.DateField(null=True, blank=True)
    made_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("post", "first")
        indexes = (models.Index(fields=["post", "first"], name="assignment_post"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(last__isnull=True) | Q(last__gte=F("first")), name="assignment_ends_after_start"
            ),
            models.CheckConstraint(condition=Q(level__in=places.LEVELS), name="assignment_level_known"),
        )

    def __str__(self) -> str:
        return f"{self.post} {self.user}"
