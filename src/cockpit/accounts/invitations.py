"""Inviting people: the offer, its message, its acceptance, its end."""

import datetime
import smtplib

from allauth.account.models import EmailAddress
from django.core.mail import EmailMessage
from django.db import IntegrityError, models, transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import override

from cockpit.accounts import perms
from cockpit.accounts.models import Invitation, Mandate, User
from cockpit.accounts.operations import NotAllowed, note
from cockpit.configuration.queries import text
from cockpit.errors import Refused
from cockpit.journal.operations import record
from cockpit.territories.places import Place
from cockpit.wording import both

DAYS = 14
"""An invitation is good for this long after it was made or sent again."""


def state(invitation: Invitation) -> str:
    """``accepted``, ``withdrawn``, ``expired`` or ``open``."""
    if invitation.accepted_at:
        return "accepted"
    if invitation.withdrawn_at:
        return "withdrawn"
    return "expired" if invitation.expires_at <= timezone.now() else "open"


@transaction.atomic
def invite(*, by: User, email: str, role: str, place: Place, language: str = "fr") -> Invitation:
    """Offer a role in a territory to an address; :func:`send` writes to it.

    Raises
    ------
    NotAllowed
        If ``by`` may not give this role there.
    Refused
        If this very offer is already waiting.
    """
    if not perms.may_grant(by, role, place):
        raise NotAllowed
    try:
        with transaction.atomic():
            made = Invitation.objects.create(
                email=email.strip().lower(),
                role=role,
                level=place.level,
                code=place.code,
                language=language,
                invited_by=by,
                expires_at=timezone.now() + datetime.timedelta(days=DAYS),
            )
    except IntegrityError as error:
        raise Refused(
            both(
                f"{email} est déjà invité à ce rôle ici : renvoyez l'invitation depuis la liste.",
                f"{email} is already invited to this role here: send the invitation again from the list.",
            )
        ) from error
    _note(by, "invitation.made", made)
    return made


def send(*, invitation: Invitation, link: str) -> None:
    """Write to the invited, in the language chosen for them.

    Raises
    ------
    Refused
        If the mail server does not take the message; the invitation stays and may be sent again.
    """
    with override(invitation.language):
        words = {"invitation": invitation, "link": link, "site_name": text("site_name")}
        subject = render_to_string("accounts/invitation_subject.txt", words).strip()
        body = render_to_string("accounts/invitation.txt", words)
    try:
        EmailMessage(subject, body, to=[invitation.email]).send()
    except (smtplib.SMTPException, OSError) as error:
        raise Refused(
            both(
                f"Le message à {invitation.email} n'est pas parti : le serveur de courrier ne répond pas. "
                "L'invitation est gardée ; renvoyez-la plus tard.",
                f"The message to {invitation.email} did not leave: the mail server does not answer. "
                "The invitation is kept; send it again later.",
            )
        ) from error
    Invitation.objects.filter(pk=invitation.pk).update(sent_at=timezone.now())


@transaction.atomic
def renew(*, by: User, invitation: Invitation) -> None:
    """Good again for the whole delay, with the same link; :func:`send` writes again.

    Raises
    ------
    NotAllowed
        If ``by`` may not give this role there.
    """
    _allowed(by, invitation)
    later = timezone.now() + datetime.timedelta(days=DAYS)
    if _open(invitation).update(expires_at=later):
        _note(by, "invitation.renewed", invitation)


@transaction.atomic
def withdraw(*, by: User, invitation: Invitation) -> None:
    """Close the link.

    Raises
    ------
    NotAllowed
        If ``by`` may not give this role there.
    """
    _allowed(by, invitation)
    if _open(invitation).update(withdrawn_at=timezone.now()):
        _note(by, "invitation.withdrawn", invitation)


@transaction.atomic
def accept(*, by: User, invitation: Invitation) -> Mandate:
    """Take the role, once, while whoever offered it may still give it.

    Raises
    ------
    Refused
        If the offer no longer holds.
    """
    now = timezone.now()
    taken = _open(invitation).filter(expires_at__gt=now).update(accepted_at=now, accepted_by=by)
    if not taken or not perms.may_grant(invitation.invited_by, invitation.role, invitation.place):
        raise Refused(
            both(
                "Cette invitation n'est plus valable : demandez-en une nouvelle à la personne qui vous l'a envoyée.",
                "This invitation no longer holds: ask whoever sent it for a new one.",
            )
        )
    mandate = Mandate.objects.create(
        user=by,
        role=invitation.role,
        level=invitation.level,
        code=invitation.code,
        starts_on=timezone.localdate(),
        granted_by=invitation.invited_by,
    )
    _note(by, "invitation.accepted", invitation)
    note(by, "mandate.granted", mandate)
    return mandate


@transaction.atomic
def join(*, invitation: Invitation, name: str, password: str, language: str = "") -> User:
    """Create the account of the invited address, verified by the link it received, and take the role.

    Raises
    ------
    Refused
        If the offer no longer holds, or the address has an account: it logs in first.
    """
    try:
        with transaction.atomic():
            user = User.objects.create_user(invitation.email, password, name=name, language=language)
            EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    except IntegrityError as error:
        raise Refused(
            both(
                f"{invitation.email} a déjà un compte : connectez-vous, puis ouvrez à nouveau le lien.",
                f"{invitation.email} already has an account: log in, then open the link again.",
            )
        ) from error
    accept(by=user, invitation=invitation)
    record(actor=user.pk, action="account.created", subject="user", subject_id=user.pk)
    return user


def _open(invitation: Invitation) -> models.QuerySet[Invitation]:
    """The invitation, unless it has ended meanwhile."""
    return Invitation.objects.filter(pk=invitation.pk, accepted_at__isnull=True, withdrawn_at__isnull=True)


def _allowed(by: User, invitation: Invitation) -> None:
    if not perms.may_grant(by, invitation.role, invitation.place):
        raise NotAllowed


def _note(by: User, action: str, invitation: Invitation) -> None:
    record(
        actor=by.pk,
        action=action,
        subject="invitation",
        subject_id=invitation.pk,
        level=invitation.level,
        code=invitation.code,
        details={"role": invitation.role},
    )
