"""Kill -9 at any moment: what was acknowledged is there, what was computing goes on to the same result."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import maillage
from cockpit.process import POLITENESS

pytestmark = pytest.mark.database

ACTS = Path(__file__).with_name("plans_acts.py")
PATIENCE_SECONDS = 240.0
PRESSED = "from cockpit import process; process.give_way = lambda: None; process.main()"
"""A worker that does not give way to whatever else the machine is at."""
TERRITORY, POSTS = "departement:15", 40
"""Some ten seconds of work: long enough to be met at it on a quick machine."""


class Site:
    """A site in a folder of its own (or on the PostgreSQL of the tests), acted on by processes."""

    def __init__(self, folder: Path) -> None:
        self.environment = {
            **os.environ, "MAILLAGE_DATA": str(folder), "MAILLAGE_PLAN_SILENCE": "8", "MAILLAGE_PLANS_AT_ONCE": "2",
            "MAILLAGE_FIRST_PLAN": "none", "DJANGO_SETTINGS_MODULE": "cockpit.settings",
        }  # fmt: skip
        self.started: list[subprocess.Popen[str]] = []
        self.answering: subprocess.Popen[str] | None = None

    def ask(self, *act: Any) -> Any:
        """What the answering process says; it is started with the first question."""
        if self.answering is None:
            self.answering = subprocess.Popen(
                [sys.executable, str(ACTS), "answering"], env=self.environment, text=True, stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
            )  # fmt: skip
            self.started.append(self.answering)
        assert self.answering.stdin is not None
        assert self.answering.stdout is not None
        print(json.dumps(act), file=self.answering.stdin, flush=True)
        return json.loads(self.answering.stdout.readline())

    def start(self, *command: str, keep: bool = False) -> "subprocess.Popen[str]":
        process = subprocess.Popen(
            [sys.executable, *command], env=self.environment, text=True, stdout=subprocess.PIPE if keep else None
        )
        self.started.append(process)
        return process

    def stop(self, but: "subprocess.Popen[str] | None" = None) -> None:
        """Kill what was started and still runs."""
        for process in self.started:
            if process is not but:
                process.kill()
                with process:
                    pass
        self.started = [but] if but else []

    def until(self, plan: str, *states: str, stage: str = "") -> dict[str, Any]:
        end = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < end:
            found: dict[str, Any] = self.ask("state", plan)
            if found["state"] in states and (not stage or found["stage"] == stage):
                return found
            time.sleep(0.1)
        raise AssertionError(f"{plan} stays {found}")


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    made = Site(tmp_path_factory.mktemp("site"))
    made.ask("prepare")
    yield made
    made.stop()


@pytest.fixture
def site(ground: Site) -> Iterator[Site]:
    """The site without workers nor plans that wait."""
    yield ground
    ground.stop(but=ground.answering)
    ground.ask("cancel_all")


def acknowledged(process: "subprocess.Popen[str]", least: int) -> list[str]:
    """Lines of a process that is killed at a random moment after some of them."""
    assert process.stdout is not None
    lines = [process.stdout.readline().strip() for _ in range(least)]
    time.sleep(random.Random(least).uniform(0.0, 0.2))
    process.send_signal(signal.SIGKILL)
    with process:
        lines += process.stdout.read().split("\n")
    return [line for line in lines if line]


def children_of(pid: int) -> list[int]:
    """Processes that compute for a worker, once there are some."""
    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end:
        table = subprocess.run(["ps", "-eo", "pid,ppid,args"], capture_output=True, text=True, check=True).stdout
        rows = [line.split(None, 2) for line in table.splitlines()[1:]]
        if found := [int(own) for own, parent, what in rows if int(parent) == pid and "plans.computing" in what]:
            return found
        time.sleep(0.1)
    raise AssertionError(f"{pid} computes nothing")


def alive(pid: int) -> bool:
    """Whether a process still runs."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def courtesy(pid: int) -> tuple[int, str]:
    """Niceness of a process, and its session's where the kernel weighs sessions."""
    session = Path(f"/proc/{pid}/autogroup")
    return os.getpriority(os.PRIO_PROCESS, pid), session.read_text() if session.exists() else ""


def test_what_was_acknowledged_is_there(site: Site) -> None:
    for round_ in range(3):
        lines = acknowledged(site.start(str(ACTS), "creating", keep=True), 5 + 7 * round_)
        found = site.ask("known", lines)
        assert len(lines) >= 5
        assert found == {"missing": [], "journal": True}


def test_acknowledging_early_is_caught(site: Site) -> None:
    """The positive control: an act acknowledged before its commit goes missing, and the check sees it."""
    missing = []
    for round_ in range(6):
        lines = acknowledged(site.start(str(ACTS), "early", keep=True), 4 + round_)
        missing += site.ask("known", lines)["missing"]
        if missing:
            break
    assert missing


def test_a_killed_worker_s_plan_goes_on_to_the_same_result(site: Site) -> None:
    plan = site.ask("create", TERRITORY, str(POSTS))
    worker = site.start("-m", "cockpit.process", "plans")
    site.until(plan, "running", stage="rounds")
    computing = children_of(worker.pid)
    worker.kill()
    worker.wait()
    silent = site.start("-m", "django", "db_worker", "--queue-name", "plans", "--no-startup-delay")
    time.sleep(13)
    assert site.ask("state", plan)["state"] == "running"  # the control: without the sweep nobody takes it up
    assert not any(alive(pid) for pid in computing)  # the child does not outlive its worker
    silent.kill()
    silent.wait()
    site.start("-c", PRESSED, "plans")
    done = site.until(plan, "done", "failed")
    assert done["state"] == "done"
    losses = done["losses"]
    assert losses >= 1  # a busy machine may take the second worker for dead too: its run counts as lost, and goes on
    assert done["attempt"] == losses + 1
    assert done["acts"] == ["plan.created", "plan.launched", *["plan.requeued"] * losses, "plan.done"]
    assert done["result_hash"] == maillage.plan("15", advisors=POSTS, workers=1).summary["result_hash"]
    lines = acknowledged(site.start(str(ACTS), "editing", plan, keep=True), 8)
    kept = site.ask("state", lines[0])
    assert set(map(int, lines[1:])) <= set(kept["edits"])
    assert len(lines) > 8 - 1


def test_a_worker_asked_to_stop_gives_its_plan_back(site: Site) -> None:
    plan = site.ask("create", TERRITORY, str(POSTS))
    worker = site.start("-m", "cockpit.process", "plans")
    site.until(plan, "running")
    worker.terminate()
    worker.wait(timeout=30)
    given = site.ask("state", plan)
    assert (given["state"], given["losses"]) == ("waiting", 0)
    assert given["acts"][-1] == "plan.requeued"


def test_a_cancelled_plan_stops_its_child(site: Site) -> None:
    plan = site.ask("create", TERRITORY, str(POSTS))
    worker = site.start("-m", "cockpit.process", "plans")
    site.until(plan, "running")
    computing = children_of(worker.pid)
    assert {courtesy(pid) for pid in computing} == {courtesy(worker.pid)}  # pages go before both
    assert courtesy(worker.pid)[0] == POLITENESS
    site.ask("cancel", plan)
    end = time.monotonic() + 30
    while any(alive(pid) for pid in computing):
        assert time.monotonic() < end
        time.sleep(0.1)
    assert site.ask("state", plan)["state"] == "cancelled"
    assert worker.poll() is None
