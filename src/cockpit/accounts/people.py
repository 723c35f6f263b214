"""What becomes of an account: its name and language, its sessions, its closing."""

from allauth.usersessions.models import UserSession
from django.db import transaction
from django.utils import timezone

from cockpit.accounts import perms
from cockpit.accounts.models import Mandate, User
from cockpit.accounts.operations import NotAllowed, keep_an_administrator
from cockpit.journal.operations import record


@transaction.atomic
def describe(*, by: User, name: str, language: str) -> None:
    """Change one's own name and language."""
    User.objects.filter(pk=by.pk).update(name=name.strip(), language=language)
    record(actor=by.pk, action="account.described", subject="user", subject_id=by.pk)


@transaction.atomic
def end_sessions(*, by: User, but: str) -> int:
    """End one's sessions elsewhere.

    Parameters
    ----------
    but
        Key of the session that goes on.

    Returns
    -------
    int
        Sessions ended.
    """
    ended = 0
    for session in UserSession.objects.filter(user=by).exclude(session_key=but):
        session.end()
        ended += 1
    record(actor=by.pk, action="account.sessions_ended", subject="user", subject_id=by.pk, details={"number": ended})
    return ended


@transaction.atomic
def close(*, by: User, user: User) -> None:
    """Close an account, by its owner or an administrator: its roles and sessions end, its acts stay in the journal.

    Raises
    ------
    NotAllowed
        If ``by`` is neither.
    Refused
        If nobody would be left to administer the site.
    """
    if by != user and not perms.may_administer(by):
        raise NotAllowed
    if User.objects.filter(pk=user.pk, is_active=True).update(is_active=False):
        held = Mandate.objects.filter(user=user, revoked_at__isnull=True)
        roles = set(held.values_list("role", flat=True))
        held.update(revoked_at=timezone.now())
        keep_an_administrator(roles)
        for session in UserSession.objects.filter(user=user):
            session.end()
        record(actor=by.pk, action="account.closed", subject="user", subject_id=user.pk)


@transaction.atomic
def reopen(*, by: User, user: User) -> None:
    """Let a closed account log in again, without its former roles.

    Raises
    ------
    NotAllowed
        If ``by`` does not administer the site.
    """
    if not perms.may_administer(by):
        raise NotAllowed
    if User.objects.filter(pk=user.pk, is_active=False).update(is_active=True):
        record(actor=by.pk, action="account.reopened", subject="user", subject_id=user.pk)
