"""The plan's tables as CSV text and its summary as JSON text, safe for scripts and for spreadsheets."""

import json
import math
from collections.abc import Mapping
from typing import Any

import polars as pl

from maillage.vocabulary.messages import say
from maillage.vocabulary.plan import Plan
from maillage.vocabulary.units import ALL_SLOTS, SLOTS_PER_WEEK

FLOAT_DIGITS = 6
"""Decimals kept in CSV files: a tenth of a metre in degrees, a thousandth of a person."""

_FORMULA = r"^[=+\-@\t\r]"


def opening_words(mask: int) -> str:
    """Half-days of an opening mask in words: ``lun. matin, mar. après-midi``."""
    if not mask:
        return say("publish.never_open")
    if mask == ALL_SLOTS:
        return say("publish.always_open")
    days = []
    for day in range(SLOTS_PER_WEEK // 2):
        morning, afternoon = mask >> 2 * day & 1, mask >> 2 * day + 1 & 1
        if morning or afternoon:
            half = "day" if morning and afternoon else "morning" if morning else "afternoon"
            days.append(say(f"publish.{half}", day=say(f"publish.weekday.{day}")))
    return ", ".join(days)


def csv_text(table: pl.DataFrame) -> str:
    """Comma-separated text with a header, line feeds and no byte-order mark.

    Numbers that are not finite are left empty. A text cell that a spreadsheet would run as a formula (it begins with
    ``=``, ``+``, ``-``, ``@``, a tab or a carriage return) gets an apostrophe in front: official names never begin so,
    but a user's own file might.
    """
    safe = [
        pl.when(pl.col(name).str.contains(_FORMULA))
        .then(pl.lit("'") + pl.col(name))
        .otherwise(pl.col(name))
        .alias(name)
        if kind == pl.String
        else pl.when(pl.col(name).is_finite()).then(pl.col(name).round(FLOAT_DIGITS)).alias(name)
        if kind.is_float()
        else pl.col(name)
        for name, kind in table.schema.items()
    ]
    return table.select(safe).write_csv()


def places_table(plan: Plan) -> pl.DataFrame:
    """Places with their opening half-days in words beside the mask."""
    words = {mask: opening_words(mask) for mask in plan.places["opening"].unique().drop_nulls().to_list()}
    text = pl.Series("opening_words", [words.get(mask) for mask in plan.places["opening"]], dtype=pl.String)
    after = plan.places.columns.index("opening") + 1
    columns = [*plan.places.columns[:after], "opening_words", *plan.places.columns[after:]]
    return plan.places.with_columns(text).select(columns)


def json_text(summary: Mapping[str, Any]) -> str:
    """Indented JSON in the order given; a number that is not finite becomes ``null``."""
    return json.dumps(finite(summary), ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def finite(value: Any) -> Any:
    """Copy of a value for JSON: plain numbers, ``None`` for NaN and infinities, lists for sequences."""
    if isinstance(value, Mapping):
        return {str(key): finite(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [finite(item) for item in value]
    if hasattr(value, "tolist"):  # numpy's scalars and arrays
        return finite(value.tolist())
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if value is None or isinstance(value, bool | int | str):
        return value
    return str(value)
