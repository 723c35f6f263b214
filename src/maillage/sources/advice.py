"""What would make a table better, and by how much: each proposal says what to do and what its score would gain."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from maillage.sources.quality import freshness
from maillage.sources.source import Source
from maillage.vocabulary.messages import say

MOST = 3
LEAST_GAIN = 0.005
"""Proposals shown for a table, and the gain under which one is not worth a line."""

ROW_ISSUES = ("width", "code_unknown", "code_beyond", "code_missing", "duplicate", "key_missing")
"""Issues that cost a row; the others cost a cell."""


@dataclass(frozen=True)
class Proposal:
    """Something to do.

    Parameters
    ----------
    code
        Of its sentence, ``sources.advice.<code>``.
    gain
        What the score would gain, once wholly done.
    values
        What its placeholders show.
    """

    code: str
    gain: float
    values: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return say(f"sources.advice.{self.code}", **self.values)


def criteria_on(facts: Mapping[str, Any], on: str) -> dict[str, float]:
    """Criteria of a table kept, its freshness judged on a day."""
    return {**facts["quality"]["criteria"], "fresh": freshness(facts["vintage"], on)}


def score(criteria: Mapping[str, float]) -> float:
    """Mean of the criteria."""
    return sum(criteria.values()) / len(criteria)


def proposals(
    source: Source, facts: Mapping[str, Any], table: pl.DataFrame, issues: pl.DataFrame, on: str
) -> list[Proposal]:
    """At most three things to do, those that gain most first.

    Parameters
    ----------
    source
        What the table is.
    facts
        Its provenance.
    table, issues
        What is kept of it.
    on
        Day on which its freshness is judged, ``YYYY-MM-DD``.
    """
    criteria = criteria_on(facts, on)
    worth = [each for each in _all(source, facts, table, issues, criteria) if each.gain >= LEAST_GAIN]
    return sorted(worth, key=lambda each: -each.gain)[:MOST]


def _all(
    source: Source, facts: Mapping[str, Any], table: pl.DataFrame, issues: pl.DataFrame, criteria: Mapping[str, float]
) -> Iterator[Proposal]:
    """Everything that could be done."""
    part = 1 / len(criteria)
    errors = issues.filter(pl.col("severity") == "error")
    fresh = "fresh" if source.urls else "fresh_elsewhere"
    yield Proposal(fresh, part * (1 - criteria["fresh"]), {"vintage": facts["vintage"], "source": source.id})
    yield from _filled(source, table, part)
    of_row = pl.col("message").is_in(ROW_ISSUES)
    rows, cells = errors.filter(of_row), errors.filter(~of_row)
    if rows.height and facts["refused"]:
        first = rows.row(0, named=True)
        cause = say(f"sources.issue.{first['message']}", value=first["value"])
        shown = {"count": facts["refused"], "row": first["row"], "cause": cause}
        yield Proposal("rows", part * (1 - criteria["rows"]), shown)
    if cells.height:
        worst = cells.group_by("column").len().sort("len", "column", descending=[True, False]).row(0, named=True)
        first = cells.filter(pl.col("column") == worst["column"]).row(0, named=True)
        shown = {"count": cells.height, "column": worst["column"], "row": first["row"], "value": first["value"]}
        yield Proposal("cells", part * (1 - criteria["cells"]), shown)
    beyond = issues.filter(pl.col("message") == "code_beyond").height
    for code, column, hopeless in (("placed", "code_insee", beyond), ("located", "longitude", 0)):
        if code in criteria:
            count = max(0, table[column].null_count() - hopeless)
            yield Proposal(code, part * count / max(1, table.height), {"count": count})


def _filled(source: Source, table: pl.DataFrame, part: float) -> Iterator[Proposal]:
    """Columns to fill, one proposal each; nobody can fill what statistical secrecy has emptied."""
    named = [column for column in source.columns if column.required and column.name in table.columns]
    for column in named:
        if source.secrets and column.kind == "number":
            continue
        empty = table[column.name].null_count()
        gain = part * empty / max(1, len(named) * table.height)
        yield Proposal("filled", gain, {"column": column.name, "count": empty})
