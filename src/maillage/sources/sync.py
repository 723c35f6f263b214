"""Bringing the data up to date: find or download each file, read it, check it, keep it."""

import functools
import hashlib
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import polars as pl

from maillage.sources import catalogue, difference, loading, quality, storage
from maillage.sources.source import Source
from maillage.territory import Territory
from maillage.territory import load as load_territory
from maillage.vocabulary.errors import MaillageError, MalformedFile
from maillage.vocabulary.messages import say

Status = Literal["updated", "unchanged", "refused", "missing"]
Progress = Callable[[str, float], None]
"""Called with a source's identifier and the share of the work done."""


@dataclass(frozen=True)
class Outcome:
    """What became of a source.

    Parameters
    ----------
    source
        Its identifier.
    status
        ``updated``, ``unchanged``, ``refused`` (the previous version, if any, stays) or ``missing`` (no file to read).
    rows
        Rows of the table now kept, 0 if none.
    reason
        Code of the sentence that says why it was refused or is missing.
    values
        What its placeholders show.
    loss
        Share of the file's rows refused.
    seconds
        Time it took.
    changes
        Rows added, removed and changed since the previous version.
    """

    source: str
    status: Status
    rows: int = 0
    reason: str = ""
    values: dict[str, object] = field(default_factory=dict)
    loss: float = 0.0
    seconds: float = 0.0
    changes: dict[str, int] = field(default_factory=dict)

    def __str__(self) -> str:
        return say(self.reason, **self.values) if self.reason else ""


def sync(
    names: Sequence[str] = (),
    *,
    mirror: Path | None = None,
    data_dir: Path | None = None,
    progress: Progress | None = None,
    retrieved_at: str,
    territory: Territory | None = None,
    keep_raw: bool = False,
) -> list[Outcome]:
    """Bring sources up to date.

    Parameters
    ----------
    names
        Identifiers; all sources by default.
    mirror
        Folder laid out as :attr:`Source.mirror` says, read instead of the network.
    data_dir
        See :func:`maillage.sources.storage.folder`.
    progress
        Told of each source.
    retrieved_at
        Day or instant written in the provenance (ISO 8601): this room has no clock.
    territory
        The communes of today; loaded by default.
    keep_raw
        Keep the files themselves beside their tables.

    Raises
    ------
    InvalidOption
        If a source is unknown, or ``retrieved_at`` not a date.
    CannotWrite
        If the data folder refuses.
    """
    quality.day(retrieved_at)
    chosen = catalogue.choose(names)
    territory = territory or load_territory()
    outcomes = []
    for rank, source in enumerate(chosen):
        if progress is not None:
            progress(source.id, rank / len(chosen))
        start = time.perf_counter()
        outcome = _one(source, mirror, data_dir, retrieved_at, territory, keep_raw)
        outcomes.append(Outcome(**{**outcome.__dict__, "seconds": time.perf_counter() - start}))
    if progress is not None:
        progress("", 1.0)
    return outcomes


def table(name: str, data_dir: Path | None = None) -> pl.DataFrame | None:
    """Table of a source, ``None`` where it was never synchronised.

    Raises
    ------
    InvalidOption
        If the source is unknown.
    MissingData
        If its file is damaged.
    """
    return storage.table(data_dir, catalogue.find(name).id)


APART = frozenset(
    ("sync", "storage", "download", "addresses", "standing", "difference", "history", "advice", "__init__")
)
"""Modules that take no part in what a table holds."""


@functools.cache
def recipe() -> str:
    """Digest of the code that reads: a table another recipe made is read again."""
    found = hashlib.sha256(pl.__version__.encode())
    for path in sorted(Path(__file__).parent.glob("*.py")):
        if path.stem not in APART:
            found.update(path.read_bytes())
    return found.hexdigest()[:12]


