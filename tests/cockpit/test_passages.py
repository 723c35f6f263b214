"""Public pages of the timetable: what comes first, what to do where nobody comes, kept until a stop changes."""

import datetime
import re
from collections.abc import Callable
from html import unescape

import polars as pl
import pytest
from django.test import Client
from django.utils import timezone
from django.utils.translation import override
from plans_kept import BELFORT, done_plan
from timetables_kept import adopted_plan, dated, monday, ready, stop_at

from cockpit.accounts.models import User
from cockpit.pages import moments
from cockpit.pages.passages import board
from cockpit.plans import adopted
from cockpit.plans.models import Plan
from cockpit.territories import places
from cockpit.timetables import operations
from cockpit.timetables.models import Stop
from cockpit.timetables.queries import passing
from maillage.vocabulary.messages import set_language

pytestmark = pytest.mark.django_db

COMMUNE = "/passages/commune/90010"


def read(client: Client, path: str, **more: str) -> str:
    """Text of a page as it is seen, each run of white space a space."""
    answer = client.get(path, headers=more)
    assert answer.status_code == 200, path
    main = re.search(r"<main.*</main>", answer.content.decode(), re.DOTALL)
    assert main is not None
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main.group())).split())


def change(stop: Stop, **fields: object) -> None:
    Stop.objects.filter(pk=stop.pk).update(**{"changed_at": timezone.now()} | fields)


@pytest.fixture
def plan() -> Plan:
    return done_plan()


@pytest.fixture
def three(plan: Plan) -> list[Stop]:
    """Three stops of Belfort on the Monday, the Tuesday and the Wednesday to come."""
    days = [monday() + datetime.timedelta(days=number) for number in range(3)]
    return [stop_at(day, 540, 750, plan=plan, key=f"k{number}") for number, day in enumerate(days)]


@pytest.mark.parametrize(
    ("minutes", "french", "english"),
    [(0, "0 h", "0:00"), (540, "9 h", "9:00"), (750, "12 h 30", "12:30"), (545, "9 h 05", "9:05")],
)
def test_hours_in_words(minutes: int, french: str, english: str) -> None:
    assert moments.hour(minutes).replace("\u00a0", " ") == french
    with override("en"):
        assert moments.hour(minutes) == english


def test_days_in_words() -> None:
    assert moments.day(datetime.date(2027, 1, 1)) == "vendredi 1er janvier"
    assert moments.day(datetime.date(2026, 12, 11)) == "vendredi 11 décembre"


def test_a_commune_is_found_by_name_or_postcode(client: Client) -> None:
    assert client.get("/passages", {"q": "bavilliers"})["Location"] == "/passages/commune/90008"
    assert client.get("/passages", {"q": "90000"})["Location"] == COMMUNE
    assert "Bavilliers" in read(client, "/passages?q=90800")  # shared by several communes
    assert "Aucune commune ne répond à « xyzzy »" in read(client, "/passages?q=xyzzy")
    assert client.get("/passages", {"q": "bourgogne-franche-comté"})["Location"] == "/passages/region/27"


def test_advisors_together_are_told_once_and_booked_where_a_seat_is_left(client: Client, plan: Plan) -> None:
    taken = {"90010-01": 6, "90010-02": 0, "90010-03": 6}
    full, free, _late = (
        stop_at(monday(), 540, 720, plan=plan, post=post, key=post, seats=6, taken=count)
        for post, count in taken.items()
    )
    for post in ("90010-01", "90010-02"):
        stop_at(monday() + datetime.timedelta(days=1), 540, 720, plan=plan, post=post, key=f"{post}+", seats=6)
    page = read(client, COMMUNE)
    assert "3 conseillers vous reçoivent" in page
    assert page.replace("\u00a0", " ").count("De 9 h à 12 h") == 1
    assert "(2 conseillers). Réserver" in page
    addresses = client.get(COMMUNE).content.decode()
    assert f"/passages/passage/{free.uid}/inscription" in addresses
    assert str(full.uid) not in addresses
    assert client.get(f"{COMMUNE}.txt").content.decode().count("de 9 heures à midi") == 2


def test_the_next_stop_then_those_after(client: Client, three: list[Stop]) -> None:
    page = read(client, COMMUNE)
    first, later = page.index("Prochain passage"), page.index("Les passages suivants")
    day = moments.day(three[0].date).capitalize()
    assert f"{day} de 9 h à 12 h 30 Mairie, Belfort" in page[first:later].replace("\u00a0", " ")
    assert "il reste 2 places" in page[first:later]
    assert all(moments.day(stop.date).capitalize() in page[later:] for stop in three[1:])
    assert "Attention" not in page


