"""Timetables in a real browser, as who plans them reads and drives them: no barrier, narrow, dark, both themes, by key.

Judging a page is what costs here: each is judged once, in the dress whose turn it is, and walks judge nothing.
"""

import datetime
import os
from collections.abc import Callable
from itertools import cycle
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from timetables_kept import HERE, adopted_plan, dated, monday, ready

from cockpit.accounts.models import User
from cockpit.computations.failures import CRASHED
from cockpit.configuration import queries as configuration
from cockpit.configuration.operations import save
from cockpit.territories import places
from cockpit.timetables import operations, queries, running, storage
from cockpit.timetables.models import Stop, Timetable
from cockpit.timetables.states import PUBLISHED
from maillage.vocabulary.timetable import MISSED, CalendarRule

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

Visit = Callable[..., Any]
Barriers = Callable[[Any], str]
Holder = Callable[..., User]
SHOTS = os.environ.get("MAILLAGE_SHOTS")
"""Folder where each page is drawn, to be looked at."""

WIDE, NARROW, HIGH = 1280, 320, 900
DRESSES = (
    ("neutral", "light", WIDE), ("dsfr", "dark", NARROW), ("neutral", "dark", NARROW), ("dsfr", "light", WIDE),
    ("neutral", "light", NARROW),
)  # fmt: skip
MOST_KEYS = 90
"""Presses of the tabulator before a thing is said to be out of reach."""


@pytest.fixture(autouse=True)
def at_once(settings: Any) -> None:
    """No worker answers here: pages do not wait for one."""
    settings.PROPOSAL_SECONDS = 0.0


@pytest.fixture
def pilot(holder: Holder) -> User:
    return holder("departement_pilot", "departement", "90")


@pytest.fixture
def published(pilot: User, holder: Holder) -> Timetable:
    """A timetable in force with a stop called off and one late, an advisor at work, a rule."""
    plan = adopted_plan()
    made = ready(plan, dated(plan, monday()))
    operations.publish(by=pilot, timetable=made)
    off, late = Stop.objects.order_by("date", "begins", "post")[:2]
    operations.cancel_stop(by=holder("coordinator", "departement", "90"), stop=off, reason="Salle inondée")
    Stop.objects.filter(pk=late.pk).update(late_minutes=15)
    camille = holder("advisor", "departement", "90", email="camille@exemple.fr")
    home = places.get("commune", queries.bases_of(HERE)[off.post])
    operations.assign(by=pilot, post=off.post, base=home, user=camille, first=datetime.date.today())
    operations.add_rule(by=pilot, place=HERE, rule=CalendarRule("lock", "90010", weekday=1, half=0, post=off.post))
    made.refresh_from_db()
    return made


def computed(timetable: Timetable, table: pl.DataFrame) -> None:
    """What the worker does, with a result that is known: these stops, and two that fit nowhere."""
    claimed = running.claim(str(timetable.uuid))
    assert claimed is not None
    stop = table.row(0, named=True)
    rows = [{**{name: stop.get(name) for name in MISSED}, "first": monday(), "last": monday(2), "reason": reason}
            for reason in ("closed", "room")]  # fmt: skip
    storage.write(str(timetable.uuid), "p" * 64, {"stops": table, "missed": pl.DataFrame(rows, schema=MISSED)})
    told = {"drive_minutes": 1234.5, "usual_share": 0.97, "gap_percent": 1.2, "seconds": 8.0}
    assert running.finish(claimed, {"result_hash": "p" * 64, "problem_hash": "q" * 64, "engine": "1", **told})


def changed(table: pl.DataFrame) -> pl.DataFrame:
    """The same stops, one lost and one half an hour later."""
    lost, moved = table["stop"].tail(2)
    later = pl.when(pl.col("stop") == moved).then(pl.col("begins") + 30).otherwise("begins").cast(pl.Int16)
    return table.filter(pl.col("stop") != lost).with_columns(begins=later)


