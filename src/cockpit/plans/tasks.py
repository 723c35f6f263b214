"""Background work: compute a waiting plan in a process of its own, watched and stopped by the worker."""

import json
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import IO, Any

from django.db import close_old_connections
from django_tasks import task

from cockpit.configuration import queries
from cockpit.plans import running
from cockpit.plans.models import Plan
from cockpit.plans.states import CRASHED

QUEUE = "plans"
HEARTBEAT_SECONDS = 1.0
"""Between two signs of life; a cancellation is noticed with the next."""
LEAST_SECONDS = 0.5
"""Between two writings of progress."""


@task(queue_name=QUEUE)
def compute(uuid: str) -> str:
    """Compute a plan if it still waits; returns the state it was left in."""
    with _stop_asked() as stop:  # first, so that no claim is ever deaf
        plan = running.claim(uuid)
        if plan is None:
            return "passed"
        with _child(plan) as (process, events):
            return _watch(plan, process, events, stop)


def queued(plan: Plan) -> str:
    """Put a plan in the queue, in the caller's transaction; returns the number of the task."""
    return str(compute.enqueue(str(plan.uuid)).id)


def _watch(
    plan: Plan, process: "subprocess.Popen[str]", events: "queue.Queue[dict[str, Any] | None]", stop: threading.Event
) -> str:
    """Pass on what the child tells until it ends, the plan is cancelled or the worker must stop."""
    stage, share, written = "preparing", 0.0, 0.0
    while not stop.is_set():
        try:
            event = events.get(timeout=LEAST_SECONDS)
        except queue.Empty:
            event = {}
        if event is None:
            running.fail(plan, CRASHED, {"reason": f"signal {-process.wait()}" if process.wait() < 0 else "exit"})
            return "failed"
        if "summary" in event:
            return "done" if running.finish(plan, event["summary"]) else "stopped"
        if "code" in event:
            running.fail(plan, event["code"], event["values"])
            return "failed"
        moved = "stage" in event and (event["stage"], event["share"]) != (stage, share)
        stage, share = event.get("stage", stage), event.get("share", share)
        now = time.monotonic()
        if now - written >= (LEAST_SECONDS if moved else HEARTBEAT_SECONDS):
            written = now
            close_old_connections()
            if not running.report(plan, stage, share):
                return "stopped"
    running.release(plan, queued(plan))
    return "released"


@contextmanager
def _child(plan: Plan) -> Iterator[tuple["subprocess.Popen[str]", "queue.Queue[dict[str, Any] | None]"]]:
    """The process that computes a plan, and what it tells; whatever happens, it and its own processes end here."""
    process = subprocess.Popen(
        [sys.executable, "-m", "cockpit.plans.computing"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        process_group=0,  # a session of its own would not give way to pages as the worker's does
    )
    told: queue.Queue[dict[str, Any] | None] = queue.Queue()
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        asked = {
            "uuid": str(plan.uuid),
            "territory": plan.place.spec,
            "options": plan.options,
            "rules": plan.rules,
            "workers": max(1, (os.cpu_count() or 1) // queries.number("plans_at_once")),
        }
        process.stdin.write(json.dumps(asked))
        process.stdin.close()
        reader = threading.Thread(target=_read, args=(process.stdout, told), daemon=True)
        reader.start()
        yield process, told
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _read(stream: IO[str], told: "queue.Queue[dict[str, Any] | None]") -> None:
    """Put each line the child writes in the queue; None at its end."""
    for line in stream:
        try:
            told.put(json.loads(line))
        except ValueError:
            continue
    told.put(None)


@contextmanager
def _stop_asked() -> Iterator[threading.Event]:
    """Set when the worker is asked to stop: a plan is given back rather than finished, and goes on later."""
    stop = threading.Event()
    if threading.current_thread() is not threading.main_thread():
        yield stop
        return
    before: dict[int, Any] = {}

    def hear(number: int, frame: FrameType | None) -> None:
        stop.set()
        handler = before[number]
        if callable(handler):
            handler(number, frame)

    for number in (signal.SIGTERM, signal.SIGINT):
        before[number] = signal.signal(number, hear)
    try:
        yield stop
    finally:
        for heard, handler in before.items():
            signal.signal(heard, handler)
