"""Acts of a phone: once however often they come, in one transaction; what someone else did first is told."""

import datetime
import json
import threading
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from week_kept import stop_of, today

from cockpit.accounts.models import User
from cockpit.journal.queries import of_subject
from cockpit.pages.week import reading
from cockpit.timetables import operations as timetables
from cockpit.timetables.models import Report, Stop
from cockpit.timetables.states import CALLED_OFF, HELD, PLANNED
from cockpit.week.asked import CANCEL, LATE, REPORT, RESTORE, Act, Answer
from cockpit.week.models import Sent
from cockpit.week.operations import carry

pytestmark = [pytest.mark.django_db, pytest.mark.database]

Holder = Callable[..., User]
TOLD = {"people": 3, "minutes": 60, "themes": ["internet"], "mode": "individuel"}


@pytest.fixture
def advisor(holder: Holder) -> User:
    return holder("advisor", "departement", "90")


@pytest.fixture
def boss(holder: Holder) -> User:
    return holder("coordinator", "departement", "90")


def act(stop: Stop, kind: str, given: dict[str, Any], key: str = "key-00000001") -> Act:
    return Act(key, stop.uid, kind, given, stop.date, stop.begins)


def acts(stop: Stop) -> list[str]:
    return [entry.action for entry in reversed(of_subject("stop", stop.uid))]


@pytest.mark.parametrize(
    ("kind", "given", "state", "entry"),
    [
        (LATE, {"minutes": 15}, PLANNED, "stop.late"),
        (CANCEL, {"reason": "Panne."}, CALLED_OFF, "stop.cancelled"),
        (REPORT, TOLD, HELD, "stop.reported"),
    ],
)
def test_sent_again_is_done_once(advisor: User, kind: str, given: dict[str, Any], state: str, entry: str) -> None:
    stop = stop_of(advisor, today())
    asked = act(stop, kind, given)
    assert carry(by=advisor, act=asked) == carry(by=advisor, act=asked) == Answer(asked.key, "done")
    stop.refresh_from_db()
    assert (stop.state, acts(stop)) == (state, [entry])
    assert Sent.objects.count() == 1


def test_an_act_resent_after_another_s_does_not_come_back(advisor: User, boss: User) -> None:
    """The answer is lost, the coordination plans the stop again, the phone sends the same once more."""
    stop = stop_of(advisor, today())
    asked = act(stop, CANCEL, {"reason": "Panne."})
    carry(by=advisor, act=asked)
    timetables.restore_stop(by=boss, stop=stop)
    assert carry(by=advisor, act=asked).outcome == "done"
    stop.refresh_from_db()
    assert stop.state == PLANNED
    assert acts(stop) == ["stop.cancelled", "stop.restored"]
    carry(by=advisor, act=replace(asked, key="key-00000002"))  # the control: another key is another act
    stop.refresh_from_db()
    assert stop.state == CALLED_OFF


def test_a_key_is_for_one_act_of_one_account(advisor: User, boss: User) -> None:
    stop = stop_of(advisor, today())
    carry(by=advisor, act=act(stop, LATE, {"minutes": 5}))
    assert "déjà servi" in carry(by=advisor, act=act(stop, LATE, {"minutes": 10})).sentence
    assert "déjà servi" in carry(by=boss, act=act(stop, LATE, {"minutes": 5})).sentence
    stop.refresh_from_db()
    assert stop.late_minutes == 5


@pytest.mark.parametrize(("kind", "given"), [(LATE, {"minutes": 5}), (CANCEL, {"reason": "Panne."}), (REPORT, TOLD)])
def test_what_the_coordination_cancelled_meanwhile_is_told(
    advisor: User, boss: User, kind: str, given: dict[str, Any]
) -> None:
    stop = stop_of(advisor, today())
    timetables.cancel_stop(by=boss, stop=stop, reason="Salle prise")
    asked = act(stop, kind, given)
    answer = carry(by=advisor, act=asked)
    assert answer.outcome == "overtaken"
    assert "Salle prise" in answer.sentence
    assert carry(by=advisor, act=asked) == answer  # a refusal too is the same again
    stop.refresh_from_db()
    assert (stop.state, stop.reason) == (CALLED_OFF, "Salle prise")
    assert Report.objects.count() == 0


def test_it_took_place_after_all(advisor: User, boss: User) -> None:
    stop = stop_of(advisor, today())
    timetables.cancel_stop(by=boss, stop=stop, reason="Salle prise")
    asked = act(stop, REPORT, TOLD | {"restore": True})
    assert carry(by=advisor, act=asked).outcome == carry(by=advisor, act=asked).outcome == "done"
    assert acts(stop) == ["stop.cancelled", "stop.restored", "stop.reported"]