def every_page(pilot: User, published: Timetable) -> dict[str, str]:
    """Address of each page of timetables in each of its states."""
    away = CalendarRule("leave", queries.posts_of(HERE)[0], first=monday(), last=monday(2))
    proposal = operations.propose(by=pilot, timetable=published, rules=[away])
    computed(proposal, changed(queries.tables_of(published)["stops"]))
    waiting, moving, failed = (
        operations.ask_timetable(by=pilot, place=HERE, first=monday(8 * k), weeks=2) for k in (1, 2, 3)
    )
    claimed = running.claim(str(moving.uuid))
    assert claimed is not None
    Timetable.objects.filter(pk=moving.pk).update(stage="timetable", share=0.4)
    Timetable.objects.filter(pk=failed.pk).update(
        state="failed", failure_code=CRASHED, failure_values={"reason": "MemoryError"}
    )
    plan, post = published.plan, queries.posts_of(HERE)[0]
    first = ready(plan, dated(plan, monday(40)))
    own, rules = f"/calendriers/{published.uuid}", "/calendriers/regles/departement/90"
    return {
        "list": "/calendriers", "choose": "/calendriers/nouveau?q=delle",
        "new": "/calendriers/nouveau?territoire=departement:90", "rules": rules,
        "posts": "/calendriers/postes/departement/90", "post": f"/calendriers/postes/departement/90/{post}",
        "waiting": f"/calendriers/{waiting.uuid}", "moving": f"/calendriers/{moving.uuid}",
        "failed": f"/calendriers/{failed.uuid}", "week": f"{own}?semaine={monday()}", "places": f"{own}/lieux",
        "mend": f"{own}/reparer", "proposed": f"/calendriers/{proposal.uuid}?semaine={monday()}",
        "changes": f"/calendriers/{proposal.uuid}/publier", "first": f"/calendriers/{first.uuid}/publier",
    }  # fmt: skip


def dress(theme: str) -> None:
    """Dress the site."""
    save(given={"theme": theme})
    configuration.forget()


def overflow(page: Any, *widths: int) -> str:
    """What sticks out on the right, width after width."""
    found = ""
    for width in widths:
        page.set_viewport_size({"width": width, "height": HIGH})
        shown = page.evaluate("document.documentElement.scrollWidth")
        found += f"{shown} pixels at {width}. " if shown > width else ""
    return found


def wrong(page: Any, barriers: Barriers, width: int) -> str:
    """Everything that stands in a reader's way on a page, looked at in one width, measured in both."""
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    return overflow(page, *sorted((WIDE, NARROW), key=lambda one: one == width)) + barriers(page)


def test_no_barrier_and_nothing_overflows(visit: Visit, barriers: Barriers, pilot: User, published: Timetable) -> None:
    pages, dresses, found = every_page(pilot, published), cycle(DRESSES), {}
    page = visit("/calendriers", NARROW, by=pilot, bypass_csp=True)
    site = page.url.removesuffix("/calendriers")
    for name, address in pages.items():
        theme, scheme, width = next(dresses)
        dress(theme)
        page.emulate_media(color_scheme=scheme)
        assert page.goto(site + address).status == 200, name
        assert page.locator("html").get_attribute("data-theme") == theme
        found[name] = wrong(page, barriers, width)
        if SHOTS:
            page.screenshot(path=Path(SHOTS) / f"timetables-{name}.png", full_page=True)
    assert {name: told for name, told in found.items() if told} == {}


def test_what_is_broken_is_seen(visit: Visit, barriers: Barriers, pilot: User, published: Timetable) -> None:
    """The control: a label gone, grey on grey, a row that does not fold."""
    page = visit(f"/calendriers/{published.uuid}/reparer", NARROW, by=pilot, bypass_csp=True)
    page.evaluate("document.querySelector('main label').remove()")
    page.evaluate("document.querySelector('h1').setAttribute('style', 'color: #bbb; background: #aaa')")
    page.evaluate("document.querySelector('h1').insertAdjacentHTML('afterend', '<p>' + 'x'.repeat(2000) + '</p>')")
    page.add_style_tag(content="p { overflow-wrap: normal }")
    told = wrong(page, barriers, NARROW)
    assert f"pixels at {NARROW}" in told
    assert f"pixels at {WIDE}" in told
    assert all(rule in told for rule in ("select-name", "color-contrast")), told


