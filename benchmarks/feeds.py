"""Calendars at random, read by three independent readers: vobject, ical.js and node-ical.

::

    .venv/bin/python benchmarks/feeds.py [--calendars 10000] [--seed 1] [--save docs/benchmarks/feeds.md]
"""

import argparse
import collections
import random
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import polars as pl

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "publish" / "feeds"))

import bringing
import controls
import generating
import reading

from maillage.calendar import PARIS, ambiguous, instant, wall, week_of
from maillage.publish.feeds import Feed, calendar_file
from maillage.publish.feeds.columns import whole
from maillage.publish.feeds.texts import line, portable

Case = tuple[pl.DataFrame, Feed]
BATCH = 500
LEFT_IN = "backslashes and straight quotes left in"
CONTROLS: dict[str, Callable[[Case], bytes]] = {
    "summer time ends a month early": lambda case: controls.wrong_rule(calendar_file(*case)),
    "winter time an hour off": lambda case: controls.wrong_offset(calendar_file(*case)),
    "zones derived by the library (`add_missing_timezones`)": lambda case: controls.derived_zones(calendar_file(*case)),
    "times that come twice in local time": lambda case: controls.local_where_ambiguous(*case),
    "times that do not exist, as given": lambda case: controls.as_the_clock_skips_them(*case),
    LEFT_IN: lambda case: controls.texts_as_given(*case),
}


def batches(count: int, seed: int) -> Iterator[list[Case]]:
    chance = random.Random(seed)
    for first in range(0, count, BATCH):
        yield [generating.calendar(chance) for _ in range(min(BATCH, count - first))]


def kinds(stop: dict) -> Iterator[str]:
    """What makes a stop worth trying."""
    day, zone = stop["date"], stop["zone"]
    if any(ambiguous(day, stop[end], zone) for end in ("begins", "ends")):
        yield "in an hour that comes twice"
    shown = wall(instant(day, stop["begins"], zone), zone)
    if shown.hour * 60 + shown.minute != stop["begins"]:
        yield "in an hour that does not exist"
    noon = instant(day, 720, zone), instant(day, -720, zone)
    if (noon[0] - noon[1]).total_seconds() != 86400:
        yield "on a day when clocks change"
    if week_of(day).number == 53:
        yield "in a week 53"
    if zone != PARIS:
        yield "overseas"
    if stop["state"] == "cancelled":
        yield "cancelled"
    if stop["sequence"]:
        yield "changed since it was announced"


def run(count: int, seed: int) -> tuple[collections.Counter, collections.Counter, float]:
    """Stops by kind, readers that differ, processor seconds of writing."""
    seen, wrong, seconds = collections.Counter(), collections.Counter(), 0.0
    for cases in batches(count, seed):
        began = time.process_time()
        files = [calendar_file(*case) for case in cases]
        seconds += time.process_time() - began
        for case, understood in zip(cases, reading.read(files), strict=True):
            wrong.update(readers_of(reading.differences(understood, reading.meant(*case))))
            for stop in whole(case[0], portable).iter_rows(named=True):
                seen.update(("all", *kinds(stop)))
    return seen, wrong, seconds


def readers_of(differences: list[str]) -> set[str]:
    return {difference.partition(":")[0] for difference in differences}


def control(write: Callable[[Case], bytes], seed: int, fit: Callable[[str], str]) -> collections.Counter:
    """Calendars, of the first batch, that each reader understands otherwise than meant."""
    cases = next(batches(BATCH, seed))
    wrong = collections.Counter()
    for case, understood in zip(cases, reading.read([write(case) for case in cases]), strict=True):
        wrong.update(readers_of(reading.differences(understood, reading.meant(*case, fit))))
    return wrong


def table(count: int, seed: int) -> str:
    seen, wrong, seconds = run(count, seed)
    head = f"| calendars | {' | '.join(reading.READERS)} |\n| --- | {' | '.join('---:' for _ in reading.READERS)} |"
    rows = [f"| **as written: {count:,}** | {' | '.join(str(wrong[reader]) for reader in reading.READERS)} |"]
    for name, write in CONTROLS.items():
        found = control(write, seed, line if write is CONTROLS[LEFT_IN] else portable)
        rows.append(f"| {name}: {BATCH} | {' | '.join(str(found[reader]) for reader in reading.READERS)} |")
    stops = "\n".join(f"| {kind} | {number:,} |" for kind, number in seen.most_common())
    return (
        "Calendars that each reader understands otherwise than meant:\n\n"
        + "\n".join([head, *rows])
        + f"\n\nThe first line is the writer's; the others sow a mistake, in {BATCH} calendars.\n"
        "Compared, of each calendar: name, method, number of stops; of each stop: UID, first and last moment,\n"
        "DTSTAMP, LAST-MODIFIED, SEQUENCE, STATUS, TRANSP, SUMMARY, LOCATION, DESCRIPTION, URL, GEO, CATEGORIES,\n"
        "against what was meant, whose moments come from the machine's time zone database.\n\n"
        f"| stops | number |\n| --- | ---: |\n{stops}\n\n"
        f"Writing: {1000 * seconds / max(1, seen['all']):.2f} ms of processor a stop. "
        "Readers: vobject 0.9.9, ical.js 2.2.1, node-ical 0.27.2."
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--calendars", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--save", type=Path)
    options = parser.parse_args()
    bringing.there() or bringing.bring()
    text = table(options.calendars, options.seed)
    print(text)
    if options.save:
        options.save.write_text(f"# Calendars read by three readers\n\n{text}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
