"""Whole journeys in a real browser, against a real mail server and a real OpenID provider."""

import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from browsing import accessible, link, phone_code
from oidc_provider_mock import User as Person
from playwright.sync_api import Browser, ConsoleMessage, Page
from servers import Post, openid, post_office

from cockpit.accounts.models import User
from cockpit.accounts.operations import create_administrator
from cockpit.journal.queries import everything, first_broken

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PASSWORD = "une phrase assez longue"
Holder = Callable[..., User]


@pytest.fixture
def page(browser: Browser, live_server: Any) -> Iterator[Page]:
    context = browser.new_context(base_url=live_server.url, locale="fr-FR")
    context.set_default_timeout(30_000)
    page = context.new_page()
    wrong: list[str] = []

    def said(message: ConsoleMessage) -> None:
        if message.type == "error" and message.location["url"].startswith(live_server.url) and " 4" not in message.text:
            wrong.append(message.text)

    page.on("console", said)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    yield page
    context.close()
    assert wrong == []


@pytest.fixture
def post(settings: Any) -> Iterator[Post]:
    with post_office() as (found, port):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        yield found


def log_in(page: Page, email: str, password: str, secret: str | None = None) -> None:
    page.goto("/compte/login/")
    page.fill("#id_login", email)
    page.fill("#id_password", password)
    page.keyboard.press("Enter")
    if secret:
        page.fill("#id_code", phone_code(secret))
        page.keyboard.press("Enter")
    page.wait_for_url(lambda address: "/login" not in address and "authenticate" not in address)


def set_up_phone(page: Page) -> tuple[str, list[str]]:
    """From the page that asks for a second factor to the recovery codes: the phone's secret and the codes."""
    page.click("text=Commencer")
    if page.locator("#id_password").count():
        page.fill("#id_password", PASSWORD)
        page.keyboard.press("Enter")
    secret = page.locator("code.key").inner_text()
    found = accessible(page)
    page.fill("#id_code", phone_code(secret))
    page.keyboard.press("Enter")
    page.wait_for_url("**/recovery-codes/")
    codes = page.locator("#recovery_codes").input_value().split()
    assert found + accessible(page) == []
    return secret, codes


def test_from_the_first_account_to_an_invited_pilot(page: Page, post: Post, browser: Browser, live_server: Any) -> None:
    create_administrator(email="chef@exemple.fr", password=PASSWORD, name="Cheffe")
    log_in(page, "chef@exemple.fr", PASSWORD)
    page.goto("/administration")
    assert urlsplit(page.url).path == "/compte/second-facteur"
    wrong = accessible(page)
    _, codes = set_up_phone(page)
    assert len(codes) == 10

    page.goto("/personnes")
    wrong += accessible(page)
    page.click("text=Inviter quelqu'un")
    page.fill("#id_email", "pilote@exemple.fr")
    page.select_option("#id_role", "departement_pilot")
    page.fill("#id_place", "Cantal")
    wrong += accessible(page)
    page.keyboard.press("Enter")
    page.wait_for_url("**/personnes")
    assert "Le message est parti à pilote@exemple.fr" in page.inner_text("main")
    wrong += accessible(page)

    message = next(one for one in post.received if one["To"] == "pilote@exemple.fr")
    assert message["Subject"] == "Invitation à Maillage : Pilote départemental"
    other = browser.new_context(locale="fr-FR").new_page()
    other.goto(link(message))
    assert "Cheffe vous propose ce rôle : Pilote départemental, Cantal" in other.inner_text("main").replace("\n", " ")
    wrong += accessible(other)
    other.fill("#id_name", "Camille")
    other.fill("#id_password", "court")
    other.fill("#id_again", "court")
    with other.expect_navigation():
        other.keyboard.press("Enter")
    other.wait_for_selector("#id_password-error")
    wrong += accessible(other)
    other.fill("#id_password", PASSWORD)
    other.fill("#id_again", PASSWORD)
    other.keyboard.press("Enter")
    other.wait_for_url("**/compte")
    assert "Votre rôle demande un second facteur" in other.inner_text("main")
    wrong += accessible(other)
    other.click("text=Le mettre en place")
    _, their_codes = set_up_phone(other)
    other.click("text=Se déconnecter")
    other.context.clear_cookies()

    other.goto(f"{live_server.url}/compte/login/")
    other.fill("#id_login", "pilote@exemple.fr")
    other.fill("#id_password", PASSWORD)
    with other.expect_navigation():
        other.keyboard.press("Enter")
    wrong += accessible(other)
    other.fill("#id_code", their_codes[0])
    other.keyboard.press("Enter")
    other.wait_for_selector("text=Se déconnecter")
    other.goto(f"{live_server.url}/journal")
    told = other.inner_text("main")
    assert "Invitation acceptée : Pilote départemental" in told
    assert "Second facteur ajouté" in told
    wrong += accessible(other)
    other.context.close()
    assert wrong == []
    assert first_broken() is None
    assert {"invitation.made", "invitation.accepted", "account.created", "account.factor_added"} <= {
        entry.action for entry in everything()
    }


