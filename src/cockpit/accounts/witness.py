"""Acts that the accounts' library does itself, written to the journal."""

from typing import Any

from allauth.account import signals as account
from allauth.mfa import signals as mfa
from allauth.socialaccount import signals as social
from django.db import transaction
from django.dispatch import Signal

from cockpit.accounts.models import User
from cockpit.journal.operations import record

ACTS: dict[str, Signal] = {
    "account.password_changed": account.password_changed,
    "account.password_set": account.password_set,
    "account.password_reset": account.password_reset,
    "account.factor_added": mfa.authenticator_added,
    "account.factor_removed": mfa.authenticator_removed,
    "account.factor_renewed": mfa.authenticator_reset,
    "account.provider_linked": social.social_account_added,
}


def listen() -> None:
    """Write each of the acts; the addresses of the library run in one transaction (``cockpit.pages.allauth``)."""
    for action, signal in ACTS.items():
        signal.connect(_writer(action), weak=False, dispatch_uid=action)


def _writer(action: str) -> Any:
    def write(user: User | None = None, **more: Any) -> None:
        who = user or more["sociallogin"].user
        kind = getattr(more.get("authenticator"), "type", None)
        with transaction.atomic():
            record(
                actor=who.pk,
                action=action,
                subject="user",
                subject_id=who.pk,
                details={"kind": str(kind)} if kind else {},
            )

    return write
