"""Types and constraints of a whole schema compiled to one query of masks: a column per field and kind of mistake."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from maillage.checks import patterns, types
from maillage.checks.cells import column
from maillage.checks.schema import Field
from maillage.vocabulary.errors import MalformedFile

_BOUNDS: dict[str, tuple[str, Callable[[pl.Expr, pl.Expr], pl.Expr]]] = {
    "minimum": ("minimum", lambda value, bound: value < bound),
    "maximum": ("maximum", lambda value, bound: value > bound),
    "exclusiveMinimum": ("exclusive_minimum", lambda value, bound: value <= bound),
    "exclusiveMaximum": ("exclusive_maximum", lambda value, bound: value >= bound),
}
_ORDERED = frozenset(("integer", "number", "date", "datetime", "time", "year", "yearmonth"))
_TEXTS = frozenset(("string", "any"))


@dataclass(frozen=True)
class Mask:
    """One kind of mistake in one column.

    Attributes
    ----------
    code
        ``required``, ``type``, ``pattern``, ...
    wrong
        True where the mistake is; null and false elsewhere.
    details
        What its sentence shows.
    """

    code: str
    wrong: pl.Expr
    details: Mapping[str, Any]


def missing_to_null(name: str, missing: tuple[str, ...]) -> pl.Expr:
    """Texts of a column, null where they stand for an empty cell."""
    cell = pl.col(name)
    empty = cell == missing[0] if len(missing) == 1 else cell.is_in(list(missing))
    return pl.when(~empty).then(cell).alias(name) if missing else cell


def readings(field: Field, position: int) -> list[pl.Expr]:
    """Columns :func:`masks` reads beside the cells, each made once: whether a cell is of the type, and its value."""
    if field.type in _TEXTS:
        return []
    ok, value = types.reading(field, pl.col(column(position)))
    return [ok.alias(f"ok {position}"), value.alias(f"value {position}")]


def masks(field: Field, position: int) -> list[Mask]:
    """Every kind of mistake a field's type and constraints define, for the column at a position (missing made null)."""
    cell = pl.col(column(position))
    ok, value = (pl.col(f"ok {position}"), pl.col(f"value {position}"))
    if field.type in _TEXTS:
        ok, value = types.reading(field, cell)
    found = []
    if field.required:
        found.append(Mask("required", cell.is_null(), {}))
    if field.type not in _TEXTS:
        found.append(Mask("type", ~ok, {"kind": field.type}))
    for key, bound in field.constraints.items():
        made = _constraint(field, key, bound, cell, value)
        if made is not None:
            found.append(made if field.type in _TEXTS else Mask(made.code, ok & made.wrong, made.details))
    return found


def _constraint(field: Field, key: str, bound: Any, cell: pl.Expr, value: pl.Expr) -> Mask | None:
    """Mask of one constraint; None for those with no mask of their own."""
    if key in _BOUNDS and field.type in _ORDERED:
        code, beyond = _BOUNDS[key]
        return Mask(code, beyond(value, pl.lit(_value(field, key, bound))), {"bound": bound})
    if key == "pattern" and field.type in _TEXTS:
        return Mask("pattern", ~patterns.matches(cell, bound), {"pattern": bound})
    if key == "enum" and bound:
        shown = {"choices": " | ".join(str(choice) for choice in bound)}
        if field.type in _TEXTS:
            return Mask("enum", ~cell.is_in([str(choice) for choice in bound]), shown)
        values = [_value(field, key, choice) for choice in bound]
        return Mask("enum", ~value.is_in(values), shown)
    if key in ("minLength", "maxLength"):
        long = _length(field, cell)
        wrong = long < bound if key == "minLength" else long > bound
        return Mask("min_length" if key == "minLength" else "max_length", wrong, {"bound": bound})
    return None


def _length(field: Field, cell: pl.Expr) -> pl.Expr:
    """Letters of a text, values of a list."""
    if field.type == "list":
        return cell.str.split(field.separator).list.len()
    return cell.str.len_chars()


def _value(field: Field, key: str, bound: Any) -> Any:
    """Constant of a constraint, read as a cell of the column would be.

    Raises
    ------
    MalformedFile
        If the schema's constant is not of the column's type.
    """
    text = str(bound).lower() if isinstance(bound, bool) else str(bound)
    bare = Field("bound", field.type, field.format) if not isinstance(bound, str) else field
    ok, value = types.reading(bare, pl.col("bound"))
    row = pl.DataFrame({"bound": [text]}).select(ok=ok, value=value).row(0)
    if not row[0] or row[1] is None:
        raise MalformedFile("checks.schema.property", name="schema", field=field.name, property=key, value=bound)
    return row[1]


def repeats(field: Field, values: pl.Series) -> tuple[pl.Series, pl.Series]:
    """Rows whose value was met higher up, and the row where it was met last; two writings of a number are one."""
    _, read = types.reading(field, pl.col("value"))
    typed = values.alias("value").to_frame().select(read.alias("value"))["value"]
    twice = typed.is_duplicated() & typed.is_not_null()
    same = pl.DataFrame({"value": typed}).with_row_index("row").filter(twice)
    same = same.with_columns(before=pl.col("row").shift(1).over("value")).drop_nulls("before")
    return same["row"], same["before"]