def test_a_forgotten_password(page: Page, post: Post, holder: Holder) -> None:
    holder("advisor", "commune", "15014", email="tete@exemple.fr", factor=False)
    page.goto("/compte/login/")
    page.click("text=Mot de passe oublié")
    wrong = accessible(page)
    page.fill("#id_email", "tete@exemple.fr")
    page.keyboard.press("Enter")
    page.wait_for_url("**/password/reset/done/")
    wrong += accessible(page)
    message = post.last()
    body = message.get_body()
    assert body is not None
    assert body.get_content().startswith("Bonjour,")
    page.goto(link(message))
    wrong += accessible(page)
    page.fill("#id_password1", PASSWORD)
    page.fill("#id_password2", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/password/reset/key/done/")
    wrong += accessible(page)
    log_in(page, "tete@exemple.fr", PASSWORD)
    page.goto("/compte")
    wrong += accessible(page)
    assert wrong == []
    assert [entry.action for entry in everything()] == ["account.password_reset"]
    page.goto("/compte/password/reset/")
    page.context.clear_cookies()
    page.goto("/compte/password/reset/")
    page.fill("#id_email", "inconnu@exemple.fr")
    page.keyboard.press("Enter")
    page.wait_for_url("**/password/reset/done/")
    assert len(post.received) == 2  # the link, and the word that the password changed: nothing to the unknown


def test_the_keyboard_is_enough(page: Page, holder: Holder) -> None:
    holder("advisor", "commune", "15014", email="clavier@exemple.fr", factor=False)
    page.goto("/compte/login/")
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Aller au contenu"
    page.keyboard.press("Enter")
    for wanted, typed in (("login", "clavier@exemple.fr"), ("password", "correct horse battery")):
        for _ in range(12):
            page.keyboard.press("Tab")
            if page.locator(":focus").get_attribute("name") == wanted:
                break
        page.keyboard.type(typed)
    page.keyboard.press("Enter")
    page.wait_for_selector("text=Se déconnecter")


@pytest.fixture
def connected(settings: Any) -> Callable[[str], None]:
    """Point the site at an OpenID provider, as MAILLAGE_OIDC_* would."""

    def point(server: str) -> None:
        app = {
            "provider_id": "proconnect", "name": "ProConnect", "client_id": "maillage", "secret": "secret",
            "settings": {"server_url": server, "oauth_pkce_enabled": True, "scope": ["openid", "email"]},
        }  # fmt: skip
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
        directives = {**settings.CONTENT_SECURITY_POLICY["DIRECTIVES"], "form-action": ["'self'", server]}
        settings.CONTENT_SECURITY_POLICY = {"DIRECTIVES": directives}

    return point


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # the provider's own
@pytest.mark.parametrize("signed", [False, True], ids=["json", "signed"])
def test_openid_opens_the_account_of_a_verified_address(
    page: Page, holder: Holder, connected: Callable[[str], None], signed: bool, post: Post
) -> None:
    holder("advisor", "commune", "15014", email="agent@exemple.fr", factor=False)
    known = Person(sub="k", claims={"email": "agent@exemple.fr", "email_verified": True})
    unsure = Person(sub="u", claims={"email": "agent@exemple.fr", "email_verified": False})
    unknown = Person(sub="x", claims={"email": "autre@exemple.fr", "email_verified": True})
    with openid([known, unsure, unknown], signed=signed) as server:
        connected(server)
        for person, expected in (
            ("u", "Pas de compte à cette adresse"),
            ("x", "Pas de compte à cette adresse"),
            ("k", "Mon compte"),
        ):
            page.goto("/compte/login/?next=/compte")
            page.click("text=S'identifier avec ProConnect")
            page.click(f"button[value={person}]")
            page.wait_for_selector(f"h1:has-text('{expected}')")
            assert accessible(page) == []
        page.goto("/compte/login/?next=/compte")
        assert User.objects.count() == 1
        assert [entry.action for entry in everything()] == ["account.provider_linked"]


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_openid_refused_or_forged(page: Page, holder: Holder, connected: Callable[[str], None]) -> None:
    holder("advisor", "commune", "15014", email="agent@exemple.fr", factor=False)
    known = Person(sub="k", claims={"email": "agent@exemple.fr", "email_verified": True})
    with openid([known], signed=True, forged=True) as server:
        connected(server)
        page.goto("/compte/login/")
        page.click("text=S'identifier avec ProConnect")
        page.click("button[value=deny]")
        page.wait_for_selector("h1:has-text('Identification interrompue')")
        assert accessible(page) == []
        page.goto("/compte/login/")
        page.click("text=S'identifier avec ProConnect")
        page.click("button[value=k]")
        page.wait_for_selector("h1:has-text('Identification interrompue')")
        page.goto("/compte")
        assert re.search("/compte/login/", page.url)
