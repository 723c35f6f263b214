"""From text to typed columns; what cannot be read becomes null and is reported with its line."""

from collections.abc import Sequence

import polars as pl

from maillage.sources.source import ISSUE_SCHEMA, Column

_SPACES = r"[\s\u00a0\u202f]"
_OVERSEAS = {
    "0590": "+590", "0690": "+590", "0691": "+590", "0594": "+594", "0694": "+594", "0596": "+596", "0696": "+596",
    "0262": "+262", "0692": "+262", "0693": "+262", "0269": "+262", "0639": "+262",
}  # fmt: skip
"""Country code of each overseas telephone prefix."""


def typed(raw: pl.DataFrame, columns: Sequence[Column], secrets: Sequence[str]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Typed table, and an issue for every filled cell that could not be read.

    Parameters
    ----------
    raw
        ``row`` and the columns as text.
    columns
        How each is read.
    secrets
        Values that stand for nothing, null without an issue.
    """
    reads = [column for column in columns if column.kind != "code"]
    told = pl.col([column.name for column in reads])
    blank = raw.with_columns(pl.when(~told.is_in(list(secrets))).then(told)) if secrets and reads else raw
    filled = blank.with_columns(
        pl.col(column.name).fill_null(column.default) for column in reads if column.default is not None
    )
    table = filled.with_columns(_read(column) for column in reads)
    reports = [_unread(filled, table, column) for column in reads if column.kind != "text"]
    return table, pl.concat([pl.DataFrame(schema=ISSUE_SCHEMA), *reports])


def _read(column: Column) -> pl.Expr:
    """Expression that reads a column."""
    cell = pl.col(column.name)
    if column.kind in ("number", "lon", "lat"):
        read = number(cell)
        if column.least is not None:
            read = pl.when(read >= column.least).then(read)
        if column.most is not None:
            read = pl.when(read <= column.most).then(read)
        return read.alias(column.name)
    readers = {"date": date, "flag": flag, "postcode": postcode, "siret": siret, "phone": phone}
    return readers.get(column.kind, label)(cell).alias(column.name)


def number(cell: pl.Expr) -> pl.Expr:
    """Finite number, with a decimal point or comma; spaces between thousands are ignored."""
    bare = cell.str.replace_all(_SPACES, "")
    comma = bare.str.contains(",", literal=True) & ~bare.str.contains(".", literal=True)
    read = pl.when(comma).then(bare.str.replace(",", ".", literal=True)).otherwise(bare).cast(pl.Float64, strict=False)
    return pl.when(read.is_finite()).then(read)


def label(cell: pl.Expr) -> pl.Expr:
    """Text without blanks around nor null characters."""
    bare = cell.str.replace_all("\x00", "", literal=True).str.strip_chars()
    return pl.when(bare != "").then(bare)


def date(cell: pl.Expr) -> pl.Expr:
    """Day, written the ISO or the French way, its hour forgotten; from 1900 to 2100."""
    bare = cell.str.strip_chars()
    read = pl.coalesce(
        bare.str.slice(0, 10).str.to_date("%Y-%m-%d", strict=False),
        bare.str.slice(0, 10).str.to_date("%d/%m/%Y", strict=False),
    )
    return pl.when(read.dt.year().is_between(1900, 2100)).then(read)


def flag(cell: pl.Expr) -> pl.Expr:
    """True or false, said in French, English or digits."""
    bare = cell.str.strip_chars().str.to_lowercase()
    yes, no = ["oui", "o", "true", "vrai", "1", "1.0", "yes"], ["non", "n", "false", "faux", "0", "0.0", "no"]
    return pl.when(bare.is_in(yes)).then(True).when(bare.is_in(no)).then(False)


def postcode(cell: pl.Expr) -> pl.Expr:
    """Five digits, the leading zero a spreadsheet lost put back."""
    bare = cell.str.replace_all(r"[\s\u00a0='\"]", "").str.replace(r"\.0+$", "")
    padded = pl.when(bare.str.contains(r"^\d{4}$")).then(pl.concat_str(pl.lit("0"), bare)).otherwise(bare)
    return pl.when(padded.str.contains(r"^\d{5}$")).then(padded)


def siret(cell: pl.Expr) -> pl.Expr:
    """Fourteen digits; null where a spreadsheet rounded them or where they are all zeros."""
    bare = cell.str.replace_all(r"[^\dA-Za-z]", "")
    padded = pl.when(bare.str.contains(r"^\d{13}$")).then(pl.concat_str(pl.lit("0"), bare)).otherwise(bare)
    return pl.when(padded.str.contains(r"^\d{14}$") & ~padded.str.contains(r"0{8}$")).then(padded)


def phone(cell: pl.Expr) -> pl.Expr:
    """International number; the first one where several are given."""
    digits = cell.str.split("/").list.first().str.replace_all(r"[^\d+]", "").str.replace(r"^00", "+")
    local = (
        pl.when(digits.str.contains(r"^\+"))
        .then(digits)
        .when(digits.str.contains(r"^(33|590|594|596|262|687)\d{9}$"))
        .then(pl.concat_str(pl.lit("+"), digits))
        .when(digits.str.contains(r"^[1-9]\d{8}$"))
        .then(pl.concat_str(pl.lit("0"), digits))
        .when(digits.str.contains(r"^0[1-9]\d{8}"))
        .then(digits.str.slice(0, 10))
    )
    country = local.str.slice(0, 4).replace_strict(_OVERSEAS, default="+33", return_dtype=pl.String)
    said = (
        pl.when(local.str.contains(r"^\+"))
        .then(local.str.replace(r"^(\+\d{2,3}?)0(\d{9})$", "${1}${2}"))
        .otherwise(pl.concat_str(country, local.str.slice(1)))
    )
    return pl.when(said.str.contains(r"^\+\d{8,14}$")).then(said)


def _unread(filled: pl.DataFrame, table: pl.DataFrame, column: Column) -> pl.DataFrame:
    """Issues of a column's cells that were filled and are now null."""
    lost = table[column.name].is_null() & filled[column.name].is_not_null()
    if not lost.any():
        return pl.DataFrame(schema=ISSUE_SCHEMA)
    bad = filled.filter(lost).select("row", value=pl.col(column.name).str.slice(0, 200))
    message = "range" if column.kind == "number" and column.least is not None else column.kind
    severity = "warning" if column.kind in ("phone", "siret", "date", "flag", "postcode") else "error"
    return bad.select(
        "row",
        pl.lit(column.name).alias("column"),
        "value",
        pl.lit(message).alias("message"),
        pl.lit(severity).alias("severity"),
    ).cast(ISSUE_SCHEMA)  # type: ignore[arg-type]
