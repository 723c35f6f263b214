"""How the accounts' library is told the site's rules: by invitation only, in the reader's language, secrets sealed."""

import base64
import hashlib
import logging
import smtplib
from functools import partial
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount import app_settings
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import override

from cockpit.accounts import addresses, openid, queries
from cockpit.configuration.queries import text
from cockpit.wording import current

log = logging.getLogger(__name__)


class InvitedOnly(DefaultAccountAdapter):
    """Nobody signs up by themselves."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - the library's signature
        """Never: an invitation creates the account."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Address of the client behind our own proxies."""
        return addresses.of_request(request)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write in the language the account chose, else the request's; what tells of an act leaves once it is kept.

        Without this, a slow mail server would hold the database's only writer.
        """
        user = queries.of_address(email)
        with override((user and user.language) or current()):
            message = self.render_mail(template_prefix, email, {**context, "site_name": text("site_name")})
        transaction.on_commit(partial(_try_to_send, message))


def _try_to_send(message: EmailMessage) -> None:
    """Send; what a message tells is done and stays so where the mail server is down.

    Nothing tells the reader either: a forgotten password would reveal by it which addresses have an account.
    """
    try:
        message.send()
    except (smtplib.SMTPException, OSError) as error:
        log.error("The mail server did not take a message: %s", error)


class KnownOnly(DefaultSocialAccountAdapter):
    """An OpenID provider opens existing accounts, found by their verified address; it creates none."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: object) -> bool:  # noqa: ARG002
        """Never: an invitation creates the account."""
        return False

    def list_apps(self, request: HttpRequest, *choice: Any, **named: Any) -> list[Any]:
        """The provider of the settings, asked what this login must be asked."""
        apps: list[Any] = super().list_apps(request, *choice, **named)
        for app in apps:
            more = {**app.settings.get("auth_params", {}), **openid.asked(request)}
            app.settings = {**app.settings, "auth_params": more}
        return apps

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Take only the answer to the question asked."""
        openid.check_nonce(request, sociallogin.account.extra_data)

    def get_requests_session(self) -> Any:
        """Read signed answers too."""
        app = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]
        return openid.SignedAnswers(app["settings"]["server_url"], app["client_id"], app_settings.REQUESTS_TIMEOUT)


def _keys() -> MultiFernet:
    """Keys drawn from the site's secret, then from those it replaced."""
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    drawn = (hashlib.sha256(b"maillage second factor" + secret.encode()).digest() for secret in secrets)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in drawn])


class Secrets(DefaultMFAAdapter):
    """Second factors' secrets are sealed in the database with the site's secret."""

    def encrypt(self, text: str) -> str:
        """Seal."""
        return _keys().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Open."""
        return _keys().decrypt(encrypted_text.encode()).decode()
