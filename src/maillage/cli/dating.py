"""The command that dates the stops of a plan."""

import datetime
import sys
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from maillage.cli.options import FILE, option, print_json
from maillage.cli.progress import watched
from maillage.publish.numbers import decimal
from maillage.vocabulary.errors import InvalidOption
from maillage.vocabulary.messages import say
from maillage.vocabulary.timetable import Timetable


def timetable() -> click.Command:
    """Dated stops of a plan's folder."""

    @click.command("timetable", help=say("cli.help.timetable"))
    @click.argument("plan", metavar="PLAN", type=click.Path(path_type=Path, file_okay=False))
    @option("first", required=True)
    @option("weeks", type=int, default=8, show_default=True)
    @option("rules", type=FILE)
    @option("adopted", type=FILE)
    @option("holidays", "--holidays/--no-holidays", default=True, show_default=True)
    @option("drive", type=float, default=45.0, show_default=True)
    @option("seconds", type=float)
    @option("seed", type=int, default=0, show_default=True)
    @option("out", type=click.Path(path_type=Path))
    @option("json", "--json", "as_json", is_flag=True)
    def command(
        plan: Path,
        first: str,
        rules: Path | None,
        adopted: Path | None,
        out: Path | None,
        as_json: bool,
        **options: Any,
    ) -> int:
        from maillage.flow.dating import dating, files
        from maillage.publish.files import check_writable, write_timetable

        tables = files.read_plan(plan)
        asked = files.read_rules(rules) if rules is not None else []
        before = files.read_stops(adopted) if adopted is not None else None
        folder = out if out is not None or as_json else plan / "timetable"
        if folder is not None:
            check_writable(folder)
        with watched() as progress:
            found = dating.timetable(
                *tables, first=_date(first), rules=asked, adopted=before, **options, progress=progress
            )
        changed = None
        if before is not None:
            from maillage.flow.dating import changes

            begin, end = (datetime.date.fromisoformat(found.summary[name]) for name in ("first", "last"))
            changed = changes(before.filter(before["date"].is_between(begin, end)), found.stops)
        if folder is not None:
            write_timetable(found, changed, folder)
        for rule in found.summary["ignored"]:
            print(say("timetable.rule.ignored", kind=rule["kind"], subject=rule["subject"]), file=sys.stderr)
        if as_json:
            print_json(found.summary)
        else:
            _show(found, changed)
        if folder is not None and not as_json:
            print(say("timetable.where", path=folder))
        return 0

    return command


def _date(text: str) -> datetime.date:
    """A day."""
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise InvalidOption("timetable.first", value=text) from None


def _show(found: Timetable, changed: Any) -> None:
    """Headline figures."""
    told = found.summary
    table = Table(title=say("timetable.title", first=told["first"], last=told["last"]), show_header=False)
    table.add_column()
    table.add_column(justify="right")
    table.add_row(say("timetable.stops"), str(told["stops"]))
    table.add_row(say("timetable.usual"), f"{decimal(100 * told['usual_share'], 1)} %")
    table.add_row(say("timetable.missed"), str(told["missed"]))
    for reason, count in sorted(found.missed.group_by("reason").len().iter_rows()):
        table.add_row(say("timetable.missed.reason", reason=say(f"timetable.reason.{reason}")), str(count))
    table.add_row(say("timetable.drive"), f"{decimal(told['drive_minutes'] / 60, 0)} h")
    table.add_row(say("timetable.cost"), f"{decimal(told['drive_km'], 0)} km, {decimal(told['drive_euros'], 0)} €")
    table.add_row(say("timetable.gap"), f"{decimal(told['gap_percent'], 2)} %")
    if changed is not None:
        table.add_row(say("timetable.changed"), str(len(changed)))
        for kind, count in sorted(changed.group_by("kind").len().iter_rows()):
            table.add_row(say(f"timetable.change.{kind}"), str(count))
    Console().print(table)
