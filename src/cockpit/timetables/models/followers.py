"""Those who come to a stop, and those who follow a place: the personal data of this room, erased on time."""

import secrets

from django.db import models
from django.db.models import Q

from cockpit.accounts.models import Territorial
from cockpit.territories import places
from cockpit.timetables.models.stops import Stop


def new_token() -> str:
    """Secret of a link that needs no account."""
    return secrets.token_urlsafe(24)


class Enrolment(models.Model):
    """Someone who will come to a stop.

    ``contact`` is an e-mail address or a telephone number in international form. ``key`` makes asking twice the same
    as once, ``asked`` is the hash of what was asked with it. Cancelling erases who it was.
    """

    stop = models.ForeignKey(Stop, on_delete=models.CASCADE, related_name="enrolments")
    name = models.CharField(max_length=80, blank=True)
    contact = models.CharField(max_length=254, blank=True)
    need = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=2, default="fr")
    token = models.CharField(max_length=64, unique=True, default=new_token)
    key = models.CharField(max_length=64, unique=True)
    asked = models.CharField(max_length=64)
    created_at = models.DateTimeField(auto_now_add=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("id",)
        indexes = (models.Index(fields=["stop", "cancelled_at"], name="enrolment_stop"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(cancelled_at__isnull=False) | (~Q(name="") & ~Q(contact="")), name="enrolment_is_someone"
            ),
            models.CheckConstraint(
                condition=Q(cancelled_at__isnull=True) | Q(name="", contact="", need=""),
                name="enrolment_cancelled_is_nobody",
            ),
            models.UniqueConstraint(
                fields=["stop", "name", "contact"],
                condition=Q(cancelled_at__isnull=True),
                name="enrolment_once_a_stop",
            ),
        )

    def __str__(self) -> str:
        return f"{self.stop_id} {self.created_at:%Y-%m-%d}"


class Subscription(Territorial):
    """An address that is told what changes in a commune or an EPCI, once it has confirmed it."""

    email = models.EmailField(max_length=254)
    language = models.CharField(max_length=2, default="fr")
    token = models.CharField(max_length=64, unique=True, default=new_token)
    created_at = models.DateTimeField(auto_now_add=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("id",)
        indexes = (models.Index(fields=["level", "code"], name="subscription_territory"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(level__in=places.LEVELS[places.LEVELS.index("epci") :]), name="subscription_level_known"
            ),
            models.UniqueConstraint(
                fields=["email", "level", "code"], condition=Q(ended_at__isnull=True), name="subscription_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.level}:{self.code}"
