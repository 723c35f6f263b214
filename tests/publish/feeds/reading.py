"""What three independent readers understand of calendars, in one shape, and what they should."""

import datetime
import json
import subprocess
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import bringing
import polars as pl
import vobject

from maillage.calendar import span
from maillage.publish.feeds import Feed, words
from maillage.publish.feeds.columns import whole
from maillage.publish.feeds.texts import portable, portable_name

SCRIPT = Path(__file__).with_name("readers.mjs")
READERS = ("vobject", "ical.js", "node-ical")

Understood = dict[str, Any]


def read(calendars: Iterable[bytes]) -> Iterator[dict[str, Understood]]:
    """For each calendar, what each reader understood of it."""
    sources = [calendar.decode() for calendar in calendars]
    node = bringing.node()
    assert node is not None
    done = subprocess.run(
        [node, str(SCRIPT), str(bringing.FOLDER)],
        input="".join(json.dumps(source, ensure_ascii=True) + "\n" for source in sources).encode(),
        capture_output=True,
        check=True,
    )
    for source, answer in zip(sources, done.stdout.decode().splitlines(), strict=True):
        yield {name: in_order(found) for name, found in (json.loads(answer) | {"vobject": by_vobject(source)}).items()}


def in_order(found: Understood) -> Understood:
    """Events by UID; places as numbers."""
    events = [event | {"geo": [round(float(x), 6) for x in event["geo"]]} for event in found.get("events", [])]
    return found | {"events": sorted(events, key=lambda event: str(event["uid"]))}


def by_vobject(source: str) -> Understood:
    """What vobject understands, by the zones of this very calendar: it would keep those of the first it ever read."""
    known = vars(vobject.icalendar)["__tzidMap"]
    known.clear()
    vobject.icalendar.registerTzid("UTC", vobject.icalendar.utc)
    try:
        calendar = vobject.readOne(source)
        return {
            "name": calendar.x_wr_calname.value,
            "method": calendar.method.value if hasattr(calendar, "method") else "",
            "events": [_event(event) for event in calendar.contents.get("vevent", [])],
        }
    except Exception as error:
        return {"error": repr(error)}


def _event(event: Any) -> Understood:
    def text(name: str) -> str:
        return str(getattr(event, name).value) if hasattr(event, name) else ""

    def moment(name: str) -> int:
        return round(getattr(event, name).value.timestamp())

    return {
        "uid": text("uid"),
        "start": moment("dtstart"),
        "end": moment("dtend"),
        "stamp": moment("dtstamp"),
        "modified": moment("last_modified"),
        "sequence": int(text("sequence")),
        "status": text("status"),
        "transparency": text("transp"),
        "summary": text("summary"),
        "location": text("location"),
        "description": text("description"),
        "url": text("url"),
        "geo": text("geo").split(";") if text("geo") else [],
        "categories": list(event.categories.value),
    }


def meant(stops: pl.DataFrame, feed: Feed, fit: Callable[[str], str] = portable) -> Understood:
    """What every reader should understand, from the stops and the zone rules of the machine."""
    events = []
    for stop in whole(stops, fit).iter_rows(named=True):
        first, last = span(stop["date"], stop["begins"], stop["ends"], stop["zone"])
        changed = round((stop["changed_at"] or datetime.datetime.fromtimestamp(0, datetime.UTC)).timestamp())
        page = stop["url"] or feed.page
        called_off = stop["state"] == "cancelled"
        events.append(
            {
                "uid": f"{stop['stop']}@{feed.host}",
                "start": round(first.timestamp()),
                "end": round(last.timestamp()),
                "stamp": changed,
                "modified": changed,
                "sequence": stop["sequence"],
                "status": "CANCELLED" if called_off else "CONFIRMED",
                "transparency": "OPAQUE" if feed.busy and not called_off else "TRANSPARENT",
                "summary": words.headline(stop),
                "location": words.address(stop),
                "description": words.notice(stop, contact=fit(feed.contact), page=page),
                "url": page,
                "geo": [] if stop["lat"] is None or stop["lon"] is None else [stop["lat"], stop["lon"]],
                "categories": words.categories(stop),
            }
        )
    return in_order({"name": portable_name(feed.name), "method": "PUBLISH" if feed.organizer else "", "events": events})


def differences(understood: dict[str, Understood], expected: Understood) -> list[str]:
    """What each reader understood otherwise than meant, in words."""
    told = []
    for reader in READERS:
        found = understood[reader]
        if "error" in found:
            told.append(f"{reader}: {found['error']}")
            continue
        told += [
            f"{reader}: {key} {found[key]!r}, meant {expected[key]!r}"
            for key in ("name", "method")
            if found[key] != expected[key]
        ]
        if len(found["events"]) != len(expected["events"]):
            told.append(f"{reader}: {len(found['events'])} events, meant {len(expected['events'])}")
        for event, right in zip(found["events"], expected["events"], strict=False):
            told += [
                f"{reader}: {key} {event[key]!r}, meant {right[key]!r}" for key in right if event[key] != right[key]
            ]
    return told
