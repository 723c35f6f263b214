"""How good a table is, judged on its content: the mean of the criteria that apply to it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from maillage.sources.loading import Reading
from maillage.sources.source import Source
from maillage.territory import Territory
from maillage.vocabulary.errors import InvalidOption

FRESH_MONTHS = 6.0
STALE_MONTHS = 24.0
_MONTH_DAYS = 365.25 / 12


@dataclass(frozen=True)
class Quality:
    """A table's score and what it is made of.

    Parameters
    ----------
    score
        Mean of the criteria, from 0 to 1.
    criteria
        Each criterion that applies: ``rows`` kept, ``cells`` readable, ``filled``, ``placed`` (communes known),
        ``located`` (points usable) and ``fresh``.
    gaps
        Present communes without a row, for a table that should have them all; else rows without a commune.
    """

    score: float
    criteria: dict[str, float]
    gaps: int


def judge(source: Source, reading: Reading, territory: Territory, on: str) -> Quality:
    """Quality of a table read on a day.

    Parameters
    ----------
    source
        What it is.
    reading
        What was read.
    territory
        The communes of today.
    on
        Day of the reading, ``YYYY-MM-DD``.
    """
    table = reading.table
    errors = reading.issues.filter((pl.col("severity") == "error") & (pl.col("column") != "code_insee")).height
    named = [column.name for column in source.columns if column.required and column.name in table.columns]
    cells = max(1, table.height * max(1, len(named)))
    criteria = {
        "rows": 1.0 - reading.loss,
        "cells": max(0.0, 1.0 - errors / cells),
        "fresh": freshness(source.vintage, on),
    }
    if named and table.height:
        criteria["filled"] = 1.0 - sum(table[name].null_count() for name in named) / cells
    gaps = 0
    if source.level == "commune":
        gaps = len(territory) - table.height
    elif "code_insee" in table.columns and table.height:
        gaps = table["code_insee"].null_count()
        criteria["placed"] = 1.0 - gaps / table.height
    if "longitude" in table.columns and table.height:
        criteria["located"] = 1.0 - table["longitude"].null_count() / table.height
    return Quality(sum(criteria.values()) / len(criteria), criteria, gaps)


def freshness(vintage: str, on: str) -> float:
    """1 until six months after what the data describe, 0 from twenty-four on, in between in proportion.

    A year or a month counts from its last day.
    """
    months = (day(on) - end_of(vintage)).days / _MONTH_DAYS
    return min(1.0, max(0.0, (STALE_MONTHS - months) / (STALE_MONTHS - FRESH_MONTHS)))


def end_of(vintage: str) -> date:
    """Last day of a year, a month or a day."""
    parts = [int(part) for part in vintage[:10].split("-")]
    if len(parts) == 1:
        return date(parts[0], 12, 31)
    if len(parts) == 2:
        return date(parts[0] + parts[1] // 12, parts[1] % 12 + 1, 1)
    return date(*parts)


def day(text: str) -> date:
    """Day of an ISO date or instant.

    Raises
    ------
    InvalidOption
        If it is not one.
    """
    try:
        return date.fromisoformat(text[:10])
    except ValueError as error:
        raise InvalidOption("sources.date", value=text) from error


def as_json(quality: Quality) -> dict[str, Any]:
    """What is kept of it."""
    return {
        "score": round(quality.score, 4),
        "criteria": {name: round(value, 4) for name, value in quality.criteria.items()},
        "gaps": quality.gaps,
    }
