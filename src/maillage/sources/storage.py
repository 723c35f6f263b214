"""Tables kept on disk with where they come from; the last good version is never lost.

Each source has a folder: one folder for each version (``table.parquet``, ``issues.parquet``, ``provenance.json`` and,
when asked, the raw file), written aside and renamed whole, and ``current.json``, which names the versions that count,
replaced in one step. Killed at any moment, the pointer still names whole versions.
"""

import contextlib
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl

from maillage.vocabulary.errors import CannotWrite, MissingData, SystemReason

PREVIOUS_KEPT = 2
POINTER = "current.json"
_ASIDE = ".writing-"
_PARTS = ("table", "issues")
_CHUNK_BYTES = 1 << 20


def folder(data_dir: Path | None) -> Path:
    """Folder of the data: the one given, the environment's ``MAILLAGE_DATA``, else the user's data folder."""
    if data_dir is None:
        chosen = os.environ.get("MAILLAGE_DATA")
        if chosen:
            data_dir = Path(chosen)
        else:
            import platformdirs

            data_dir = platformdirs.user_data_path("maillage")
    return data_dir / "sources"


def digest(path: Path) -> str:
    """SHA-256 of a file, read by pieces."""
    found = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK_BYTES):
            found.update(chunk)
    return found.hexdigest()


def versions(data_dir: Path | None, source_id: str) -> list[str]:
    """Names of the versions kept, the current one first."""
    try:
        pointer = json.loads((folder(data_dir) / source_id / POINTER).read_text())
        return [str(name) for name in pointer["versions"]]
    except (OSError, ValueError, KeyError, TypeError):
        return []


def provenance(data_dir: Path | None, source_id: str, version: str | None = None) -> dict[str, Any] | None:
    """Where a table comes from, ``None`` where there is none."""
    where = _where(data_dir, source_id, version)
    if where is None:
        return None
    try:
        found = json.loads((where / "provenance.json").read_text())
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) else None


def table(
    data_dir: Path | None, source_id: str, version: str | None = None, *, part: str = "table"
) -> pl.DataFrame | None:
    """A kept table, or its ``issues``; ``None`` where there is none.

    Raises
    ------
    MissingData
        If it is kept but damaged.
    """
    where = _where(data_dir, source_id, version)
    if where is None:
        return None
    path = where / f"{part}.parquet"
    try:
        return pl.read_parquet(path)
    except (OSError, pl.exceptions.PolarsError) as error:
        raise MissingData("sources.damaged", path=str(path), source=source_id) from error


def sound(data_dir: Path | None, source_id: str, version: str | None = None) -> bool:
    """Whether a version's files are those written: by their digests where it tells them, else by reading them."""
    facts, where = provenance(data_dir, source_id, version), _where(data_dir, source_id, version)
    if facts is None or where is None:
        return False
    try:
        if (told := facts.get("files")) is not None:
            return all(digest(where / name) == wanted for name, wanted in told.items())
        return all(table(data_dir, source_id, version, part=part) is not None for part in _PARTS)
    except OSError:
        return False


def keep(
    data_dir: Path | None,
    source_id: str,
    frame: pl.DataFrame,
    issues: pl.DataFrame,
    facts: dict[str, Any],
    raw: Path | None = None,
) -> str:
    """Make a table the current version of a source; older ones but the last two go.

    Parameters
    ----------
    data_dir
        See :func:`folder`.
    source_id
        The source.
    frame, issues
        What was read.
    facts
        Its provenance; ``sha256`` and ``recipe`` name the version.
    raw
        The file itself, to keep beside.

    Returns
    -------
    str
        The version's name.

    Raises
    ------
    CannotWrite
        Disk full or no permission: the previous version is still the current one.
    """
    home = folder(data_dir) / source_id
    name = hashlib.sha256(f"{facts['sha256']} {facts['recipe']}".encode()).hexdigest()[:16]
    with _told(home):
        home.mkdir(parents=True, exist_ok=True)
        _sweep(home)
        if not (name in versions(data_dir, source_id) and sound(data_dir, source_id, name)):
            aside = Path(tempfile.mkdtemp(prefix=_ASIDE, dir=home))
            try:
                frame.write_parquet(aside / "table.parquet", compression="zstd")
                issues.write_parquet(aside / "issues.parquet", compression="zstd")
                if raw is not None:
                    shutil.copyfile(raw, aside / f"raw{raw.suffix}")
                told = facts | {"files": {f"{part}.parquet": digest(aside / f"{part}.parquet") for part in _PARTS}}
                (aside / "provenance.json").write_text(json.dumps(told, ensure_ascii=False, indent=1))
                for path in aside.iterdir():
                    _flush(path)
                shutil.rmtree(home / name, ignore_errors=True)
                aside.rename(home / name)
            finally:
                shutil.rmtree(aside, ignore_errors=True)
        kept = [name, *(version for version in versions(data_dir, source_id) if version != name)][: 1 + PREVIOUS_KEPT]
        replace(home / POINTER, json.dumps({"versions": kept}).encode())
        for path in home.iterdir():
            if path.is_dir() and path.name not in kept and not path.name.startswith((_ASIDE, "raw")):
                shutil.rmtree(path, ignore_errors=True)
    return name


def amend(data_dir: Path | None, source_id: str, changes: dict[str, Any]) -> None:
    """Change facts of the current version's provenance, such as when it was last found unchanged."""
    facts = provenance(data_dir, source_id)
    where = _where(data_dir, source_id, None)
    if facts is not None and where is not None:
        with _told(where):
            replace(where / "provenance.json", json.dumps(facts | changes, ensure_ascii=False, indent=1).encode())


def replace(path: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    handle, name = tempfile.mkstemp(prefix=".", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _where(data_dir: Path | None, source_id: str, version: str | None) -> Path | None:
    """Folder of a version, the current one by default."""
    kept = versions(data_dir, source_id)
    if not kept or (version is not None and version not in kept):
        return None
    return folder(data_dir) / source_id / (version or kept[0])


def _flush(path: Path) -> None:
    """Wait until the disk has a file."""
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _sweep(home: Path) -> None:
    """Remove what a process killed while writing left."""
    for left in home.glob(f"{_ASIDE}*"):
        shutil.rmtree(left, ignore_errors=True)


@contextlib.contextmanager
def _told(home: Path) -> Iterator[None]:
    """Put words on a disk that refuses."""
    try:
        yield
    except OSError as error:
        raise CannotWrite("sources.no_data_folder", path=str(home), cause=SystemReason.of(error)) from error
