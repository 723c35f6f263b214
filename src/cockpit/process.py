"""One process of the site; it ends when the one that started it is gone, even killed."""

import contextlib
import importlib
import os
import signal
import sys
import threading
import time
from pathlib import Path

POLITENESS = 19
"""Niceness of background work: pages come first."""
PATIENCE_SECONDS = 30.0
"""To have the session's niceness set; several workers start at once."""
AUTOGROUP = Path("/proc/self/autogroup")


def follow_parent() -> None:
    """Stop as if asked to when the parent disappears."""
    parent = os.getppid()

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1.0)
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, daemon=True).start()


def post_worker_init(_worker: object) -> None:
    """Have in memory what most pages need (gunicorn's hook): after forking, which polars' threads do not survive."""
    from cockpit.map.tiles import archive
    from cockpit.territories.figures import table

    archive()
    table()


def import_site() -> None:
    """Read the site's code, none of its data: what a web server does first may be done while others prepare them."""
    import django

    django.setup()
    importlib.import_module("cockpit.urls")


def wait_for_leave() -> None:
    """Until who started this process has written a line to it, or has nothing to write with."""
    sys.stdin.readline()


def give_way() -> None:
    """Let pages go first.

    Linux weighs niceness within a session only (``man 7 sched``, autogroup) and each process here has its own: the
    session's niceness is set too. A child that opened a session of its own would leave this one's.
    """
    os.nice(POLITENESS)
    end = time.monotonic() + PATIENCE_SECONDS
    with contextlib.suppress(OSError):  # no autogroups here, or not ours to set
        while not _session_gives_way() and time.monotonic() < end:
            time.sleep(0.02)


def _session_gives_way() -> bool:
    """Whether the session took its niceness: the kernel takes one in a tenth of a second, of all who ask."""
    try:
        AUTOGROUP.write_text(str(POLITENESS))
    except BlockingIOError:
        return False
    return True


def main() -> None:
    """Run the web server, or a background worker of the queue that is named."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cockpit.settings")
    what = sys.argv[1]
    follow_parent()
    if what == "gunicorn":
        from gunicorn.app.wsgiapp import run

        import_site()
        wait_for_leave()
        sys.argv = sys.argv[1:]
        run()
    else:
        give_way()
        import django
        from django.core.management import call_command

        django.setup()
        from cockpit.administration import clock

        queue = next((name for name in ("plans", "timetables") if what.startswith(name)), "default")
        worker = clock.worker_name(what)
        clock.start(worker)
        if queue != "default":
            from cockpit.computations.sweeping import keep_sweeping
            from cockpit.plans.sweeping import sweep as plans
            from cockpit.timetables.sweeping import sweep as timetables

            keep_sweeping([plans, timetables])
        call_command(
            "db_worker",
            queue_name=queue,
            worker_id=worker,
            interval=0.5,
            reload=False,
            startup_delay=False,
            verbosity=0,
        )


if __name__ == "__main__":
    main()
