"""What a stop is called: headline, place, days and hours in words."""

import datetime
import re
from collections.abc import Mapping
from typing import Any, Final

from maillage.publish.feeds.columns import CANCELLED
from maillage.publish.feeds.french import at
from maillage.publish.sitting import venue_words
from maillage.vocabulary.messages import MESSAGES, say

Stop = Mapping[str, Any]
"""A row of the table that :func:`maillage.publish.feeds.columns.whole` gives."""

_MIDNIGHT: Final = 24 * 60
_TOWN: Final = re.compile(r",?\s*\b\d{5}\b[^,]*$")


def headline(stop: Stop) -> str:
    """What comes and where, the exception first."""
    if stop["state"] == CANCELLED:
        return say("publish.feeds.headline_cancelled", where=at(stop["place_name"]))
    if stop["late_minutes"]:
        return say("publish.feeds.headline_late", where=at(stop["place_name"]), minutes=stop["late_minutes"])
    return say("publish.feeds.headline", where=at(stop["place_name"]))


def address(stop: Stop) -> str:
    """Venue, address and commune, each once."""
    parts = (venue_words(stop["venue"], stop["venue_kind"]), stop["address"], stop["place_name"])
    said: list[str] = []
    for part in parts:
        if part and not any(part in earlier for earlier in said):
            said.append(part)
    return ", ".join(said)


def street(stop: Stop) -> str:
    """Address without the postcode and the town after it, which are said already."""
    return _TOWN.sub("", stop["address"])


def notice(stop: Stop, *, contact: str, page: str) -> str:
    """What someone should know before coming, a fact a line."""
    lines = []
    if stop["state"] == CANCELLED:
        lines.append(say("publish.feeds.is_cancelled"))
    elif stop["late_minutes"]:
        lines.append(say("publish.feeds.is_late", minutes=stop["late_minutes"]))
    if lines and stop["reason"]:
        lines.append(say("publish.feeds.reason", reason=stop["reason"]))
    if stop["state"] != CANCELLED:
        lines.append(say("publish.feeds.offer"))
    if contact:
        lines.append(say("publish.feeds.contact", contact=contact))
    return "\n".join([*lines, page] if page else lines)


def exception(stop: Stop) -> str:
    """What has become of a stop that is not held as announced, in a word; empty otherwise."""
    if stop["state"] == CANCELLED:
        return say("publish.feeds.poster.cancelled")
    return say("publish.feeds.poster.late", minutes=stop["late_minutes"]) if stop["late_minutes"] else ""


def categories(stop: Stop) -> list[str]:
    """Subjects a calendar may sort by."""
    kind = f"venues.kind.{stop['venue_kind']}"
    return [say("publish.feeds.advisor"), *([say(kind)] if kind in MESSAGES else [])]


def day(date: datetime.date, *, year: bool = False) -> str:
    """``mardi 8 décembre``, ``vendredi 1er janvier 2027``; ``Tuesday 8 December`` in English."""
    return _dated(date, say("publish.feeds.first") if date.day == 1 else str(date.day)) + (
        f" {date.year}" if year else ""
    )


def spoken_day(date: datetime.date) -> str:
    """``mardi 8 décembre``, ``vendredi premier janvier``; ``Tuesday 8 December`` in English."""
    return _dated(date, say("publish.feeds.voice.first") if date.day == 1 else str(date.day))


def _dated(date: datetime.date, number: str) -> str:
    """A day with its number in words or figures."""
    return say(
        "publish.feeds.day",
        weekday=say(f"publish.feeds.weekday.{date.weekday()}"),
        number=number,
        month=say(f"publish.feeds.month.{date.month}"),
    )


def hour(minutes: int) -> str:
    """``9 h``, ``9 h 30``; ``9:00``, ``9:30`` in English."""
    hours, rest = divmod(minutes % _MIDNIGHT if minutes > _MIDNIGHT else minutes, 60)
    return say("publish.feeds.hour" if not rest else "publish.feeds.hour_minutes", hours=hours, minutes=f"{rest:02}")
