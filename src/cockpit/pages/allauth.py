"""Addresses of the accounts' library: the ones the site uses, dressed and journaled; the others are closed."""

from collections.abc import Callable
from typing import Any

from allauth.account import views as account
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.socialaccount import views as social
from allauth.socialaccount.providers.openid_connect import views as openid
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path, re_path

from cockpit.accounts.openid import draw_nonce

View = Callable[..., Any]


def _written(view: View) -> View:
    """The view in one transaction, so that what it does and its journal entry stand or fall together."""
    return transaction.atomic(view)


@login_not_required
def closed(_request: HttpRequest, **_: Any) -> HttpResponse:
    """An address the library may name but that leads nowhere.

    Raises
    ------
    Http404
        Always.
    """
    raise Http404


@login_not_required
def begin_openid(request: HttpRequest, provider_id: str) -> Any:
    """Lead to the OpenID provider, with a nonce of this session."""
    if request.method == "POST":
        draw_nonce(request)
    return openid.login(request, provider_id)


USED: list[URLPattern] = [
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("confirm-email/", account.email_verification_sent, name="account_email_verification_sent"),
    re_path(r"^confirm-email/(?P<key>[-:\w]+)/$", account.confirm_email, name="account_confirm_email"),
    path("password/change/", _written(account.password_change), name="account_change_password"),
    path("password/set/", _written(account.password_set), name="account_set_password"),
    path("password/reset/", account.password_reset, name="account_reset_password"),
    path("password/reset/done/", account.password_reset_done, name="account_reset_password_done"),
    path("password/reset/key/done/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        _written(account.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path("2fa/", factors.index, name="mfa_index"),
    path("2fa/authenticate/", factors.authenticate, name="mfa_authenticate"),
    path("2fa/reauthenticate/", factors.reauthenticate, name="mfa_reauthenticate"),
    path("2fa/totp/activate/", _written(totp.activate_totp), name="mfa_activate_totp"),
    path("2fa/totp/deactivate/", _written(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("2fa/recovery-codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("2fa/recovery-codes/generate/", _written(codes.generate_recovery_codes), name="mfa_generate_recovery_codes"),
    path("2fa/recovery-codes/download/", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("3rdparty/login/cancelled/", social.login_cancelled, name="socialaccount_login_cancelled"),
    path("3rdparty/login/error/", social.login_error, name="socialaccount_login_error"),
    path("oidc/<slug:provider_id>/login/", begin_openid, name="openid_connect_login"),
    path("oidc/<slug:provider_id>/login/callback/", openid.callback, name="openid_connect_callback"),
]
CLOSED = {
    "account_signup": "signup/",
    "account_email": "email/",
    "account_confirm_login_code": "login/code/confirm/",
    "socialaccount_signup": "3rdparty/signup/",
    "socialaccount_connections": "3rdparty/",
    "usersessions_list": "sessions/",
}
urlpatterns = [*USED, *(path(tail, closed, name=name) for name, tail in CLOSED.items())]
