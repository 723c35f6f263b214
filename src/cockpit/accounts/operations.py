"""Giving and taking away mandates; inviting."""

import datetime

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils import timezone

from cockpit.accounts import perms, queries
from cockpit.accounts.models import Invitation, Mandate, User
from cockpit.errors import Refused
from cockpit.journal.operations import record
from cockpit.territories import places
from cockpit.territories.places import Place
from cockpit.wording import both

INVITATION_DAYS = 14


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
    record(
        actor=None, action="mandate.granted", subject="mandate", subject_id=mandate.pk, details={"role": mandate.role}
    )
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
    _note(by, "mandate.granted", mandate)
    return mandate


@transaction.atomic
def revoke(*, by: User, mandate: Mandate) -> None:
    """Take a mandate away, by those who may give it or by its holder."""
    if mandate.user_id != by.pk and not perms.may_grant(by, mandate.role, mandate.place):
        raise NotAllowed
    if Mandate.objects.filter(pk=mandate.pk, revoked_at__isnull=True).update(revoked_at=timezone.now()):
        _note(by, "mandate.revoked", mandate)


@transaction.atomic
def delegate(*, by: User, mandate: Mandate, to: User, place: Place, ends_on: datetime.date) -> Mandate:
    """Lend one's own mandate, on all or part of its territory, until a day.

    Raises
    ------
    NotAllowed
        If the mandate is not one's own, is itself a delegation, or does not hold the territory.
    """
    own = {held.pk for held in queries.mandates(by)}
    if mandate.pk not in own or mandate.delegated_from_id is not None or not places.within(place, mandate.place):
        raise NotAllowed
    if ends_on < timezone.localdate():
        raise Refused(
            both(
                f"Le {ends_on:%d/%m/%Y} est passé : choisissez une date à venir.",
                f"{ends_on:%d/%m/%Y} is past: choose a day to come.",
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
    _note(by, "mandate.delegated", lent)
    return lent


@transaction.atomic
def invite(*, by: User, email: str, role: str, place: Place) -> Invitation:
    """Offer a role in a territory to an address; the caller sends the message.

    Raises
    ------
    NotAllowed
        If ``by`` may not give this role there.
    """
    if not perms.may_grant(by, role, place):
        raise NotAllowed
    made = Invitation.objects.create(
        email=email.strip().lower(),
        role=role,
        level=place.level,
        code=place.code,
        invited_by=by,
        expires_at=timezone.now() + datetime.timedelta(days=INVITATION_DAYS),
    )
    record(
        actor=by.pk,
        action="invitation.sent",
        subject="invitation",
        subject_id=made.pk,
        level=place.level,
        code=place.code,
        details={"role": role},
    )
    return made


def _note(by: User, action: str, mandate: Mandate) -> None:
    """Write a mandate's act down."""
    record(
        actor=by.pk,
        action=action,
        subject="mandate",
        subject_id=mandate.pk,
        level=mandate.level,
        code=mandate.code,
        details={"role": mandate.role, "user": mandate.user_id},
    )
