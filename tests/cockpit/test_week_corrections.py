"""Reports corrected and withdrawn: once, by the one last seen, told in the journal and followed by the statistics."""

import datetime
import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st
from week_kept import comer, stop_of, today

from cockpit.accounts.models import User
from cockpit.accounts.operations import NotAllowed
from cockpit.journal.queries import of_subject
from cockpit.territories import places
from cockpit.timetables import holding
from cockpit.timetables import operations as timetables
from cockpit.timetables.models import Notice, Report, Stop
from cockpit.timetables.states import HELD, PLANNED
from cockpit.week.asked import CANCEL, CORRECT, REPORT, WITHDRAW, Act, Answer
from cockpit.week.operations import carry

pytestmark = [pytest.mark.django_db, pytest.mark.database]

Holder = Callable[..., User]
TOLD: dict[str, Any] = {"people": 3, "minutes": 60, "themes": ["internet"], "mode": "individuel"}
KEYS = [f"key-0000000{n}" for n in range(6)]


@pytest.fixture
def advisor(holder: Holder) -> User:
    return holder("advisor", "departement", "90")


@pytest.fixture
def stop(advisor: User) -> Stop:
    """A stop of today with its report sent."""
    made = stop_of(advisor, today())
    carry(by=advisor, act=act(made, REPORT, KEYS[0], **TOLD))
    made.refresh_from_db()
    return made


def act(stop: Stop, kind: str, key: str, **given: Any) -> Act:
    return Act(key, stop.uid, kind, given, stop.date, stop.begins)


def entries(stop: Stop) -> list[tuple[str, dict[str, Any]]]:
    return [(entry.action, entry.details) for entry in reversed(of_subject("stop", stop.uid))]


def test_a_correction_sent_again_is_done_once_and_the_journal_keeps_both(advisor: User, stop: Stop) -> None:
    asked = act(stop, CORRECT, KEYS[1], **TOLD | {"people": 5, "themes": ["sante", "courriel"], "seen": KEYS[0]})
    assert carry(by=advisor, act=asked) == carry(by=advisor, act=asked) == Answer(KEYS[1], "done")
    found = Report.objects.get()
    assert (found.people, found.themes, found.key, found.place_kind) == (
        5, ["courriel", "sante"], KEYS[1], "lieu_activite"
    )  # fmt: skip
    (_, first), (action, details) = entries(stop)
    assert (first["people"], action) == (3, "stop.report_corrected")
    assert (details["was_people"], details["people"], details["was_themes"], details["themes"]) == (
        3, 5, ["internet"], ["courriel", "sante"]
    )  # fmt: skip


def test_one_withdrawn_waits_for_its_report_again(advisor: User, stop: Stop) -> None:
    asked = act(stop, WITHDRAW, KEYS[1], seen=KEYS[0])
    assert carry(by=advisor, act=asked) == carry(by=advisor, act=asked) == Answer(KEYS[1], "done")
    stop.refresh_from_db()
    assert (stop.state, Report.objects.count(), entries(stop)[-1]) == (
        PLANNED, 0, ("stop.report_withdrawn", {f"was_{name}": value for name, value in TOLD.items()}
                     | {"was_place_kind": "lieu_activite"})
    )  # fmt: skip
    assert carry(by=advisor, act=act(stop, REPORT, KEYS[2], **TOLD)).outcome == "done"


@pytest.mark.parametrize("kind", [CORRECT, WITHDRAW])
def test_a_stale_tab_overwrites_nothing_and_says_so(advisor: User, stop: Stop, kind: str) -> None:
    carry(by=advisor, act=act(stop, CORRECT, KEYS[1], **TOLD | {"people": 5, "seen": KEYS[0]}))
    given = {"seen": KEYS[0]} | (TOLD | {"people": 9} if kind == CORRECT else {})
    answer = carry(by=advisor, act=act(stop, kind, KEYS[2], **given))
    assert (answer.outcome, Report.objects.get().people) == ("refused", 5)
    assert "corrigé entre-temps (personnes : 5" in answer.sentence


def test_a_new_report_is_not_the_one_that_was_withdrawn(advisor: User, stop: Stop) -> None:
    """Same figures, another report: what was read before it names none that stands."""
    carry(by=advisor, act=act(stop, WITHDRAW, KEYS[1], seen=KEYS[0]))
    stale = act(stop, CORRECT, KEYS[2], **TOLD | {"people": 9, "seen": KEYS[0]})
    assert "n'a pas ou plus de compte rendu" in carry(by=advisor, act=stale).sentence
    carry(by=advisor, act=act(stop, REPORT, KEYS[3], **TOLD))
    assert carry(by=advisor, act=act(stop, CORRECT, KEYS[4], **stale.given)).outcome == "refused"
    assert Report.objects.get().people == 3


def test_what_cannot_be_or_is_not_one_s_own_changes_nothing(advisor: User, stop: Stop, holder: Holder) -> None:
    wrong = act(stop, CORRECT, KEYS[1], **TOLD | {"themes": ["cuisine"], "seen": KEYS[0]})
    assert "listes du dispositif" in carry(by=advisor, act=wrong).sentence
    other = holder("advisor", "departement", "90")
    for n, kind in enumerate((CORRECT, WITHDRAW), 2):
        given = {"seen": KEYS[0]} | (TOLD if kind == CORRECT else {})
        assert "plus le vôtre" in carry(by=other, act=act(stop, kind, KEYS[n], **given)).sentence
        with pytest.raises(NotAllowed):
            getattr(timetables, kind)(by=other, stop=stop, **given | ({"key": "z" * 9} if kind == CORRECT else {}))
    assert [action for action, _ in entries(stop)] == ["stop.reported"]


