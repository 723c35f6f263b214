"""Accounts, mandates, invitations."""

import secrets
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from cockpit.accounts.roles import ROLES
from cockpit.territories import places


class UserManager(BaseUserManager["User"]):
    """Makes accounts by e-mail address."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """An account; without a password it is reached by invitation or OpenID Connect only."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        """Account of an address, whatever its case."""
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """A person who may log in; what they may do stands in their mandates.

    ``language`` is the one they chose, ``fr`` or ``en``; empty: as the browser asks.
    """

    email = models.EmailField(max_length=254, unique=True)
    name = models.CharField(max_length=120, blank=True)
    language = models.CharField(max_length=2, blank=True)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        constraints = (models.UniqueConstraint(Lower("email"), name="user_email_once"),)

    def __str__(self) -> str:
        return self.name or self.email


class Territorial(models.Model):
    """Something limited to a territory."""

    level = models.CharField(max_length=12)
    code = models.CharField(max_length=12, blank=True)

    class Meta:
        abstract = True

    @property
    def place(self) -> places.Place:
        """The territory."""
        return places.get(self.level, self.code)


class Mandate(Territorial):
    """A role held in a territory, from a day to another.

    A delegation is a mandate whose ``delegated_from`` is the one it is drawn from: it ends with it.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="mandates")
    role = models.CharField(max_length=24)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    granted_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    delegated_from = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="delegations"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="mandate_ends_after_start"
            ),
            models.CheckConstraint(condition=Q(role__in=tuple(ROLES)), name="mandate_role_known"),
            models.CheckConstraint(condition=Q(level__in=places.LEVELS), name="mandate_level_known"),
        )

    def __str__(self) -> str:
        return f"{self.role_name}, {self.place}"

    @property
    def role_name(self) -> str:
        """The role as people call it."""
        return ROLES[self.role].name


def _token() -> str:
    return secrets.token_urlsafe(32)


class Invitation(Territorial):
    """A role offered to an address, until it is accepted, withdrawn or out of date."""

    email = models.EmailField(max_length=254)
    role = models.CharField(max_length=24)
    language = models.CharField(max_length=2, default="fr")
    token = models.CharField(max_length=64, unique=True, default=_token)
    invited_by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="invitations")
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(condition=Q(role__in=tuple(ROLES)), name="invitation_role_known"),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True) | Q(withdrawn_at__isnull=True), name="invitation_one_end"
            ),
            models.UniqueConstraint(
                fields=["email", "role", "level", "code"],
                condition=Q(accepted_at__isnull=True, withdrawn_at__isnull=True),
                name="invitation_open_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.role_name}, {self.place}"

    @property
    def role_name(self) -> str:
        """The role as people call it."""
        return ROLES[self.role].name


class Remembered(models.Model):
    """What all processes of the site remember for a while: how often a form was sent, a code already used.

    Rows of Django's database cache, whose table this is, so that migrations make it and what has run its time is erased
    (:mod:`cockpit.accounts.remembering`). ``cache_key`` tells nothing of whom it counts.
    """

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "site_memory"

    def __str__(self) -> str:
        return self.cache_key
