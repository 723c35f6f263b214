"""The life of a plan in a real browser, by keyboard, narrow and dark: asked, followed, edited, compared, adopted."""

from collections.abc import Callable
from typing import Any

import pytest
from plans_kept import done_plan

from cockpit.accounts.models import User
from cockpit.plans import operations, queries, running
from cockpit.plans.models import Plan
from maillage.flow.editing import Edit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

Visit = Callable[..., Any]
Holder = Callable[..., User]


def computed(plan: Plan) -> None:
    """What the worker does, with the result that stands on disk."""
    claimed = running.claim(str(plan.uuid))
    assert claimed is not None
    assert running.report(claimed, "rounds", 0.4)


@pytest.fixture
def pilot(holder: Holder) -> User:
    return holder("departement_pilot", "departement", "90")


def every_state(pilot: User) -> dict[str, str]:
    """Address of each page of plans in each of its states."""
    plan = done_plan(name="Plan de Belfort")
    other = done_plan(name="Autre", engine="0", parent=plan)
    draft = operations.scenario(by=pilot, plan=plan, name="Brouillon")
    base = queries.table(plan, "posts")["base"][0]
    operations.edit(by=pilot, draft=draft, change=Edit("add_post", base))
    operations.edit(by=pilot, draft=draft, change=Edit("pin", base, 400))
    empty = operations.scenario(by=pilot, plan=other, name="Vide")
    waiting = operations.create(by=pilot, place=plan.place, name="En attente", options=plan.asked)
    moving = operations.create(by=pilot, place=plan.place, name="En calcul", options=plan.asked)
    computed(moving)
    failed = done_plan(name="Échoué", state="failed", result_hash="", failure_code="plans.crashed",
                       failure_values={"reason": "MemoryError"})  # fmt: skip
    post = queries.table(plan, "posts")["post"][0]
    compare = f"/plans/comparer/departement/90?base={plan.uuid}&avec={other.uuid}"
    operations.share(by=pilot, plan=plan)
    plan.refresh_from_db()
    return {
        "list": "/plans", "choose": "/plans/nouveau?q=delle", "new": "/plans/nouveau?territoire=departement:90",
        "result": f"/plans/{plan.uuid}", "places": f"/plans/{plan.uuid}/tableau/places",
        "coverage": f"/plans/{plan.uuid}/tableau/coverage?page=2", "posts": f"/plans/{plan.uuid}/tableau/posts",
        "nothing": f"/plans/{plan.uuid}/tableau/places?q=zzz", "post": f"/plans/{plan.uuid}/poste/{post}",
        "history": f"/plans/{draft.uuid}/historique", "edit": f"/plans/{draft.uuid}/modifier",
        "edit empty": f"/plans/{empty.uuid}/modifier", "draft": f"/plans/{draft.uuid}",
        "waiting": f"/plans/{waiting.uuid}", "moving": f"/plans/{moving.uuid}", "failed": f"/plans/{failed.uuid}",
        "rename": f"/plans/{plan.uuid}/nom", "adopt": f"/plans/{plan.uuid}/adopter", "compare": compare,
        "compare nothing": "/plans/comparer/departement/90", "note": compare.replace("/90?", "/90/note?"),
        "shared": f"/plans/partage/{plan.share_token}",
    }  # fmt: skip


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (320, "dark")])
def test_no_barrier_and_nothing_overflows(
    visit: Visit, barriers: Callable[[Any], str], pilot: User, width: int, scheme: str
) -> None:
    for name, address in every_state(pilot).items():
        page = visit(address, width, by=pilot, color_scheme=scheme, bypass_csp=True)
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        assert barriers(page) == "", name
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
        page.context.close()


@pytest.mark.parametrize(("width", "scheme"), [(1280, "dark"), (320, "light")])
def test_no_barrier_where_a_plan_is_in_force(
    visit: Visit, barriers: Callable[[Any], str], pilot: User, width: int, scheme: str
) -> None:
    plan = done_plan()
    operations.adopt(by=pilot, plan=plan)
    base = queries.table(plan, "posts")["base"][0]
    for address in ("/territoire/departement/90", f"/territoire/commune/{base}", "/territoire/france/france", "/api"):
        page = visit(address, width, color_scheme=scheme, bypass_csp=True)
        assert str(plan.uuid) in page.content()
        assert barriers(page) == "", address
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
        page.context.close()


def test_from_asking_to_adopting(visit: Visit, pilot: User) -> None:
    done = done_plan(name="Plan d'hier")
    page = visit("/plans", by=pilot)
    page.get_by_role("link", name="Demander un plan").click()
    page.get_by_role("link", name="Territoire de Belfort").click()
    page.get_by_label("Nom du plan").fill("Plan de demain")
    page.get_by_label("Postes de conseillers").fill("4")
    page.get_by_role("button", name="Calculer ce plan").click()
    page.wait_for_selector("text=En attente")
    plan = Plan.objects.get(name="Plan de demain")
    computed(plan)
    page.wait_for_selector("text=Bases et tournées")  # the page follows by itself
    page.wait_for_selector("#state:has-text('en calcul')")
    page.get_by_role("button", name="Arrêter le calcul").click()
    page.wait_for_selector("text=Ce plan a été annulé")
    page.goto(page.url.replace(str(plan.uuid), str(done.uuid)))
    page.get_by_role("button", name="Modifier à la main").click()
    page.locator("summary", has_text="Interdire un lieu").click()
    form = page.locator("form", has=page.locator("[value=forbid]"))
    form.get_by_label("Commune").fill("belfort")
    form.get_by_role("button").click()
    page.wait_for_selector("text=Perdent")
    assert page.locator(".sides li", has_text="Belfort (90010)").count() == 1
    page.get_by_role("button", name="Annuler Interdire un lieu").click()
    page.wait_for_selector("text=Rien n'est encore changé")
    page.goto(page.url.split("/plans")[0] + f"/plans/{done.uuid}/adopter")
    page.get_by_role("button", name="Oui, adopter ce plan").click()
    page.wait_for_selector("text=Le plan est adopté")
    assert queries.adoption(done) is not None


def test_an_edit_by_keyboard_alone(visit: Visit, pilot: User) -> None:
    draft = operations.scenario(by=pilot, plan=done_plan(), name="Clavier")
    page = visit(f"/plans/{draft.uuid}/modifier", by=pilot)
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent.trim()") == "Imposer un lieu":
            break
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("delle")
    page.keyboard.press("Tab")
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("9")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=Imposer un lieu : Delle (90033)")


def test_without_script_the_page_of_a_computation_refreshes(visit: Visit, pilot: User) -> None:
    plan = operations.create(by=pilot, place=done_plan().place, name="x", options=done_plan().asked)
    page = visit(f"/plans/{plan.uuid}", by=pilot, java_script_enabled=False)
    computed(plan)
    page.wait_for_selector("text=Bases et tournées", timeout=20_000)


def test_the_note_takes_two_pages(visit: Visit, pilot: User, tmp_path: Any) -> None:
    import re

    states = every_state(pilot)
    page = visit(states["note"], by=pilot)
    page.pdf(path=tmp_path / "note.pdf", format="A4")
    assert len(re.findall(rb"/Type\s*/Page[^s]", (tmp_path / "note.pdf").read_bytes())) == 2
