"""Folders that other versions of the code have left in the cache."""

import contextlib
import os
import shutil
from pathlib import Path

STALE_SECONDS = 24 * 3600
"""Time without use after which another version's folder goes: two versions in use side by side keep theirs."""
_DOOMED = ".stale-"


def mark_used(folder: Path) -> None:
    """Note that a folder is in use, where it can be written."""
    with contextlib.suppress(OSError):
        os.utime(folder)


def prune(folder: Path) -> None:
    """Remove the sibling folders of other versions that were not used of late; called once ``folder`` is written.

    Each goes by a rename first, so that no other process ever finds half of it: one that still reads it builds again.
    Times are compared with that of ``folder``, on the disk's own clock. What cannot be removed stays without harm.
    """
    kind = folder.name.partition("-")[0]
    with contextlib.suppress(OSError):
        mark_used(folder)
        limit = folder.stat().st_mtime - STALE_SECONDS
        for other in sorted(folder.parent.iterdir()):
            if other == folder or not other.name.startswith((f"{kind}-", _DOOMED)):
                continue
            with contextlib.suppress(OSError):
                if other.is_dir() and not other.is_symlink() and other.stat().st_mtime < limit:
                    _remove(other)


def _remove(folder: Path) -> None:
    """Take a folder out of sight at once, then empty it."""
    doomed = folder
    if not folder.name.startswith(_DOOMED):
        doomed = folder.with_name(f"{_DOOMED}{folder.name}")
        folder.rename(doomed)
    shutil.rmtree(doomed, ignore_errors=True)
