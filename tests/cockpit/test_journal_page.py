"""The journal's page: to those it concerns, filtered, by key, exported whole, its chain checked."""

import csv
import datetime
import io
from collections.abc import Callable

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from cockpit.accounts.models import User
from cockpit.accounts.roles import READ_JOURNAL
from cockpit.journal.models import Entry
from cockpit.journal.operations import record
from cockpit.journal.queries import narrowed, readable
from cockpit.pages.journal import SHOWN
from cockpit.territories.places import get

pytestmark = [pytest.mark.django_db, pytest.mark.database]

Login = Callable[..., Client]
CANTAL, AURILLAC, NORD = get("departement", "15"), get("commune", "15014"), get("departement", "59")


def act(level: str, code: str, actor: int | None = None, action: str = "mandate.granted", **details: object) -> Entry:
    with transaction.atomic():
        return record(
            actor=actor,
            action=action,
            subject="mandate",
            subject_id=1,
            level=level,
            code=code,
            details=details or {"role": "advisor"},
        )


def test_one_reads_one_s_territory_and_oneself(holder: Callable[..., User]) -> None:
    near, inside, far = act("departement", "15"), act("commune", "15014"), act("departement", "59")
    above, own = act("region", "84"), act("departement", "59", actor=7)
    assert set(readable([CANTAL], 7)) == {near, inside, own}
    assert set(readable([CANTAL, NORD], 8)) == {near, inside, far, own}
    assert set(readable([], 7)) == {own}
    assert set(readable([get("france", "")], 9)) == {near, inside, far, above, own}
    assert set(narrowed(Entry.objects.all(), place=AURILLAC)) == {inside}


def test_a_day_is_the_site_s(settings: object) -> None:
    entry = act("france", "")
    today = timezone.localdate()
    assert list(narrowed(Entry.objects.all(), day=today)) == [entry]
    assert not narrowed(Entry.objects.all(), day=today - datetime.timedelta(days=1)).exists()


def test_pages_by_key_miss_and_repeat_nothing(login: Login) -> None:
    entries = [act("commune", "15014").pk for _ in range(2 * SHOWN + 10)]
    client = login("departement_pilot", "departement", "15")
    shown, address = 0, "/journal"
    for _ in range(3):
        page = client.get(address).content.decode()
        shown += page.count("Rôle donné : Conseiller numérique")
        act("commune", "15014")  # what comes in meanwhile changes nothing further down
        if 'href="?avant=' in page:
            address = "/journal?avant=" + page.split('href="?avant=')[1].split("&")[0]
    assert shown == len(entries)


def test_the_export_is_whole_and_harmless(login: Login, holder: Callable[..., User]) -> None:
    holder(email="calcul@exemple.fr")
    User.objects.filter(email="calcul@exemple.fr").update(name="=1+1")
    actor = User.objects.get(email="calcul@exemple.fr").pk
    for _ in range(1203):
        act("commune", "15014", actor=actor)
    act("departement", "59", actor=actor)
    client = login("departement_pilot", "departement", "15")
    answer = client.get("/journal.csv")
    assert answer["Content-Type"].startswith("text/csv")
    text = b"".join(answer).decode("utf-8-sig")  # type: ignore[arg-type]
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == 1203
    assert {row["code"] for row in rows} == {"15014"}
    assert {row["actor_name"] for row in rows} == {"'=1+1"}
    assert [int(row["number"]) for row in rows] == sorted((int(row["number"]) for row in rows), reverse=True)
    narrowed = b"".join(client.get("/journal.csv?action=mandate.revoked")).decode()  # type: ignore[arg-type]
    assert narrowed.count("\n") == 1


def test_the_chain_is_said_intact_or_broken(login: Login) -> None:
    client = login("departement_pilot", "departement", "15")
    act("commune", "15014")
    assert "pas encore été vérifiée" in client.get("/journal").content.decode()
    client.post("/journal/verifier")
    assert "La chaîne est intacte, vérifiée le" in " ".join(client.get("/journal").content.decode().split())
    entry = Entry(
        at=timezone.now(), action="x", subject="x", subject_id="1", level="france", code="", details={}, digest="0" * 64
    )
    entry.save()  # behind the journal's back
    client.post("/journal/verifier")
    assert f"rompue à l&#x27;entrée {entry.pk}" in client.get("/journal").content.decode().replace(
        "l'entrée", "l&#x27;entrée"
    )
    assert login("advisor", "commune", "15014").post("/journal/verifier").status_code == 404


def test_readers_of_the_journal_have_it_in_their_menu(login: Login) -> None:
    from cockpit.accounts.roles import ROLES

    assert {code for code, role in ROLES.items() if READ_JOURNAL in role.abilities} == {
        "national_administrator", "national_observer", "regional_pilot", "departement_pilot",
    }  # fmt: skip
    assert 'href="/journal"' in login("national_observer").get("/").content.decode()
    assert 'href="/journal"' not in login("advisor", "commune", "15014").get("/").content.decode()
