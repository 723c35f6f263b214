"""Regular expressions: those of schemas, and those of Maillage's own formats.

Polars' engine (Rust) runs in linear time whatever the text; the few patterns it cannot read (look-around,
back-references) run in Python, once per distinct value.
"""

import re

import polars as pl

RULE_NAMES = frozenset({
    "code_insee", "commune", "siret", "pivot", "code_postal", "latitude", "longitude", "opening_hours", "telephone",
    "email", "url", "uri", "uuid", "fixed_rule", "fixed_count",
})  # fmt: skip
"""Formats a schema may ask for."""

EMAIL = r"^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9](?:[A-Za-z0-9-]{0,62})(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,62}))+$"
URL = r"^https?://[^\s/?#|@:]+\.[^\s/?#|@:]{2,}(?::\d{1,5})?(?:[/?#][^\s|]*)?$"
URI = r"^[A-Za-z][A-Za-z0-9+.-]*:[^\s]+$"
UUID = r"^[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}$"
POSTCODE = r"^(?:0[1-9]|[1-8][0-9]|9[0-8])[0-9]{3}$"
TELEPHONE = r"^\+(?:33|590|594|262|596|269|687|689|508|681)[0-9]{6,9}$"
INSEE = r"^(?:[013-9][0-9]|2[AB1-9])[0-9]{3}$"
OVERSEAS = r"^(?:97[578]|98[4678])[0-9]{2}$"
PIVOT = r"^(?:[0-9]{14}|W[0-9A-Z]{9}|[0-9A-Za-z]{9,13})$"
NUMBER = r"^[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?$"
INTEGER = r"^[+-]?[0-9]+$"
DATE = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
TIME = r"^[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]+)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?$"
DATETIME = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]+)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?$"
DURATION = r"^[+-]?P(?:[0-9]+(?:\.[0-9]+)?[YMWD])*(?:T(?:[0-9]+(?:\.[0-9]+)?[HMS])+)?$"
GEOPOINT = r"^\s*[+-]?[0-9]+(?:\.[0-9]+)?\s*,\s*[+-]?[0-9]+(?:\.[0-9]+)?\s*$"


def whole(pattern: str) -> str:
    """Pattern that the whole cell must match, as the specification asks."""
    return rf"^(?:{pattern})$"


def compiles(pattern: object) -> bool:
    """Whether a pattern can be run, by one engine or the other."""
    if not isinstance(pattern, str):
        return False
    try:
        re.compile(whole(pattern))
    except (re.error, RecursionError, OverflowError):
        return False
    return True


def matches(cell: pl.Expr, pattern: str) -> pl.Expr:
    """Whether a cell matches a whole pattern of a schema; null where the cell is null."""
    try:
        pl.select(pl.lit("").str.contains(whole(pattern)))
    except pl.exceptions.PolarsError:
        compiled = re.compile(whole(pattern))

        def run(values: pl.Series) -> pl.Series:
            kinds = values.unique().drop_nulls().to_list()
            good = [value for value in kinds if compiled.match(value)]
            return values.is_in(pl.Series(good, dtype=pl.String))

        return cell.map_batches(run, return_dtype=pl.Boolean)
    return cell.str.contains(whole(pattern))
