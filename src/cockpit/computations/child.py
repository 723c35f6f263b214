"""The side of the process that computes: no database; what is asked comes in, events go out, a JSON line each.

An event is ``stage`` and ``share``; at the end ``summary`` (the files are then safe on disk), or ``code`` and
``values`` of what went wrong. The process leads a group of its own, which ends with it, and it ends with its parent.
"""

import json
import os
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable
from typing import Any

from cockpit.computations.failures import CRASHED, DISK
from maillage.vocabulary.errors import MaillageError


def say(**event: object) -> None:
    """Write an event."""
    print(json.dumps(event), flush=True)  # noqa: T201 - the parent reads it


def run(compute: Callable[[dict[str, Any]], None]) -> None:
    """Compute what standard input asks for; the exit code is 0 once it is done or said why not."""
    follow_parent()
    try:
        compute(json.load(sys.stdin))
    except MaillageError as error:
        say(code=error.code, values={name: plain(value) for name, value in error.values.items()})
    except OSError as error:
        say(code=DISK, values={"reason": error.strerror or str(error)})
    except Exception as error:
        traceback.print_exc()
        say(code=CRASHED, values={"reason": f"{type(error).__name__}: {error}"[:300]})


def follow_parent() -> None:
    """End, with every process started here, when the parent disappears."""
    parent = os.getppid()

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(0.5)
        os.killpg(os.getpgid(0), signal.SIGKILL)

    threading.Thread(target=watch, daemon=True).start()


def plain(value: object) -> object:
    """A value that JSON holds."""
    return value if isinstance(value, int | float | str) else str(value)
