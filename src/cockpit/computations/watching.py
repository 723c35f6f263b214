"""The worker's side: a process of its own computes, watched and stopped from here."""

import json
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import IO, Any, TypeVar

from django.db import close_old_connections

from cockpit.computations import running
from cockpit.computations.failures import CRASHED
from cockpit.computations.model import Computed

HEARTBEAT_SECONDS = 1.0
"""Between two signs of life; a cancellation is noticed with the next."""
LEAST_SECONDS = 0.5
"""Between two writings of progress."""

Row = TypeVar("Row", bound=Computed)


def follow(
    row: Row,
    module: str,
    asked: dict[str, Any],
    stop: threading.Event,
    finish: Callable[[Row, dict[str, Any]], bool],
    again: Callable[[Row], str],
) -> str:
    """Compute a claimed row until it ends, is cancelled or the worker must stop; returns what became of it.

    Parameters
    ----------
    module
        Started with ``asked`` as JSON; it answers as :mod:`cockpit.computations.child` says.
    finish
        Keeps what the event that holds ``summary`` tells.
    again
        Puts the row in the queue.
    """
    with _child(module, asked) as (process, events):
        return _watch(row, process, events, stop, finish, again)


def _watch(
    row: Row,
    process: "subprocess.Popen[str]",
    events: "queue.Queue[dict[str, Any] | None]",
    stop: threading.Event,
    finish: Callable[[Row, dict[str, Any]], bool],
    again: Callable[[Row], str],
) -> str:
    """Pass on what the child tells."""
    stage, share, written = row.stage, 0.0, 0.0
    while not stop.is_set():
        try:
            event = events.get(timeout=LEAST_SECONDS)
        except queue.Empty:
            event = {}
        if event is None:
            running.fail(row, CRASHED, {"reason": f"signal {-process.wait()}" if process.wait() < 0 else "exit"})
            return "failed"
        if "summary" in event:
            return "done" if finish(row, event["summary"]) else "stopped"
        if "code" in event:
            running.fail(row, event["code"], event["values"])
            return "failed"
        moved = "stage" in event and (event["stage"], event["share"]) != (stage, share)
        stage, share = event.get("stage", stage), event.get("share", share)
        now = time.monotonic()
        if now - written >= (LEAST_SECONDS if moved else HEARTBEAT_SECONDS):
            written = now
            close_old_connections()
            if not running.report(row, stage, share):
                return "stopped"
    running.release(row, again(row))
    return "released"


@contextmanager
def _child(
    module: str, asked: dict[str, Any]
) -> Iterator[tuple["subprocess.Popen[str]", "queue.Queue[dict[str, Any] | None]"]]:
    """The process that computes, and what it tells; whatever happens, it and its own processes end here."""
    process = subprocess.Popen(
        [sys.executable, "-m", module],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        process_group=0,  # a session of its own would not give way to pages as the worker's does
    )
    told: queue.Queue[dict[str, Any] | None] = queue.Queue()
    assert process.stdin is not None
    assert process.stdout is not None
    reader = threading.Thread(target=_read, args=(process.stdout, told), daemon=True)
    reader.start()
    try:
        with suppress(BrokenPipeError):  # it died at once: the end of what it tells says so
            process.stdin.write(json.dumps(asked))
            process.stdin.close()
        yield process, told
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        reader.join(timeout=LEAST_SECONDS)  # nobody writes any more: it meets the end
        if not reader.is_alive():
            process.stdout.close()


def _read(stream: IO[str], told: "queue.Queue[dict[str, Any] | None]") -> None:
    """Put each line the child writes in the queue; None at its end."""
    for line in stream:
        try:
            told.put(json.loads(line))
        except ValueError:
            continue
    told.put(None)


@contextmanager
def stop_asked() -> Iterator[threading.Event]:
    """Set when the worker is asked to stop: a row is given back rather than finished, and goes on later."""
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
