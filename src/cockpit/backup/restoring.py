"""Putting an archive back: everything is checked first, and the database changes in one transaction."""

import contextlib
import os
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

from cockpit import folders
from cockpit.backup import archive, tables
from cockpit.backup.archive import Manifest
from cockpit.backup.saving import ASIDE, own_files
from cockpit.errors import Refused
from cockpit.journal.queries import first_broken
from cockpit.wording import both

SECRET = "secret"
WAIT_SECONDS = 20
"""For a site still running to let go of its tables."""


def restore(path: Path) -> Manifest:
    """Replace the site's database and files by an archive's; killed at any moment, the site is the old one or the new.

    Files of the archive are laid beside the old ones first (names that are new, or aside under another name), the
    database changes in one transaction, then the files take their names. Until the very end both secrets are known,
    so that whatever either state sealed is read.

    Raises
    ------
    Refused
        If the archive is damaged, its schema is newer than this software, or the database is held by a running site.
    """
    opened, manifest = archive.checked(path)
    with opened:
        _known(manifest)
        folders.site().mkdir(parents=True, exist_ok=True)
        staged = _stage(opened, manifest)
        try:
            _replace(opened, manifest)
        except DatabaseError as error:
            for aside in staged.values():
                aside.unlink(missing_ok=True)
            raise Refused(
                both(
                    f"La base ne se laisse pas remplacer ({error}) : arrêtez le site, puis réessayez. Rien n'a changé.",
                    f"The database cannot be replaced ({error}): stop the site, then try again. Nothing has changed.",
                )
            ) from error
    for name, aside in staged.items():
        aside.replace(folders.site() / name)
    for name, found in list(own_files()):
        if name not in manifest.files and name != SECRET:
            found.unlink()
    return manifest


def _known(manifest: Manifest) -> None:
    """Refuse a schema this software does not know."""
    graph = MigrationExecutor(connection).loader.graph
    unknown = [f"{app}.{name}" for app, names in manifest.migrations.items() for name in names
               if (app, name) not in graph.nodes and not name.startswith("__")]  # fmt: skip
    replaced = {key for node in graph.nodes.values() if node is not None for key in node.replaces}
    unknown = [name for name in unknown if tuple(name.split(".", 1)) not in replaced]
    if unknown:
        raise Refused(
            both(
                f"Cette archive vient d'une version plus récente ({manifest.version}, {unknown[0]}) : "
                "mettez le logiciel à jour, puis réessayez. Rien n'a été touché.",
                f"This archive comes from a newer version ({manifest.version}, {unknown[0]}): "
                "upgrade the software, then try again. Nothing was touched.",
            )
        )


def _stage(opened: zipfile.ZipFile, manifest: Manifest) -> dict[str, Path]:
    """Lay the archive's files: new names at once, those of the old state aside; returns the latter."""
    root, aside = folders.site(), {}
    for name, sha256 in manifest.files.items():
        target = root / name
        if target.is_file():
            with target.open("rb") as stream:
                if archive.digest(stream) == sha256:
                    continue
        target.parent.mkdir(parents=True, exist_ok=True)
        beside = target.with_name(f"{ASIDE}{target.name}")
        beside.unlink(missing_ok=True)
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as into, opened.open(f"files/{name}") as source:
            shutil.copyfileobj(source, into)
            into.flush()
            os.fsync(into.fileno())
        if name == SECRET and target.is_file():
            _both_secrets(target, beside)
        elif target.exists():
            aside[name] = beside
        else:
            beside.replace(target)
    return aside


def _both_secrets(target: Path, beside: Path) -> None:
    """Make the archive's secret the site's, the old one staying known as the one before."""
    before = target.with_name("secret.before")
    copy = target.with_name(f"{ASIDE}before")
    copy.unlink(missing_ok=True)
    with os.fdopen(os.open(copy, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as into:
        into.write(target.read_text(encoding="ascii"))
        into.flush()
        os.fsync(into.fileno())
    copy.replace(before)
    beside.replace(target)


@contextlib.contextmanager
def _one_transaction() -> Iterator[None]:
    """One transaction in which tables may be made and dropped."""
    connection.disable_constraint_checking()  # SQLite: possible only outside a transaction, checked at its end
    try:
        with transaction.atomic():
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute(f"SET LOCAL lock_timeout = '{WAIT_SECONDS}s'")
            yield
    finally:
        connection.enable_constraint_checking()


def _replace(opened: zipfile.ZipFile, manifest: Manifest) -> None:
    """Drop every table, make those of the archive's schema, fill them, check them, bring them to this version."""
    with _one_transaction():
        _drop()
        executor = MigrationExecutor(connection)
        state = executor.migrate(_last(executor, manifest))
        found = tables.kept(state.apps)
        with connection.cursor() as cursor:
            for model in found.values():
                cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")
        connection.check_constraints()  # PostgreSQL: puts off again the checks that migrations asked for at once
        for label, table in manifest.tables.items():
            tables.fill(found[label], table.columns, archive.table_lines(opened, label), connection)
        for label, table in manifest.tables.items():
            if tables.digest(tables.lines(found[label], "default")) != (table.rows, table.sha256):
                raise DatabaseError(f"{label} was not restored as it was saved")
        tables.renumber(found.values(), connection)
        connection.check_constraints()
        call_command("migrate", verbosity=0, interactive=False)
        broken = first_broken()
        if (broken.pk if broken else None) != manifest.broken:
            raise DatabaseError("the journal's chain does not hold as it did")


def _last(executor: MigrationExecutor, manifest: Manifest) -> list[tuple[str, str]]:
    """Of the archive's migrations, those that no other of them follows."""
    nodes = executor.loader.graph.node_map
    own = {(app, name) for app, names in manifest.migrations.items() for name in names} & set(nodes)
    return sorted(key for key in own if not own & {child.key for child in nodes[key].children})


def _drop() -> None:
    """Drop every table of the site, and what the journal's triggers call."""
    more = " CASCADE" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        for name in connection.introspection.table_names(cursor):
            cursor.execute(f"DROP TABLE {connection.ops.quote_name(name)}{more}")
        if connection.vendor == "postgresql":
            cursor.execute("DROP FUNCTION IF EXISTS journal_refuse()")
