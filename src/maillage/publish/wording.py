"""Short texts made of the plan's rows: what the map says under the pointer, what its script says, printed rounds."""

from typing import Any

import polars as pl

from maillage.publish import numbers
from maillage.publish.atlas import Tips
from maillage.publish.sitting import place_words, venue_words
from maillage.publish.tables import opening_words
from maillage.vocabulary.messages import MESSAGES, say
from maillage.vocabulary.plan import Plan

MOST_TIPS = 6000
"""Most communes or places that get words of their own on the map."""


def tips(plan: Plan, departements: pl.DataFrame) -> Tips:
    """What the map says under the pointer."""
    return Tips(
        communes=_commune_tips(plan) if plan.coverage.height <= MOST_TIPS else (),
        places=_place_tips(plan.places) if plan.places.height <= MOST_TIPS else (),
        groups={
            row["group"]: say(
                "report.tip.group",
                name=row["name"],
                share=numbers.percent(row["served_share"], 0),
                need=numbers.decimal(row["people_in_need"]),
                places=numbers.decimal(row["places"]),
                posts=numbers.decimal(row["posts"]),
            )
            for row in departements.to_dicts()
        },
        names={row["group"]: row["name"] for row in departements.to_dicts()},
    )


def _commune_tips(plan: Plan) -> list[str]:
    """One sentence per commune."""
    names = dict(plan.places.select("code", "name").iter_rows())
    names |= dict(plan.coverage.select("code", "name").iter_rows())
    columns = ("name", "people_in_need", "population", "served_share", "nearest_place", "nearest_minutes")
    told = []
    for name, need, population, share, place, minutes in plan.coverage.select(columns).iter_rows():
        near = (
            say("report.tip.far")
            if place is None
            else say("report.tip.near", place=names.get(place, place), minutes=numbers.decimal(minutes))
        )
        of_all = need / population if population and need is not None else None
        told.append(
            say(
                "report.tip.commune",
                name=name,
                need=numbers.decimal(need),
                rate=numbers.percent(of_all, 0),
                share=numbers.percent(share, 0),
                near=near,
            )
        )
    return told


def _place_tips(places: pl.DataFrame) -> list[str]:
    """One sentence per place."""
    return [
        say(
            "report.tip.place",
            name=name,
            half_days=numbers.decimal(half_days),
            venues=place_words(venue, kind) or numbers.MISSING,
            hours=opening_words(mask or 0) if known else say("report.hours_unknown"),
        )
        for name, half_days, mask, known, venue, kind in places.select(
            "name", "half_days", "opening", "hours_known", "venue", "venue_kind"
        ).iter_rows()
    ]


def short_epci(column: str) -> pl.Expr:
    """Names of EPCI with their kind as its usual initials."""
    kinds = {"Communauté de communes": "CC", "Communauté d'agglomération": "CA", "Communauté urbaine": "CU"}
    name = pl.col(column)
    for long, initials in kinds.items():
        name = name.str.replace(f"(?i)^{long}", initials)
    return name


def script_labels() -> dict[str, str]:
    """What the page's script says: every message under ``report.script.``, with its placeholders left open."""
    prefix = "report.script."
    slots = {name: "{" + name + "}" for name in ("first", "last", "total", "minutes", "count", "places", "longest")}
    return {code.removeprefix(prefix): say(code, **slots) for code in MESSAGES if code.startswith(prefix)}


def printed_rounds(plan: Plan) -> list[dict[str, Any]]:
    """Every post's two weeks: per week five days, each with its two half-days in words."""
    stops: dict[str, dict[tuple[int, int, str], str]] = {}
    columns = ("post", "week", "weekday", "half", "place_name", "leg_minutes", "return_minutes")
    venue = ("venue", "venue_kind", "venue_hours")
    for post, week, weekday, half, name, leg, back, *seat in plan.rounds.select(*columns, *venue).iter_rows():
        place = f"{name}, {venue_words(*seat)}"
        drive = [f"{numbers.decimal(minutes)}′" for minutes in (leg, back) if minutes and round(minutes)]
        words = f"{place} ({' + '.join(drive)})" if drive else place
        slots = stops.setdefault(post, {})
        slots[week, weekday, half] = (
            f"{slots[week, weekday, half]} ; {words}" if (week, weekday, half) in slots else words
        )
    return [
        {
            "post": post,
            "base": base,
            "weeks": [
                [
                    [stops.get(post, {}).get((week, day, half), "") for half in ("morning", "afternoon")]
                    for day in range(5)
                ]
                for week in (1, 2)
            ],
        }
        for post, base in plan.posts.select("post", "base_name").iter_rows()
    ]
