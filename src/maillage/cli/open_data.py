"""Commands about open data: bring it, tell its state, check a file, say what it tells of a territory."""

from pathlib import Path

import click

from maillage.cli import MISTAKE, show, show_indicators
from maillage.cli.options import FILE, lang, option, print_json, territory_argument
from maillage.cli.progress import watched
from maillage.vocabulary.errors import MissingData
from maillage.vocabulary.messages import say


def need() -> click.Command:
    """People remote from digital of each commune."""

    @click.command("need", help=say("cli.help.need"))
    @territory_argument
    @option("csv", type=FILE)
    @option("definition", type=click.Choice(["strategy", "insee", "insee_2019", "credoc"]))
    @option("json", "--json", "as_json", is_flag=True)
    def command(territory: str, csv: Path | None, definition: str | None, as_json: bool) -> int:
        from maillage.flow.data import need_of
        from maillage.publish.files import write_text
        from maillage.publish.tables import csv_text

        with watched() as progress:
            found = need_of(territory, definition=definition, progress=progress)
        if csv is not None:
            write_text(csv, csv_text(found))
        if as_json:
            print_json(found.to_dicts())
        else:
            show.need(territory, found)
        return 0

    return command


def indicators() -> click.Command:
    """Figures of a territory beside those of its peers."""

    @click.command("indicators", help=say("cli.help.indicators"))
    @territory_argument
    @option("level", type=click.Choice(["commune", "epci", "departement", "region", "france"]))
    @option("csv", type=FILE)
    @option("json", "--json", "as_json", is_flag=True)
    def command(territory: str, level: str | None, csv: Path | None, as_json: bool) -> int:
        from maillage.flow.figures import indicators as figures
        from maillage.publish.files import write_text
        from maillage.publish.tables import csv_text

        with watched() as progress:
            found = figures(territory, level=level, progress=progress)
        if csv is not None:
            write_text(csv, csv_text(found))
        if as_json:
            print_json(show_indicators.in_words(found))
        elif found["code"].n_unique() == 1:
            show_indicators.one(territory, found)
            show_indicators.why(found)
        else:
            show_indicators.many(territory, found)
        return 0

    return command


def sync() -> click.Command:
    """Bring sources up to date."""

    @click.command("sync", help=say("cli.help.sync"))
    @click.argument("source", nargs=-1)
    @option("from", "--from", "mirror", type=click.Path(path_type=Path))
    @option("json", "--json", "as_json", is_flag=True)
    def command(source: tuple[str, ...], mirror: Path | None, as_json: bool) -> int:
        from datetime import UTC, datetime

        from maillage.flow.data import sync

        if mirror is not None and not mirror.is_dir():
            raise MissingData("cli.no_mirror", path=mirror)
        now = datetime.now(UTC).isoformat(timespec="seconds")
        with watched() as progress:
            outcomes = sync(source, mirror=mirror, retrieved_at=now, progress=progress)
        if as_json:
            fields = ("source", "status", "rows", "loss", "seconds", "changes")
            print_json([{name: getattr(o, name) for name in fields} | {"reason": str(o)} for o in outcomes])
        else:
            show.synced(outcomes)
        return MISTAKE if any(outcome.status == "refused" for outcome in outcomes) else 0

    return command


def data() -> click.Group:
    """State of every source, and what changed in one."""

    @click.group("data", help=say("cli.help.data"), invoke_without_command=True)
    @option("html", type=FILE)
    @option("json", "--json", "as_json", is_flag=True)
    @click.pass_context
    def group(context: click.Context, html: Path | None, as_json: bool) -> int:
        if context.invoked_subcommand is not None:
            return 0
        from datetime import UTC, datetime

        from maillage.flow.data import data_state
        from maillage.publish.data_page import render_state
        from maillage.publish.files import write_text

        today = datetime.now(UTC).date().isoformat()
        found = data_state(on=today)
        if html is not None:
            write_text(html, render_state(found, today))
        if as_json:
            print_json(found.to_dicts())
        else:
            show.data(found)
        return 0

    group.add_command(lang(_diff()))
    return group


def _diff() -> click.Command:
    @click.command("diff", help=say("cli.help.diff"))
    @click.argument("source")
    @option("from_version", "--from", "before")
    @option("to_version", "--to", "after")
    @option("csv", type=FILE)
    @option("json", "--json", "as_json", is_flag=True)
    def command(source: str, before: str | None, after: str | None, csv: Path | None, as_json: bool) -> int:
        from maillage.flow.data import data_diff
        from maillage.publish.files import write_text
        from maillage.publish.tables import csv_text

        found = data_diff(source, before=before, after=after)
        if csv is not None:
            write_text(csv, csv_text(found.rows))
        if as_json:
            told = {"before": str(found.before), "after": str(found.after), "counts": found.counts}
            print_json(told | {"rows": found.rows.to_dicts()})
        else:
            show.difference(found)
        return 0

    return command


def check() -> click.Command:
    """A file against a schema."""

    @click.command("check", help=say("cli.help.check"))
    @click.argument("file", type=click.Path(path_type=Path))
    @option("schema", required=True)
    @option("corrected", type=FILE)
    @option("json", "--json", "as_json", is_flag=True)
    def command(file: Path, schema: str, corrected: Path | None, as_json: bool) -> int:
        from maillage.checks import check_file, write_corrected
        from maillage.territory import load

        with watched() as progress:
            report = check_file(file, schema, territory=load(progress=progress), progress=progress)
            if corrected is not None:
                write_corrected(report, corrected)
        print(report.to_json() if as_json else report.to_text())
        return 0 if report.valid else 1

    return command
