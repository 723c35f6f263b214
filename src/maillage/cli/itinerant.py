"""The command of itinerant rounds."""

import sys
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from maillage.cli.options import FILE, option, print_json
from maillage.cli.progress import watched
from maillage.publish.numbers import decimal
from maillage.vocabulary.messages import say


def rounds() -> click.Command:
    """Itinerant rounds of any mobile service."""

    @click.command("rounds", help=say("cli.help.rounds"))
    @option("stops", type=FILE, required=True)
    @option("days", type=int, required=True)
    @option("day_minutes", type=float, required=True)
    @option("depot")
    @option("open", "--open", "open_rounds", is_flag=True)
    @option("legs", type=FILE)
    @option("seconds", type=float)
    @option("seed", type=int, default=0, show_default=True)
    @option("json", "--json", "as_json", is_flag=True)
    def command(stops: Path, as_json: bool, day_minutes: float, **options: Any) -> int:
        from maillage.flow import itinerant_rounds

        with watched() as progress:
            found = itinerant_rounds(stops, day_minutes=day_minutes, **options, progress=progress)
        for name, minutes in found["too_far"]:
            said = say("itinerary.too_far", id=name, minutes=decimal(minutes, 1), day_minutes=f"{day_minutes:g}")
            print(said, file=sys.stderr)
        if as_json:
            print_json(found["answer"])
        else:
            _show(found, day_minutes)
        return 0

    return command


def _show(found: dict[str, Any], day_minutes: float) -> None:
    """The days as a table, then what they cost and what is left out."""
    answer = found["answer"]
    counts = {"stops": found["stops"], "visits": found["visits"], "days": len(answer["days"])}
    table = Table(title=say("itinerary.title", **counts, minutes=f"{day_minutes:g}"))
    for name in ("day", "stops", "drive", "minutes"):
        table.add_column(say(f"itinerary.column.{name}"), justify="left" if name == "stops" else "right")
    for day in answer["days"]:
        figures = (decimal(day["drive_minutes"], 1), decimal(day["minutes"], 1))
        table.add_row(str(day["day"]), escape(", ".join(day["stops"])) or "–", *figures)
    Console().print(table)
    drive, bound = answer["total_drive_minutes"], answer["bound"]
    gap = 100.0 * (drive - bound) / drive if drive > 0 else 0.0
    print(say("itinerary.total", drive=decimal(drive, 1), bound=decimal(bound, 1), gap=decimal(gap, 1)))
    lost = answer["unserved"]
    print(say("itinerary.unserved", count=len(lost), ids=", ".join(lost)) if lost else say("itinerary.all_served"))