def test_the_statistics_follow(advisor: User, stop: Stop) -> None:
    Stop.objects.filter(pk=stop.pk).update(ends=1)
    here = places.get("departement", "90")

    def told() -> tuple[Any, ...]:
        past = holding.past(here, stop.date, stop.date)
        return tuple(holding.tallies(past, "place", "place_name").select("held", "unreported", "people").row(0))

    assert told() == (1, 0, 3)
    carry(by=advisor, act=act(stop, CORRECT, KEYS[1], **TOLD | {"people": 5, "seen": KEYS[0]}))
    assert told() == (1, 0, 5)
    carry(by=advisor, act=act(stop, WITHDRAW, KEYS[2], seen=KEYS[1]))
    assert told() == (0, 1, 0)


@pytest.mark.django_db(transaction=True)
def test_two_corrections_at_the_same_moment_leave_one_and_tell_the_other(advisor: User, stop: Stop) -> None:
    found, gate = [], threading.Barrier(4)

    def send(n: int) -> None:
        gate.wait()
        found.append(carry(by=advisor, act=act(stop, CORRECT, KEYS[n], **TOLD | {"people": n, "seen": KEYS[0]})))
        connection.close()

    threads = [threading.Thread(target=send, args=[n]) for n in range(1, 5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    won = [one for one in found if one.outcome == "done"]
    assert len(won) == 1
    assert Report.objects.get().key == won[0].key
    assert [action for action, _ in entries(stop)] == ["stop.reported", "stop.report_corrected"]


def test_whatever_the_order_the_report_that_stands_is_the_one_last_seen(advisor: User, stop: Stop) -> None:
    """Acts in any order, some sent twice, some stale: a twin says what must stand and what is written."""

    @settings(max_examples=40)
    @given(st.lists(st.tuples(st.sampled_from([REPORT, CORRECT, WITHDRAW]), st.integers(0, 5), st.integers(1, 9),
                              st.booleans()), max_size=7))  # fmt: skip
    def law(asked: list[tuple[str, int, int, bool]]) -> None:
        with transaction.atomic():
            stands, keys, written = (KEYS[0], 3), [KEYS[0]], 1
            for n, (kind, seen, people, again) in enumerate(asked):
                key, named = f"act-{n:06}", keys[seen % len(keys)]
                given = {REPORT: TOLD | {"people": people}, CORRECT: TOLD | {"people": people, "seen": named},
                         WITHDRAW: {"seen": named}}[kind]  # fmt: skip
                for _ in range(1 + again):
                    answer = carry(by=advisor, act=act(stop, kind, key, **given))
                    stop.refresh_from_db()
                good = not stands[0] if kind == REPORT else named == stands[0]
                written += good
                stands = (("", 0) if kind == WITHDRAW else (key, people)) if good else stands
                keys += [key] * good
                assert (answer.outcome == "done") == (good or (kind == WITHDRAW and not stands[0]))
            rows = list(Report.objects.values_list("key", "people"))
            assert rows == [stands] * bool(stands[0])
            assert stop.state == (HELD if stands[0] else PLANNED)
            assert len(entries(stop)) == written
            transaction.set_rollback(True)
        stop.refresh_from_db()

    law()


def test_a_past_stop_that_did_not_take_place_is_said_so_and_counted(advisor: User) -> None:
    """Neither held nor forgotten; nobody is written to about a day that is over."""
    gone = stop_of(advisor, today() - datetime.timedelta(days=1), 540, 720)
    comer(gone, contact="zoe@exemple.fr")
    client = Client()
    client.force_login(advisor, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get("/ma-semaine").content.decode()
    assert "Dire qu&#x27;il n&#x27;a pas eu lieu</button>" in page or "Dire qu'il n'a pas eu lieu</button>" in page
    assert carry(by=advisor, act=act(gone, CANCEL, KEYS[1], reason="Panne de véhicule.")).outcome == "done"
    past = holding.past(places.get("departement", "90"), gone.date, gone.date)
    assert past["outcome"].to_list() == ["cancelled"]
    assert Notice.objects.count() == 0


def test_the_page_offers_it_without_script_last_week_s_too(advisor: User, stop: Stop) -> None:
    client = Client()
    client.force_login(advisor, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get("/ma-semaine").content.decode()
    form = page[page.index(f'id="correct-{stop.uid}"') :]
    assert f'name="seen" value="{KEYS[0]}"' in form
    assert 'value="internet" checked' in form
    fields = {"key": KEYS[1], "stop": str(stop.uid), "kind": "correct", "people": "5", "minutes": "90",
              "themes": ["sante"], "mode": "individuel", "seen": KEYS[0]}  # fmt: skip
    assert client.post("/ma-semaine/acte", fields).status_code == 302
    assert Report.objects.get().people == 5
    client.post("/ma-semaine/acte", {"key": KEYS[2], "stop": str(stop.uid), "kind": "withdraw", "seen": KEYS[1]})
    assert Report.objects.count() == 0
    assert f'id="report-{stop.uid}"' in client.get("/ma-semaine").content.decode()
