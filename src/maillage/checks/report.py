"""What a check found, as tables, texts and counts."""

import functools
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl

from maillage.checks import findings
from maillage.checks.cells import column
from maillage.checks.engine import Table
from maillage.checks.schema import Schema
from maillage.vocabulary import messages
from maillage.vocabulary.messages import say

COLUMNS = ("line", "column", "value", "code", "severity", "sentence", "proposal", "safe")
"""Columns of :attr:`Report.findings`."""


@dataclass(frozen=True, eq=False)
class Report:
    """Findings of one file against one schema.

    Attributes
    ----------
    path, schema
        What was checked.
    table
        The file's cells beside the schema.
    raw
        Findings without their sentences; see :data:`maillage.checks.findings.SCHEMA`.
    details
        What the sentence of each code and column shows.
    """

    path: Path
    schema: Schema
    table: Table = field(repr=False)
    raw: pl.DataFrame = field(repr=False)
    details: Mapping[tuple[str, str], Mapping[str, Any]] = field(repr=False)

    @property
    def rows(self) -> int:
        """Rows of the file, header apart."""
        return self.table.frame.height

    @functools.cached_property
    def errors(self) -> int:
        """Number of findings that make the file invalid."""
        return int((self.raw["severity"] == "error").sum())

    @property
    def warnings(self) -> int:
        """Number of findings that do not."""
        return self.raw.height - self.errors

    @property
    def valid(self) -> bool:
        """Whether there is no error; warnings do not count."""
        return self.errors == 0

    @property
    def unit(self) -> str:
        """What ``line`` counts: ``line``, ``row`` or ``item``."""
        return self.table.cells.unit

    @property
    def findings(self) -> pl.DataFrame:
        """Every finding, its sentence in the current language: columns :data:`COLUMNS`, in the file's order."""
        return self._worded(self.raw)

    def _worded(self, raw: pl.DataFrame) -> pl.DataFrame:
        """Findings with their sentences."""
        return findings.in_words(raw, self.details).select(COLUMNS)

    @property
    def mapping(self) -> pl.DataFrame:
        """How each name of the header was understood: written, field, how, applied."""
        rows = [(each.written, each.field, each.how, each.applied) for each in self.table.matches]
        schema = {"written": pl.String, "field": pl.String, "how": pl.String, "applied": pl.Boolean}
        return pl.DataFrame(rows, schema=schema, orient="row")

    @property
    def by_column(self) -> pl.DataFrame:
        """Per column found: column, filled, errors, warnings, share (filled without error, in percent), sentence."""
        cell = self.raw.filter(pl.col("row").is_not_null())
        counted = {
            severity: dict(
                cell.filter(pl.col("severity") == severity).group_by("column").agg(pl.col("row").n_unique()).iter_rows()
            )
            for severity in ("error", "warning")
        }
        empty = dict(
            cell.filter(pl.col("code").is_in(["required", "missing_cell"]))
            .group_by("column")
            .agg(pl.col("row").n_unique())
            .iter_rows()
        )
        any_finding = dict(cell.group_by("column").agg(pl.col("row").n_unique()).iter_rows())
        rows = []
        for name, position in self.table.columns.items():
            texts = self.table.frame[column(position)]
            filled = len(texts) - texts.null_count()
            errors = counted["error"].get(name, 0)
            good = max(0, filled - (errors - empty.get(name, 0)))
            share = 100.0 * good / len(texts) if len(texts) else 100.0
            count = any_finding.get(name, 0)
            text = say(
                "checks.report.column" if count else "checks.report.column_good",
                share=_decimal(share), column=name, count=count,
            )  # fmt: skip
            rows.append((name, filled, errors, counted["warning"].get(name, 0), share, text))
        kinds = {"column": pl.String, "filled": pl.Int64, "errors": pl.Int64, "warnings": pl.Int64}
        kinds |= {"share": pl.Float64, "sentence": pl.String}
        return pl.DataFrame(rows, schema=kinds, orient="row")

    def to_csv(self) -> str:
        """Every finding as CSV; cells that a spreadsheet would run as formulas are preceded by an apostrophe."""
        texts = pl.col("column", "value", "sentence", "proposal")
        tame = pl.when(texts.str.contains(r"^[=+\-@\t\r]")).then("'" + texts).otherwise(texts)
        return self.findings.with_columns(tame.name.keep()).write_csv()

    def to_json(self) -> str:
        """Summary and every finding as JSON."""
        summary = {
            "path": str(self.path),
            "schema": self.schema.name,
            "valid": self.valid,
            "rows": self.rows,
            "errors": self.errors,
            "warnings": self.warnings,
            "unit": self.unit,
            "encoding": self.table.cells.encoding,
            "delimiter": self.table.cells.delimiter,
            "columns": self.by_column.to_dicts(),
            "mapping": self.mapping.to_dicts(),
            "findings": self.findings.to_dicts(),
        }
        return json.dumps(summary, ensure_ascii=False, indent=1)

    def to_text(self, limit: int = 50) -> str:
        """Summary, counts by column, and the first ``limit`` findings, errors first; says how many are left."""
        verdict = "checks.report.valid" if self.valid else "checks.report.invalid"
        lines = [
            say(verdict, path=self.path.name, schema=self.schema.name),
            say("checks.report.counts", rows=self.rows, errors=self.errors, warnings=self.warnings),
            "",
        ]
        table = self.by_column
        lines += [f"  {text}" for text in table.filter(pl.col("errors") + pl.col("warnings") > 0)["sentence"]]
        shown = self._worded(self.raw.sort(pl.col("severity") != "error", maintain_order=True).head(max(limit, 0)))
        lines += [""] * (len(lines) > 3)
        for row in shown.iter_rows(named=True):
            lines.append(_line(self.unit, row))
        left = self.raw.height - shown.height
        if left:
            lines.append(say("checks.report.more", count=left))
        return "\n".join(lines).rstrip() + "\n"


def _line(unit: str, row: Mapping[str, Any]) -> str:
    """One finding on one line."""
    place = say(f"checks.report.{unit}", number=row["line"]) + (f", {row['column']}" if row["column"] else "")
    mark = say(f"checks.report.{row['severity']}")
    fix = say("checks.report.proposal", value=row["proposal"][:80]) if row["proposal"] is not None else ""
    text = say("checks.report.finding", place=place, mark=mark, sentence=row["sentence"], proposal=fix)
    return " ".join(text.split())


def _decimal(share: float) -> str:
    """Percentage with one decimal, rounded down so that 100 is only said of all."""
    text = f"{int(share * 10) / 10:.1f}".removesuffix(".0")
    return text.replace(".", ",") if messages.language() == "fr" else text
