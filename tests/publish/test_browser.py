"""The report in a real browser: it works by keyboard, on a phone, in the dark, on paper, and calls nobody."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from accessibility import broken_rules
from maillage.publish.files import write_plan
from maillage.publish.report import render
from maillage.vocabulary.plan import Plan

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address(
    plan: Plan, outlines: dict[str, Any], communes: pl.DataFrame, tmp_path_factory: pytest.TempPathFactory
) -> str:
    folder = tmp_path_factory.mktemp("report")
    write_plan(plan, folder, report_html=render(plan, outlines=outlines, communes=communes, language="fr"))
    return (folder / "report.html").as_uri()


@pytest.fixture
def visit(browser: Any) -> Iterator[Callable[..., Any]]:
    """Open a page; at the end, no error was written and nothing outside of its folder was asked for."""
    opened: list[Any] = []
    complaints: list[str] = []
    asked: list[str] = []

    def go(address: str, width: int = 1280, **settings: Any) -> Any:
        page = browser.new_page(viewport={"width": width, "height": 900}, **settings)
        opened.append(page)
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda request: asked.append(request.url))
        page.goto(address)
        page.wait_for_selector("body.ready")
        return page

    yield go
    for page in opened:
        page.close()
    assert complaints == []
    assert [url for url in asked if not url.startswith(("file:", "data:", "blob:"))] == []


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_nothing_overflows(visit: Callable[..., Any], address: str, width: int) -> None:
    page = visit(address, width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_it_follows_the_dark_preference(visit: Callable[..., Any], address: str) -> None:
    light, dark = (visit(address, color_scheme=scheme) for scheme in ("light", "dark"))
    shades = [page.evaluate("getComputedStyle(document.body).backgroundColor") for page in (light, dark)]
    assert shades == ["rgb(255, 255, 255)", "rgb(18, 23, 29)"]


def test_the_map_obeys_the_keyboard(visit: Callable[..., Any], address: str) -> None:
    page = visit(address)
    map_ = page.locator("#drawing")
    whole = map_.get_attribute("viewBox")
    page.locator("input[name=layer]").first.focus()
    page.keyboard.press("ArrowRight")
    assert map_.get_attribute("data-layer") == "need"
    assert page.locator("[data-legend=need]").is_visible()
    assert not page.locator("[data-legend=service]").is_visible()
    page.locator("#frame").focus()
    page.keyboard.press("+")
    near = map_.get_attribute("viewBox")
    assert near != whole
    page.keyboard.press("ArrowRight")
    assert map_.get_attribute("viewBox") != near
    page.keyboard.press("0")
    assert [float(x) for x in map_.get_attribute("viewBox").split()] == [float(x) for x in whole.split()]


def test_everything_can_be_reached_with_the_tab_key(visit: Callable[..., Any], address: str) -> None:
    page = visit(address)
    reached = set()
    for _ in range(120):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.id || document.activeElement.dataset.zoom || ''"))
    assert {"frame", "in", "search-places", "search-communes", "search-posts", "choose-post"} <= reached


def test_marks_can_be_hidden(visit: Callable[..., Any], address: str) -> None:
    page = visit(address)
    assert page.locator(".places circle").first.is_visible()
    page.get_by_label("lieux", exact=True).uncheck()
    assert not page.locator(".places circle").first.is_visible()


def test_a_commune_is_found_without_its_accents(visit: Callable[..., Any], address: str, plan: Plan) -> None:
    page = visit(address)
    page.fill("#search-communes", "village 17")
    rows = page.locator("#communes tbody tr")
    assert rows.count() == 1
    assert "Village-17 (15017)" in rows.first.inner_text()
    page.fill("#search-communes", "zzz")
    assert page.locator("#communes [role=status]").inner_text() == "Rien ne répond à cette recherche."


def test_columns_sort_both_ways(visit: Callable[..., Any], address: str, plan: Plan) -> None:
    page = visit(address)
    heading = page.locator("#communes thead th", has_text="Habitants")
    first = page.locator("#communes tbody tr td:nth-child(3)").first
    heading.locator("button").click()
    assert heading.get_attribute("aria-sort") == "descending"
    assert int("".join(filter(str.isdigit, first.inner_text()))) == plan.coverage["population"].max()
    heading.locator("button").click()
    assert int("".join(filter(str.isdigit, first.inner_text()))) == plan.coverage["population"].min()
    written = page.locator("#groups th", has_text="Postes")
    written.locator("button").click()
    assert written.get_attribute("aria-sort") == "descending"


def test_an_advisor_s_two_weeks(visit: Callable[..., Any], address: str, plan: Plan) -> None:
    page = visit(address)
    post = plan.posts.row(2, named=True)
    page.fill("#search-posts", post["post"])
    assert page.locator("#choose-post option").count() == 1
    assert page.locator("#round table").count() == 2
    stops = plan.rounds.filter(pl.col("post") == post["post"], pl.col("week") == 1)
    shown = page.locator("#round table").first.locator("td div").all_inner_texts()
    ordered = stops.sort("weekday", pl.col("half") == "afternoon")
    assert shown == ordered["place_name"].to_list()
    seats = page.locator("#round table").first.locator("td .venue").all_inner_texts()
    assert [seat.split(" ")[0].lower() for seat in seats] == ordered["venue"].str.to_lowercase().to_list()


def test_on_paper_everything_is_unfolded(visit: Callable[..., Any], address: str, tmp_path: Path) -> None:
    page = visit(address)
    page.pdf(path=tmp_path / "report.pdf", format="A4")
    assert (tmp_path / "report.pdf").stat().st_size > 20_000
    page.emulate_media(media="print")
    assert page.locator(".print-rounds table").first.is_visible()
    assert not page.locator("#search-communes").is_visible()
    assert "Habitants" in page.locator("#groups thead").inner_text()


def test_without_script_the_answer_is_still_there(browser: Any, address: str) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(address)
    assert page.locator(".headline p").first.is_visible()
    assert page.locator("#drawing .communes path").first.is_visible()
    assert page.locator("noscript").first.is_visible()
    page.close()


def test_france_can_be_searched(visit: Callable[..., Any], france: Plan, territory: Any, tmp_path: Path) -> None:
    (tmp_path / "report.html").write_text(render(france, communes=territory.communes), encoding="utf-8")
    page = visit((tmp_path / "report.html").as_uri())
    page.fill("#search-communes", "saint etienne loire")
    assert "Saint-Étienne (42218)" in page.locator("#communes tbody").inner_text()
    page.get_by_label("Temps de route").check()
    assert page.locator(".layer-reach path").first.is_visible()


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (320, "dark")])
def test_axe_finds_no_barrier(visit: Callable[..., Any], address: str, width: int, scheme: str) -> None:
    page = visit(address, width, color_scheme=scheme, bypass_csp=True)
    for details in page.locator("details > summary").all():
        details.click()
    assert broken_rules(page) == ""
