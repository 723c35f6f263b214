"""The checks of one table, from its header to its cells."""

from collections.abc import Callable
from dataclasses import dataclass

import polars as pl

from maillage.checks import constraints, headers, patterns, repairs, rules
from maillage.checks.cells import Cells, column
from maillage.checks.findings import Notebook
from maillage.checks.schema import Field, Schema
from maillage.territory import Territory

_REPLACED = "\ufffd"


@dataclass(frozen=True, eq=False)
class Table:
    """A file's cells beside the schema.

    Attributes
    ----------
    cells
        As read.
    frame
        As read, null where a cell stands for nothing.
    matches
        How each name of the header was understood.
    columns
        Position in the file of each field found.
    """

    cells: Cells
    frame: pl.DataFrame
    matches: list[headers.Match]
    columns: dict[str, int]


def lay(cells: Cells, schema: Schema) -> Table:
    """Cells laid beside a schema's columns."""
    matches = headers.match(cells.header, schema)
    columns = {str(each.field): each.position for each in matches if each.applied}
    frame = cells.frame.select(constraints.missing_to_null(name, schema.missing_values) for name in cells.frame.columns)
    return Table(cells, frame, matches, columns)


def run(table: Table, schema: Schema, territory: Territory | None, progress: Callable[[str, float], None]) -> Notebook:
    """Findings of a table.

    Parameters
    ----------
    table
        From :func:`lay`.
    schema
        What the table must be.
    territory
        The communes; None skips what needs them.
    progress
        Called with a step's code and the share done.
    """
    note = Notebook(table.cells.lines)
    _header(note, table, schema)
    blank = _rows(note, table)
    progress("cells", 0.3)
    wrong = _masks(note, table, schema, blank)
    progress("formats", 0.6)
    columns = {}
    for field in schema.fields:
        if field.name in table.columns:
            texts = table.frame[column(table.columns[field.name])]
            if field.name in wrong:
                texts = texts.to_frame("v").select(pl.when(~wrong[field.name]).then("v"))["v"]
            columns[field.name] = field, texts
    before = len(note.parts)
    rules.check(note, columns, territory)
    _spaces(note, columns, note.parts[before:], table.cells.may_be_lost)
    _keys(note, table, schema, blank)
    return note


def _header(note: Notebook, table: Table, schema: Schema) -> None:
    """Note columns missing, doubled, unknown or known by another name."""
    line = table.cells.header_line
    for field in schema.fields:
        if field.required and field.name not in table.columns:
            note.whole("missing_column", field.name, line)
    for each in table.matches:
        name = each.written or f"n° {each.position + 1}"
        if each.how == "twice":
            note.whole("duplicate_column", name, line, each.written, field=each.field)
        elif each.how in ("spelling", "synonym"):
            note.whole("renamed_column", name, line, each.written, severity="warning", field=each.field)
        elif each.how == "nearest":
            note.whole("near_column", name, line, each.written, severity="warning", field=each.field)
        elif each.how == "unknown" and each.written:
            note.whole("unknown_column", name, line, each.written, severity="warning")
        elif each.how == "unknown":
            note.whole("nameless_column", name, line, severity="warning")
    if table.cells.encoding != "utf-8":
        note.whole("encoding", "", line, table.cells.encoding, severity="warning")


def _rows(note: Notebook, table: Table) -> pl.Series:
    """Note rows with nothing in them, too few cells or too many; True where a row is blank."""
    frame = table.frame
    blank = frame.select(pl.all_horizontal(pl.all().is_null()).alias("blank")).to_series()
    rows = blank.arg_true()
    note.cells("blank_row", "", rows, pl.repeat("", len(rows), eager=True), severity="warning")
    if not table.cells.ragged:
        return blank
    width = frame.width
    empty = set(rows)
    ragged = [(row, count) for row, count in table.cells.ragged if row not in empty]
    long = pl.Series([row for row, count in ragged if count > width], dtype=pl.UInt32)
    over = pl.Series([str(count) for _, count in ragged if count > width], dtype=pl.String)
    note.cells("extra_cell", "", long, over, wanted=width)
    for each in table.matches:
        if each.applied:
            short = pl.Series([row for row, count in ragged if count <= each.position], dtype=pl.UInt32)
            note.cells("missing_cell", str(each.field), short, pl.repeat("", len(short), eager=True), wanted=width)
    return blank


