"""The public pages: found by search, in both languages, closed where they are not public."""

import re

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("asked", "address"),
    [("Ytrac", "/territoire/commune/15267"), ("15014", "/territoire/commune/15014"), ("974", None)],
)
def test_a_search_with_one_answer_opens_it(client: Client, asked: str, address: str | None) -> None:
    response = client.get("/recherche", {"q": asked})
    assert response.status_code in (200, 302)
    if address:
        assert response.headers["Location"] == address


def test_homonyms_are_shown_with_their_departement(client: Client) -> None:
    page = client.get("/recherche", {"q": "saint-denis"}).content.decode()
    assert "La Réunion" in page
    assert "Seine-Saint-Denis" in page


def test_nothing_found_says_what_to_try(client: Client) -> None:
    assert "code postal" in client.get("/recherche", {"q": "xyzzy"}).content.decode()


@pytest.mark.parametrize(
    "path", ["france/france", "region/84", "departement/15", "departement/2a", "epci/200066637", "commune/15014"]
)
def test_every_level_has_its_page(client: Client, path: str) -> None:
    assert client.get(f"/territoire/{path}").status_code == 200


@pytest.mark.parametrize("path", ["commune/99999", "planete/1", "departement/xx"])
def test_no_such_territory(client: Client, path: str) -> None:
    assert client.get(f"/territoire/{path}").status_code == 404


def test_english(client: Client) -> None:
    client.post("/langue", {"language": "en", "next": "/"})
    page = client.get("/").content.decode()
    assert '<html lang="en"' in page
    assert "Who is left out" in page


def test_closed_by_default(client: Client) -> None:
    response = client.get("/compte")
    assert response.status_code == 302
    assert response.headers["Location"].startswith("/compte/login/")


@pytest.mark.parametrize(("language", "label"), [("fr", "Rester connecté"), ("en", "Stay logged in")])
def test_a_box_stands_before_its_label(client: Client, language: str, label: str) -> None:
    page = client.get("/compte/login/", headers={"Accept-Language": language}).content.decode()
    assert re.search(
        rf'<input type="checkbox"[^>]*id="id_remember"[^>]*><label[^>]*for="id_remember"[^>]*>{label}', page
    )
    assert re.search(r'<label[^>]*for="id_login"[^>]*>[^<]+</label><input type="email"', page)
