"""Pages of plans through the test client: who sees what, forms, files, links."""

import io
from collections.abc import Callable

import polars as pl
import pytest
from django.test import Client
from django.urls import reverse
from plans_kept import POSTS, done_plan

from cockpit.accounts.models import User
from cockpit.plans import operations, queries
from cockpit.plans.models import Plan

pytestmark = pytest.mark.django_db

Login = Callable[..., Client]
Holder = Callable[..., User]


def page(client: Client, name: str, plan: Plan, /, **more: object) -> tuple[int, str]:
    response = client.get(reverse(name, kwargs={"uuid": plan.uuid, **more}))
    if response.streaming:
        b"".join(response)  # read to its end, the client closes it
    return response.status_code, "" if response.streaming else response.content.decode()


READING = [
    ("plan", {}), ("plan_table", {"name": "places"}), ("plan_table", {"name": "coverage"}),
    ("plan_table", {"name": "posts"}), ("plan_table", {"name": "findings"}), ("plan_file", {"name": "places.csv"}),
    ("plan_file", {"name": "report.html"}), ("plan_file", {"name": "plan.json"}), ("plan_history", {}),
]  # fmt: skip


@pytest.mark.parametrize(("name", "more"), READING)
def test_a_private_plan_reads_like_none_elsewhere(login: Login, name: str, more: dict[str, str]) -> None:
    plan = done_plan()
    assert page(login("advisor", "departement", "90"), name, plan, **more)[0] == 200
    stranger = login("departement_pilot", "departement", "15")
    ghost = Plan(uuid="00000000-0000-4000-8000-00000000dead")
    assert page(stranger, name, plan, **more)[0] == page(stranger, name, ghost, **more)[0] == 404
    assert page(Client(), name, plan, **more)[0] == page(Client(), name, ghost, **more)[0] == 302


def test_an_adopted_plan_does_not_tell_who_prepares_another(login: Login, holder: Holder) -> None:
    plan = done_plan()
    pilot = holder("departement_pilot", "departement", "90")
    operations.adopt(by=pilot, plan=plan)
    draft = operations.scenario(by=pilot, plan=plan, name="Fermer Delle")
    operations.adopt(by=pilot, plan=done_plan(name="Le suivant", parent=draft))
    for reader, told in ((login("advisor", "departement", "90"), True), (Client(), False)):
        assert ("Fermer Delle" in page(reader, "plan", plan)[1]) is told
        assert ("Fermer Delle" in page(reader, "plan", Plan.objects.get(name="Le suivant"))[1]) is told
        assert ("Fermer Delle" in reader.get("/plans").content.decode()) is told


@pytest.mark.parametrize("name", ["plan_edit", "plan_rename", "plan_adopt"])
def test_changing_pages_are_closed_to_readers(login: Login, name: str) -> None:
    assert page(login("advisor", "departement", "90"), name, done_plan())[0] == 404


def test_a_pin_above_a_cap_of_the_plan_is_said(login: Login, holder: Holder) -> None:
    town, plan = "90010", done_plan()
    held = dict(queries.table(plan, "places").select("code", "half_days").iter_rows())[town]
    Plan.objects.filter(pk=plan.pk).update(rules=[[town, "at_most", held]])
    plan.refresh_from_db()
    draft = operations.scenario(by=holder("hub", "departement", "90"), plan=plan, name="x")
    client = login("hub", "departement", "90")
    for count, said in ((held, False), (held + 4, True)):
        form = {"kind": "pin", "pin-commune": town, "pin-count": count}
        assert client.post(reverse("plan_edit", kwargs={"uuid": draft.uuid}), form).status_code == 302
        assert (f"au-dessus du plafond de {held}" in page(client, "plan_edit", draft)[1]) is said
        draft.changes.update(undone_at=draft.created_at)


@pytest.mark.parametrize("what", ["lancer", "annuler", "partager", "fermer", "scenario", "rien"])
def test_buttons_are_closed_to_readers(login: Login, what: str) -> None:
    plan = done_plan()
    client = login("advisor", "departement", "90")
    assert client.post(f"/plans/{plan.uuid}/{what}").status_code == 404
    assert Plan.objects.get().share_token is None


