"""Kill -9 at any moment: what was acknowledged of a timetable holds, what was computing ends, everyone is told once."""

import json
import os
import signal
import subprocess
import sys
import time
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
import pytest
from plans_kept import KEPT, events
from servers import Post, post_office

from cockpit.plans import storage

pytestmark = pytest.mark.database

ACTS = Path(__file__).with_name("timetables_acts.py")
SERVER = os.environ.get("MAILLAGE_DATABASE")
WORKER = "from cockpit import process; process.give_way = lambda: None; process.main()"
"""A worker of the site, that does not give way to whatever else the machine is at: it has to be met at work soon."""
PATIENCE_SECONDS = 120.0
WEEKS = 6


class Site:
    """A site in a folder and a database of its own, acted on by processes that are all killed."""

    def __init__(self, folder: Path, smtp: int) -> None:
        self.environment = {
            **os.environ, "MAILLAGE_DATA": str(folder), "MAILLAGE_PLAN_SILENCE": "6", "MAILLAGE_FIRST_PLAN": "none",
            "MAILLAGE_SMTP_PORT": str(smtp), "DJANGO_SETTINGS_MODULE": "cockpit.settings",
        }  # fmt: skip
        if SERVER:
            database = f"site_{uuid.uuid4().hex}"
            with psycopg.connect(SERVER, autocommit=True) as server:
                server.execute(f"CREATE DATABASE {database}")  # type: ignore[call-overload]
            self.environment["MAILLAGE_DATABASE"] = urlsplit(SERVER)._replace(path=f"/{database}").geturl()
        self.started: list[subprocess.Popen[str]] = []
        self.acting = self.start(str(ACTS), stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def start(self, *command: str, **pipes: int) -> "subprocess.Popen[str]":
        process = subprocess.Popen([sys.executable, *command], env=self.environment, text=True, **pipes)  # type: ignore[call-overload]
        self.started.append(process)
        return process

    def worker(self, queue: str) -> "subprocess.Popen[str]":
        return self.start("-c", WORKER, queue)

    def act(self, *act: Any) -> Any:
        """Have something done; who did it is killed as soon as it has said so."""
        assert self.acting.stdin is not None
        assert self.acting.stdout is not None
        print(json.dumps(act), file=self.acting.stdin, flush=True)
        who, found = json.loads(self.acting.stdout.readline())
        os.kill(who, signal.SIGKILL)
        return found

    def until(self, timetable: str, wanted: str) -> dict[str, Any]:
        found: dict[str, Any] = {}

        def arrived() -> bool:
            nonlocal found
            found = self.act("state", timetable)
            assert found["state"] != "failed"
            return bool(found["state"] == wanted)

        waited(arrived)
        return found

    def stop(self) -> None:
        for process in self.started:
            process.kill()
            with process:
                pass


def waited(done: Callable[[], bool]) -> None:
    """Until something is done."""
    end = time.monotonic() + PATIENCE_SECONDS
    while not done():
        assert time.monotonic() < end
        time.sleep(0.1)


@pytest.fixture(scope="module")
def post() -> Iterator[tuple[Post, int]]:
    with post_office() as office:
        yield office


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, post: tuple[Post, int]) -> Iterator[Site]:
    made = Site(tmp_path_factory.mktemp("site"), post[1])
    made.act("prepare", str(storage.folder(KEPT)), events()[-1]["summary"])
    yield made
    made.stop()


@pytest.fixture(scope="module")
def timetable(site: Site) -> dict[str, Any]:
    """A timetable whose worker was killed while it computed, once another one has ended it; ``orphans`` outlived it."""
    made = site.act("ask", WEEKS)
    worker = site.worker("timetables")
    site.until(made, "running")
    computing = children(worker.pid)
    worker.kill()
    worker.wait()
    site.worker("timetables")
    ended = site.until(made, "ready")
    return ended | {"uuid": made, "orphans": [pid for pid in computing if Path(f"/proc/{pid}").exists()]}


def children(parent: int) -> list[int]:
    """Processes that a worker computes by."""
    found: list[int] = []

    def begun() -> bool:
        table = subprocess.run(["ps", "-eo", "pid,ppid,args"], capture_output=True, text=True, check=True).stdout
        rows = [line.split(None, 2) for line in table.splitlines()[1:]]
        found[:] = [int(own) for own, above, what in rows if int(above) == parent and "timetables.computing" in what]
        return bool(found)

    waited(begun)
    return found


def test_a_computation_cut_short_is_taken_up_and_ends(timetable: dict[str, Any]) -> None:
    losses = timetable["losses"]
    assert losses >= 1  # a busy machine may take the second worker for dead too: its run counts as lost, and goes on
    assert timetable["attempt"] == losses + 1
    assert timetable["acts"] == ["timetable.asked", *["timetable.requeued"] * losses, "timetable.ready"]
    assert timetable["computed"] > 0
    assert timetable["orphans"] == []


def test_what_was_acknowledged_holds_and_is_told_once(
    site: Site, post: tuple[Post, int], timetable: dict[str, Any]
) -> None:
    office, made = post[0], timetable["uuid"]
    site.act("publish_early", made)
    assert site.act("state", made)["state"] == "ready"  # the control: said too early, it did not hold
    gained = site.act("publish", made)["gained"]
    assert site.act("state", made)["state"] == "published"
    assert site.act("state", made)["stops"] == gained == timetable["computed"]

    site.act("people", made)
    proposal = site.act("declare", made)
    assert site.until(proposal, "ready")["away"] == 1
    changed = site.act("publish", proposal)
    after = site.act("state", proposal)
    assert changed["lost"] + changed["moved"] > 0
    assert (after["state"], after["held_by_who_is_away"]) == ("published", 0)

    sender = site.worker("default")
    office.last(2)
    sender.kill()
    sender.wait()
    site.worker("default")  # takes up what the first one was at
    waited(lambda: site.act("waiting") == 0)
    assert Counter(message["To"] for message in office.received) == {"suit@exemple.fr": 1, "ada@exemple.fr": 1}
    assert site.act("whole")
