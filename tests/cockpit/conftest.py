"""Accounts and territories for the tests of the site."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from accounts_kept import held
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.utils import translation

from accessibility import broken_rules
from cockpit.accounts.models import User
from cockpit.configuration import queries as configuration
from cockpit.journal import triggers

Login = Callable[..., Client]


@pytest.fixture(scope="session", autouse=True)
def emptied_between_tests() -> Iterator[None]:
    """Tests that commit empty every table behind them: for that alone the journal's triggers are lifted."""
    with pytest.MonkeyPatch.context() as patch:
        flush = type(connection.ops).execute_sql_flush

        def lifted(operations: Any, statements: list[str]) -> None:
            with connection.schema_editor() as editor:
                triggers.remove(None, editor)  # type: ignore[arg-type]
            flush(operations, statements)
            with connection.schema_editor() as editor:
                triggers.install(None, editor)  # type: ignore[arg-type]

        patch.setattr(type(connection.ops), "execute_sql_flush", lifted)
        yield


@pytest.fixture(autouse=True)
def configuration_read_again() -> Iterator[None]:
    """No test sees the settings another one saved."""
    configuration.forget()
    yield
    configuration.forget()


@pytest.fixture(autouse=True)
def site_in_french() -> None:
    """Whatever language the last request of another test spoke."""
    translation.activate("fr")


@pytest.fixture(autouse=True)
def caches_empty() -> None:
    """No test reads a page made for another; what is counted in the database goes with the test's own rows."""
    caches["pages"].clear()


@pytest.fixture
def holder(db: None) -> Callable[..., User]:
    """Make an account that holds a role somewhere; see :func:`accounts_kept.held`."""
    return held


@pytest.fixture
def login(holder: Callable[..., User]) -> Login:
    """A browser logged in as a role somewhere."""

    def enter(role: str | None = None, level: str = "france", code: str = "", factor: bool = True) -> Client:
        client = Client()
        client.force_login(
            holder(role, level, code, factor=factor), backend="django.contrib.auth.backends.ModelBackend"
        )
        return client

    return enter


@pytest.fixture
def visit(browser: Any, live_server: Any) -> Iterator[Callable[..., Any]]:
    """Open an address of the site in Chromium: ``visit("/", 390, by=user)``; complaints and outside calls fail."""
    contexts: list[Any] = []
    complaints: list[str] = []
    asked: list[str] = []

    def go(path: str, width: int = 1280, by: User | None = None, **settings: Any) -> Any:
        context = browser.new_context(
            viewport={"width": width, "height": 900}, locale=settings.pop("locale", "fr-FR"), **settings
        )
        contexts.append(context)
        if by is not None:
            client = Client()
            client.force_login(by, backend="django.contrib.auth.backends.ModelBackend")
            session = client.cookies["sessionid"].value
            context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda request: asked.append(request.url))
        page.goto(live_server.url + path)
        return page

    yield go
    for context in contexts:
        context.close()
    assert complaints == []
    assert [url for url in asked if not url.startswith((live_server.url, "data:", "blob:"))] == []


@pytest.fixture
def barriers() -> Callable[[Any], str]:
    """What axe-core finds on a page opened with ``bypass_csp=True``: empty when nothing stands in the way."""
    return broken_rules
