"""Proposals: what a mistaken text most likely meant. ``safe`` repairs change the writing, never the meaning."""

from collections.abc import Sequence

import polars as pl

from maillage.checks import patterns
from maillage.checks.nearest import nearest, plain
from maillage.checks.schema import Field
from maillage.opening import words

_MOST_SEARCHED = 1_000
_SPACES = r"[\s\u00a0\u202f]"
_FRENCH = ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y/%m/%d", "%Y-%m-%d")
_EXCEL_EPOCH = pl.date(1899, 12, 30)
_TRUE = ("oui", "vrai", "yes", "o", "y", "x", "true", "1")
_FALSE = ("non", "faux", "no", "n", "false", "0")
_PREFIXES = {"0590": "590", "0690": "590", "0594": "594", "0694": "594", "0596": "596", "0696": "596",
             "0262": "262", "0263": "262", "0692": "262", "0693": "262", "0639": "262", "0269": "262"}  # fmt: skip


def of_type(field: Field, values: pl.Series) -> tuple[pl.Series, pl.Series]:
    """Proposal and its safety for texts that are not of the field's type."""
    cell = pl.col("value")
    kept = cell.str.replace_all(_SPACES, "")
    safe = pl.lit(True)
    fix: pl.Expr
    if field.type == "number" and field.decimal_char == ".":
        dotted = kept.str.replace(",", ".", literal=True).str.strip_suffix("°")
        fix = pl.when(dotted.str.contains(patterns.NUMBER)).then(dotted)
    elif field.type in ("integer", "year"):
        whole = kept.str.replace(r"[.,]0+$", "")
        fix = pl.when(whole.str.contains(patterns.INTEGER)).then(whole)
    elif field.type == "boolean":
        low = cell.str.strip_chars().str.to_lowercase()
        true, false = pl.lit(field.true_values[0]), pl.lit(field.false_values[0])
        fix = pl.when(low.is_in(list(_TRUE))).then(true).when(low.is_in(list(_FALSE))).then(false)
    elif field.type == "date" and field.format == "default":
        text = cell.str.strip_chars()
        text = text.str.replace(r"^(.{8,10}?)[T ][0-9]{2}:[0-9]{2}.*$", "$1")
        day = pl.coalesce(text.str.to_date(form, strict=False) for form in _FRENCH)
        long_year = text.str.contains(r"[0-9]{4}")
        day = pl.when(long_year).then(day).otherwise(text.str.to_date("%d/%m/%y", strict=False))
        serial = pl.when(text.str.contains(r"^[2-6][0-9]{4}$")).then(text.cast(pl.Int64, strict=False))
        day = pl.coalesce(day, _EXCEL_EPOCH + pl.duration(days=serial))
        fix = pl.when(day.dt.year().is_between(1900, 2100)).then(day.dt.to_string("%Y-%m-%d"))
        safe = long_year & serial.is_null()
    else:
        fix = pl.lit(None, dtype=pl.String)
    frame = values.alias("value").to_frame().with_columns(fix=fix, safe=safe)
    return frame["fix"], frame["safe"].fill_null(False)


def of_enum(choices: Sequence[str], values: pl.Series) -> tuple[pl.Series, pl.Series]:
    """Choice nearest to each text; safe when only case, accents, spaces or punctuation differ."""
    fixes = {text: closest(text, choices) for text in values.unique(maintain_order=True).head(_MOST_SEARCHED)}
    return _from_map(values, fixes)


def closest(text: str, choices: Sequence[str]) -> tuple[str | None, bool]:
    """Choice nearest to a text, and whether only its dress differs."""
    alike = [choice for choice in choices if plain(choice) == plain(text)]
    if len(alike) == 1:
        return alike[0], True
    return nearest(text, choices), False


def of_codes(values: pl.Series, successors: pl.DataFrame) -> tuple[pl.Series, pl.Series]:
    """Present commune code for a mangled or former one: lost zero, ``.0``, case, Excel's quotes; null when unknown."""
    text = pl.col("value").str.replace_all(r'[\s\u00a0="\x27]', "").str.replace(r"[.,]0+$", "").str.to_uppercase()
    text = pl.when(text.str.contains(r"^[0-9]{4}$")).then(pl.lit("0") + text).otherwise(text)
    asked = values.alias("value").to_frame().select(code=text)
    found = asked.join(successors, on="code", how="left", maintain_order="left")["present"]
    return found, found.is_not_null()


def of_rule(rule: str, values: pl.Series) -> tuple[pl.Series, pl.Series] | None:
    """Proposal and safety for texts that break one of Maillage's formats; None when the format has no repair."""
    cell = pl.col("value")
    bare = cell.str.replace_all(r'[\s\u00a0\u202f="\x27]', "").str.replace(r"[.,]0+$", "")
    safe = pl.lit(True)
    fix: pl.Expr
    text: pl.Expr
    if rule == "code_postal":
        text = pl.when(bare.str.contains("^[0-9]{4}$")).then(pl.lit("0") + bare).otherwise(bare)
        fix = pl.when(text.str.contains(patterns.POSTCODE)).then(text)
    elif rule in ("siret", "pivot"):
        text = bare.str.replace_all(r"[.-]", "")
        fix = pl.when(text.str.contains("^[0-9]{14}$") & (text != cell)).then(text)
    elif rule == "telephone":
        text = cell.str.replace_all(r"[^0-9+]", "").str.replace(r"^00([1-9])", "+$1").str.replace(r"^\+330", "+33")
        text = pl.when(text.str.contains("^[1-9][0-9]{8}$")).then(pl.lit("0") + text).otherwise(text)
        code = text.str.slice(0, 4).replace_strict(_PREFIXES, default="33")
        text = pl.when(text.str.contains("^0[1-9][0-9]{8}$")).then("+" + code + text.str.slice(1)).otherwise(text)
        fix = pl.when(text.str.contains(patterns.TELEPHONE)).then(text)
    elif rule == "email":
        text = bare.str.replace("^mailto:", "").str.strip_chars("<>,;.")
        fix = pl.when(text.str.contains(patterns.EMAIL)).then(text)
    elif rule == "url":
        text = cell.str.strip_chars().str.replace(r"^(https?):/*", "$1://")
        text = pl.when(text.str.contains("^https?://")).then(text).otherwise("https://" + text)
        fix, safe = pl.when(text.str.contains(patterns.URL)).then(text), cell.str.contains(r"^\s*https?:")
    elif rule == "opening_hours":
        kinds = values.unique(maintain_order=True).head(20 * _MOST_SEARCHED)
        return _from_map(values, {text: (words.translate(text), False) for text in kinds})
    else:
        return None
    frame = values.alias("value").to_frame().with_columns(fix=fix, safe=safe)
    return frame["fix"], frame["safe"].fill_null(False)


def _from_map(values: pl.Series, fixes: dict[str, tuple[str | None, bool]]) -> tuple[pl.Series, pl.Series]:
    """Proposal and safety of each text from those of the distinct ones."""
    table = pl.DataFrame(
        {"value": list(fixes), "fix": [fix for fix, _ in fixes.values()], "safe": [safe for _, safe in fixes.values()]},
        schema={"value": pl.String, "fix": pl.String, "safe": pl.Boolean},
    )
    found = values.alias("value").to_frame().join(table, on="value", how="left", maintain_order="left")
    return found["fix"], found["safe"].fill_null(False)
