"""A citizen in a real browser: finds the commune, reads, books, cancels, by keyboard; no page has a barrier."""

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from plans_kept import done_plan
from timetables_kept import monday, stop_at

from cockpit.configuration import queries as configuration
from cockpit.configuration.operations import save
from cockpit.configuration.registry import STATE
from cockpit.territories import places
from cockpit.timetables import operations
from cockpit.timetables.models import Stop

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

Visit = Callable[..., Any]


@pytest.fixture
def stops() -> list[Stop]:
    plan = done_plan()
    usual = stop_at(monday(), 540, 750, plan=plan, key="a")
    long = "Médiathèque intercommunale Jacques-Prévert et espace associatif"
    stop_at(monday(2), 840, 1020, plan=plan, key="b", venue=long, venue_kind="library")
    stop_at(monday(2), 540, 720, plan=plan, key="c", state="cancelled", reason="La salle est fermée.", sequence=1)
    return [usual]


def pages(stop: Stop) -> list[str]:
    """Every public page of stops, each in its states."""
    booked = operations.enrol(by=None, stop=stop, name="Canari", contact="canari@exemple.fr", key="k" * 8)
    follows = operations.subscribe(email="canari@exemple.fr", place=places.get("commune", "90010"))
    return [
        "/passages",
        "/passages?q=90800",
        "/passages/commune/90010",
        "/passages/commune/90008",
        "/passages/epci/200069052",
        "/passages/departement/90",
        "/passages/region/27",
        "/passages/france",
        f"/passages/poste/{stop.post}",
        "/passages/lieu/90010-mairie",
        f"/passages/passage/{stop.uid}",
        f"/passages/passage/{stop.uid}/inscription",
        f"/passages/inscription/{booked.token}",
        "/passages/commune/90010/abonnement",
        f"/passages/abonnement/{follows.token}",
        "/passages/commune/90010/afficher",
        "/passages/commune/90010/cadre",
    ]


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (320, "dark")])
def test_no_barrier_and_nothing_overflows(
    visit: Visit, barriers: Callable[[Any], str], stops: list[Stop], width: int, scheme: str
) -> None:
    for path in pages(stops[0]):
        page = visit(path, width, color_scheme=scheme, bypass_csp=True)
        assert barriers(page) == "", path
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_in_the_dress_of_the_state(visit: Visit, barriers: Callable[[Any], str], stops: list[Stop]) -> None:
    save(given={"theme": STATE})
    configuration.forget()
    for path in ("/passages/commune/90010", f"/passages/passage/{stops[0].uid}/inscription"):
        page = visit(path, 320, bypass_csp=True)
        assert page.locator(".fr-btn").count() > 1, path
        assert barriers(page) == "", path
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path


def test_a_citizen_finds_reads_books_and_cancels(visit: Visit, stops: list[Stop]) -> None:
    page = visit("/passages", 360)
    page.get_by_label("Votre commune ou votre code postal").fill("90000")
    page.keyboard.press("Enter")
    page.wait_for_url("**/passages/commune/90010")
    assert page.locator(".next-stop .when").inner_text().replace("\u00a0", " ").endswith("de 9 h à 12 h 30")
    assert page.locator(".told-first").inner_text().count("La salle est fermée.") == 1
    page.get_by_role("link", name="Je réserve ma place").click()
    page.get_by_label("Votre nom").fill("Canari Violet")
    page.get_by_label("Votre téléphone").fill("06 12 34 56 78")
    page.get_by_label("Vous venez pour").select_option("telephone")
    page.get_by_role("button", name="Réserver").click()
    page.wait_for_url("**/passages/inscription/*")
    assert page.locator("h1").inner_text() == "Votre place est gardée"
    assert Stop.objects.get(pk=stops[0].pk).taken == 1
    booked = page.url
    page.go_back()
    page.get_by_label("Votre nom").fill("Canari Violet")
    page.get_by_label("Votre téléphone").fill("0612345678")
    page.get_by_role("button", name="Réserver").click()  # unsure whether it was done
    page.get_by_text("Canari Violet a déjà une place à ce passage.").wait_for()
    page.goto(booked)
    assert Stop.objects.get(pk=stops[0].pk).taken == 1
    page.get_by_role("button", name="J'annule ma venue").click()
    page.get_by_role("heading", name="Votre place est rendue").wait_for()
    assert Stop.objects.get(pk=stops[0].pk).taken == 0


def test_by_keyboard_alone(visit: Visit, stops: list[Stop]) -> None:
    page = visit("/passages/commune/90010")
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.locator(":focus").inner_text() == "Je réserve ma place":
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/inscription")
    page.get_by_label("Votre nom").focus()
    for typed in ("Canari", "canari@exemple.fr"):
        page.keyboard.type(typed)
        page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/passages/inscription/*")


@pytest.fixture
def town() -> Iterator[Callable[[str], str]]:
    """Serves a page at another site's address: ``town("<p>…")`` is its address."""
    told = ""

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(told.encode())

        def log_message(self, format: str, *args: object) -> None:
            """Silent."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Answer) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()

        def say(body: str) -> str:
            nonlocal told
            told = body
            return f"http://127.0.0.1:{server.server_address[1]}/"

        yield say
        server.shutdown()


def test_a_town_frames_the_next_stops(
    stops: list[Stop], live_server: Any, browser: Any, town: Callable[[str], str]
) -> None:
    context = browser.new_context(locale="fr-FR")
    page = context.new_page()
    framed, refused = (f"{live_server.url}/passages/commune/90010{end}" for end in ("/cadre", ""))
    page.goto(town("".join(f'<iframe src="{url}" width="400" height="400"></iframe>' for url in (framed, refused))))
    shown = page.frame_locator("iframe >> nth=0")
    shown.get_by_text("Prochain passage").wait_for()
    assert page.frame_locator("iframe >> nth=1").locator(".next-stop").count() == 0  # only the frame may be framed
    assert shown.locator("script").count() == 0
    assert context.cookies() == []
    context.close()
