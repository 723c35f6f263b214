"""The archive: a ZIP file of tables, files and the manifest that says what they must be."""

import hashlib
import json
import zipfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from cockpit.errors import Refused
from cockpit.wording import both

FORMAT = 1
MANIFEST = "manifest.json"
CHUNK = 1 << 20


@dataclass(frozen=True)
class Table:
    """What a table must be: its columns, number of rows, SHA-256 of its lines."""

    columns: list[str]
    rows: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """What an archive holds.

    Attributes
    ----------
    version, engine, made_at
        Which software and database made it, and when.
    migrations
        Applied migrations of each application, in order.
    tables
        By the label of their model.
    files
        SHA-256 of each file of the site's folder.
    broken
        Number of the journal's first broken entry when the archive was made; None: the chain held.
    """

    version: str
    engine: str
    made_at: str
    migrations: dict[str, list[str]]
    tables: dict[str, Table]
    files: dict[str, str]
    broken: int | None

    def written(self) -> str:
        """As the archive holds it."""
        return json.dumps({"format": FORMAT, **asdict(self)}, ensure_ascii=False, indent=1)


def member(label: str) -> str:
    """Name of a table in the archive."""
    return f"tables/{label}.jsonl"


def digest(stream: IO[bytes]) -> str:
    """SHA-256 of a stream, read by pieces."""
    total = hashlib.sha256()
    while chunk := stream.read(CHUNK):
        total.update(chunk)
    return total.hexdigest()


def table_lines(archive: zipfile.ZipFile, label: str) -> Iterator[bytes]:
    """Lines of a table."""
    with archive.open(member(label)) as stream:
        yield from stream


def checked(path: Path) -> tuple[zipfile.ZipFile, Manifest]:
    """Open an archive and check every byte of it against its manifest, before anything is touched.

    Raises
    ------
    Refused
        If it cannot be read, was damaged, or names a file outside the site's folder.
    """
    try:
        archive = zipfile.ZipFile(path)
        manifest = _manifest(archive)
        for label, table in manifest.tables.items():
            number, total = 0, hashlib.sha256()
            for line in table_lines(archive, label):
                number += 1
                total.update(line)
            if (number, total.hexdigest()) != (table.rows, table.sha256):
                raise _damaged(path, member(label))
        for name, sha256 in manifest.files.items():
            inside = PurePosixPath(name)
            if inside.is_absolute() or ".." in inside.parts:
                raise _damaged(path, name)
            with archive.open(f"files/{name}") as stream:
                if digest(stream) != sha256:
                    raise _damaged(path, name)
    except (OSError, zipfile.BadZipFile, KeyError, ValueError, TypeError, EOFError) as error:
        raise _damaged(path, str(error)) from error
    return archive, manifest


def _manifest(archive: zipfile.ZipFile) -> Manifest:
    read = json.loads(archive.read(MANIFEST))
    if read.pop("format") != FORMAT:
        raise Refused(
            both(
                "Cette archive vient d'une version plus récente du logiciel : mettez-le à jour, puis réessayez.",
                "This archive comes from a newer version of the software: upgrade it, then try again.",
            )
        )
    read["tables"] = {label: Table(**table) for label, table in read["tables"].items()}
    return Manifest(**read)


def _damaged(path: Path, where: str) -> Refused:
    return Refused(
        both(
            f"{path} n'est pas une sauvegarde entière ({where}) : prenez-en une autre. Rien n'a été touché.",
            f"{path} is not a whole backup ({where}): take another one. Nothing was touched.",
        )
    )
