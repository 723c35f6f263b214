"""What was found: one row per finding, sentences only written when they are asked for."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from maillage.vocabulary.messages import say

_VALUE, _OTHER = "\ue000", "\ue001"
_SPLIT = re.compile(f"([{_VALUE}{_OTHER}])")
_SHOWN = 80
SCHEMA = {
    "line": pl.UInt32,
    "column": pl.String,
    "value": pl.String,
    "code": pl.String,
    "severity": pl.String,
    "proposal": pl.String,
    "safe": pl.Boolean,
    "other": pl.String,
    "row": pl.UInt32,
}
"""Columns of the raw findings; ``row`` is null for what concerns a whole column or file."""


@dataclass
class Notebook:
    """Findings as they are made.

    Attributes
    ----------
    lines
        Place in the file of each row.
    parts
        Tables of findings with the columns of :data:`SCHEMA`.
    details
        What the sentence of a code and column shows.
    """

    lines: pl.Series
    parts: list[pl.DataFrame] = field(default_factory=list)
    details: dict[tuple[str, str], Mapping[str, Any]] = field(default_factory=dict)

    def cells(
        self,
        code: str,
        name: str,
        rows: pl.Series,
        values: pl.Series,
        *,
        severity: str = "error",
        proposals: pl.Series | None = None,
        safe: pl.Series | bool = False,
        other: pl.Series | None = None,
        **details: Any,
    ) -> None:
        """Note the same mistake at several rows of a column."""
        if rows.is_empty():
            return
        count = len(rows)

        def same(value: str | bool | None, kind: type[pl.DataType]) -> pl.Series:
            return pl.Series([value], dtype=kind).new_from_index(0, count)

        sure = same(safe, pl.Boolean) if isinstance(safe, bool) else safe
        fixes = same(None, pl.String) if proposals is None else proposals
        table = {
            "line": self.lines.gather(rows),
            "column": same(name, pl.String),
            "value": values,
            "code": same(code, pl.String),
            "severity": same(severity, pl.String),
            "proposal": fixes,
            "safe": sure if proposals is None else sure & fixes.is_not_null(),
            "other": same(None, pl.String) if other is None else other.cast(pl.String),
            "row": rows.cast(pl.UInt32),
        }
        self.parts.append(pl.DataFrame(table, schema=SCHEMA))
        self.details[code, name] = details

    def whole(
        self, code: str, name: str, line: int, value: str = "", *, severity: str = "error", **details: Any
    ) -> None:
        """Note what concerns a whole column or the file."""
        row = (line, name, value, code, severity, None, False, None, None)
        self.parts.append(pl.DataFrame([row], schema=SCHEMA, orient="row"))
        self.details[code, name] = details

    def table(self) -> pl.DataFrame:
        """Every finding, in the order of the file."""
        if not self.parts:
            return pl.DataFrame(schema=SCHEMA)
        return pl.concat(self.parts).sort("line", maintain_order=True)


def in_words(table: pl.DataFrame, details: Mapping[tuple[str, str], Mapping[str, Any]]) -> pl.DataFrame:
    """Findings with their sentence in the current language, one look-up per code and column."""
    parts = []
    for (code, name), group in table.with_row_index("rank").group_by("code", "column"):
        shown = dict(details.get((str(code), str(name)), {}))
        if "kind" in shown:
            shown["kind"] = say(f"checks.kind.{shown['kind']}")
        text = say(f"checks.{code}", **({"column": name, "value": _VALUE, "other": _OTHER} | shown))
        pieces = [_piece(piece) for piece in _SPLIT.split(text) if piece]
        sentence = pl.concat_str(pieces) if len(pieces) > 1 else pieces[0]
        parts.append(group.with_columns(sentence=sentence))
    if not parts:
        return table.with_columns(sentence=pl.lit("", dtype=pl.String))
    return pl.concat(parts).sort("rank").drop("rank")


def _piece(text: str) -> pl.Expr:
    """A stretch of a sentence: fixed, or a cell of the finding."""
    if text == _VALUE:
        return pl.col("value").fill_null("").str.slice(0, _SHOWN)
    return pl.col("other").fill_null("") if text == _OTHER else pl.lit(text)
