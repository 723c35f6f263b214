"""The process that computes a timetable, and the worker that follows it: progress, dropping, losses, the same again."""

import datetime
import json
import os
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import polars as pl
import pytest
from django.utils import timezone
from timetables_kept import HERE, adopted_plan, monday

from cockpit.accounts.models import User
from cockpit.computations import running as claims
from cockpit.journal.queries import of_subject
from cockpit.timetables import operations, queries, running, storage, sweeping, tasks
from cockpit.timetables.models import Stop, Timetable
from cockpit.timetables.stages import STAGES
from cockpit.timetables.states import FAILED, PUBLISHED, READY, RUNNING, WAITING
from maillage.flow.dating.summary import ENGINE
from maillage.vocabulary.timetable import MISSED, STOPS, CalendarRule

pytestmark = [pytest.mark.django_db, pytest.mark.database]

Holder = Callable[..., User]


@pytest.fixture
def boss(holder: Holder) -> User:
    return holder("coordinator", "departement", "90")


def computed(timetable: Timetable) -> list[dict[str, Any]]:
    """What the worker does, its process awaited: events."""
    claimed = running.claim(str(timetable.uuid))
    assert claimed is not None
    done = subprocess.run(
        [sys.executable, "-m", "cockpit.timetables.computing"], input=json.dumps(tasks._asked(claimed)),
        capture_output=True, text=True, check=True, start_new_session=True, env=os.environ,
    )  # fmt: skip
    events = [json.loads(line) for line in done.stdout.splitlines()]
    if "summary" in events[-1]:
        assert running.finish(claimed, events[-1]["summary"])
    else:
        assert claims.fail(claimed, events[-1]["code"], events[-1]["values"])
    timetable.refresh_from_db()
    return events


def asked(boss: User, weeks: int = 4) -> Timetable:
    adopted_plan()
    return operations.ask_timetable(by=boss, place=HERE, first=monday(), weeks=weeks)


def test_from_asking_to_mending(boss: User) -> None:
    made = asked(boss)
    told = computed(made)
    stages = list(dict.fromkeys(event["stage"] for event in told if "stage" in event))
    assert [stage for stage in stages if stage in STAGES] == stages
    assert (stages[0], stages[-1]) == ("preparing", "writing")
    assert (made.state, made.engine, len(made.result_hash)) == (READY, ENGINE, 64)
    tables = queries.tables_of(made)
    assert (tables["stops"].schema, tables["missed"].schema) == (pl.Schema(STOPS), pl.Schema(MISSED))
    assert tables["stops"].height == made.summary["stops"] > 50
    assert tables["stops"]["date"].is_between(made.first_date, made.last_date).all()
    operations.publish(by=boss, timetable=made)

    post = queries.posts_of(HERE)[0]
    away = CalendarRule("leave", post, first=monday(2), last=monday(3) - datetime.timedelta(days=1))
    proposal = operations.propose(by=boss, timetable=made, rules=[away])
    assert storage.has_adopted(str(made.uuid))
    computed(proposal)
    settled = operations.publish(by=boss, timetable=proposal)
    week = queries.of_post(post, monday(2), monday(3) - datetime.timedelta(days=1), ["planned"])
    assert not week.exists()
    before = tables["stops"].height
    touched = len(settled.moved) + len(settled.lost)
    own = tables["stops"].filter((pl.col("post") == post) & pl.col("date").is_between(away.first, away.last))
    assert 0 < touched <= own.height + 0.1 * before  # what nobody else can hold, and few others
    assert Stop.objects.filter(state="planned").count() == before - len(settled.lost) + len(settled.gained)
    made.refresh_from_db()
    proposal.refresh_from_db()
    assert (made.state, proposal.state) == ("replaced", PUBLISHED)
    assert [row.rule for row in queries.rules(HERE)] == [away]


def test_the_same_question_has_the_same_answer(boss: User) -> None:
    one = asked(boss, weeks=2)
    computed(one)
    two = operations.ask_timetable(by=boss, place=HERE, first=monday(), weeks=2)
    computed(two)
    assert (one.result_hash, one.problem_hash) == (two.result_hash, two.problem_hash)


def test_what_the_river_refuses_is_said(boss: User) -> None:
    made = asked(boss)
    Timetable.objects.update(rules=[{**vars(CalendarRule("every", "90010", value=99))}])
    made.refresh_from_db()
    events = computed(made)
    assert events[-1]["code"] == made.failure_code == "timetable.rule.value"
    assert made.state == FAILED
    from cockpit.computations.failures import sentence

    assert "99" in sentence(made)


@pytest.mark.django_db(transaction=True)
def test_the_worker_stops_when_it_is_dropped(boss: User, monkeypatch: pytest.MonkeyPatch) -> None:
    made = asked(boss)
    report, seen = claims.report, []

    def dropped(row: Any, stage: str, share: float) -> bool:
        seen.append(stage)
        operations.cancel(by=boss, timetable=made)
        return report(row, stage, share)

    monkeypatch.setattr(claims, "report", dropped)
    assert tasks.compute.call(str(made.uuid)) == "stopped"
    made.refresh_from_db()
    assert (made.state, bool(seen)) == ("cancelled", True)
    assert tasks.compute.call(str(made.uuid)) == "passed"


def test_a_silent_run_is_taken_up_then_reported(boss: User) -> None:
    made = asked(boss)
    for loss in range(1, 4):
        claimed = running.claim(str(made.uuid))
        assert claimed is not None
        assert sweeping.sweep() == 0  # it lives: the control
        Timetable.objects.update(heartbeat_at=timezone.now() - datetime.timedelta(seconds=60))
        assert sweeping.sweep() == 1
        made.refresh_from_db()
        assert made.state == (WAITING if loss < 3 else FAILED)
        assert not running.finish(claimed, {"result_hash": "r", "problem_hash": "p", "engine": "1"})
    acts = [entry.action for entry in reversed(of_subject("timetable", made.uuid))]
    assert acts == ["timetable.asked", *["timetable.requeued"] * 2, "timetable.failed"]
    assert RUNNING not in set(Timetable.objects.values_list("state", flat=True))
