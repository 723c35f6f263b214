"""The week and what was held, in a real browser: no barrier, narrow, dark, both themes, by keyboard, on another day."""

import datetime
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from week_kept import comer, stop_of, today

from cockpit.accounts.models import User
from cockpit.configuration import queries as configuration
from cockpit.configuration.operations import save
from cockpit.timetables import operations
from cockpit.timetables.models import Report, Stop

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

Visit = Callable[..., Any]
SHOTS = os.environ.get("MAILLAGE_SHOTS")
"""Folder where each page is drawn, to be looked at."""


@pytest.fixture
def advisor(holder: Callable[..., User]) -> User:
    """An advisor with a stop of every state."""
    found = holder("advisor", "departement", "90")
    first = stop_of(found, today() - datetime.timedelta(days=1), 540, 720)
    plan = first.timetable.plan
    operations.report(by=found, stop=first, people=4, minutes=90, themes=["courriel", "sante"], key="k" * 9)
    stop = stop_of(found, today(), 1, 720, plan=plan, leg_minutes=25.0, seats=4)
    comer(stop)
    comer(stop, "Ali Ben", "ali@exemple.fr")
    late = stop_of(found, today(), 840, 1020, plan=plan, place="90004", place_name="Andelnans", leg_minutes=9.0,
                   return_minutes=17.0, late_minutes=10, seats=4)  # fmt: skip
    comer(late, "Jeanne Petit", "+33612345699")
    gone = stop_of(found, today() + datetime.timedelta(days=1), 540, 720, plan=plan)
    operations.cancel_stop(by=found, stop=gone, reason="Panne de véhicule.")
    stop_of(found, today() + datetime.timedelta(days=8), 540, 720, plan=plan)
    return found


def shot(page: Any, name: str) -> None:
    if SHOTS:
        page.screenshot(path=Path(SHOTS) / f"{name}.png", full_page=True)


@pytest.mark.parametrize(
    ("theme", "width", "scheme", "locale"),
    [("neutral", 320, "dark", "en-GB"), ("dsfr", 360, "light", "fr-FR"), ("neutral", 1280, "light", "fr-FR"),
     ("dsfr", 1280, "dark", "fr-FR")],
)  # fmt: skip
def test_no_barrier_and_nothing_overflows(
    visit: Visit, barriers: Callable[[Any], str], advisor: User, holder: Callable[..., User], theme: str, width: int,
    scheme: str, locale: str,
) -> None:  # fmt: skip
    save(given={"theme": theme})
    configuration.forget()
    wrong = []
    for path, user in (
        ("/ma-semaine", advisor), ("/ma-semaine/hors-ligne", None),
        ("/passages-tenus", holder("coordinator", "departement", "90")),
    ):  # fmt: skip
        page = visit(path, width, by=user, color_scheme=scheme, bypass_csp=True, locale=locale)
        assert page.locator("html").get_attribute("data-theme") == theme
        if path == "/ma-semaine":
            page.wait_for_selector("#week[data-ready]")
            struck = page.locator(".when").evaluate_all(
                "found => found.map((one) => getComputedStyle(one).textDecorationLine === 'line-through')"
            )
            assert struck.count(True) == page.locator(".stop.cancelled").count() == 1
            shot(page, f"week-closed-{theme}-{width}-{scheme}")
            page.evaluate(
                "document.querySelectorAll('section:first-of-type details').forEach((one) => one.open = true)"
            )
        found, wide = barriers(page), page.evaluate("document.documentElement.scrollWidth")
        wrong += [f"{path}: {found}"] * bool(found) + [f"{path}: {wide} pixels wide"] * (wide > width)
        shot(page, f"week{path.replace('/', '-')}-{theme}-{width}-{scheme}")
    assert wrong == []


def test_a_report_like_last_time_is_three_touches(visit: Visit, advisor: User) -> None:
    page = visit("/ma-semaine", 360, by=advisor)
    stop = Stop.objects.get(date=today(), begins=1)
    card = page.locator(f"#stop-{stop.uid}")
    card.locator("summary", has_text="Compte rendu").click()
    card.get_by_role("button", name="Comme la dernière fois").click()
    card.get_by_role("button", name="Envoyer le compte rendu").click()
    card.locator(".badge.good").wait_for(timeout=60_000)
    found = Report.objects.get(stop=stop)
    assert (found.people, found.minutes, found.themes) == (4, 90, ["courriel", "sante"])


def test_by_keyboard_alone(visit: Visit, advisor: User) -> None:
    page = visit("/ma-semaine", 360, by=advisor)
    page.wait_for_selector("#week[data-ready]")
    stop = Stop.objects.get(date=today(), begins=1)
    page.locator(f"#late-{stop.uid} summary").focus()
    for key in ("Enter", "Tab", "Tab", "Enter"):
        page.keyboard.press(key)
    page.locator(f"#stop-{stop.uid} .note").wait_for()
    assert page.evaluate("document.activeElement.textContent") == "Annuler cet acte"
    page.keyboard.press("Enter")
    page.wait_for_selector('#week-sign[data-waiting="0"]')
    stop.refresh_from_db()
    assert stop.late_minutes == 0


def test_a_page_kept_since_yesterday_shows_today(visit: Visit, advisor: User) -> None:
    page = visit("/ma-semaine", 360, by=advisor)
    later = Stop.objects.get(date=today() + datetime.timedelta(days=8))
    assert not page.get_by_text("Aujourd'hui,").last.is_visible()
    page.clock.set_fixed_time(timezone.now() + datetime.timedelta(days=8))
    page.reload()
    page.wait_for_selector("#week[data-ready]")
    first = page.locator("#week-days section").first
    assert first.get_attribute("data-day") == str(later.date)
    assert first.get_by_text("Aujourd'hui,").is_visible()
    assert page.get_by_text("Aujourd'hui,").locator("visible=true").count() == 1