def test_adopting_is_the_pilot_s(login: Login) -> None:
    plan = done_plan()
    assert page(login("hub", "departement", "90"), "plan_adopt", plan)[0] == 404
    pilot = login("departement_pilot", "departement", "90")
    day = page(pilot, "plan_adopt", plan)[1]
    assert "Oui, adopter ce plan" in day
    response = pilot.post(reverse("plan_adopt", args=[plan.uuid]), {"starts_on": "2020-01-01"}, follow=True)
    assert "ne réécrit pas le passé" in response.content.decode()
    from django.utils import timezone

    pilot.post(reverse("plan_adopt", args=[plan.uuid]), {"starts_on": timezone.localdate().isoformat()})
    assert page(Client(), "plan", plan)[0] == 200
    assert "adopté" in page(Client(), "plan", plan)[1]


def test_a_new_plan_proposes_what_is_in_force(login: Login, holder: Holder) -> None:
    client = login("departement_pilot", "departement", "90")
    assert client.get("/plans/nouveau?territoire=departement:15").status_code == 404
    assert client.get("/plans/nouveau?territoire=departement:xx").status_code == 404
    assert login("advisor", "departement", "90").get("/plans/nouveau").status_code == 404
    assert 'value="9"' in client.get("/plans/nouveau?territoire=departement:90").content.decode()
    operations.adopt(by=holder("national_administrator"), plan=done_plan())
    assert f'value="{POSTS}"' in client.get("/plans/nouveau?territoire=departement:90").content.decode()
    whole = login("national_administrator").get("/plans/nouveau?territoire=france:").content.decode()
    assert 'value="4000"' in whole  # the posts of a part are not the country's


def test_asking_for_a_plan(login: Login) -> None:
    client = login("departement_pilot", "departement", "90")
    asked = {"name": "Le mien", "advisors": "4", "reach": "20", "drive": "45", "floor": "", "reach_share": "0.9",
             "floor_epci": "0.3"}  # fmt: skip
    response = client.post("/plans/nouveau?territoire=departement:90", asked, follow=True)
    plan = Plan.objects.get()
    assert plan.state == "waiting"
    assert (plan.asked.reach, plan.asked.reach_share, plan.asked.floor_epci, plan.asked.floor) == (20.0, 0.9, 0.3, None)
    assert "En attente" in response.content.decode()
    refused = client.post("/plans/nouveau?territoire=departement:90", asked | {"reach": "50"})
    assert "dépasse" in refused.content.decode()
    assert Plan.objects.count() == 1


def test_editing_shows_who_gains_and_who_loses(login: Login) -> None:
    client, plan = login("hub", "departement", "90"), done_plan()
    response = client.post(f"/plans/{plan.uuid}/scenario")
    edit = response.headers["Location"]
    top = queries.table(plan, "places").sort("half_days")["name"][-1]
    body = client.post(edit, {"kind": "forbid", "forbid-commune": top}, follow=True).content.decode()
    assert "Perdent" in body
    assert top in body
    wrong = client.post(edit, {"kind": "pin", "pin-commune": "Paris", "pin-count": "2"}).content.decode()
    assert "pas dans ce plan" in wrong
    assert client.post(edit, {"kind": "fly"}).status_code == 404
    undone = client.post(f"{edit}/1/annuler", follow=True).content.decode()
    assert "annulée" in undone
    assert "Rien n&#x27;est encore changé" in undone or "Rien n'est encore changé" in undone


