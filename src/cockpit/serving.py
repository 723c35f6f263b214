"""Start the site: database, assets, web server, background workers; stop it cleanly or not at all."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from types import FrameType

from cockpit import folders
from maillage.vocabulary.errors import InvalidOption
from maillage.vocabulary.messages import language

WEB_WORKERS = 2
THREADS = 4
LEAST_WAIT_SECONDS = 1.0
"""Between two starts of a part that stops by itself."""


def prepare() -> None:
    """Ready Django: settings loaded, database up to date, static files collected, a first plan asked for."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cockpit.settings")
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False, clear=False)
    from cockpit.plans.sweeping import ensure_first_plan
    from cockpit.territories import figures

    figures.renew()
    ensure_first_plan()


def prepare_map() -> None:
    """Have the map's tiles and picture in the cache: half a minute the first time, which is told."""
    from cockpit.map import pictures
    from cockpit.map.tiles import archive

    def tell(step: str, share: float) -> None:
        if step == "tiles" and sys.stderr.isatty():
            words = "Tuiles de la carte" if language() == "fr" else "Map tiles"
            print(f"\r{words} : {share:4.0%}", end="\n" if share == 1.0 else "", file=sys.stderr, flush=True)

    archive(tell)
    pictures.prepare()


def parts(host: str, port: int, plans_at_once: int = 1) -> dict[str, list[str]]:
    """Command of each process of the site."""
    return {
        "web": [
            sys.executable, "-m", "cockpit.process", "gunicorn", "cockpit.wsgi", "--bind", f"{host}:{port}",
            "--preload", "--worker-class", "gthread", "--workers", str(WEB_WORKERS), "--threads", str(THREADS),
            "--log-level", "warning", "--no-control-socket", "--config", "python:cockpit.process",
        ],
        "work": [sys.executable, "-m", "cockpit.process", "work"],
        "timetables": [sys.executable, "-m", "cockpit.process", "timetables"],
        **{f"plans-{k}": [sys.executable, "-m", "cockpit.process", f"plans-{k}"] for k in range(plans_at_once)},
    }  # fmt: skip


def run(host: str, port: int) -> int:
    """Serve until stopped; a part that ends by itself is started again.

    Raises
    ------
    InvalidOption
        If something listens there already.
    """
    with contextlib.closing(socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError as error:
            raise InvalidOption("cli.port", host=host, port=port) from error
    os.environ.setdefault("MAILLAGE_ADDRESS", _address(host, port))
    folders.secret()  # drawn before two read it
    web = parts(host, port)["web"]
    early = subprocess.Popen(web, stdin=subprocess.PIPE, start_new_session=True)  # reads its code meanwhile
    try:
        prepare()
        prepare_map()
        from cockpit.configuration import queries

        at_once = queries.number("plans_at_once")
    except BaseException:
        early.kill()
        raise
    _let_go(early)
    print(_where(host, port), flush=True)
    return _Supervisor(parts(host, port, at_once), {"web": early}).run()


def _let_go(process: subprocess.Popen[bytes]) -> None:
    """Have a process that waits for a line go on; one that is gone is started again by the supervisor."""
    assert process.stdin is not None
    with contextlib.suppress(BrokenPipeError):
        process.stdin.write(b"go\n")
        process.stdin.close()


def _address(host: str, port: int) -> str:
    """Of the local site."""
    return f"http://{'localhost' if host in ('127.0.0.1', '::1') else host}:{port}"


def _where(host: str, port: int) -> str:
    """Where to point a browser."""
    address = f"{_address(host, port)}/"
    if language() == "fr":
        return f"Le site est ouvert : {address} (Ctrl-C pour l'arrêter)"
    return f"The site is open: {address} (Ctrl-C stops it)"


class _Supervisor:
    """Keeps the site's processes alive until asked to stop."""

    def __init__(self, commands: dict[str, list[str]], running: dict[str, subprocess.Popen[bytes]]) -> None:
        self.commands = commands
        self.running = running
        self.stopping = False

    def run(self) -> int:
        """Start, watch, stop."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._stop)
        while not self.stopping:
            for name, command in self.commands.items():
                if name not in self.running or self.running[name].poll() is not None:
                    self.running[name] = subprocess.Popen(command, stdin=subprocess.DEVNULL, start_new_session=True)
            time.sleep(LEAST_WAIT_SECONDS)
        for process in self.running.values():
            process.terminate()
        for process in self.running.values():
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(timeout=10)
            if process.poll() is None:
                process.kill()
        return 0

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        self.stopping = True
