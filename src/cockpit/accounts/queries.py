"""Reading accounts and mandates."""

import datetime
from collections.abc import Iterable

from allauth.mfa.models import Authenticator
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet
from django.utils import timezone

from cockpit.accounts.models import Invitation, Mandate, User
from cockpit.territories import scope
from cockpit.territories.places import Place


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


def has_second_factor(user: AbstractBaseUser | AnonymousUser) -> bool:
    """Whether an account has an authenticator; read once per request."""
    if not isinstance(user, User):
        return False
    kept: bool | None = getattr(user, "_second_factor", None)
    if kept is None:
        kept = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists()
        user._second_factor = kept  # type: ignore[attr-defined]
    return kept


def holders(reach: Iterable[Place], asked: str = "") -> QuerySet[Mandate]:
    """Mandates in force within territories, with their accounts; ``asked`` is part of a name or an address."""
    found = scope.within(in_force(), reach).select_related("user")
    if asked:
        found = found.filter(Q(user__name__icontains=asked) | Q(user__email__icontains=asked))
    return found.order_by("-id")


def invitations(reach: Iterable[Place]) -> QuerySet[Invitation]:
    """Invitations neither accepted nor withdrawn within territories, the latest first."""
    waiting = Invitation.objects.filter(accepted_at__isnull=True, withdrawn_at__isnull=True)
    return scope.within(waiting, reach).select_related("invited_by").order_by("-id")


def invitation(token: str) -> Invitation | None:
    """Invitation of a link, whatever became of it."""
    return Invitation.objects.filter(token=token).select_related("invited_by").first()


def names(numbers: Iterable[int]) -> dict[int, str]:
    """Name, else address, of each account that still exists."""
    return {user.pk: str(user) for user in User.objects.filter(pk__in=set(numbers))}


def of_address(email: str) -> User | None:
    """Active account of an address."""
    return User.objects.filter(email__iexact=email.strip(), is_active=True).first()


def account(number: int) -> User | None:
    """An account, open or closed."""
    return User.objects.filter(pk=number).first()


def accounts(asked: str = "") -> QuerySet[User]:
    """Every account, the latest first; ``asked`` is part of a name or an address."""
    found = User.objects.order_by("-id")
    return found.filter(Q(name__icontains=asked) | Q(email__icontains=asked)) if asked else found


def held_by(user: User) -> list[Mandate]:
    """Mandates in force of an account, whoever asks."""
    return list(in_force().filter(user=user))


def lent(user: User) -> list[Mandate]:
    """Delegations in force drawn from an account's mandates."""
    return list(in_force().filter(delegated_from__user=user).select_related("user"))


def waiting_invitation(number: int) -> Invitation | None:
    """An invitation neither accepted nor withdrawn."""
    return Invitation.objects.filter(pk=number, accepted_at__isnull=True, withdrawn_at__isnull=True).first()
