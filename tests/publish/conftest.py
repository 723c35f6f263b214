"""Plans to publish."""

from collections.abc import Iterator
from typing import Any

import makeplan
import polars as pl
import pytest

from maillage.territory import Territory
from maillage.vocabulary import messages
from maillage.vocabulary.plan import Plan


@pytest.fixture(autouse=True)
def french() -> Iterator[None]:
    """Every test starts in French and leaves the language as it was."""
    before = messages.language()
    messages.set_language("fr")
    yield
    messages.set_language(before)


@pytest.fixture(scope="session")
def communes() -> pl.DataFrame:
    return makeplan.grid()


@pytest.fixture(scope="session")
def outlines(communes: pl.DataFrame) -> dict[str, Any]:
    return makeplan.squares(communes)


@pytest.fixture(scope="session")
def plan(communes: pl.DataFrame) -> Plan:
    return makeplan.make_plan(communes, "Cantal (15)", 6)


@pytest.fixture(scope="session")
def france(territory: Territory) -> Plan:
    """A plan of France's real communes, without a planner."""
    return makeplan.make_plan(territory.communes, "France", 4000)
