"""Maillage's own formats, run on the cells that type and constraints let through."""

import math
from collections.abc import Mapping

import numpy as np
import polars as pl

from maillage.checks import communes, fixed_places, geography, identifiers, patterns, repairs, types, values
from maillage.checks.findings import Notebook
from maillage.checks.schema import Field
from maillage.opening import words
from maillage.territory import Territory

PATTERNS = {
    "code_postal": patterns.POSTCODE,
    "telephone": patterns.TELEPHONE,
    "email": patterns.EMAIL,
    "url": patterns.URL,
    "uri": patterns.URI,
    "uuid": patterns.UUID,
    "opening_hours": words.OPENING,
}
"""Formats that one regular expression defines."""


def check(note: Notebook, columns: Mapping[str, tuple[Field, pl.Series]], territory: Territory | None) -> None:
    """Note what breaks a format.

    Parameters
    ----------
    note
        Where findings go.
    columns
        Field and texts of each column found; null where empty or already in error.
    territory
        The communes; None skips what needs them.
    """
    present: pl.Series | None = None
    named: tuple[Field, pl.Series] | None = None
    points: dict[str, tuple[Field, pl.Series, pl.Series]] = {}
    fixed: dict[str, tuple[Field, pl.Series]] = {}
    for field, texts in columns.values():
        if field.separator and field.type != "list" and (field.values or field.rule):
            _several(note, field, texts)
        elif field.rule in PATTERNS:
            _pattern(note, field, texts, PATTERNS[str(field.rule)])
        elif field.rule in ("siret", "pivot"):
            _siret(note, field, texts)
        elif field.rule == "code_insee" and territory is not None:
            present = communes.check_codes(note, field, texts, territory)
        elif field.rule == "commune":
            named = field, texts
        elif field.rule in ("latitude", "longitude"):
            points[str(field.rule)] = field, texts, _degrees(note, field, texts)
        elif field.rule in ("fixed_rule", "fixed_count"):
            fixed[field.rule] = field, texts
    if named is not None and territory is not None:
        communes.check_names(note, *named, present, territory)
    if present is not None and "fixed_rule" in fixed:
        fixed_places.check(note, present, fixed["fixed_rule"], fixed.get("fixed_count"))
    if len(points) == 2:
        _points(note, points["latitude"], points["longitude"])


def _pattern(note: Notebook, field: Field, texts: pl.Series, pattern: str) -> None:
    """Note texts that do not match a format's expression."""
    wrong = (~texts.str.contains(pattern)).fill_null(False).arg_true()
    _note(note, str(field.rule), field, texts, wrong)


def _note(note: Notebook, code: str, field: Field, texts: pl.Series, rows: pl.Series) -> None:
    """Note rows with the proposals of the field's format."""
    if rows.is_empty():
        return
    chosen = texts.gather(rows)
    found = repairs.of_rule(str(field.rule), chosen)
    fix, safe = found if found is not None else (None, False)
    note.cells(code, field.name, rows, chosen, severity=field.severity, proposals=fix, safe=safe)


def _several(note: Notebook, field: Field, texts: pl.Series) -> None:
    """Note cells with a wrong value among several."""
    table = values.wrong_cells(field, texts)
    if table.is_empty():
        return
    rows = texts.is_in(table["value"].implode()).fill_null(False).arg_true()
    chosen = texts.gather(rows).alias("value").to_frame().join(table, on="value", how="left", maintain_order="left")
    code = "values" if field.values else f"several_{field.rule}"
    note.cells(
        code, field.name, rows, chosen["value"], severity=field.severity, proposals=chosen["fix"], safe=chosen["safe"],
        other=chosen["other"],
    )  # fmt: skip


def _siret(note: Notebook, field: Field, texts: pl.Series) -> None:
    """Note SIRETs of a wrong length or key; a ``pivot`` may also be a RNA or RIDET number."""
    shaped = texts.str.contains("^[0-9]{14}$").fill_null(False)
    bad = texts.is_not_null() & shaped & ~identifiers.good_sirets(texts)
    if field.rule == "siret":
        _note(note, "siret", field, texts, (texts.is_not_null() & ~shaped).arg_true())
    else:
        _note(note, "pivot", field, texts, (~texts.str.contains(patterns.PIVOT)).fill_null(False).arg_true())
    rows = bad.arg_true()
    note.cells("siret_key", field.name, rows, texts.gather(rows), severity=field.severity)


def _degrees(note: Notebook, field: Field, texts: pl.Series) -> pl.Series:
    """Numbers of a column of degrees; those not finite are noted."""
    _, value = types.reading(field, pl.col("value"))
    numbers = texts.alias("value").to_frame().select(value.cast(pl.Float64, strict=False).alias("value"))["value"]
    lost = (texts.is_not_null() & ~numbers.fill_null(math.nan).is_finite()).arg_true()
    note.cells("not_finite", field.name, lost, texts.gather(lost))
    return numbers


def _points(
    note: Notebook, latitude: tuple[Field, pl.Series, pl.Series], longitude: tuple[Field, pl.Series, pl.Series]
) -> None:
    """Note points as a whole: swapped, in metres, out of range, outside France."""
    (lat, lat_texts, y), (lon, lon_texts, x) = latitude, longitude
    found = geography.judge(y, x)
    metres = pl.Series(found["lambert93"]).arg_true()
    swapped = pl.Series(found["swapped"]).arg_true()
    if len(metres):
        degrees = geography.from_lambert93(x.gather(metres).to_numpy(), y.gather(metres).to_numpy())
        for field, texts, value in ((lat, lat_texts, degrees[0]), (lon, lon_texts, degrees[1])):
            fix = pl.Series([f"{number:.6f}" for number in value], dtype=pl.String)
            note.cells("lambert93", field.name, metres, texts.gather(metres), proposals=fix)
    for field, texts, other in ((lat, lat_texts, lon_texts), (lon, lon_texts, lat_texts)):
        note.cells("swapped", field.name, swapped, texts.gather(swapped), proposals=other.gather(swapped), safe=True)
    handled = found["lambert93"] | found["swapped"]
    for field, texts, number, most in ((lat, lat_texts, y, 90.0), (lon, lon_texts, x, 180.0)):
        size = np.abs(number.cast(pl.Float64).fill_null(math.nan).to_numpy())
        beyond = pl.Series((size > most) & np.isfinite(size) & ~handled).arg_true()
        note.cells("degrees", field.name, beyond, texts.gather(beyond), bound=most)
    out = pl.Series(found["outside_france"]).arg_true()
    for field, texts in ((lat, lat_texts), (lon, lon_texts)):
        note.cells("outside_france", field.name, out, texts.gather(out), severity="warning")