def test_a_phone_shows_one_day_at_a_time(visit: Visit, pilot: User, published: Timetable) -> None:
    page = visit(f"/calendriers/{published.uuid}?semaine={monday()}", NARROW, by=pilot, java_script_enabled=False)
    for day in (monday(), monday() + datetime.timedelta(days=3)):
        page.locator(f".strip a[href*='{day}']").click()
        wanted = Stop.objects.filter(date=day).count()
        assert page.locator(".week .stop:visible").count() == wanted > 0
        assert page.locator(".strip [aria-current=date]").get_attribute("href").startswith(f"?semaine={day}")
    page.get_by_role("link", name="camille@exemple.fr").click()
    assert page.locator(".week .stop:visible").count() == Stop.objects.filter(
        post=queries.posts_of(HERE)[0], date__lt=monday(2)
    ).count()  # fmt: skip
    page.emulate_media(media="print")
    page.goto(page.url.split("?")[0] + f"?semaine={monday()}")
    assert page.locator(".week .stop:visible").count() == Stop.objects.filter(date__lt=monday(2)).count()


def reach(page: Any, words: str) -> None:
    """Press the tabulator until what is in focus says some words, and can be seen to be in focus."""
    for _ in range(MOST_KEYS):
        page.keyboard.press("Tab")
        if page.evaluate("(e => (e.labels?.[0] ?? e).textContent.trim())(document.activeElement)").startswith(words):
            box = page.evaluate("(e => e.getBoundingClientRect().toJSON())(document.activeElement)")
            assert box["width"] > 1, words
            assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none", words
            return
    raise AssertionError(f"{words}: out of the keyboard's reach on {page.url}")


def press(page: Any, words: str) -> None:
    """Reach something that leads elsewhere, and press it."""
    reach(page, words)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def write_day(page: Any, words: str, day: datetime.date) -> None:
    """Type a day in the order of the machine's own language, whichever it is."""
    reach(page, words)
    for order in ("%d%m%Y", "%m%d%Y", "%Y%m%d"):
        page.keyboard.type(day.strftime(order))
        if page.evaluate("document.activeElement.value") == day.isoformat():
            return
        for _ in range(3):
            page.keyboard.press("ArrowLeft")
    raise AssertionError(f"{words}: {day} cannot be typed")


def test_from_asking_to_a_sick_advisor_by_keyboard_alone(visit: Visit, pilot: User) -> None:
    plan, first = adopted_plan(), monday()
    page = visit("/calendriers", by=pilot)
    press(page, "Demander un calendrier")
    press(page, "Territoire de Belfort")
    write_day(page, "Premier jour", first)
    reach(page, "Nombre de semaines")
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("2")
    press(page, "Calculer ce calendrier")
    page.wait_for_selector("text=En attente")
    made, table = Timetable.objects.get(), dated(plan, first)
    assert (made.first_date, made.weeks) == (first, 2)
    computed(made, table)
    page.wait_for_selector("text=prêt, non publié")  # the page follows by itself
    press(page, "Voir ce qui change")
    press(page, "Publier ce calendrier")
    page.wait_for_selector("text=Le calendrier est publié")

    press(page, "Réparer")
    reach(page, "Un conseiller est absent")  # open already, being the first
    reach(page, "Poste")
    page.keyboard.press("ArrowDown")
    write_day(page, "Du", first)
    write_day(page, "Au (compris)", first + datetime.timedelta(days=4))
    press(page, "Proposer une réparation")
    page.wait_for_selector("text=Réparation proposée")
    proposal = Timetable.objects.get(parent=made)
    assert [rule["kind"] for rule in proposal.proposed] == ["leave"]
    computed(proposal, changed(table))
    page.wait_for_selector("#state:has-text('prêt')")
    press(page, "Voir ce qui change")
    assert page.locator("details li", has_text="perdu").count() == 1
    press(page, "Accepter et publier")
    page.wait_for_selector("text=Le calendrier est publié")
    proposal.refresh_from_db()
    assert proposal.state == PUBLISHED
    assert Stop.objects.filter(lost=True).count() == 1
