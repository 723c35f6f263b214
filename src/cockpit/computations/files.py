"""Files of a result: written beside, flushed, renamed, so that a folder named by its hash is whole or is not."""

import os
import shutil
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path


def write(final: Path, contents: Mapping[str, Callable[[Path], object]]) -> None:
    """Write a folder of files, each by its function; one that stands already under this name is the same and stays."""
    if final.is_dir():
        return
    final.parent.mkdir(parents=True, exist_ok=True)
    waiting = Path(tempfile.mkdtemp(prefix=".writing-", dir=final.parent))
    try:
        for name, fill in contents.items():
            _write(waiting / name, fill)
        flush(waiting)
        waiting.rename(final)
        for made in (final.parent, final.parent.parent):
            flush(made)
    except BaseException:
        shutil.rmtree(waiting, ignore_errors=True)
        raise


def _write(path: Path, fill: Callable[[Path], object]) -> None:
    """Write a file and wait until the disk has it."""
    fill(path)
    with path.open("rb") as file:
        os.fsync(file.fileno())


def flush(path: Path) -> None:
    """Make a folder's names last."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
