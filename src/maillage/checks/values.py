"""Cells that hold several values between separators: each from a closed list, or each of a format."""

import re
from collections.abc import Callable

import polars as pl

from maillage.checks import patterns, repairs
from maillage.checks.schema import Field

_OTHER_SEPARATORS = re.compile(r"\s*[|;,/\n]\s*")
_MOST_REPAIRED = 1_000
_PATTERNS = {"email": patterns.EMAIL, "url": patterns.URL, "telephone": patterns.TELEPHONE}


def wrong_cells(field: Field, texts: pl.Series) -> pl.DataFrame:
    """Distinct texts with a wrong value in them: value, other (the wrong ones), fix, safe.

    Parameters
    ----------
    field
        With a separator, and a closed list or a format of one value.
    texts
        The column; null cells are right.
    """
    kinds = texts.drop_nulls().unique(maintain_order=True)
    items = pl.DataFrame({"value": kinds, "item": kinds.str.split(field.separator)}).explode("item")
    if field.values:
        good = pl.col("item").is_in(list(field.values))
    elif field.rule in _PATTERNS:
        good = pl.col("item").str.contains(_PATTERNS[field.rule])
    else:
        return _table([])
    wrong = items.filter(~good.fill_null(False)).group_by("value", maintain_order=True).agg("item")
    rows: list[tuple[str, str, str | None, bool]] = []
    for value, bad in wrong.iter_rows():
        fix, safe = _repair(field, value) if len(rows) < _MOST_REPAIRED else (None, False)
        rows.append((value, ", ".join(bad), fix, safe))
    return _table(rows)


def _table(rows: list[tuple[str, str, str | None, bool]]) -> pl.DataFrame:
    """Wrong texts as a table."""
    schema = {"value": pl.String, "other": pl.String, "fix": pl.String, "safe": pl.Boolean}
    return pl.DataFrame(rows, schema=schema, orient="row")


def _repair(field: Field, text: str) -> tuple[str | None, bool]:
    """Whole cell with each value repaired; None when one cannot be."""
    one: Callable[[str], tuple[str | None, bool]] = _from_list(field) if field.values else _from_rule(field)
    fixed: list[str] = []
    every = True
    for item in text.split(field.separator):
        parts = [item.strip()]
        found = [one(parts[0])] if parts[0] else []
        if found and found[0][0] is None:
            found = [one(part) for part in _OTHER_SEPARATORS.split(item) if part.strip()]
        for fix, safe in found:
            if fix is None:
                return None, False
            every = every and safe
            fixed += [fix] if fix not in fixed else []
    return field.separator.join(fixed) or None, every


def _from_list(field: Field) -> Callable[[str], tuple[str | None, bool]]:
    """Repair of one value of a closed list."""
    return lambda item: (item, True) if item in field.values else repairs.closest(item, field.values)


def _from_rule(field: Field) -> Callable[[str], tuple[str | None, bool]]:
    """Repair of one value of a format."""
    pattern = re.compile(_PATTERNS[str(field.rule)])

    def repair(item: str) -> tuple[str | None, bool]:
        if pattern.match(item):
            return item, True
        found = repairs.of_rule(str(field.rule), pl.Series([item]))
        return (found[0][0], bool(found[1][0])) if found else (None, False)

    return repair
