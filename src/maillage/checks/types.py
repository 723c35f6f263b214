"""The types of Table Schema as Polars expressions: is a text of the type, and what value does it hold."""

import json
from collections.abc import Callable

import polars as pl

from maillage.checks import patterns
from maillage.checks.schema import Field

_ANY_DATES = ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%Y/%m/%d", "%d.%m.%Y", "%Y%m%d")
_ANY_DATETIMES = ("%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%d/%m/%Y %H:%M:%S", "%d/%m/%Y %H:%M")
_ANY_TIMES = ("%H:%M:%S", "%H:%M")
_BARE = r"^[^-0-9]+|[^0-9]+$"
_BLANKS = " \t\n\u00a0"
_SECONDS = "%Y-%m-%dT%H:%M:%S"


def reading(field: Field, cell: pl.Expr) -> tuple[pl.Expr, pl.Expr]:
    """Whether a cell is of the field's type, and its value for comparisons; both null where the cell is null.

    Parameters
    ----------
    field
        The column's schema.
    cell
        Expression of its texts.
    """
    reader = _READERS.get(field.type)
    return reader(field, cell) if reader else (cell.is_not_null(), cell)


def _integer(field: Field, cell: pl.Expr) -> tuple[pl.Expr, pl.Expr]:
    """Whole number of at most 38 figures."""
    text = cell.str.strip_chars(_BLANKS)
    if not field.bare_number:
        text = text.str.replace_all(_BARE, "")
    value = text.cast(pl.Int128, strict=False)
    return pl.when(cell.is_not_null()).then(value.is_not_null()), value


def _number(field: Field, cell: pl.Expr) -> tuple[pl.Expr, pl.Expr]:
    """Number with its own decimal and grouping characters."""
    text = cell.str.strip_chars(_BLANKS)
    if not field.bare_number:
        text = text.str.replace_all(_BARE, "")
    if field.group_char:
        text = text.str.replace_all(field.group_char, "", literal=True)
    if field.decimal_char != ".":
        swapped = text.str.replace_all(field.decimal_char, ".", literal=True)
        text = pl.when(~text.str.contains(".", literal=True)).then(swapped).otherwise(pl.lit("?"))
        text = pl.when(cell.is_not_null()).then(text)
    value = text.cast(pl.Float64, strict=False)
    return pl.when(cell.is_not_null()).then(value.is_not_null()), value


def _boolean(field: Field, cell: pl.Expr) -> tuple[pl.Expr, pl.Expr]:
    """One of the texts for true or for false."""
    true = cell.is_in(list(field.true_values))
    return true | cell.is_in(list(field.false_values)), true


def _dated(
    kind: str, default: str, pattern: str, several: tuple[str, ...]
) -> Callable[[Field, pl.Expr], tuple[pl.Expr, pl.Expr]]:
    """Reader of a date, a date and time, or a time."""

    def parse(text: pl.Expr, form: str) -> pl.Expr:
        if kind == "date":
            return text.str.to_date(form, strict=False)
        return text.str.to_datetime(form, strict=False) if kind == "datetime" else text.str.to_time(form, strict=False)

    def read(field: Field, cell: pl.Expr) -> tuple[pl.Expr, pl.Expr]:
        if field.format == "any":
            value = pl.coalesce(parse(cell.str.strip_chars(), form) for form in several)
        elif field.format == "default":
            text: pl.Expr = pl.when(cell.str.contains(pattern)).then(cell)
            if kind == "datetime":
                text = text.str.slice(0, 19).str.replace(" ", "T", literal=True)
            elif kind == "time":
                text = text.str.slice(0, 8)
            value = parse(text, default)
        else:
            value = parse(cell, field.format)
        return pl.when(cell.is_not_null()).then(value.is_not_null()), value

    return read


def _matching(pattern: str) -> Callable[[Field, pl.Expr], tuple[pl.Expr, pl.Expr]]:
    """Reader of a text with a fixed pattern."""

    def read(_field: Field, cell: pl.Expr) -> tuple[pl.Expr, pl.Expr]:
        return cell.str.contains(pattern), cell

    return read


def _year(_field: Field, cell: pl.Expr) -> tuple[pl.Expr, pl.Expr]:
    """Year of four figures."""
    ok = cell.str.contains("^[0-9]{4}$")
    return ok, pl.when(ok).then(cell).cast(pl.Int128, strict=False)


def _geopoint(field: Field, cell: pl.Expr) -> tuple[pl.Expr, pl.Expr]:
    """Longitude and latitude, as text, JSON array or JSON object."""
    if field.format != "default":
        return _json(lambda value: _is_point(value, field.format))(field, cell)
    lon = cell.str.split(",").list.first().str.strip_chars().cast(pl.Float64, strict=False)
    lat = cell.str.split(",").list.last().str.strip_chars().cast(pl.Float64, strict=False)
    good = cell.str.contains(patterns.GEOPOINT) & lon.is_between(-180, 180) & lat.is_between(-90, 90)
    return pl.when(cell.is_not_null()).then(good.fill_null(False)), cell


def _is_point(value: object, form: str) -> bool:
    """Whether a JSON value is a point."""
    pair = [value.get("lon"), value.get("lat")] if form == "object" and isinstance(value, dict) else value
    if not isinstance(pair, list) or len(pair) != 2:
        return False
    try:
        lon, lat = float(pair[0]), float(pair[1])
    except (TypeError, ValueError):
        return False
    return -180 <= lon <= 180 and -90 <= lat <= 90


def _json(good: Callable[[object], bool]) -> Callable[[Field, pl.Expr], tuple[pl.Expr, pl.Expr]]:
    """Reader of JSON inside a cell, each distinct text parsed once."""

    def accepts(text: str) -> bool:
        try:
            return good(json.loads(text))
        except (ValueError, RecursionError):
            return False

    def run(values: pl.Series) -> pl.Series:
        fine = [text for text in values.unique().drop_nulls() if accepts(text)]
        return values.is_in(pl.Series(fine, dtype=pl.String))

    def read(_field: Field, cell: pl.Expr) -> tuple[pl.Expr, pl.Expr]:
        return cell.map_batches(run, return_dtype=pl.Boolean), cell

    return read


def _list(field: Field, cell: pl.Expr) -> tuple[pl.Expr, pl.Expr]:
    """Values between separators, each of the item's type."""
    kind = {"integer": patterns.INTEGER, "number": patterns.NUMBER, "date": patterns.DATE}.get(field.item_type)
    if kind is None:
        return cell.is_not_null(), cell
    return cell.str.split(field.separator).list.eval(pl.element().str.contains(kind)).list.all(), cell


_READERS: dict[str, Callable[[Field, pl.Expr], tuple[pl.Expr, pl.Expr]]] = {
    "integer": _integer,
    "number": _number,
    "boolean": _boolean,
    "date": _dated("date", "%Y-%m-%d", patterns.DATE, _ANY_DATES),
    "datetime": _dated("datetime", _SECONDS, patterns.DATETIME, _ANY_DATETIMES),
    "time": _dated("time", "%H:%M:%S", patterns.TIME, _ANY_TIMES),
    "year": _year,
    "yearmonth": _matching("^[0-9]{4}-(?:0[1-9]|1[0-2])$"),
    "duration": _matching(patterns.DURATION),
    "geopoint": _geopoint,
    "array": _json(lambda value: isinstance(value, list)),
    "object": _json(lambda value: isinstance(value, dict)),
    "geojson": _json(lambda value: isinstance(value, dict) and isinstance(value.get("type"), str)),
    "list": _list,
}
