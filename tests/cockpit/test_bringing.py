"""What the plans in force bring to a territory: figures that add up, who comes, what the page says, what to do next."""

from collections.abc import Callable

import polars as pl
import pytest
from django.test import Client
from plans_kept import BELFORT, done_plan

from cockpit.accounts.models import User
from cockpit.configuration import queries as configuration
from cockpit.configuration.operations import save
from cockpit.plans import bringing, operations, queries, weighing
from cockpit.plans.models import Plan
from cockpit.territories import advice, figures, places
from cockpit.territories.places import FRANCE, Place, get

pytestmark = pytest.mark.django_db

HERE, ELSEWHERE = get("departement", BELFORT), get("departement", "15")


@pytest.fixture
def plan(holder: Callable[..., User]) -> Plan:
    """Belfort's plan, adopted."""
    made = done_plan()
    operations.adopt(by=holder("national_administrator"), plan=made)
    return made


def communes() -> list[Place]:
    return [get("commune", code) for code in places.ground().communes["code"].gather(places.rows(HERE))]


def unreached(plan: Plan) -> pl.DataFrame:
    return queries.table(plan, "coverage").filter(~pl.col("reached"))


def visited(plan: Plan) -> set[str]:
    return set(queries.table(plan, "rounds")["place"])


def test_without_a_plan_in_force_nothing_is_brought() -> None:
    done_plan()
    assert bringing.to(HERE) is None


def test_figures_are_the_plan_s_and_add_up_commune_by_commune(plan: Plan) -> None:
    found, today = bringing.to(HERE), weighing.today(HERE)
    assert found is not None
    assert today is not None
    assert [one.plan for one in found.adoptions] == [plan]
    assert found.figures == today.figures
    assert found.figures.reached + found.left == pytest.approx(found.figures.people_in_need)
    assert found.left_communes == unreached(plan).height
    assert found.reach == plan.asked.reach
    parts = [bringing.to(place) for place in communes()]
    inner = [part for part in parts if part is not None]
    assert len(inner) == found.covered == found.communes
    assert sum(part.left for part in inner) == pytest.approx(found.left)
    assert sum(part.figures.half_days for part in inner) == found.figures.half_days
    stops = queries.table(plan, "rounds")
    kept = [one for part in inner for visit in part.visits for one in visit.posts]
    assert sum(len(weeks) for _, weeks in kept) == stops.height
    assert {post for post, _ in kept} == set(stops["post"])


def test_the_worst_within_is_where_most_are_left_out(plan: Plan) -> None:
    found = bringing.to(HERE)
    assert found is not None
    left = {child: bringing.to(child) for child in places.children(HERE)}
    counts = {child: one.left for child, one in left.items() if one is not None}
    if found.worst is None:
        assert sum(counts.values()) == 0
    else:
        assert found.worst_left == pytest.approx(max(counts.values()))
        assert counts[found.worst] == pytest.approx(found.worst_left)


def test_a_plan_of_a_part_says_how_much_it_covers(plan: Plan) -> None:
    found = bringing.to(FRANCE)
    assert found is not None
    assert (found.covered, found.communes, found.whole) == (len(places.rows(HERE)), len(places.ground()), False)
    assert bringing.to(ELSEWHERE) is None


def test_the_page_of_a_département_tells_what_its_plan_brings(client: Client, plan: Plan) -> None:
    page = client.get(f"/territoire/departement/{BELFORT}").content.decode()
    found = bringing.to(HERE)
    assert found is not None
    for number in (found.figures.reached, found.left, found.figures.half_days, found.figures.places):
        assert f'<span class="figure">{number:,.0f}<'.replace(",", "\u202f") in page
    assert f'href="/plans/{plan.uuid}"' in page
    assert client.get(f"/plans/{plan.uuid}").status_code == 200
    whole = client.get("/territoire/france/france").content.decode()
    assert f"Ce plan couvre {found.covered} des 34\u202f875 communes" in whole


def test_plans_of_several_territories_are_told_together(
    client: Client, holder: Callable[..., User], plan: Plan
) -> None:
    wide = done_plan(level="region", code="27", name="Large")
    operations.adopt(by=holder("national_administrator"), plan=wide)
    found, inside = bringing.to(get("region", "27")), bringing.to(HERE)
    assert found is not None
    assert inside is not None
    assert [one.plan for one in found.adoptions] == [wide, plan]
    assert [one.plan for one in inside.adoptions] == [plan]  # the narrowest holds
    page = client.get("/territoire/region/27").content.decode()
    assert "2 plans sont en vigueur ici" in page
    assert all(f'href="/plans/{each.uuid}"' in page for each in (wide, plan))