def _masks(note: Notebook, table: Table, schema: Schema, blank: pl.Series) -> dict[str, pl.Series]:
    """Note what types and constraints refuse, in one query; per field, True where a cell is in error."""
    laid = [(field, table.columns[field.name]) for field in schema.fields if field.name in table.columns]
    plans = [(field, position, mask) for field, position in laid for mask in constraints.masks(field, position)]
    read = [each for field, position in laid for each in constraints.readings(field, position)]
    query = table.frame.lazy().with_columns(read).select(m.wrong.alias(str(k)) for k, (_, _, m) in enumerate(plans))
    found = query.collect() if plans else table.frame
    wrong: dict[str, pl.Series] = {}
    for k, (field, position, mask) in enumerate(plans):
        series = found[str(k)].fill_null(False)
        if mask.code == "required":
            absent = table.cells.frame[column(position)].is_null()
            series = series & ~blank & ~absent
        if not series.any():
            continue
        rows = series.arg_true()
        texts = table.frame[column(position)].gather(rows)
        fix, safe = _proposals(field, mask.code, texts)
        note.cells(mask.code, field.name, rows, texts.fill_null(""), proposals=fix, safe=safe, **mask.details)
        wrong[field.name] = wrong[field.name] | series if field.name in wrong else series
    for field in schema.fields:
        if field.constraints.get("unique") and field.name in table.columns:
            texts = table.frame[column(table.columns[field.name])]
            again, before = constraints.repeats(field, texts)
            note.cells("unique", field.name, again, texts.gather(again), other=table.cells.lines.gather(before))
    return wrong


def _proposals(field: Field, code: str, texts: pl.Series) -> tuple[pl.Series | None, pl.Series | bool]:
    """Proposals for cells that a type or a constraint refuses."""
    if code == "type":
        return repairs.of_type(field, texts)
    if code == "enum":
        return repairs.of_enum([str(choice) for choice in field.constraints["enum"]], texts)
    if code == "pattern":
        found = repairs.of_rule(field.rule, texts) if field.rule else None
        fix, safe = found or (texts.str.strip_chars(), True)
        good = fix.alias("v").to_frame().select(patterns.matches(pl.col("v"), field.constraints["pattern"]))["v"]
        return fix.to_frame("v").select(pl.when(good.fill_null(False)).then("v"))["v"], safe
    return None, False


def _spaces(
    note: Notebook, columns: dict[str, tuple[Field, pl.Series]], noted: list[pl.DataFrame], may_be_lost: bool
) -> None:
    """Note texts with spaces around or a letter already lost, where nothing else was noted."""
    done = pl.concat(noted).select("column", "row") if noted else None
    texts_of = {name: texts for name, (field, texts) in columns.items() if field.type == "string"}
    frame = pl.DataFrame({str(k): texts for k, texts in enumerate(texts_of.values())})
    every = pl.all()
    around_of = frame.select((every.str.strip_chars().str.len_bytes() != every.str.len_bytes()).fill_null(False))
    lost_of = frame.select(every.str.contains(_REPLACED, literal=True).fill_null(False)) if may_be_lost else None
    for k, (name, texts) in enumerate(texts_of.items()):
        if lost_of is not None:
            lost = lost_of[str(k)].arg_true()
            note.cells("lost_letter", name, lost, texts.gather(lost), severity="warning")
        around = around_of[str(k)].arg_true()
        if around.is_empty():
            continue
        if done is not None:
            around = around.filter(~around.is_in(done.filter(pl.col("column") == name)["row"].implode()))
        chosen = texts.gather(around)
        note.cells("spaces", name, around, chosen, severity="warning", proposals=chosen.str.strip_chars(), safe=True)


def _keys(note: Notebook, table: Table, schema: Schema, blank: pl.Series) -> None:
    """Note rows whose primary key is empty or already met."""
    fields = [field for field in schema.fields if field.name in schema.primary_key]
    if not fields or any(field.name not in table.columns for field in fields):
        return
    if len(fields) == 1 and fields[0].required and fields[0].constraints.get("unique"):
        return
    name = ", ".join(field.name for field in fields)
    names = [column(table.columns[field.name]) for field in fields]
    key = pl.concat_str([pl.col(each).fill_null("") for each in names], separator="\u001f")
    empty = pl.all_horizontal(pl.col(each).is_null() for each in names)
    made = table.frame.with_row_index("row").select("row", key=key, empty=empty, blank=blank)
    made = made.filter(made["key"].is_duplicated() | made["empty"])
    nothing = made.filter(pl.col("empty") & ~pl.col("blank"))
    note.cells("primary_key_empty", name, nothing["row"], pl.repeat("", len(nothing), eager=True))
    again = made.filter(~pl.col("empty")).with_columns(before=pl.col("row").shift(1).over("key")).drop_nulls("before")
    shown = again["key"].str.replace_all("\u001f", ", ")
    note.cells("primary_key", name, again["row"], shown, other=table.cells.lines.gather(again["before"]))
