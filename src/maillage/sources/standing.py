"""Where the data stand: what is kept, of when, how good, what is missing."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import polars as pl
from polars.datatypes import DataType, DataTypeClass

from maillage.sources import advice, catalogue, storage
from maillage.sources.source import Source

CRITERIA = ("rows", "cells", "filled", "placed", "located", "fresh")
"""Criteria of quality, see :class:`maillage.sources.quality.Quality`."""

SCHEMA: dict[str, DataType | DataTypeClass] = {
    "source": pl.String,
    "publisher": pl.String,
    "title": pl.String,
    "vintage": pl.String,
    "rows": pl.Int64,
    "freshness": pl.Float64,
    "quality": pl.Float64,
    "gaps": pl.Int64,
    "loss": pl.Float64,
    "issues": pl.Int64,
    "retrieved_at": pl.String,
    "checked_at": pl.String,
    "licence": pl.String,
    "url": pl.String,
    "note": pl.String,
    "shipped": pl.Boolean,
    "official": pl.Boolean,
    "criteria": pl.Struct(dict.fromkeys(CRITERIA, pl.Float64)),
    "potential": pl.Float64,
    "damaged": pl.Boolean,
    "proposals": pl.List(pl.Struct({"code": pl.String, "gain": pl.Float64, "text": pl.String})),
}
"""Columns of the state: ``quality`` is the mean of the ``criteria`` that apply, ``potential`` what the ``proposals``
(three at most, in the current language) would add to it together; ``damaged`` tables are to be brought again, what is
kept of them is not told."""


def state(data_dir: Path | None = None, on: str | None = None) -> pl.DataFrame:
    """One row for each source, those without data too (``rows`` null).

    Parameters
    ----------
    data_dir
        See :func:`maillage.sources.storage.folder`.
    on
        Day (``YYYY-MM-DD``) on which freshness is judged; the day each source was last checked by default.
    """
    lines = []
    for source in catalogue.SOURCES:
        facts = storage.provenance(data_dir, source.id)
        line: dict[str, object] = {
            "source": source.id,
            "publisher": source.publisher,
            "title": source.title,
            "vintage": source.vintage,
            "licence": source.licence,
            "url": source.urls[0] if source.urls else None,
            "note": source.note or None,
            "shipped": source.shipped,
            "official": source.official,
        }
        line["damaged"] = facts is not None and not storage.sound(data_dir, source.id)
        if facts is not None and not line["damaged"]:
            line |= {name: facts[name] for name in ("vintage", "rows", "loss", "issues", "retrieved_at", "checked_at")}
            line |= _judged(source, facts, on or facts["checked_at"], data_dir)
        lines.append(line)
    return pl.DataFrame(lines, schema=SCHEMA)


def _judged(source: Source, facts: dict[str, Any], on: str, data_dir: Path | None) -> dict[str, object]:
    """Quality of a table kept on a day, and what would raise it."""
    criteria = advice.criteria_on(facts, on)
    kept, met = (storage.table(data_dir, source.id, part=part) for part in ("table", "issues"))
    made = [] if kept is None or met is None else advice.proposals(source, facts, kept, met, on)
    return {
        "quality": round(advice.score(criteria), 4),
        "gaps": facts["quality"]["gaps"],
        "freshness": round(criteria["fresh"], 4),
        "criteria": {name: criteria.get(name) for name in CRITERIA},
        "potential": round(sum(each.gain for each in made), 4),
        "proposals": [{"code": each.code, "gain": round(each.gain, 4), "text": str(each)} for each in made],
    }


def issues(name: str, data_dir: Path | None = None) -> pl.DataFrame | None:
    """Everything met while reading a source's current version; see :data:`maillage.sources.source.ISSUE_SCHEMA`."""
    return storage.table(data_dir, catalogue.find(name).id, part="issues")


def credit(name: str, data_dir: Path | None = None) -> dict[str, str]:
    """Who is to be thanked for a source's current version: name, version, vintage, licence and official address."""
    source = catalogue.find(name)
    facts = storage.provenance(data_dir, source.id) or {}
    return {
        "name": f"{source.publisher}, {source.title}" if source.publisher not in source.title else source.title,
        "version": str(facts.get("sha256", ""))[:12],
        "vintage": str(facts.get("vintage", source.vintage)),
        "licence": source.licence,
        "url": next(iter(source.urls), ""),
    }


def versions(names: Iterable[str], data_dir: Path | None = None) -> dict[str, str]:
    """Version kept of each source of a list, those without any left out: it changes whenever the table may."""
    kept = {name: storage.versions(data_dir, name) for name in names}
    return {name: found[0] for name, found in kept.items() if found}


def vintages(names: Iterable[str], data_dir: Path | None = None) -> dict[str, str]:
    """What the table kept of each source of a list describes: a year, a month or a day."""
    facts = {name: storage.provenance(data_dir, name) for name in names}
    return {name: str(found["vintage"]) for name, found in facts.items() if found is not None}
