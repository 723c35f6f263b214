"""Accounts for the tests."""

from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP
from django.utils import timezone

from cockpit.accounts.models import Mandate, User


def held(
    role: str | None = None, level: str = "france", code: str = "", email: str | None = None, factor: bool = True
) -> User:
    """An account that holds a role somewhere: ``held("advisor", "commune", "15014")``.

    It has a second factor, which strong roles need, unless ``factor=False``.
    """
    number = User.objects.count()
    user = User.objects.create_user(email or f"{role or 'nobody'}-{number}@exemple.fr", "correct horse battery")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    if role:
        Mandate.objects.create(user=user, role=role, level=level, code=code, starts_on=timezone.localdate())
    if factor:
        TOTP.activate(user, "JBSWY3DPEHPK3PXP")
    return user
