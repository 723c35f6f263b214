"""Whether the site is well: each check as data, one word for the public, every figure for administrators."""

import datetime
import functools
import shutil
import socket
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from cockpit import folders
from cockpit.administration import queries, security
from cockpit.administration.models import Heartbeat
from cockpit.journal.queries import last_verification
from cockpit.map.tiles import archive
from cockpit.wording import both
from maillage import __version__

SILENT_SECONDS = 90
"""A worker is taken for dead after this long without a sign of life."""
WAITING_MINUTES = 30
"""A task should not wait longer for a worker."""
FREE_BYTES = 1 << 30
MAIL_SECONDS = 1.0
"""The mail server should not take longer to take a call."""


@dataclass(frozen=True)
class Check:
    """One thing looked at.

    Attributes
    ----------
    name
        As people call it.
    well
        Whether it is as it should be.
    told
        What was found.
    """

    name: str
    well: bool
    told: str


def checks() -> list[Check]:
    """Everything that must be well, each looked at now."""
    return [look() for look in (_database, _queue, _disk, _journal)]


def well() -> bool:
    """Whether everything is well."""
    return all(check.well for check in checks())


def facts() -> list[tuple[str, str]]:
    """What administrators like to know besides: names and values."""
    table = queries.sources()
    present = table.filter(table["rows"].is_not_null())
    oldest = present["vintage"].min() if present.height else None
    tiles = archive().path
    expiry = security.expires_at()
    return [
        (both("Version", "Version"), __version__),
        (both("Base", "Database"), connection.display_name),
        (both("Sources de données présentes", "Data sources present"), f"{present.height} / {table.height}"),
        (both("Millésime le plus ancien", "Oldest vintage"), str(oldest or "–")),
        (
            both("Tuiles de la carte", "Map tiles"),
            _decimal(tiles.stat().st_size / 1e6, "Mo", "MB") if tiles else both("à faire", "to be made"),
        ),
        (both("Serveur de courrier", "Mail server"), _mail()),
        (
            both("Contact de sécurité", "Security contact"),
            f"{expiry:%d/%m/%Y}"
            if expiry
            else str(both("non publié : confirmez-le dans les réglages", "not published: confirm it in the settings")),
        ),
    ]  # fmt: skip


def _decimal(value: float, french: str, english: str) -> str:
    """A figure with one decimal and its unit."""
    return both(f"{value:.1f}".replace(".", ",") + f" {french}", f"{value:.1f} {english}")


def _mail() -> str:
    """Whether the mail server takes calls."""
    where = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
    try:
        socket.create_connection((settings.EMAIL_HOST, settings.EMAIL_PORT), MAIL_SECONDS).close()
    except OSError:
        return both(
            f"{where} ne répond pas : invitations et mots de passe oubliés ne partent pas ; réglez MAILLAGE_SMTP_HOST",
            f"{where} does not answer: invitations and forgotten passwords do not leave; set MAILLAGE_SMTP_HOST",
        )
    return both(f"{where} répond", f"{where} answers")


def _guarded(look: Callable[[], Check]) -> Callable[[], Check]:
    """A check that cannot be made is not well."""

    @functools.wraps(look)
    def guarded() -> Check:
        try:
            return look()
        except (DatabaseError, OSError) as error:
            return Check(look.__doc__ or "", False, type(error).__name__)

    return guarded


@_guarded
def _database() -> Check:
    """Base de données."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    executor = MigrationExecutor(connection)
    behind = executor.migration_plan(executor.loader.graph.leaf_nodes())
    told = both("répond, à jour", "answers, up to date")
    late = both("répond, à mettre à jour : redémarrez le site", "answers, to be upgraded: restart the site")
    return Check(both("Base de données", "Database"), not behind, late if behind else told)


@_guarded
def _queue() -> Check:
    """Travail de fond."""
    name, now = both("Travail de fond", "Background work"), timezone.now()
    last = Heartbeat.objects.first()
    if last is None or (now - last.at).total_seconds() > SILENT_SECONDS:
        return Check(name, False, both("aucun processus ne répond", "no process answers"))
    late = queries.waiting().filter(
        enqueued_at__lt=now - datetime.timedelta(minutes=WAITING_MINUTES), queue_name="default"
    )
    if late.exists():
        return Check(name, False, both("des tâches attendent trop longtemps", "tasks have waited too long"))
    seconds = int((now - last.at).total_seconds())
    return Check(name, True, both(f"signe de vie il y a {seconds} s", f"sign of life {seconds} s ago"))


@_guarded
def _disk() -> Check:
    """Disque."""
    free = shutil.disk_usage(folders.site()).free
    told = _decimal(free / 1e9, "Go libres", "GB free")
    return Check(both("Disque", "Disk"), free >= FREE_BYTES, told)


@_guarded
def _journal() -> Check:
    """Journal."""
    name, last = both("Journal", "Journal"), last_verification()
    if last is None:
        return Check(name, True, both("pas encore vérifié", "not verified yet"))
    day = timezone.localtime(last.at)
    if last.broken:
        return Check(name, False, both(f"rompu à l'entrée {last.broken}", f"broken at entry {last.broken}"))
    return Check(
        name, True, both(f"intact, vérifié le {day:%d/%m/%Y %H:%M}", f"intact, verified on {day:%d/%m/%Y %H:%M}")
    )
