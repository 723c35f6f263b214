"""What ProConnect asks of a site beyond plain OpenID Connect: a nonce, and answers that are signed documents."""

import json
import secrets
from typing import Any

import jwt
import requests
from allauth.core.exceptions import ImmediateHttpResponse
from django.http import HttpRequest
from django.shortcuts import redirect

NONCE = "openid_nonce"
ALGORITHMS = ("RS256", "RS384", "RS512", "ES256", "ES384", "ES512")


def draw_nonce(request: HttpRequest) -> None:
    """Keep in the session what the provider must repeat in its answer to this very login."""
    request.session[NONCE] = secrets.token_urlsafe(32)


def asked(request: HttpRequest | None) -> dict[str, str]:
    """What is added to the question asked of the provider."""
    nonce = request.session.get(NONCE) if request is not None else None
    return {"nonce": nonce} if nonce else {}


def check_nonce(request: HttpRequest, answer: dict[str, Any]) -> None:
    """Refuse an answer to another question.

    Raises
    ------
    ImmediateHttpResponse
        If the nonce is not the one drawn for this session.
    """
    expected = request.session.pop(NONCE, None)
    if not expected or not secrets.compare_digest(str(answer.get("id_token", {}).get("nonce")), expected):
        raise ImmediateHttpResponse(redirect("socialaccount_login_error"))


class SignedAnswers(requests.Session):
    """Reads an answer that is a signed document as the JSON it holds, once its signature is checked.

    ProConnect's userinfo is such a document (OpenID Connect Core 5.3.2). The key set is the one that the discovery
    document read in this login named.
    """

    def __init__(self, server: str, client: str, timeout: float) -> None:
        super().__init__()
        self.server = server.removesuffix("/.well-known/openid-configuration").rstrip("/")
        self.client = client
        self.timeout = timeout

    def request(self, *arguments: Any, **named: Any) -> requests.Response:
        """Ask, within the delay."""
        response = super().request(*arguments, **{"timeout": self.timeout, **named})
        if response.headers.get("Content-Type", "").startswith("application/jwt"):
            claims = self._claims(response.text)
            response._content = json.dumps(claims).encode()
            response.headers["Content-Type"] = "application/json"
        return response

    def _claims(self, document: str) -> dict[str, Any]:
        """Claims of a signed document.

        Raises
        ------
        requests.RequestException
            If the provider did not sign it.
        """
        discovered = self.get(f"{self.server}/.well-known/openid-configuration").json()
        keys = jwt.PyJWKSet.from_dict(self.get(discovered["jwks_uri"]).json())
        try:
            wanted = jwt.get_unverified_header(document).get("kid")
            key = next((key for key in keys.keys if wanted is None or key.key_id == wanted), None)
            if key is None:
                raise jwt.InvalidTokenError
            said = jwt.decode(document, options={"verify_signature": False})
            claims: dict[str, Any] = jwt.decode(
                document,
                key,
                algorithms=list(ALGORITHMS),
                issuer=discovered["issuer"],
                audience=self.client,
                options={"verify_iss": "iss" in said, "verify_aud": "aud" in said},
            )
        except jwt.InvalidTokenError as error:
            raise requests.RequestException("the provider's answer is not signed by it") from error
        return claims