@pytest.mark.database
def test_exceptions_come_first(client: Client, three: list[Stop]) -> None:
    change(three[1], state="cancelled", reason="La salle est inondée.", sequence=1)
    was = three[2].date + datetime.timedelta(days=2)
    moved = {"date": was.isoformat(), "begins": 840, "ends": 1020, "venue": "Médiathèque"}
    change(three[2], sequence=1, venue="Salle des fêtes", venue_kind="hall", before=moved)
    page = read(client, COMMUNE)
    told, first = page.index("Attention, changements"), page.index("Prochain passage")
    assert told < first
    assert "Annulé" in page[told:first]
    assert "La salle est inondée." in page[told:first]
    assert "Changé" in page[told:first]
    before = f"Auparavant : {moments.day(was)}, de 14 h à 17 h, Médiathèque."
    assert before in page[told:first].replace("\u00a0", " ")
    alone = read(client, f"/passages/passage/{three[2].uid}").replace("\u00a0", " ")
    assert f"Voici le bon : {before}" in alone
    assert moments.day(three[1].date).capitalize() not in page[first:]  # a cancelled stop is no stop to come to
    assert "Ce passage est annulé. La salle est inondée." in read(client, f"/passages/passage/{three[1].uid}")


def test_a_stop_that_is_back_on_is_not_told_as_changed(client: Client, three: list[Stop]) -> None:
    change(three[0], sequence=2)
    page = read(client, COMMUNE)
    assert "Rétabli Ce passage a bien lieu" in page
    assert "Changé" not in page
    assert "il a bien lieu" in read(client, f"/passages/passage/{three[0].uid}")


def test_an_advisor_away_is_no_news_where_another_comes_at_that_time(client: Client, plan: Plan) -> None:
    away = stop_at(monday(), 540, 720, plan=plan, key="a")
    stop_at(monday(), 540, 720, plan=plan, key="b", post="autre")
    change(away, state="cancelled", reason="Malade")
    assert all("Attention" not in read(client, page) for page in (COMMUNE, "/passages/departement/90"))
    assert "Attention" in read(client, f"/passages/poste/{away.post}")
    assert "Ce passage est annulé. Malade" in read(client, f"/passages/passage/{away.uid}")
    change(away, ends=780)
    assert "Malade" in read(client, COMMUNE)  # the control: nobody is there from noon on


def test_a_region_and_the_country_are_counted_by_departement(client: Client, plan: Plan) -> None:
    today = timezone.localdate()
    near = [stop_at(today + datetime.timedelta(days=number), plan=plan, key=f"k{number}") for number in range(7)]
    stop_at(today + datetime.timedelta(days=7), plan=plan, key="later")
    change(near[1], state="cancelled", reason="Neige")
    change(near[2], state="cancelled", lost=True)
    change(near[3], place="90033", place_name="Delle")
    region = read(client, "/passages/region/27")
    assert "5 passages dans 2 communes (1 département sur 8). 1 passage est annulé." in region
    assert "Territoire de Belfort 5 passages, 2 communes, 1 annulé" in region
    assert region.count("aucun passage annoncé") == 7
    france = read(client, "/passages/france")
    assert "5 passages dans 2 communes (1 département sur 101)" in france
    assert "Bourgogne-Franche-Comté 5 passages" in france
    for nowhere in ("00", "27.csv", "27/cadre", "27/abonnement"):
        assert client.get(f"/passages/region/{nowhere}").status_code == 404
    assert "Bourgogne-Franche-Comté" in read(client, "/passages/departement/90")


def test_a_delay_is_told(client: Client, plan: Plan) -> None:
    day = timezone.localdate()
    late = stop_at(day, 0, 1439, plan=plan, late_minutes=30)
    assert "Le conseiller arrive vers 0 h 30" in read(client, COMMUNE).replace("\u00a0", " ")
    assert "il arrive vers 0 h 30" in read(client, f"/passages/passage/{late.uid}").replace("\u00a0", " ")


def test_where_nobody_comes_the_nearest_with_a_stop(client: Client, three: list[Stop]) -> None:
    page = read(client, "/passages/commune/90008")  # Bavilliers, beside Belfort
    assert "Aucun passage n'est prévu dans cette commune" in page
    near = re.search(r"Belfort , à (\d+) minutes en voiture : (\S+ \S+ \S+)", page)
    assert near is not None
    assert 3 <= int(near[1]) <= 10
    assert near[2] == moments.day(three[0].date).capitalize()


def test_minutes_are_those_of_the_plan_in_force(client: Client) -> None:
    plan = adopted_plan()
    told = adopted.coverage_of(places.get("departement", BELFORT)).filter(pl.col("code") != "90010")
    commune = told.filter(nearest_place="90010").row(0, named=True)
    stop_at(monday(), plan=plan)
    page = read(client, f"/passages/commune/{commune['code']}")
    assert f"Belfort , à {commune['nearest_minutes']:.0f} minutes" in page


