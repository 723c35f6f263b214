"""What visitors read is made once, and again as soon as something it tells has changed."""

import random
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from plans_kept import BELFORT, done_plan

from cockpit.accounts.models import User
from cockpit.configuration import queries as configuration
from cockpit.configuration.operations import save
from cockpit.plans import adopted
from cockpit.plans.models import Adoption
from cockpit.plans.operations import rename
from cockpit.territories import figures, places
from maillage.vocabulary.errors import UnknownTerritory

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


def test_another_name_of_the_plan_in_force_shows(client: Client, holder: Callable[..., User]) -> None:
    plan, someone = done_plan(), holder("departement_pilot", "departement", BELFORT)
    Adoption.objects.create(plan=plan, level=plan.level, code=plan.code, starts_on=date(2020, 1, 1))
    assert "Belfort au printemps" not in client.get(ADDRESS).content.decode()
    rename(by=someone, plan=plan, name="Belfort au printemps")
    assert "Belfort au printemps" in client.get(ADDRESS).content.decode()


def test_plans_in_force_are_asked_for_once_and_as_django_would(django_assert_num_queries: Any) -> None:
    plan = done_plan()
    for day in (date(2020, 1, 1), date(2021, 1, 1), date(2999, 1, 1)):
        Adoption.objects.create(plan=plan, level=plan.level, code=plan.code, starts_on=day)
    assert [one.starts_on for one in adopted.in_force()] == [date(2021, 1, 1)]
    assert adopted.in_force(date(2020, 6, 1))[0].starts_on == date(2020, 1, 1)
    with django_assert_num_queries(1):
        (one,) = adopted.in_force()
        assert (one.plan.name, one.plan.options, one.place.code) == (plan.name, plan.options, BELFORT)
    before = adopted.version()
    Adoption.objects.create(plan=plan, level="france", code="", starts_on=date(2021, 1, 1))
    assert adopted.version() != before
    assert [one.level for one in adopted.in_force()] == ["france", "departement"]


@pytest.mark.parametrize("level", places.LEVELS)
def test_rows_of_a_territory_are_those_of_the_river(level: str) -> None:
    every = [places.FRANCE] if level == "france" else list(places.of_level(level))
    for place in random.Random(4).sample(every, min(12, len(every))):
        assert places.rows(place).tolist() == places.ground().select(place.spec).rows.tolist()
        assert all(places.within(place, outer) for outer in places.parents(place) if level == "commune")
    with pytest.raises(UnknownTerritory):
        places.rows(places.Place("commune", "99999", "Nulle part"))
