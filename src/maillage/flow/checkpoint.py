"""Finished stages kept on disk, so that a killed run resumes to the same result."""

import hashlib
import os
import pickle
import shutil
import tempfile
from pathlib import Path
from typing import Any

from maillage.territory.cache import root


def runs() -> Path:
    """Folder of the runs cut short: the environment's ``MAILLAGE_RUNS``, else one in the cache."""
    chosen = os.environ.get("MAILLAGE_RUNS")
    return Path(chosen) if chosen else root() / "runs"


class Checkpoint:
    """Results of finished stages of one problem, each file written whole or not at all.

    A damaged or missing file only means computing again; a folder that cannot be written means going without.

    Parameters
    ----------
    folder
        Folder of this problem's results; None keeps nothing.
    """

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder

    def read(self, stage: str) -> Any:
        """What was kept for a stage, or None."""
        if self.folder is None:
            return None
        try:
            content = (self.folder / f"{stage}.stage").read_bytes()
            digest, body = content[:32], content[32:]
            return pickle.loads(body) if hashlib.sha256(body).digest() == digest else None
        except (OSError, pickle.UnpicklingError, EOFError, AttributeError, ImportError):
            return None

    def keep(self, stage: str, result: Any) -> None:
        """Keep a stage's result."""
        if self.folder is None:
            return
        body = pickle.dumps(result, protocol=5)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self.folder)
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(hashlib.sha256(body).digest() + body)
                    file.flush()
                    os.fsync(file.fileno())
                Path(name).replace(self.folder / f"{stage}.stage")
            except BaseException:
                Path(name).unlink(missing_ok=True)
                raise
        except OSError:
            self.folder = None

    def clear(self) -> None:
        """Forget the run: it is finished and its results are safe."""
        if self.folder is not None:
            shutil.rmtree(self.folder, ignore_errors=True)