def test_the_page_of_a_commune_tells_who_comes(client: Client, plan: Plan) -> None:
    code = sorted(visited(plan))[0]
    page = client.get(f"/territoire/commune/{code}").content.decode()
    stops = queries.table(plan, "rounds").filter(pl.col("place") == code)
    assert f'href="/plans/{plan.uuid}/poste/{stops["post"][0]}"' in page
    assert all(name in page.replace("&#x27;", "'") for name in stops["venue"].drop_nulls())
    assert client.get(f"/plans/{plan.uuid}/poste/{stops['post'][0]}").status_code == 200
    other = next(place for place in communes() if place.code not in visited(plan))
    nearest = queries.table(plan, "coverage").row(by_predicate=pl.col("code") == other.code, named=True)
    page = client.get(f"/territoire/commune/{other.code}").content.decode()
    assert "Personne ne vient dans la commune" in page
    assert f'href="/territoire/commune/{nearest["nearest_place"]}"' in page
    assert f"à {nearest['nearest_minutes']:.0f} minutes" in page


def test_where_no_plan_is_adopted_the_page_says_so_and_who_may_makes_one(
    client: Client, login: Callable[..., Client]
) -> None:
    address = f"/territoire/departement/{BELFORT}"
    page = client.get(address).content.decode()
    assert "Aucun plan n'est adopté ici." in page
    assert "/plans/nouveau" not in page
    hub = login("hub", "departement", BELFORT)
    assert f"/plans/nouveau?territoire=departement:{BELFORT}" in hub.get(address).content.decode()
    assert hub.get(f"/plans/nouveau?territoire=departement:{BELFORT}").status_code == 200
    assert "/plans/nouveau" not in hub.get("/territoire/departement/15").content.decode()


def test_a_closed_site_tells_visitors_nothing_of_plans(
    client: Client, login: Callable[..., Client], plan: Plan
) -> None:
    save(given={"public_plans": False})
    configuration.forget()
    page = client.get(f"/territoire/departement/{BELFORT}").content.decode()
    assert "plan en vigueur" not in page
    assert str(plan.uuid) not in page
    assert "plan en vigueur" in login().get(f"/territoire/departement/{BELFORT}").content.decode()


def test_a_page_asks_the_database_once_whatever_its_size(
    client: Client, plan: Plan, django_assert_max_num_queries: Callable[..., object]
) -> None:
    for address in ("/territoire/france/france", f"/territoire/departement/{BELFORT}"):
        client.get(address)
        with django_assert_max_num_queries(2):  # type: ignore[attr-defined]
            client.get(address)


TOWN, NEAR, DELLE = get("commune", "15014"), get("commune", "15012"), get("commune", "90033")


def said(place: Place, plans: advice.Plans | None) -> advice.Step:
    return advice.next_step(place, figures.sheet(place), plans)


@pytest.mark.parametrize(
    ("place", "plans", "words", "leads"),
    [
        (ELSEWHERE, advice.Plans(0, 246), "Préparez un plan : aucun n'est adopté ici", None),
        (FRANCE, advice.Plans(101, 34_875), "couvrent 101 des 34\u202f875 communes", None),
        (TOWN, advice.Plans(0, 1), "Demandez un plan à", get("epci", "241500230")),
        (TOWN, advice.Plans(1, 1, left=120.0, nearest=NEAR, minutes=23.4), "est à 23 minutes", NEAR),
        (TOWN, advice.Plans(1, 1, left=120.0), "aucun lieu visité n'est proche", None),
        (HERE, advice.Plans(101, 101, 300.0, get("commune", "90033"), 210.4), "Commencez par Delle : le plan", DELLE),
    ],
)
def test_what_to_do_next_looks_at_the_plan_in_force(
    place: Place, plans: advice.Plans, words: str, leads: Place | None
) -> None:
    step = said(place, plans)
    assert words in str(step.sentence)
    assert step.place == leads
    assert step.plan is (leads is None and words.startswith(("Préparez", "couvrent")))


@pytest.mark.parametrize(
    ("place", "plans"),
    [
        (TOWN, advice.Plans(1, 1, reached=True, nearest=TOWN, minutes=0.0)),
        (TOWN, advice.Plans(1, 1, left=0.2)),
        (HERE, advice.Plans(101, 101, 0.4, DELLE, 0.4)),
        (HERE, None),
    ],
)
def test_where_the_plan_leaves_nobody_out_advice_turns_to_the_rest(place: Place, plans: advice.Plans | None) -> None:
    assert "plan" not in str(said(place, plans).sentence).split()


def test_visits_within_reach_of_a_commune_far_from_any_help_are_made_known() -> None:
    far = figures.sheet(TOWN)
    known = dict(far.figures)
    for code in ("help.place_minutes", "help.france_services_minutes"):
        old = vars(known[code]) | {"value": 40.0}
        known[code] = figures.Figure(**old)
    sheet = figures.Sheet(known, far.peer_group)
    plans = advice.Plans(1, 1, reached=True, nearest=NEAR, minutes=9.0)
    assert f"la permanence de {NEAR.name}, à 9 minutes" in str(advice.next_step(TOWN, sheet, plans).sentence)
    assert "Demandez des permanences ici" in str(advice.next_step(TOWN, sheet).sentence)  # the control: no plan known
