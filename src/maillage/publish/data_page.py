"""The data page: what open data is there, how fresh and how good, what is missing and what to do first."""

from collections.abc import Iterator
from typing import Any

import polars as pl
from markupsafe import Markup

from maillage.publish import page
from maillage.publish.numbers import decimal
from maillage.vocabulary import messages
from maillage.vocabulary.messages import say

FRESH = 0.5
"""Freshness from which a source counts as recent: fifteen months after what it describes."""

BEST_FIRST = 6
"""Things to do shown at the head of the page."""


def render_state(state: pl.DataFrame, on: str) -> str:
    """Self-contained HTML page of the state of the data, in the current language.

    Parameters
    ----------
    state
        As :func:`maillage.sources.state` gives it.
    on
        Day it was judged on, ``YYYY-MM-DD``.
    """
    style = page.asset("report.css") + page.asset("data.css")
    rows = state.sort("publisher", "title").to_dicts()
    here = [row for row in rows if row["rows"] is not None]
    return (
        page.environment()
        .get_template("data.html.j2")
        .render(
            language=messages.language(),
            style=Markup(style),
            policy=page.policy(style),
            on=on,
            tiles=list(_tiles(here, len(rows))),
            first=first_to_do(here),
            here=[row | {"criteria": _criteria(row), "tags": _tags(row)} for row in here],
            absent=[row for row in rows if row["rows"] is None],
            recent=FRESH,
        )
    )


def _tiles(here: list[dict[str, Any]], known: int) -> Iterator[dict[str, str]]:
    """Headline figures."""
    recent = sum(row["freshness"] >= FRESH for row in here)
    mean = sum(row["quality"] for row in here) / len(here) if here else None
    reachable = sum(row["quality"] + row["potential"] for row in here) / len(here) if here else None
    figures = {
        "here": decimal(len(here)),
        "absent": decimal(known - len(here)),
        "recent": decimal(recent),
        "quality": decimal(mean, 2),
        "reachable": decimal(reachable, 2),
        "rows": decimal(sum(row["rows"] for row in here)),
    }
    for code, figure in figures.items():
        yield {"figure": figure, "words": say(f"publish.data.tile.{code}"), "note": say(f"publish.data.note.{code}")}


def first_to_do(here: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Proposals that gain most over all sources, each with its source and title; ``here`` are rows of a state."""
    every = [{**each, "title": row["title"], "source": row["source"]} for row in here for each in row["proposals"]]
    return sorted(every, key=lambda each: (-each["gain"], each["source"]))[:BEST_FIRST]


def _criteria(row: dict[str, Any]) -> list[tuple[str, float]]:
    """Criteria that apply, each with its name."""
    told = ((name, value) for name, value in row["criteria"].items() if value is not None)
    return [(say(f"publish.data.criterion.{name}"), value) for name, value in told]


def _tags(row: dict[str, Any]) -> list[str]:
    """Words of warning."""
    tags = [] if row["freshness"] >= FRESH else [say("publish.data.tag.old")]
    tags += [] if row["official"] else [say("publish.data.tag.third_party")]
    return tags + ([] if row["shipped"] else [say("publish.data.tag.private")])