def _one(
    source: Source, mirror: Path | None, data_dir: Path | None, retrieved_at: str, territory: Territory, keep_raw: bool
) -> Outcome:
    """One source."""
    before = storage.provenance(data_dir, source.id)
    rows = before["rows"] if before else 0
    try:
        if mirror is not None:
            path = next((mirror / file for file in source.mirror if (mirror / file).is_file()), None)
            origin = "" if path is None else next(file for file in source.mirror if mirror / file == path)
            if path is None:
                files = ", ".join(source.mirror)
                return Outcome(
                    source.id, "missing", rows, "sources.not_found",
                    {"source": source.id, "path": str(mirror), "files": files},
                )  # fmt: skip
        elif not source.urls:
            return Outcome(source.id, "missing", rows, "sources.no_address", {"source": source.id})
        else:
            path, origin = _downloaded(source, data_dir)
        return _kept(source, path, origin, before, data_dir, retrieved_at, territory, keep_raw)
    except (MalformedFile, OSError) as error:
        if not isinstance(error, MaillageError) or error.code == "sources.no_data_folder":
            raise
        return Outcome(source.id, "refused", rows, error.code, dict(error.values))


def _downloaded(source: Source, data_dir: Path | None) -> tuple[Path, str]:
    """The file of a source's first address, downloaded unless the copy kept is still the server's."""
    from maillage.sources import download

    home = storage.folder(data_dir) / source.id / "raw"
    found = download.fetch(source.urls[0], home / "file", max_bytes=source.max_bytes)
    return found.path, source.urls[0]


def _kept(
    source: Source,
    path: Path,
    origin: str,
    before: dict[str, Any] | None,
    data_dir: Path | None,
    retrieved_at: str,
    territory: Territory,
    keep_raw: bool,
) -> Outcome:
    """Read a file and keep its table, unless it is the one kept or is worse; a damaged table is made again."""
    made_by = f"{recipe()} {territory.fingerprint[:12]}"
    size = path.stat().st_size
    if size > source.max_bytes:  # told by the loader, before a digest reads it whole
        loading.load(source, path, territory)
    sha256 = storage.digest(path)
    whole = before is not None and storage.sound(data_dir, source.id)
    if before and whole and before["sha256"] == sha256 and before["recipe"] == made_by:
        storage.amend(data_dir, source.id, {"checked_at": retrieved_at})
        return Outcome(source.id, "unchanged", before["rows"], loss=before["loss"])
    reading = loading.load(source, path, territory)
    loading.check(source, reading)
    previous = storage.table(data_dir, source.id) if whole else None
    made: dict[str, int] = {}
    if previous is not None:
        _refuse_drop(source, previous, reading.table)
        made = difference.between(previous, reading.table, source.key).counts
    facts = {
        "source": source.id,
        "publisher": source.publisher,
        "title": source.title,
        "licence": source.licence,
        "shipped": source.shipped,
        "official": source.official,
        "origin": origin,
        "vintage": source.vintage,
        "sha256": sha256,
        "bytes": size,
        "recipe": made_by,
        "rows_read": reading.rows,
        "rows": reading.table.height,
        "refused": reading.refused,
        "loss": round(reading.loss, 6),
        "issues": reading.issues.height,
        "encoding": reading.encoding,
        "delimiter": reading.delimiter,
        "retrieved_at": retrieved_at,
        "checked_at": retrieved_at,
        "quality": quality.as_json(quality.judge(source, reading, territory, retrieved_at)),
    }
    storage.keep(data_dir, source.id, reading.table, reading.issues, facts, raw=path if keep_raw else None)
    return Outcome(source.id, "updated", reading.table.height, loss=reading.loss, changes=made)


def _refuse_drop(source: Source, previous: pl.DataFrame, table: pl.DataFrame) -> None:
    """Refuse a table that loses too many of the rows the previous one had."""
    lost = 1.0 - table.height / previous.height if previous.height else 0.0
    if lost > source.max_drop:
        raise MalformedFile(
            "sources.drop",
            source=source.id,
            rows=table.height,
            before=previous.height,
            share=f"{100 * lost:.1f}",
            most=f"{100 * source.max_drop:g}",
        )
