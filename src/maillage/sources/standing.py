"""Where the data stand: what is kept, of when, how good, what is missing."""

from pathlib import Path

import polars as pl

from maillage.sources import catalogue, storage
from maillage.sources.quality import freshness

SCHEMA = {
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
    "shipped": pl.Boolean,
    "official": pl.Boolean,
}


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
            "shipped": source.shipped,
            "official": source.official,
        }
        if facts is not None:
            judged = facts["quality"]
            line |= {name: facts[name] for name in ("vintage", "rows", "loss", "issues", "retrieved_at", "checked_at")}
            line |= {"quality": judged["score"], "gaps": judged["gaps"]}
            line["freshness"] = freshness(facts["vintage"], on or facts["checked_at"])
        lines.append(line)
    return pl.DataFrame(lines, schema=SCHEMA)


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
