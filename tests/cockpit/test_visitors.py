"""What visitors read is made once, and again as soon as something it tells has changed."""

from collections.abc import Callable
from datetime import date

import pytest
from django.conf import settings
from django.test import Client
from plans_kept import BELFORT, done_plan

from cockpit.accounts.models import User
from cockpit.configuration import queries as configuration
from cockpit.configuration.operations import save
from cockpit.plans.models import Adoption
from cockpit.territories import figures

pytestmark = pytest.mark.django_db

ADDRESS = f"/territoire/departement/{BELFORT}"


class Asked(Exception):
    """The page was made anew."""


@pytest.fixture
def made_once(client: Client, monkeypatch: pytest.MonkeyPatch) -> str:
    """A page read by a visitor, after which making any raises."""
    page = client.get(ADDRESS).content.decode()

    def refuse(_place: object) -> None:
        raise Asked

    monkeypatch.setattr(figures, "sheet", refuse)
    return page


def test_a_visitor_reads_what_the_one_before_read(client: Client, made_once: str) -> None:
    assert client.get(ADDRESS).content.decode() == made_once
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "fr"
    assert client.get(ADDRESS).content.decode() == made_once
    with pytest.raises(Asked):
        client.get(f"{ADDRESS}?autre=1")


def test_an_account_reads_a_page_of_its_own(login: Callable[..., Client], made_once: str) -> None:
    with pytest.raises(Asked):
        login("departement_pilot", "departement", BELFORT).get(ADDRESS)


def test_another_language_is_another_page(client: Client, made_once: str) -> None:
    with pytest.raises(Asked):
        client.get(ADDRESS, headers={"Accept-Language": "en"})


def test_a_change_of_settings_shows(client: Client, made_once: str) -> None:
    save(given={"site_name": "Ailleurs", "contact": "aide@exemple.fr"})
    configuration.forget()
    with pytest.raises(Asked):
        client.get(ADDRESS)


def test_an_adoption_shows(client: Client, made_once: str) -> None:
    plan, someone = done_plan(), User.objects.create_user("a@exemple.fr", "correct horse battery")
    Adoption.objects.create(plan=plan, level=plan.level, code=plan.code, starts_on=date(2020, 1, 1), adopted_by=someone)
    with pytest.raises(Asked):
        client.get(ADDRESS)
