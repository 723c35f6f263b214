"""Giving, lending and taking away mandates."""

import datetime
from collections.abc import Iterable

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils import timezone

from cockpit.accounts import perms, queries
from cockpit.accounts.models import Mandate, User
from cockpit.accounts.roles import ADMINISTER, ROLES
from cockpit.errors import Refused
from cockpit.journal.operations import record
from cockpit.territories.places import Place, within
from cockpit.wording import both


class NotAllowed(Exception):
    """The account may not do this here."""


@transaction.atomic
def create_administrator(*, email: str, password: str, name: str = "") -> User:
    """The first account, made on the command line: national administrator with a verified address."""
    user = User.objects.create_user(email, password, name=name)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    mandate = Mandate.objects.create(
        user=user, role="national_administrator", level="france", code="", starts_on=timezone.localdate()
    )
    note(None, "mandate.granted", mandate)
    return user


@transaction.atomic
def grant(
    *,
    by: User,
    user: User,
    role: str,
    place: Place,
    ends_on: datetime.date | None = None,
    starts_on: datetime.date | None = None,
) -> Mandate:
    """Give a role in a territory.

    Raises
    ------
    NotAllowed
        If ``by`` may not give this role there.
    """
    if not perms.may_grant(by, role, place):
        raise NotAllowed
    mandate = Mandate.objects.create(
        user=user,
        role=role,
        level=place.level,
        code=place.code,
        starts_on=starts_on or timezone.localdate(),
        ends_on=ends_on,
        granted_by=by,
    )
    note(by, "mandate.granted", mandate)
    return mandate


@transaction.atomic
def revoke(*, by: User, mandate: Mandate) -> None:
    """Take a mandate away, by those who may give it, by its holder or by who lent it.

    Raises
    ------
    NotAllowed
        If ``by`` is none of them.
    Refused
        If nobody would be left to administer the site.
    """
    lender = mandate.delegated_from.user_id if mandate.delegated_from else None
    if by.pk not in (mandate.user_id, lender) and not perms.may_grant(by, mandate.role, mandate.place):
        raise NotAllowed
    if Mandate.objects.filter(pk=mandate.pk, revoked_at__isnull=True).update(revoked_at=timezone.now()):
        keep_an_administrator([mandate.role])
        note(by, "mandate.revoked", mandate)


@transaction.atomic
def delegate(*, by: User, mandate: Mandate, to: User, place: Place, ends_on: datetime.date) -> Mandate:
    """Lend one's own mandate, on all or part of its territory, until a day.

    Raises
    ------
    NotAllowed
        If the mandate is not one's own, is itself a delegation, or does not hold the territory.
    Refused
        If the day is past, or the person oneself.
    """
    own = {held.pk for held in queries.mandates(by)}
    if mandate.pk not in own or mandate.delegated_from_id is not None or not within(place, mandate.place):
        raise NotAllowed
    if ends_on < timezone.localdate():
        raise Refused(
            both(
                f"Le {ends_on:%d/%m/%Y} est passé : choisissez une date à venir.",
                f"{ends_on:%d/%m/%Y} is past: choose a day to come.",
            )
        )
    if to == by:
        raise Refused(
            both(
                "Ce rôle est déjà le vôtre : indiquez l'adresse de quelqu'un d'autre.",
                "This role is yours already: give someone else's address.",
            )
        )
    lent = Mandate.objects.create(
        user=to,
        role=mandate.role,
        level=place.level,
        code=place.code,
        starts_on=timezone.localdate(),
        ends_on=ends_on,
        granted_by=by,
        delegated_from=mandate,
    )
    note(by, "mandate.delegated", lent)
    return lent


def keep_an_administrator(ended: Iterable[str]) -> None:
    """Refuse, inside the transaction that ends mandates of these roles, to leave the site without an administrator.

    Raises
    ------
    Refused
        If no account in force administers it any more.
    """
    roles = [role.code for role in ROLES.values() if ADMINISTER in role.abilities]
    if not set(ended) & set(roles):
        return
    list(Mandate.objects.select_for_update().filter(role__in=roles).values_list("pk", flat=True))
    if not queries.in_force().filter(role__in=roles, delegated_from__isnull=True, ends_on__isnull=True).exists():
        raise Refused(
            both(
                "Ce compte est le dernier qui administre le site : donnez d'abord ce rôle à quelqu'un d'autre.",
                "This account is the last one that administers the site: give this role to someone else first.",
            )
        )


def note(by: User | None, action: str, mandate: Mandate) -> None:
    """Write a mandate's act down."""
    record(
        actor=by.pk if by else None,
        action=action,
        subject="mandate",
        subject_id=mandate.pk,
        level=mandate.level,
        code=mandate.code,
        details={"role": mandate.role, "user": mandate.user_id},
    )
