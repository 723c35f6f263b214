"""The same figures as a table: communes of a territory, sorted and paged."""

import functools
from dataclasses import dataclass

import polars as pl

from cockpit.map import measures, values
from cockpit.territories import places
from cockpit.territories.places import Place

PAGE_ROWS = 30


@dataclass(frozen=True)
class Page:
    """Part of a table.

    Attributes
    ----------
    rows
        ``code``, ``name``, ``departement_name``, ``population`` and each measure by its code.
    number, pages, total
        Which page, of how many, of how many rows in all.
    """

    rows: list[dict[str, object]]
    number: int
    pages: int
    total: int


@functools.lru_cache(maxsize=2)
def _joined(_stamps: tuple[str, ...]) -> pl.DataFrame:
    """Every measure of every commune."""
    ground = places.ground().communes
    own = ground.select("code", "name", "departement_name", "population")
    found = [pl.Series(one.measure.code, one.values).fill_nan(None) for one in values.columns()]
    order = places.ground().places.filter(kind="commune").select("code", "key").unique("code")
    return own.with_columns(found).join(order, on="code", how="left", maintain_order="left")


def page(place: Place, by: str, descending: bool, number: int) -> Page:
    """A page of communes; those without a figure come last whatever the order.

    Parameters
    ----------
    place
        Territory.
    by
        ``name``, ``population`` or a measure's code.
    descending
        The most first.
    number
        From 1; beyond the last, the last.

    Raises
    ------
    KeyError
        If ``by`` is no column.
    """
    if by not in ("name", "population", *measures.MEASURES):
        raise KeyError(by)
    table = _joined(tuple(one.stamp for one in values.columns()))[places.rows(place)]
    column = "key" if by == "name" else by
    ordered = table.sort(column, "code", descending=[descending, False], nulls_last=True)
    pages = max(1, -(-len(ordered) // PAGE_ROWS))
    number = min(max(number, 1), pages)
    shown = ordered.slice((number - 1) * PAGE_ROWS, PAGE_ROWS)
    return Page(shown.to_dicts(), number, pages, len(ordered))
