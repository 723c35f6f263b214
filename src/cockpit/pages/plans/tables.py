"""Tables of a plan as rows of cells: which columns people read, and how each cell is written."""

from typing import Any, NamedTuple

import polars as pl

from cockpit.pages.templatetags.words import number, percent
from cockpit.wording import both
from maillage.territory.names import full_key


class Column(NamedTuple):
    """A column people read: its title, the table's column, how it is written (``text``, ``n``, ``pc``, ``yes``)."""

    title: str
    name: str
    kind: str = "text"


COLUMNS: dict[str, tuple[Column, ...]] = {
    "places": (
        Column(both("Lieu", "Place"), "name"),
        Column(both("Code", "Code"), "code"),
        Column(both("EPCI", "EPCI"), "epci_name"),
        Column(both("Demi-journées par quinzaine", "Half-days per fortnight"), "half_days", "n"),
        Column(both("Postes basés là", "Posts based there"), "posts", "n"),
        Column(both("Sans tournée", "Without a round"), "unserved", "n"),
    ),
    "posts": (
        Column(both("Poste", "Post"), "post"),
        Column(both("Base", "Base"), "base_name"),
        Column(both("Demi-journées", "Half-days"), "half_days", "n"),
        Column(both("Lieux", "Places"), "places", "n"),
        Column(both("Conduite par quinzaine, min", "Driving per fortnight, min"), "drive_minutes", "n"),
        Column(both("Plus long trajet, min", "Longest leg, min"), "longest_leg_minutes", "n"),
    ),
    "coverage": (
        Column(both("Commune", "Commune"), "name"),
        Column(both("Code", "Code"), "code"),
        Column(both("EPCI", "EPCI"), "epci_name"),
        Column(both("Éloignés du numérique", "Remote from digital"), "people_in_need", "n"),
        Column(both("Aidés", "Served"), "served_people", "n"),
        Column(both("Part aidée", "Share served"), "served_share", "pc"),
        Column(both("Lieu le plus proche, min", "Nearest place, min"), "nearest_minutes", "n"),
        Column(both("À portée", "Within reach"), "reached", "yes"),
    ),
    "findings": (
        Column(both("Commune", "Commune"), "name"),
        Column(both("Code", "Code"), "code"),
        Column(both("À savoir", "To know"), "detail"),
    ),
}


def search(table: pl.DataFrame, asked: str) -> pl.DataFrame:
    """Rows whose commune's name or code holds what is asked, whatever accents and case; the most visited first."""
    if "half_days" in table.columns and "desks" in table.columns:
        table = table.sort("half_days", "code", descending=[True, False])
    if not asked:
        return table
    name = "base_name" if "base_name" in table.columns else "name"
    code = "base" if "base" in table.columns else "code"
    key = full_key(asked)
    keys = table[name].map_elements(full_key, return_dtype=pl.String)
    return table.filter(keys.str.contains(key, literal=True) | (table[code] == asked.upper()))


def rows(table: pl.DataFrame, name: str) -> list[list[tuple[str, str]]]:
    """Cells of each row: how it is written and whether it is a number (``n``) or not."""
    columns = COLUMNS[name]
    return [[(_written(row[column.name], column.kind), _class(column)) for column in columns]
            for row in table.iter_rows(named=True)]  # fmt: skip


def _class(column: Column) -> str:
    return "" if column.kind in ("text", "yes") else "n"


def _written(value: Any, kind: str) -> str:
    if kind == "yes":
        return str(both("oui", "yes") if value else both("non", "no"))
    if kind == "text":
        return "–" if value is None else str(value)
    return percent(value, 0) if kind == "pc" else number(value)
