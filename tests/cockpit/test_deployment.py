"""A public deployment: Django's own checks, headers, cookies, a policy that stops scripts from elsewhere."""

import datetime
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from cockpit.accounts.addresses import of_request
from cockpit.configuration import queries as configuration
from cockpit.configuration.models import Choice
from cockpit.configuration.operations import save

CHECK = """
import django
from django.core.management import call_command
django.setup()
call_command("check", deploy=True, fail_level="WARNING")
"""
INJECT = """() => {
  const script = document.createElement("script");
  script.textContent = "window.spoiled = 1";
  document.head.append(script);
  return window.spoiled === 1;
}"""


def checked(folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    given = {**os.environ, "DJANGO_SETTINGS_MODULE": "cockpit.settings", "MAILLAGE_DATA": str(folder), **environment}
    given.pop("DJANGO_ALLOW_ASYNC_UNSAFE", None)  # the browser tests' own
    return subprocess.run([sys.executable, "-c", CHECK], env=given, capture_output=True, text=True, check=False)


def test_django_finds_nothing_to_say_of_a_public_deployment(tmp_path: Path) -> None:
    provider = {
        "MAILLAGE_OIDC_URL": "https://id.exemple.fr/api/v2",
        "MAILLAGE_OIDC_CLIENT": "a",
        "MAILLAGE_OIDC_SECRET": "b",
    }
    found = checked(tmp_path, MAILLAGE_HTTPS="1", MAILLAGE_HOSTS="maillage.exemple.fr", **provider)
    assert (found.returncode, "no issues" in found.stdout) == (0, True), found.stderr
    bare = checked(tmp_path)
    assert bare.returncode == 1
    assert "security.W" in bare.stderr


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/compte/login/", "/nulle/part", "/sante", "/compte"])
def test_every_answer_bears_the_headers(path: str) -> None:
    answer = Client().get(path)
    policy = answer["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert not re.search(r"https?:|\*", policy)
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"


@pytest.mark.django_db
def test_cookies_are_out_of_reach(settings: Any) -> None:
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    client = Client()
    client.get("/compte/login/", secure=True)
    client.post("/compte/login/?next=/compte", {"login": "a@b.fr", "password": "x"}, secure=True)
    assert client.cookies["csrftoken"]["secure"]
    assert client.cookies["csrftoken"]["samesite"] == "Lax"


def test_no_template_bears_a_style_or_a_handler() -> None:
    """What the policy would stop: a ``style=`` attribute, an ``on...=`` handler, a script without an address."""
    for path in Path("src/cockpit").rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"""<[^>]+\s(style|on[a-z]+)=["']""", text), path
        for script in re.findall(r"<script[^>]*>", text):
            assert "src=" in script or "nonce=" in script or 'type="application/json"' in script, path


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_browser_stops_what_the_policy_forbids(browser: Any, live_server: Any) -> None:
    """Positive control: the same script runs where the policy is lifted."""
    for lifted in (False, True):
        context = browser.new_context(bypass_csp=lifted)
        page = context.new_page()
        page.goto(live_server.url)
        assert page.evaluate(INJECT) is lifted
        context.close()


@pytest.mark.parametrize(
    ("proxies", "forwarded", "expected"),
    [(0, "203.0.113.9", "127.0.0.1"), (1, "203.0.113.9", "203.0.113.9"), (1, "6.6.6.6, 203.0.113.9", "203.0.113.9"),
     (2, "6.6.6.6, 203.0.113.9, 10.0.0.1", "203.0.113.9"), (2, "203.0.113.9", "127.0.0.1")],
)  # fmt: skip
def test_a_client_does_not_choose_its_address(
    rf: Any, settings: Any, proxies: int, forwarded: str, expected: str
) -> None:
    settings.PROXIES = proxies
    assert of_request(rf.get("/", headers={"x-forwarded-for": forwarded})) == expected


@pytest.mark.django_db
def test_security_txt_lives_a_year_from_the_last_confirmation(client: Client) -> None:
    path = "/.well-known/security.txt"
    assert client.get(path).status_code == 404
    save(given={"contact": "securite@exemple.fr"})
    configuration.forget()
    lines = dict(line.split(": ", 1) for line in client.get(path).content.decode().splitlines())
    assert set(lines) == {"Contact", "Expires", "Preferred-Languages", "Canonical"}
    assert lines["Contact"] == "mailto:securite@exemple.fr"
    left = datetime.datetime.fromisoformat(lines["Expires"]) - timezone.now()
    assert datetime.timedelta(days=364) < left <= datetime.timedelta(days=365)  # RFC 9116: less than a year ahead
    Choice.objects.filter(code="contact").update(confirmed_at=timezone.now() - datetime.timedelta(days=365, seconds=1))
    assert client.get(path).status_code == 404
    save(given={"contact": "securite@exemple.fr"})
    assert client.get(path).status_code == 200


@pytest.mark.django_db
def test_health_says_one_word(client: Client, monkeypatch: pytest.MonkeyPatch, login: Callable[..., Client]) -> None:
    from cockpit.administration import clock

    answer = client.get("/sante")
    assert (answer.status_code, answer.json()) == (503, {"status": "degraded"})  # no worker has beaten
    clock.beat("work@here")
    answer = client.get("/sante")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
    page = login("national_administrator").get("/administration/sante").content.decode()
    assert "signe de vie" in page
    assert "Go libres" in page
