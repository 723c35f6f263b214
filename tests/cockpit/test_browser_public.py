"""Public pages in a real browser: without barriers, narrow, enlarged, dark, by keyboard, and light."""

import math
from collections.abc import Callable
from typing import Any

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGES = (
    "/",
    "/recherche?q=saint-denis",
    "/recherche?q=xyzzy",
    "/territoire/france/france",
    "/territoire/departement/15",
    "/territoire/departement/15/chiffres",
    "/territoire/departement/15/dedans",
    "/territoire/commune/15014",
    "/a-propos",
    "/api",
    "/compte/login/",
)

LIGHT = ("/", "/territoire/france/france", "/territoire/departement/15", "/territoire/commune/15014")

COUNTED = "document.querySelectorAll('*').length - document.querySelectorAll('svg *').length"
"""Elements as EcoIndex counts them: what a drawing is made of is not counted."""

Visit = Callable[..., Any]


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (320, "dark")])
def test_no_barrier_and_nothing_overflows(
    visit: Visit, barriers: Callable[[Any], str], width: int, scheme: str
) -> None:
    for path in PAGES:
        if path == "/nulle-part":
            continue  # a browser writes a console error for a 404
        page = visit(path, width, color_scheme=scheme, bypass_csp=True)
        assert barriers(page) == "", path
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_tables_fit_a_phone(visit: Visit) -> None:
    """Nobody slides a table sideways to read a territory's figures."""
    page = visit("/territoire/departement/15", 360)
    wide = "all => all.map(e => [e.getAttribute('aria-label'), e.scrollWidth - e.clientWidth]).filter(e => e[1] > 1)"
    for path in ("departement/15", "departement/15/chiffres", "departement/15/dedans", "commune/15014"):
        page.goto(page.url.split("/territoire")[0] + f"/territoire/{path}")
        assert page.locator(".table").evaluate_all(wide) == [], path
    page.set_viewport_size({"width": 150, "height": 800})
    assert page.locator(".table").evaluate_all(wide) != []


def test_at_200_percent_nothing_overflows(visit: Visit) -> None:
    page = visit("/territoire/departement/15", 1280)
    page.set_viewport_size({"width": 640, "height": 450})
    assert page.evaluate("document.documentElement.scrollWidth") <= 640


def test_by_keyboard_from_the_front_page_to_a_commune(visit: Visit) -> None:
    page = visit("/")
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Aller au contenu"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("ytrac")
    page.keyboard.press("Enter")
    page.wait_for_url("**/territoire/commune/15267")
    assert page.locator("h1").inner_text() == "Ytrac"


def ecoindex(elements: int, requests: int, kilobytes: float) -> float:
    """EcoIndex, 0 to 100: weighted rank among its quantiles of the web (Collectif conception numérique responsable)."""
    quantiles = (
        (47, 75, 159, 233, 298, 358, 417, 476, 537, 603, 674, 753, 843, 949, 1076, 1237, 1459, 1801, 2479, 594601),
        (2, 15, 25, 34, 42, 49, 56, 63, 70, 78, 86, 95, 105, 117, 130, 147, 170, 205, 281, 3920),
        (1.37, 144.7, 319.53, 479.46, 631.97, 783.38, 937.91, 1098.62, 1265.47, 1448.32, 1648.27, 1876.08, 2142.06,
         2465.37, 2866.31, 3401.59, 4155.73, 5400.08, 8037.54, 223212.26),
    )  # fmt: skip

    def rank(value: float, limits: tuple[float, ...]) -> float:
        before = 0.0
        for number, limit in enumerate(limits):
            if value < limit:
                return number + (value - before) / (limit - before)
            before = limit
        return float(len(limits))

    measured = zip((elements, requests, kilobytes), quantiles, (3, 2, 1), strict=True)
    return 100 - 5 * sum(weight * rank(value, limits) for value, limits, weight in measured) / 6


@pytest.mark.parametrize(("measure", "score"), [((0, 0, 0.0), 100.0), ((603, 78, 1448.32), 50.0)])
def test_ecoindex_ranks_a_page_among_those_of_the_web(measure: tuple[int, int, float], score: float) -> None:
    assert math.isclose(ecoindex(*measure), score)


@pytest.mark.parametrize(
    "path",
    [
        "/", "/territoire/france/france", "/territoire/departement/15",
        "/territoire/commune/15014", "/carte/tableau", "/recherche?q=saint-denis", "/plans", "/api",
    ],
)  # fmt: skip
def test_public_pages_are_light(visit: Visit, path: str) -> None:
    page = visit(path)
    sizes = page.evaluate(
        "[performance.getEntriesByType('navigation'), performance.getEntriesByType('resource')].flat()"
        ".map(entry => entry.encodedBodySize)"
    )
    elements = page.evaluate(COUNTED)
    assert sum(sizes) <= 150_000
    assert ecoindex(elements, len(sizes), sum(sizes) / 1000) >= 80
