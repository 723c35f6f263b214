"""The tables as compact arrays inside the page, from which its script draws the rows that a reader asks for."""

import json
from collections.abc import Mapping
from typing import Any

import polars as pl
from markupsafe import Markup

from maillage.publish.sitting import place_words, venue_words
from maillage.publish.tables import opening_words
from maillage.vocabulary.plan import Plan


def payload(plan: Plan, by: str, groups: pl.DataFrame, labels: Mapping[str, str]) -> Markup:
    """JSON text of the communes, places, posts and rounds, safe inside a ``script`` element.

    Columns are arrays; a place, a group or a post is named by its row. Minutes are whole, shares per thousand.
    """
    group_of = {group: row for row, group in enumerate(groups["group"].to_list())}
    place_of = {code: row for row, code in enumerate(plan.places["code"].to_list())}
    content = {
        "labels": dict(labels),
        "groups": groups["name"].fill_null("—").to_list(),
        "communes": _communes(plan.coverage, by, group_of, place_of),
        "places": _places(plan.places, by, group_of),
        "posts": _posts(plan.posts),
        "rounds": _rounds(plan, place_of),
    }
    text = json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return Markup(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))


def _communes(table: pl.DataFrame, by: str, group_of: Mapping[str, int], place_of: Mapping[str, int]) -> dict[str, Any]:
    """Columns of the communes."""
    return {
        "code": ",".join(table["code"].to_list()),
        "name": table["name"].to_list(),
        "group": [group_of.get(group, -1) for group in table[by]],
        "population": table["population"].to_list(),
        "need": _whole(table["people_in_need"]),
        "share": _whole(table["served_share"] * 1000),
        "place": [place_of.get(code, -1) for code in table["nearest_place"]],
        "minutes": _whole(table["nearest_minutes"]),
    }


def _places(table: pl.DataFrame, by: str, group_of: Mapping[str, int]) -> dict[str, Any]:
    """Columns of the places; opening hours in words once each, unknown ones as ``-1``."""
    masks = table["opening"].unique().sort().to_list()
    rank = {mask: row for row, mask in enumerate(masks)}
    known = zip(table["opening"], table["hours_known"], strict=True)
    return {
        "code": table["code"].to_list(),
        "name": table["name"].to_list(),
        "group": [group_of.get(group, -1) for group in table[by]],
        **{column: table[column].to_list() for column in ("half_days", "desks", "posts", "unserved")},
        "hours": [rank[mask] if told else -1 for mask, told in known],
        "openings": [opening_words(mask or 0) for mask in masks],
        "venues": [place_words(*pair) for pair in table.select("venue", "venue_kind").iter_rows()],
    }


def _posts(table: pl.DataFrame) -> dict[str, Any]:
    """Columns of the posts."""
    return {
        "id": table["post"].to_list(),
        "base": table["base_name"].to_list(),
        "departement": table["departement"].to_list(),
        "half_days": table["half_days"].to_list(),
        "drive": _whole(table["drive_minutes"]),
        "longest": _whole(table["longest_leg_minutes"]),
    }


def _rounds(plan: Plan, place_of: Mapping[str, int]) -> dict[str, Any]:
    """Each post's own list of places and its stops: slot 0 to 19, place in that list, drive there and home, venue."""
    names: list[str] = []
    venues: dict[str, int] = {}
    extra: dict[str, int] = {}
    stops: dict[str, tuple[dict[int, int], list[int]]] = {}
    slot = (
        10 * (pl.col("week").cast(pl.Int32) - 1)
        + 2 * pl.col("weekday").cast(pl.Int32)
        + (pl.col("half") == "afternoon")
    )
    table = plan.rounds.with_columns(slot.alias("slot")).sort("post", "slot", maintain_order=True)
    minutes = pl.col("leg_minutes", "return_minutes").fill_nan(0).fill_null(0).round().cast(pl.Int32)
    table = table.select("post", "slot", "place", "place_name", minutes, "venue", "venue_kind", "venue_hours")
    for post, at, code, name, leg, back, *venue in table.iter_rows():
        row = place_of.get(code)
        if row is None:
            row = extra.setdefault(code, len(place_of) + len(extra))
            if row == len(place_of) + len(names):
                names.append(name)
        own, flat = stops.setdefault(post, ({}, []))
        words = venue_words(*venue)
        flat += [at, own.setdefault(row, len(own)), leg, back, venues.setdefault(words, len(venues))]
    found = [stops.get(post, ({}, [])) for post in plan.posts["post"]]
    return {"extra": names, "venues": list(venues), "stops": [[list(own), flat] for own, flat in found]}


def _whole(column: pl.Series) -> list[int | None]:
    """Figures rounded to whole numbers, missing ones as ``None``."""
    return column.cast(pl.Float64).fill_nan(None).round().cast(pl.Int64).to_list()
