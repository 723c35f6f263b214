"""What the tests of open data share."""

import polars as pl
import pytest

from maillage.sources import reading_csv
from maillage.sources.source import Column, Source


@pytest.fixture
def small() -> Source:
    """A source of three columns by commune."""
    return Source(
        "small",
        "Nobody",
        "A small file",
        "2025",
        (
            Column("code_insee", ("CODGEO",), "code"),
            Column("population", (r"P\d\d_POP",), "number", how="sum", least=0.0),
            Column("rate", ("RATE",), "number", how="mean", weight="population"),
            Column("label", ("LABEL",), required=False),
        ),
        reading_csv.read,
        secrets=("s",),
        max_loss=0.5,
    )


def row(table: pl.DataFrame, code: str) -> dict[str, object]:
    """The row of a commune."""
    return table.row(by_predicate=pl.col("code_insee") == code, named=True)


@pytest.fixture
def row_of():  # type: ignore[no-untyped-def]
    """The row of a commune, as a function."""
    return row