def test_a_report_that_cannot_be_leaves_the_stop_cancelled(advisor: User, boss: User) -> None:
    stop = stop_of(advisor, today())
    timetables.cancel_stop(by=boss, stop=stop, reason="Salle prise")
    answer = carry(by=advisor, act=act(stop, REPORT, TOLD | {"restore": True, "themes": ["cuisine"]}))
    assert answer.outcome == "refused"
    stop.refresh_from_db()
    assert (stop.state, acts(stop)) == (CALLED_OFF, ["stop.cancelled"])


def test_undoing_undoes_one_s_own_cancelling_only(advisor: User, boss: User) -> None:
    stop = stop_of(advisor, today())
    timetables.cancel_stop(by=boss, stop=stop, reason="Salle prise")
    assert "Salle prise" in carry(by=advisor, act=act(stop, RESTORE, {"reason": "Panne."})).sentence
    assert carry(by=advisor, act=act(stop, RESTORE, {"reason": "Salle prise"}, "key-00000002")).outcome == "done"


def test_a_lost_or_moved_or_given_away_stop_is_told(advisor: User, holder: Holder) -> None:
    stop = stop_of(advisor, today())
    asked = act(stop, CANCEL, {"reason": "Panne."})
    moved = replace(asked, date=today() - datetime.timedelta(days=1))
    assert "déplacé" in carry(by=advisor, act=moved).sentence
    Stop.objects.filter(pk=stop.pk).update(state=CALLED_OFF, lost=True)
    assert "n'a plus ce passage" in carry(by=advisor, act=replace(asked, key="key-00000002")).sentence
    other = holder("advisor", "departement", "90")
    assert "plus le vôtre" in carry(by=other, act=replace(asked, key="key-00000003")).sentence


@pytest.mark.django_db(transaction=True)
def test_the_same_act_at_the_same_moment_is_done_once(advisor: User) -> None:
    stop = stop_of(advisor, today())
    asked, found, gate = act(stop, REPORT, TOLD), [], threading.Barrier(4)

    def send() -> None:
        gate.wait()
        found.append(carry(by=advisor, act=asked))
        connection.close()

    threads = [threading.Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [Answer(asked.key, "done")] * 4
    assert (Report.objects.count(), Sent.objects.count(), acts(stop)) == (1, 1, ["stop.reported"])


def wire(stop: Stop, kind: str, given: dict[str, Any], key: str = "key-00000001") -> dict[str, Any]:
    return {"key": key, "stop": str(stop.uid), "kind": kind, "given": given,
            "date": stop.date.isoformat(), "begins": stop.begins}  # fmt: skip


def post(client: Client, acts: Any, **more: Any) -> Any:
    return client.post("/ma-semaine/actes", json.dumps({"acts": acts}), content_type="application/json", **more)


def test_the_queue_s_address_answers_each_act(advisor: User) -> None:
    stop, client = stop_of(advisor, today()), Client(enforce_csrf_checks=True)
    client.force_login(advisor, backend="django.contrib.auth.backends.ModelBackend")
    sent = [wire(stop, LATE, {"minutes": 5}), wire(stop, LATE, {"minutes": "x"}, "key-00000002")]
    assert post(client, sent).status_code == 403
    token = client.get("/ma-semaine/etat").json()["token"]
    answers = post(client, sent, headers={"X-CSRFToken": token}).json()["answers"]
    assert [(one["key"], one["outcome"]) for one in answers] == [("key-00000001", "done"), ("key-00000002", "refused")]
    assert "manque" in answers[1]["sentence"]
    for wrong in ([{}], [1], "x", None, [wire(stop, LATE, {"minutes": 5}, "court")], [sent[0]] * 51):
        assert post(client, wrong, headers={"X-CSRFToken": token}).status_code == 400


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=9),
                    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
                        st.sampled_from(["key", "stop", "kind", "given", "date", "begins", "minutes", "reason"]),
                        inner | st.sampled_from(["late", "cancel", "key-00000001"]), max_size=6)))  # fmt: skip
def test_whatever_comes_is_read_or_refused(told: Any) -> None:
    try:
        reading.act(told)
    except reading.UnreadableError:
        return
    raise AssertionError(told)


def test_what_a_form_says_reads_as_the_queue_s(advisor: User) -> None:
    stop, client = stop_of(advisor, today()), Client()
    client.force_login(advisor, backend="django.contrib.auth.backends.ModelBackend")
    fields = {"key": "key-00000001", "stop": str(stop.uid), "kind": "cancel", "reason": "Panne.", "typed": " Neige ",
              "date": stop.date.isoformat(), "begins": "0"}  # fmt: skip
    assert client.post("/ma-semaine/acte", fields).headers["Location"] == "/ma-semaine"
    stop.refresh_from_db()
    assert stop.reason == "Neige"
    assert carry(by=advisor, act=reading.act(wire(stop, CANCEL, {"reason": "Neige"}))).outcome == "done"
    assert "manque" in client.post("/ma-semaine/acte", {"kind": "late"}, follow=True).content.decode()
