"""Pages of timetables: asked for, looked at, published, mended; rules; posts."""

import datetime
from collections.abc import Callable

import polars as pl
import pytest
from django.test import Client
from timetables_kept import HERE, adopted_plan, dated, monday, ready

from cockpit.accounts.models import User
from cockpit.timetables import operations, queries
from cockpit.timetables.models import Assignment, Rule, Stop, Timetable
from cockpit.timetables.states import PUBLISHED, READY
from maillage.vocabulary.timetable import KINDS, MISSED, CalendarRule

pytestmark = pytest.mark.django_db

Login = Callable[..., Client]
Holder = Callable[..., User]
TERRITORY = "departement/90"


@pytest.fixture(autouse=True)
def at_once(settings: object) -> None:
    """No worker answers here: pages do not wait for one."""
    settings.PROPOSAL_SECONDS = 0.0  # type: ignore[attr-defined]


@pytest.fixture
def client(login: Login) -> Client:
    return login("coordinator", "departement", "90")


def page(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, address
    return response.content.decode()


def published() -> Timetable:
    plan = adopted_plan()
    made = ready(plan, dated(plan, monday()))
    user = User.objects.filter(mandates__role="coordinator").first()
    assert user is not None
    operations.publish(by=user, timetable=made)
    made.refresh_from_db()
    return made


def test_asking_from_the_plan_in_force(client: Client) -> None:
    assert "Aucun plan n'est en vigueur" in page(client, "/calendriers/nouveau?territoire=departement:90")
    plan = adopted_plan()
    assert plan.name in page(client, "/calendriers/nouveau?territoire=departement:90")
    assert "Territoire de Belfort" in page(client, "/calendriers/nouveau")
    asked = {"first": monday().isoformat(), "weeks": "8"}
    response = client.post("/calendriers/nouveau?territoire=departement:90", asked)
    made = Timetable.objects.get()
    assert response["Location"] == f"/calendriers/{made.uuid}"
    assert "En attente" in page(client, f"/calendriers/{made.uuid}")
    assert client.post(f"/calendriers/{made.uuid}/abandonner").status_code == 302
    assert "abandonné" in page(client, f"/calendriers/{made.uuid}")
    assert client.post(f"/calendriers/{made.uuid}/relancer").status_code == 302
    assert "En attente" in page(client, f"/calendriers/{made.uuid}/avancement")
    assert page(client, "/calendriers/nouveau?territoire=departement:59", 404)


def test_a_week_and_its_places(client: Client) -> None:
    plan = adopted_plan()
    table = dated(plan, monday())
    made = ready(plan, table)
    week = page(client, f"/calendriers/{made.uuid}?semaine={monday().isoformat()}")
    own = table.filter(pl.col("date") < monday(2))
    assert week.count('class="stop planned"') == own.height
    assert f"?semaine={monday(2).isoformat()}#week" in week
    assert "Voir ce qui change, puis publier" in week
    places = page(client, f"/calendriers/{made.uuid}/lieux")
    assert places.count('<section class="held">') == table["place"].n_unique()
    assert places.count('<span class="planned">') == table.select("place", "date", "begins").n_unique()
    assert page(client, f"/calendriers/{made.uuid}/lieux?q=BELFORT").count('<section class="held">') == 1
    assert "0 commune répond" in page(client, f"/calendriers/{made.uuid}/lieux?q=zzz")
    assert page(client, f"/calendriers/{made.uuid}?semaine=n-importe-quoi")


def test_one_day_of_a_week_is_chosen_and_an_advisor_or_a_commune_is_found(client: Client, holder: Holder) -> None:
    plan = adopted_plan()
    table = dated(plan, monday())
    made = ready(plan, table)
    wednesday = monday() + datetime.timedelta(days=2)
    post = table["post"].min()
    Assignment.objects.create(
        post=post, level="commune", code="90010", user=holder("advisor", "departement", "90", email="a@exemple.fr"),
        first=wednesday,
    )  # fmt: skip
    address = f"/calendriers/{made.uuid}"

    def shown(more: str) -> str:
        return page(client, f"{address}?semaine={wednesday}{more}")

    whole = shown("")
    assert whole.count('aria-current="date"') == 1
    assert f'semaine={wednesday}#week" aria-current="date"' in whole
    own = table.filter(pl.col("date") == wednesday)
    assert whole.count(" chosen") == table["post"].n_unique()
    assert whole.count('class="off"') == table["post"].n_unique() - own["post"].n_unique()
    assert "a@exemple.fr" in whole
    assert "a@exemple.fr" not in page(client, f"{address}?semaine={monday()}")  # the day before, the post is vacant
    week = table.filter(pl.col("date") < monday(2))
    assert shown("&q=A+EXEMPLE").count('class="stop planned"') == week.filter(pl.col("post") == post).height
    assert shown("&q=BELFORT").count('class="stop planned"') == week.filter(pl.col("place") == "90010").height
    assert f"semaine={monday(2)}&amp;q=%C3%A9t%C3%A9%26#week" in shown("&q=été%26")
    assert "aucun poste ni aucune commune" in shown("&q=zzz")


def test_wanted_stops_that_fit_nowhere_are_told_place_by_place(client: Client) -> None:
    plan = adopted_plan()
    table = dated(plan, monday())
    made = ready(plan, table)
    row = {"place": "90033", "place_name": "Delle", "first": monday(), "last": monday(2), "reason": "room"}
    from cockpit.timetables import storage

    missed = pl.DataFrame([{"stop": str(number), **row} for number in range(3)], schema=MISSED)
    Timetable.objects.filter(pk=made.pk).update(result_hash="m" * 64)
    storage.write(str(made.uuid), "m" * 64, {"stops": table, "missed": missed})
    said = page(client, f"/calendriers/{made.uuid}")
    assert "3 passages voulus ne tiennent nulle part" in said
    assert said.count("Delle (90033) : 3 passages") == 1


def test_publishing_says_what_changes(client: Client) -> None:
    made = published()
    table = queries.tables_of(made)["stops"]
    lost, moved = table["stop"].head(2)
    later = pl.when(pl.col("stop") == moved).then(pl.col("begins") + 30).otherwise("begins").cast(pl.Int16)
    again = ready(made.plan, table.filter(pl.col("stop") != lost).with_columns(begins=later))
    said = page(client, f"/calendriers/{again.uuid}/publier")
    assert said.count("<strong>perdu</strong>") == said.count("<strong>déplacé</strong>") == 1
    assert "9\u00a0h–12\u00a0h" in said
    assert Timetable.objects.get(pk=again.pk).state == READY  # looking changes nothing
    assert not Stop.objects.filter(lost=True).exists()
    assert client.post(f"/calendriers/{again.uuid}/publier").status_code == 302
    assert Timetable.objects.get(pk=again.pk).state == PUBLISHED
    assert Stop.objects.get(lost=True).key == lost
    assert page(client, f"/calendriers/{again.uuid}/publier", 404)


def test_a_cancelled_stop_is_seen(client: Client) -> None:
    made = published()
    stop = Stop.objects.order_by("date", "begins").first()
    assert stop is not None
    user = User.objects.filter(mandates__role="coordinator").first()
    assert user is not None
    operations.cancel_stop(by=user, stop=stop, reason="x")
    address = f"/calendriers/{made.uuid}?semaine={monday().isoformat()}"
    assert page(client, address).count('class="stop cancelled"') == 1


@pytest.mark.parametrize(
    ("event", "more", "kind"),
    [
        ("absence", {"leave-first": monday().isoformat(), "leave-last": monday(2).isoformat()}, "leave"),
        ("fermeture", {"closed-first": monday().isoformat(), "closed-last": monday().isoformat()}, "closed"),
        ("poste", {"contract-last": monday().isoformat()}, "contract"),
        ("commune", {"every-value": "2"}, "every"),
    ],
)
def test_mending_asks_for_a_proposal(client: Client, event: str, more: dict[str, str], kind: str) -> None:
    made = published()
    subject = queries.posts_of(HERE)[0] if kind in ("leave", "contract") else "Belfort"
    response = client.post(f"/calendriers/{made.uuid}/reparer", {"event": event, f"{kind}-subject": subject, **more})
    proposal = Timetable.objects.exclude(pk=made.pk).get()
    assert response["Location"] == f"/calendriers/{proposal.uuid}"
    assert [rule["kind"] for rule in proposal.proposed] == [kind]
    assert proposal.rules == proposal.proposed
    assert (proposal.parent, proposal.last_date) == (made, made.last_date)
    assert not Rule.objects.exists()  # until it is published
    assert "Réparation proposée" in page(client, f"/calendriers/{proposal.uuid}")
    table = queries.tables_of(made)["stops"]
    from cockpit.timetables import running, storage

    claimed = running.claim(str(proposal.uuid))
    assert claimed is not None
    storage.write(str(proposal.uuid), "p" * 64, {"stops": table.head(-1), "missed": queries.tables_of(made)["missed"]})
    summary = {"result_hash": "p" * 64, "problem_hash": "q" * 64, "engine": "1"}
    assert running.finish(claimed, summary)
    assert client.post(f"/calendriers/{proposal.uuid}/publier").status_code == 302
    assert [rule.kind for rule in Rule.objects.all()] == [kind]


def test_what_is_missing_is_said_in_the_form(client: Client) -> None:
    made = published()
    address = f"/calendriers/{made.uuid}/reparer"
    assert page(client, address).count("Proposer une réparation") == 4
    response = client.post(address, {"event": "fermeture", "closed-subject": "Nulle-Part-sur-Rien"})
    assert "Aucune commune ne répond" in response.content.decode()
    assert client.post(address, {"event": "pluie"}).status_code == 404
    assert client.post(f"/calendriers/{made.uuid}/recalculer").status_code == 302
    assert Timetable.objects.exclude(pk=made.pk).get().proposed == []


def test_rules_are_written_read_and_taken_away(client: Client) -> None:
    adopted_plan()
    address = f"/calendriers/regles/{TERRITORY}"
    said = page(client, address)
    assert all(f'/{kind}"' in said for kind in KINDS)
    post = queries.posts_of(HERE)[0]
    sent = {"lock-subject": "Belfort (90010)", "lock-weekday": "1", "lock-half": "0", "lock-post": post}
    assert client.post(f"{address}/lock", sent).status_code == 302
    rule = Rule.objects.get()
    assert rule.rule == CalendarRule("lock", "90010", weekday=1, half=0, post=post)
    assert f"Belfort (90010), le mardi matin, {post}" in page(client, address)
    assert client.post(f"/calendriers/regle/{rule.pk}/retirer").status_code == 302
    assert "Aucune règle" in page(client, address)
    refused = client.post(f"{address}/every", {"every-subject": "Belfort", "every-value": "40"}).content.decode()
    assert "de 1 à 26" in refused
    assert client.post(f"{address}/dream", {}).status_code == 404


def test_a_post_is_given_and_ended(client: Client, holder: Holder) -> None:
    adopted_plan()
    post = queries.posts_of(HERE)[0]
    address = f"/calendriers/postes/{TERRITORY}/{post}"
    assert "Personne ici n'a le rôle" in page(client, address)
    advisor = holder("advisor", "departement", "90", email="camille@exemple.fr")
    assert "vacant" in page(client, f"/calendriers/postes/{TERRITORY}")
    sent = {"user": str(advisor.pk), "first": datetime.date.today().isoformat()}
    assert client.post(address, sent).status_code == 302
    held = Assignment.objects.get()
    assert "camille@exemple.fr" in page(client, f"/calendriers/postes/{TERRITORY}")
    assert "occupe déjà le poste" in client.post(address, sent, follow=True).content.decode()
    assert client.post(f"/calendriers/poste/{held.pk}/liberer").status_code == 302
    held.refresh_from_db()
    assert held.last == datetime.date.today()
    assert page(client, f"/calendriers/postes/{TERRITORY}/99-999-9", 404)


def test_a_mending_says_who_takes_up_what(client: Client, holder: Holder) -> None:
    made = published()
    table = queries.tables_of(made)["stops"]
    one, other = table["post"].unique().sort().to_list()[:2]
    for post, name in ((one, "camille"), (other, "sacha")):
        advisor = holder("advisor", "departement", "90", email=f"{name}@exemple.fr")
        Assignment.objects.create(post=post, level="commune", code="90010", user=advisor, first=monday())
    free = table.filter(pl.col("post") == other).select("date", "begins")
    stop = table.filter(pl.col("post") == one).join(free, on=["date", "begins"], how="anti").row(0, named=True)
    taken = pl.when(pl.col("stop") == stop["stop"]).then(pl.lit(other)).otherwise("post")
    again = ready(made.plan, table.with_columns(post=taken), parent=made)
    said = page(client, f"/calendriers/{again.uuid}/publier")
    assert "Rien ne change pour le public" in said
    assert f"sacha@exemple.fr ({other}) : 1 passage repris" in said
    assert f"{stop['place_name']}, " in said
    assert f"au lieu de camille@exemple.fr ({one})" in said


def test_an_absence_is_declared_from_the_advisor_s_week(client: Client, holder: Holder) -> None:
    made = published()
    post = queries.tables_of(made)["stops"]["post"].max()
    assert post is not None
    week = page(client, f"/calendriers/{made.uuid}?semaine={monday()}&q={post}")
    address = f"/calendriers/{made.uuid}/reparer?poste={post}"
    assert address in week
    form = page(client, address)
    assert f'<option value="{post}" selected>{post}, vacant (' in form
    assert f'value="{monday()}"' in form
    assert address not in page(client, f"/calendriers/{made.uuid}?semaine={monday()}")


def test_rules_say_whether_the_published_timetable_keeps_to_them(client: Client) -> None:
    made = published()
    address = f"/calendriers/regles/{TERRITORY}"
    assert "respecte ces règles" in page(client, address)
    user = User.objects.filter(mandates__role="coordinator").first()
    assert user is not None
    long_ago = CalendarRule("leave", queries.posts_of(HERE)[0], first=monday(-9), last=monday(-8))
    rule = operations.add_rule(by=user, place=HERE, rule=long_ago)
    said = page(client, address)
    assert "a été calculé avec d'autres règles" in said
    assert f"/calendriers/{made.uuid}/recalculer" in said
    assert "1 règle dont les jours sont passés" in said
    operations.remove_rule(by=user, rule=rule)
    assert "respecte ces règles" in page(client, address)


def test_what_was_overtaken_says_so_and_is_asked_again(client: Client) -> None:
    plan = adopted_plan()
    early = ready(plan, dated(plan, monday()))
    assert "Publier ce calendrier" in page(client, f"/calendriers/{early.uuid}/publier")
    user = User.objects.filter(mandates__role="coordinator").first()
    assert user is not None
    operations.publish(by=user, timetable=ready(plan, dated(plan, monday())))
    said = page(client, f"/calendriers/{early.uuid}/publier")
    assert "ne connaît pas ce qui a changé" in said
    assert "Publier ce calendrier" not in said
    response = client.post(f"/calendriers/{early.uuid}/refaire")
    made = Timetable.objects.get(state="waiting")
    assert response["Location"] == f"/calendriers/{made.uuid}"
    assert "abandonné" in page(client, f"/calendriers/{early.uuid}")


def test_the_list_tells_what_is_in_force_and_hides_what_counts_no_more(client: Client) -> None:
    made = published()
    user = User.objects.filter(mandates__role="coordinator").first()
    assert user is not None
    Timetable.objects.filter(pk=made.pk).update(first_date=datetime.date.today())
    said = page(client, "/calendriers")
    assert f'<a href="/calendriers/{made.uuid}">Calendrier en vigueur' in said
    away = CalendarRule("leave", queries.posts_of(HERE)[0], first=monday(), last=monday(2))
    made.refresh_from_db()
    proposal = operations.propose(by=user, timetable=made, rules=[away])
    assert f"absence (congés, maladie), {away.subject}" in page(client, "/calendriers")
    operations.cancel(by=user, timetable=proposal)
    said = page(client, "/calendriers")
    assert "1 calendrier remplacé ou abandonné" in said
    assert str(proposal.uuid) not in said
    assert str(proposal.uuid) in page(client, "/calendriers?tous")


def test_a_plan_in_force_leads_to_its_timetable(login: Login) -> None:
    pilot, plan = login("departement_pilot", "departement", "90"), adopted_plan()
    assert 'href="/calendriers/nouveau?territoire=departement:90"' in page(pilot, f"/plans/{plan.uuid}")
    assert "/calendriers/nouveau" not in page(login("national_observer"), f"/plans/{plan.uuid}")
