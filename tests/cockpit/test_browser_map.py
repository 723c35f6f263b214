"""The map in a real browser: drawn from local tiles, coloured, by keyboard, narrow, dark, on paper, without script."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from plans_kept import BELFORT, done_plan
from timetables_kept import adopted_plan, dated, monday, ready

import environment
from cockpit.accounts.models import User
from cockpit.map import tiles
from cockpit.plans.models import Adoption
from cockpit.timetables import operations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

Visit = Callable[..., Any]


@pytest.fixture
def moving(visit: Visit) -> Visit:
    """Open the map and wait until it is drawn."""
    if finders.find("maplibre/maplibre-gl.mjs") is None:
        environment.missing("MapLibre is not there (make assets)")
    tiles.archive()

    def go(path: str, width: int = 1280, **settings: Any) -> Any:
        page = visit(path, width, **settings)
        page.wait_for_selector("#map[data-ready]", timeout=120_000)
        return page

    return go


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (320, "dark")])
def test_no_barrier_and_nothing_overflows(
    moving: Visit, visit: Visit, barriers: Callable[[Any], str], width: int, scheme: str
) -> None:
    page = moving("/carte", width, color_scheme=scheme, bypass_csp=True)
    page.locator("#in-view button").first.wait_for()
    assert barriers(page) == ""
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for path in ("/carte/tableau", "/carte/tableau?territoire=departement:15&tri=name"):
        page = visit(path, width, color_scheme=scheme, bypass_csp=True)
        assert barriers(page) == "", path
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_another_measure_recolours(moving: Visit) -> None:
    page = moving("/carte?territoire=departement:15")
    before = page.locator("#map canvas").screenshot()
    page.get_by_label("Personnes éloignées").check()
    page.wait_for_selector("#map[data-recoloured]")
    page.wait_for_timeout(500)
    assert page.locator("#map canvas").screenshot() != before
    assert page.locator("[data-legend=personnes-eloignees]").is_visible()
    assert not page.locator("[data-legend=part-eloignee]").is_visible()
    assert "mesure=personnes-eloignees" in page.url


def test_by_keyboard_to_a_commune(moving: Visit) -> None:
    page = moving("/carte?territoire=epci:241500230")
    page.locator("#map canvas").focus()
    scale = page.locator(".maplibregl-ctrl-scale").inner_text()
    page.keyboard.press("+")
    page.locator(".maplibregl-ctrl-scale").filter(has_not_text=scale).wait_for()
    button = page.locator("#in-view button", has_text="Aurillac").first
    button.wait_for()
    button.focus()
    page.keyboard.press("Enter")
    page.locator("#map-panel h2", has_text="Aurillac").wait_for()
    assert page.locator("#map-panel dd").count() == 2
    assert page.locator("#map-panel a").get_attribute("href") == "/territoire/commune/15014"


def test_a_commune_is_found_and_told(moving: Visit) -> None:
    page = moving("/carte")
    page.fill("#map-q", "sartène")
    page.keyboard.press("Enter")
    page.locator("#map-panel h2", has_text="Sartène").wait_for()
    assert page.locator("#map-panel small").inner_text() == "2A272"


def test_the_pointer_tells_the_commune(moving: Visit) -> None:
    page = moving("/carte?territoire=commune:15014")
    box = page.locator("#map canvas").bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.locator("#map-panel h2", has_text="Aurillac").wait_for()


def test_plans_in_force_are_drawn_and_can_be_hidden(moving: Visit) -> None:
    plan, someone = done_plan(), User.objects.create_user("a@exemple.fr", "correct horse battery")
    Adoption.objects.create(plan=plan, level=plan.level, code=plan.code, starts_on=date(2020, 1, 1), adopted_by=someone)
    page = moving(f"/carte?territoire=departement:{BELFORT}&mesure=couverture")
    with_places = page.locator("#map canvas").screenshot()
    page.get_by_label("Lieux visités").uncheck()
    page.wait_for_timeout(1500)
    assert page.locator("#map canvas").screenshot() != with_places
    assert page.get_by_label("Besoin servi").is_checked()


def test_the_stops_of_a_week_are_drawn_told_and_can_be_hidden(
    moving: Visit, barriers: Callable[[Any], str], holder: Callable[..., User]
) -> None:
    plan = adopted_plan()
    timetable = ready(plan, dated(plan, monday()))
    operations.publish(by=holder("coordinator", "departement", BELFORT), timetable=timetable)
    page = moving(f"/carte?territoire=departement:{BELFORT}&semaine={monday()}", 320, bypass_csp=True)
    with_stops = page.locator("#map canvas").screenshot()
    page.get_by_label("Passages de la semaine").uncheck()
    page.wait_for_timeout(500)
    assert page.locator("#map canvas").screenshot() != with_stops
    page.get_by_label("Part des habitants").check()
    page.locator(".visited a", has_text="Belfort").first.focus()
    assert barriers(page) == ""
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert f"semaine={monday()}" in page.url
    page.keyboard.press("Enter")
    page.wait_for_url("**/passages/commune/90010")


def test_the_overseas_are_one_key_away(moving: Visit) -> None:
    page = moving("/carte")
    page.locator("[data-fly='974']").press("Enter")
    page.locator("#in-view button", has_text="Saint-Pierre").or_(
        page.locator("#in-view button", has_text="La Réunion")
    ).first.wait_for()


def test_without_script_the_picture_and_the_table_are_there(browser: Any, live_server: Any) -> None:
    context = browser.new_context(java_script_enabled=False, locale="fr-FR")
    page = context.new_page()
    page.goto(f"{live_server.url}/carte?mesure=personnes-eloignees")
    assert page.locator("#map-still img").is_visible()
    assert page.locator("[data-legend=personnes-eloignees]").is_visible()
    page.locator("input[value=part-eloignee]").check()
    page.locator("noscript button").click()
    assert "mesure=part-eloignee" in page.url
    page.get_by_role("link", name="tableau").click()
    assert page.locator("tbody tr").count() == 30
    context.close()


def test_on_paper_the_picture_stands_for_the_map(moving: Visit) -> None:
    page = moving("/carte")
    page.emulate_media(media="print")
    assert page.locator("#map-still img").is_visible()
    assert not page.locator("#map canvas").is_visible()
    assert page.locator("[data-legend=part-eloignee]").is_visible()
    assert not page.locator("#map-q").is_visible()
