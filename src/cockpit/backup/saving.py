"""Making the archive, from one instant of the database, while the site runs."""

import contextlib
import hashlib
import os
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

from django.db import connection, connections, transaction
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from cockpit import folders
from cockpit.backup import archive, tables
from cockpit.backup.archive import Manifest, Table
from cockpit.errors import Refused
from cockpit.journal import chain
from cockpit.journal.models import Entry
from cockpit.wording import both
from maillage import __version__

ASIDE = ".restoring-"
SNAPSHOT = "snapshot"
NOT_KEPT = ("site.sqlite3", "secret.before", "static/")


def backup(path: Path) -> Manifest:
    """Write the site's database and files into one archive that its owner alone may read.

    The archive holds personal data, the sealed second factors and the secret that opens them (unless the secret is
    given by ``MAILLAGE_SECRET``): keep it as you keep a password.

    Raises
    ------
    Refused
        If the file exists already, or cannot be written.
    """
    if path.exists():
        raise Refused(both(f"{path} existe déjà : donnez un autre nom.", f"{path} exists already: give another name."))
    aside = path.with_name(f".{path.name}.writing-{os.getpid()}")
    try:
        handle = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as stream, _instant() as using:
            with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as into:
                manifest = _written(into, using)
            stream.flush()
            os.fsync(stream.fileno())
        aside.replace(path)
    except OSError as error:
        raise Refused(
            both(f"{path} ne s'écrit pas : {error.strerror}.", f"{path} cannot be written: {error.strerror}.")
        ) from error
    finally:
        aside.unlink(missing_ok=True)
    return manifest


def own_files() -> Iterator[tuple[str, Path]]:
    """Files of the site's folder, but the database's, the assets and what a restoration leaves: names and paths."""
    root = folders.site()
    for found in sorted(root.rglob("*")):
        name = found.relative_to(root).as_posix()
        if found.is_file() and not name.startswith(NOT_KEPT) and not found.name.startswith(ASIDE):
            yield name, found


@contextlib.contextmanager
def _instant() -> Iterator[str]:
    """The database as it is now, whatever is written meanwhile, without holding anyone up: alias to read it by."""
    if connection.vendor == "postgresql":
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield "default"
        return
    with tempfile.TemporaryDirectory(prefix="maillage-backup-") as folder:
        copy = Path(folder) / "copy.sqlite3"
        connection.ensure_connection()
        with contextlib.closing(sqlite3.connect(copy)) as into:
            connection.connection.backup(into)
        connections.databases[SNAPSHOT] = {**connections.databases["default"], "NAME": str(copy)}
        try:
            yield SNAPSHOT
        finally:
            connections[SNAPSHOT].close()
            del connections.databases[SNAPSHOT]


def _written(into: zipfile.ZipFile, using: str) -> Manifest:
    """Write tables, files and manifest."""
    loader = MigrationLoader(connections[using])
    migrations: dict[str, list[str]] = {}
    for app, name in loader.applied_migrations:
        migrations.setdefault(app, []).append(name)
    state = loader.project_state(loader.graph.leaf_nodes())
    found = {label: _table(into, label, model, using) for label, model in tables.kept(state.apps).items()}
    broken = chain.first_broken(Entry.objects.using(using).order_by("id").iterator(chunk_size=2000))
    manifest = Manifest(
        version=__version__,
        engine=connection.vendor,
        made_at=timezone.now().isoformat(timespec="seconds"),
        migrations={app: sorted(names) for app, names in sorted(migrations.items())},
        tables=found,
        files=dict(_file(into, name, path) for name, path in own_files()),
        broken=broken.pk if broken else None,
    )
    into.writestr(archive.MANIFEST, manifest.written())
    return manifest


def _table(into: zipfile.ZipFile, label: str, model: tables.Model, using: str) -> Table:
    """Write a table."""
    number, total = 0, hashlib.sha256()
    with into.open(archive.member(label), "w", force_zip64=True) as stream:
        for line in tables.lines(model, using):
            stream.write(line)
            total.update(line)
            number += 1
    return Table([str(field.column) for field in tables.columns(model)], number, total.hexdigest())


def _file(into: zipfile.ZipFile, name: str, path: Path) -> tuple[str, str]:
    """Write a file; its digest is that of the bytes written."""
    total = hashlib.sha256()
    with path.open("rb") as source, into.open(f"files/{name}", "w", force_zip64=True) as stream:
        while chunk := source.read(archive.CHUNK):
            stream.write(chunk)
            total.update(chunk)
    return name, total.hexdigest()
