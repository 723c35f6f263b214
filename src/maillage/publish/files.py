"""Results on disk: every file whole, or not there at all.

All files are first written and flushed to the disk in a hidden folder beside their destination, then each takes its
place by one atomic rename, ``plan.json`` last. A process killed while it computes or writes therefore leaves the
earlier results as they were; only between two of the seven renames, which follow one another within a millisecond,
could a kill leave whole files of two plans side by side. The user's own files in the folder are never touched.
"""

import contextlib
import errno
import os
import shutil
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import polars as pl

from maillage.publish.tables import csv_text, json_text, places_table
from maillage.vocabulary.errors import CannotWrite, SystemReason
from maillage.vocabulary.plan import Plan
from maillage.vocabulary.timetable import Timetable

NAMES = ("places.csv", "posts.csv", "rounds.csv", "coverage.csv", "findings.csv", "report.html", "plan.json")
"""Files of a plan in the order in which they take their place."""

_PREFIX = ".maillage-"
_STALE_SECONDS = 3600.0

_CODES = {
    errno.ENOSPC: "publish.disk_full",
    errno.EDQUOT: "publish.disk_full",
    errno.EFBIG: "publish.disk_full",
    errno.EACCES: "publish.no_permission",
    errno.EPERM: "publish.no_permission",
    errno.EROFS: "publish.no_permission",
    errno.ENOTDIR: "publish.not_a_folder",
    errno.EEXIST: "publish.not_a_folder",
    errno.EISDIR: "publish.is_a_folder",
}


def write_plan(plan: Plan, directory: Path, *, report_html: str) -> tuple[Path, ...]:
    """Write a plan's seven files into a folder, in the current language.

    Parameters
    ----------
    plan
        What to write.
    directory
        Folder of the results, made if absent.
    report_html
        The report's page; see :func:`maillage.publish.report.render`.

    Returns
    -------
    tuple of Path
        The files, in the order of :data:`NAMES`.

    Raises
    ------
    CannotWrite
        Disk full, no permission, a file in the way: nothing of the new plan is left, nothing of the old one is lost.
    """
    return _write_files({name: _content(plan, name, report_html) for name in NAMES}, directory)


def write_timetable(timetable: Timetable, changed: pl.DataFrame | None, directory: Path) -> tuple[Path, ...]:
    """Write ``stops.csv``, ``missed.csv``, ``timetable.json`` and, where something was in force, ``changes.csv``.

    Raises
    ------
    CannotWrite
        As :func:`write_plan`.
    """
    texts = {"stops.csv": csv_text(timetable.stops), "missed.csv": csv_text(timetable.missed)}
    if changed is not None:
        texts["changes.csv"] = csv_text(changed)
    return _write_files(texts | {"timetable.json": json_text(timetable.summary)}, directory)


def _write_files(texts: Mapping[str, str], directory: Path) -> tuple[Path, ...]:
    """Write files into a folder, all or none, in their order."""
    with _folder(directory):
        _sweep(directory)
        waiting = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=directory))
        try:
            for name, text in texts.items():
                _write(waiting / name, text.encode())
            _refuse_folders(directory, texts)
            for name in texts:
                (waiting / name).replace(directory / name)
            _flush_folder(directory)
        finally:
            shutil.rmtree(waiting, ignore_errors=True)
    return tuple(directory / name for name in texts)


def write_text(path: Path, text: str) -> None:
    """Write one file whole or not at all.

    Raises
    ------
    CannotWrite
        Disk full, no permission, a folder in the way: what stood there stays.
    """
    with _folder(path.parent):
        waiting = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=path.parent))
        try:
            _write(waiting / "text", text.encode())
            (waiting / "text").replace(path)
            _flush_folder(path.parent)
        finally:
            shutil.rmtree(waiting, ignore_errors=True)


def check_writable(directory: Path) -> None:
    """Refuse a folder that could not hold results before a long computation; leaves no trace.

    Raises
    ------
    CannotWrite
        If a file cannot be made there.
    """
    with _folder(directory, keep=False):
        _refuse_folders(directory, NAMES)
        waiting = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=directory))
        try:
            _write(waiting / "probe", b"maillage\n" * 512)
        finally:
            shutil.rmtree(waiting, ignore_errors=True)


def _content(plan: Plan, name: str, report_html: str) -> str:
    """Text of one of the files."""
    if name == "report.html":
        return report_html
    if name == "plan.json":
        return json_text(plan.summary)
    return csv_text(places_table(plan) if name == "places.csv" else getattr(plan, name.removesuffix(".csv")))


def _write(path: Path, data: bytes) -> None:
    """Write a file and wait until the disk has it."""
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


@contextlib.contextmanager
def _folder(directory: Path, *, keep: bool = True) -> Iterator[None]:
    """Make a folder, and take it away again if the work fails or when it is not to be kept; put words on what fails."""
    absent = [folder for folder in (directory, *directory.parents) if not folder.exists()]
    done = False
    try:
        directory.mkdir(parents=True, exist_ok=True)
        yield
        done = keep
    except OSError as error:
        code = _CODES.get(error.errno or 0, "publish.cannot_write")
        path = directory if code == "publish.not_a_folder" or error.filename is None else error.filename
        raise CannotWrite(code, path=str(path), folder=str(directory), reason=SystemReason.of(error)) from error
    finally:
        if not done:
            for folder in absent:
                with contextlib.suppress(OSError):
                    folder.rmdir()


def _refuse_folders(directory: Path, names: Iterable[str]) -> None:
    """Refuse a folder in which one of the results' names is itself a folder."""
    for name in names:
        if (directory / name).is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(directory / name))


def _sweep(directory: Path) -> None:
    """Remove what a process killed more than an hour ago left half-written."""
    for left in directory.glob(f"{_PREFIX}*"):
        with contextlib.suppress(OSError):
            if left.is_dir() and time.time() - left.stat().st_mtime > _STALE_SECONDS:
                shutil.rmtree(left, ignore_errors=True)


def _flush_folder(directory: Path) -> None:
    """Make the renames themselves last; systems that cannot open a folder do without."""
    with contextlib.suppress(OSError):
        handle = os.open(directory, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
