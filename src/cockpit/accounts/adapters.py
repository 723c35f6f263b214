"""Accounts come by invitation only, through the web form and through OpenID Connect alike."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest


class InvitedOnly(DefaultAccountAdapter):
    """Nobody signs up by themselves."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - the library's signature
        """Never: an invitation creates the account."""
        return False


class KnownOnly(DefaultSocialAccountAdapter):
    """An OpenID provider opens existing accounts, found by their verified address; it creates none."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: object) -> bool:  # noqa: ARG002
        """Never: an invitation creates the account."""
        return False
