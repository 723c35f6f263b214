"""Reading accounts and mandates."""

import datetime
from collections.abc import Iterable

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet
from django.utils import timezone

from cockpit.accounts.models import Mandate, User


def in_force(on: datetime.date | None = None) -> QuerySet[Mandate]:
    """Mandates in force on a day (today by default); a delegation also needs the one it is drawn from."""
    day = on or timezone.localdate()

    def holds(prefix: str) -> Q:
        return (
            Q(**{f"{prefix}revoked_at__isnull": True, f"{prefix}starts_on__lte": day})
            & (Q(**{f"{prefix}ends_on__isnull": True}) | Q(**{f"{prefix}ends_on__gte": day}))
            & Q(**{f"{prefix}user__is_active": True})
        )

    return Mandate.objects.filter(holds(""), Q(delegated_from__isnull=True) | holds("delegated_from__"))


def mandates(user: AbstractBaseUser | AnonymousUser) -> list[Mandate]:
    """Mandates of an account that are in force today; read once per request."""
    if not isinstance(user, User):
        return []
    kept: list[Mandate] | None = getattr(user, "_mandates", None)
    if kept is None:
        kept = list(in_force().filter(user=user))
        user._mandates = kept  # type: ignore[attr-defined]
    return kept


def names(numbers: Iterable[int]) -> dict[int, str]:
    """How accounts are called, by number; an erased account is missing."""
    return {user.pk: str(user) for user in User.objects.filter(pk__in=list(numbers))}