def test_comparing(login: Login) -> None:
    client, plan = login("hub", "departement", "90"), done_plan()
    other = done_plan(name="Autre", engine="0")
    address = f"/plans/comparer/departement/90?base={plan.uuid}&avec={other.uuid}"
    body = client.get(address).content.decode()
    assert "versions différentes du moteur" in body
    assert "Autre" in body
    sent = client.get(address.replace("/90?", "/90/communes.csv?")).content
    table = pl.read_csv(io.BytesIO(sent), schema_overrides={"code": pl.String})
    assert table.height == queries.table(plan, "coverage").height
    assert set(table["outcome"]) == {"same"}
    assert client.get(address.replace("/90?", "/90/note?")).status_code == 200
    assert Client().get(address).status_code == 404  # private plans
    assert client.get("/plans/comparer/departement/90?avec=nonsense").status_code == 404
    assert client.get("/plans/comparer/departement/25?avec=" + str(plan.uuid)).status_code == 404  # elsewhere
    assert client.get("/plans/comparer/departement/90").status_code == 200


def test_at_most_three_beside_the_reference(login: Login) -> None:
    client = login("hub", "departement", "90")
    plans = [done_plan(name=f"n° {k}") for k in range(6)]
    asked = "&".join(f"avec={plan.uuid}" for plan in plans[1:])
    body = client.get(f"/plans/comparer/departement/90?base={plans[0].uuid}&{asked}").content.decode()
    assert body.count('<th scope="col" class="n">n° ') == 4


def test_a_shared_link_needs_no_account_and_closes(login: Login) -> None:
    client, plan = login("hub", "departement", "90"), done_plan()
    client.post(f"/plans/{plan.uuid}/partager")
    token = Plan.objects.get().share_token
    visitor = Client()
    body = visitor.get(f"/plans/partage/{token}").content.decode()
    assert "partagé en lecture" in body
    assert "Modifier à la main" not in body
    assert visitor.get(f"/plans/partage/{token}/places.csv").status_code == 200
    assert visitor.get(f"/plans/partage/{token}/secret").status_code == 404
    client.post(f"/plans/{plan.uuid}/fermer")
    assert visitor.get(f"/plans/partage/{token}").status_code == 404
    assert visitor.get("/plans/partage/None").status_code == 404


def test_files_are_the_command_line_s(login: Login) -> None:
    client, plan = login("advisor", "departement", "90"), done_plan()
    response = client.get(f"/plans/{plan.uuid}/fichier/rounds.csv")
    assert "attachment" in response.headers["Content-Disposition"]
    read = pl.read_csv(io.BytesIO(response.content), schema_overrides={"place": pl.String})
    assert read.height == queries.table(plan, "rounds").height
    assert client.get(f"/plans/{plan.uuid}/fichier/case.near.parquet").status_code == 404


def test_a_post_s_fortnight(login: Login) -> None:
    client, plan = login("advisor", "departement", "90"), done_plan()
    number = queries.table(plan, "posts")["post"][0]
    body = client.get(f"/plans/{plan.uuid}/poste/{number}").content.decode()
    stops = queries.table(plan, "rounds").filter(pl.col("post") == number)
    assert all(name in body.replace("&#x27;", "'") for name in stops["place_name"].unique())
    assert client.get(f"/plans/{plan.uuid}/poste/nobody").status_code == 404


def test_a_failed_plan_says_why_in_words(login: Login) -> None:
    plan = done_plan(state="failed", result_hash="", failure_code="flow.too_many_advisors",
                     failure_values={"value": 5000, "most": 90, "territory": "Belfort"})  # fmt: skip
    body = login("hub", "departement", "90").get(f"/plans/{plan.uuid}").content.decode()
    assert "5000 conseillers" in body
    assert "Relancer le calcul" in body


def test_progress_asks_for_the_page_at_the_end(login: Login) -> None:
    client = login("hub", "departement", "90")
    assert client.get(f"/plans/{done_plan().uuid}/avancement").headers["HX-Refresh"] == "true"


def test_few_questions_to_the_database_however_many_plans(login: Login, django_assert_max_num_queries: object) -> None:
    client = login("hub", "departement", "90")
    for number in range(30):
        done_plan(name=str(number))
    with django_assert_max_num_queries(10):  # type: ignore[operator]
        assert client.get("/plans").status_code == 200