def test_far_from_all_the_page_leads_to_places_of_help(client: Client, three: list[Stop]) -> None:
    page = read(client, "/passages/commune/15014")
    assert "Personne ne passe non plus à moins de 45 minutes" in page
    assert "Voir les lieux d'aide les plus proches" in page


@pytest.mark.database
@pytest.mark.parametrize("path", ["epci/200069052", "departement/90"])
def test_wider_territories_commune_by_commune(client: Client, three: list[Stop], path: str) -> None:
    page = read(client, f"/passages/{path}")
    visited = page[page.index("Commune par commune") : page.index("Communes sans passage prévu")]
    assert visited.startswith("Commune par commune Belfort " + moments.day(three[0].date).capitalize())
    assert "Bavilliers" in page[page.index("Communes sans passage prévu") :]


@pytest.mark.database
def test_a_post_and_a_venue_have_their_pages(client: Client, three: list[Stop]) -> None:
    change(three[1], venue="Salle des fêtes", venue_kind="hall")
    page = client.get(COMMUNE).content.decode()
    assert "/passages/lieu/90010-mairie" in page
    venue = read(client, "/passages/lieu/90010-salle-des-fetes")
    assert moments.day(three[1].date).capitalize() in venue
    assert moments.day(three[0].date).capitalize() not in venue
    post = read(client, f"/passages/poste/{three[0].post}")
    assert all(moments.day(stop.date).capitalize() in post for stop in three)


@pytest.mark.parametrize(
    "path", ["france/france", "commune/99999", "poste/x", "lieu/90010-rien", "lieu/90010", "rien/90010"]
)
def test_no_page_elsewhere(client: Client, three: list[Stop], path: str) -> None:
    assert client.get(f"/passages/{path}").status_code == 404


def test_in_english(client: Client, three: list[Stop]) -> None:
    page = read(client, COMMUNE, accept_language="en")
    assert "from 9:00 to 12:30 Town hall, Belfort" in page
    assert "2 seats are left" in page


def test_a_stop_that_has_ended_is_told_no_more(client: Client, plan: Plan) -> None:
    stop_at(timezone.localdate() - datetime.timedelta(days=1), plan=plan)
    assert "Aucun passage" in read(client, COMMUNE)


@pytest.fixture
def made_once(client: Client, three: list[Stop], monkeypatch: pytest.MonkeyPatch) -> Callable[[], set[str]]:
    """Reads the pages of Belfort and of the commune beside it again and tells which of them had to be made."""
    made: list[str] = []
    whole = board.board
    monkeypatch.setattr(board, "board", lambda subject: made.append(subject.code) or whole(subject))
    monkeypatch.setattr("cockpit.pages.passages.keeping.SLOT_SECONDS", 10**10)

    def again() -> set[str]:
        made.clear()
        client.get(COMMUNE)
        client.get("/passages/commune/90008")
        return set(made)

    assert again() == {"90010", "90008"}
    assert again() == set()
    return again


@pytest.mark.database
def test_a_page_is_made_again_when_a_stop_changes(
    made_once: Callable[[], set[str]], three: list[Stop], holder: Callable[..., User]
) -> None:
    boss = holder("coordinator", "departement", BELFORT)
    operations.cancel_stop(by=boss, stop=three[0], reason="Malade")
    assert made_once() == {"90010", "90008"}  # it stood on the page of the commune beside it too
    assert made_once() == set()
    operations.enrol(by=None, stop=three[1], name="A", contact="a@exemple.fr", key="k" * 8)
    assert made_once() == {"90010", "90008"}
    operations.restore_stop(by=boss, stop=three[0])
    assert made_once() == {"90010", "90008"}


def test_a_published_timetable_shows(made_once: Callable[[], set[str]], holder: Callable[..., User]) -> None:
    plan = adopted_plan()
    made_once()
    operations.publish(by=holder("coordinator", "departement", BELFORT), timetable=ready(plan, dated(plan, monday(2))))
    assert made_once() == {"90010", "90008"}


@pytest.mark.database
def test_the_next_of_each_commune_is_the_soonest(three: list[Stop], plan: Plan) -> None:
    other = stop_at(monday(), 100, 200, plan=plan, key="o", place="90008", place_name="Bavilliers", post="x-01")
    found = passing.next_of_each(passing.ahead(["90008", "90010"], monday(), monday(3)))
    assert found == {"90008": other, "90010": three[0]}


@pytest.fixture(autouse=True)
def river_in_french() -> None:
    set_language("fr")
