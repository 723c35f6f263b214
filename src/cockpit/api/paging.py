"""Pages by key: the next page begins after the last key seen, so nothing is lost or repeated while data change."""

from typing import Generic, TypeVar

import polars as pl
from ninja import Field, Schema

MOST = 1000
"""Rows of a page at most."""

Row = TypeVar("Row")


class Page(Schema, Generic[Row]):
    """Rows in the order of their key, and where the next page begins."""

    items: list[Row]
    next: str | None = Field(description="Key to give as `after` for the next page; null on the last one.")


class Asked(Schema):
    """Which page is asked for."""

    after: str | None = Field(None, max_length=64, description="Key after which the page begins.")
    limit: int = Field(100, ge=1, le=MOST, description="Rows of the page.")


def page(table: pl.DataFrame, asked: Asked, key: str = "code") -> dict[str, object]:
    """A page of a table sorted by a key that no two rows share."""
    rest = table if asked.after is None else table.filter(pl.col(key) > asked.after)
    shown = rest.head(asked.limit)
    last = shown[key][-1] if rest.height > shown.height else None
    return {"items": shown.to_dicts(), "next": last}
