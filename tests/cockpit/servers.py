"""Real servers of the outside on loopback: mail, and an OpenID provider as ProConnect is."""

import email
import email.policy
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from typing import Any

import flask
import jwt
from aiosmtpd.controller import Controller
from oidc_provider_mock import User as Person
from oidc_provider_mock import app as provider
from oidc_provider_mock._server import _threaded_server


class Post:
    """Keeps the messages a real SMTP server received."""

    def __init__(self) -> None:
        self.received: list[EmailMessage] = []

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - the library's name
        self.received.append(email.message_from_bytes(envelope.content, policy=email.policy.default))  # type: ignore[arg-type]
        return "250 OK"

    def last(self, number: int = 1) -> EmailMessage:
        """The latest message, once there are ``number`` of them."""
        for _ in range(400):
            if len(self.received) >= number:
                return self.received[-1]
            time.sleep(0.05)
        raise AssertionError(f"{len(self.received)} messages, {number} expected")


@contextmanager
def post_office() -> Iterator[tuple[Post, int]]:
    """A mail server and its port."""
    with socket.create_server(("127.0.0.1", 0)) as trial:
        port = trial.getsockname()[1]
    post = Post()
    server = Controller(post, hostname="127.0.0.1", port=port)
    server.start()
    try:
        yield post, port
    finally:
        server.stop()


@contextmanager
def openid(people: list[Person], *, signed: bool = False, forged: bool = False) -> Iterator[str]:
    """An OpenID provider that asks for a nonce; its userinfo may be a signed document, as ProConnect's is."""
    application = provider(require_nonce=True, user_claims=people)

    @application.after_request
    def sign(response: flask.Response) -> flask.Response:
        if signed and flask.request.path == "/userinfo" and response.status_code == 200:
            key = flask.g.oidc_provider_mock_storage.jwk
            secret = key.as_pem(is_private=True) if hasattr(key, "as_pem") else key.get_private_key()
            if forged:
                from cryptography.hazmat.primitives.asymmetric import rsa

                secret = rsa.generate_private_key(65537, 2048)
            claims = {**(response.get_json() or {}), "iss": flask.request.host_url.rstrip("/")}
            response.set_data(jwt.encode(claims, secret, "RS256", headers={"kid": key.as_dict().get("kid")}))
            response.headers["Content-Type"] = "application/jwt"
        return response

    with _threaded_server(application) as server:
        yield f"http://localhost:{server.server_port}"
