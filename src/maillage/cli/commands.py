"""The commands and their options; each calls the river once."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from maillage.cli import MISTAKE, show
from maillage.cli.progress import watched
from maillage.vocabulary.errors import InvalidOption, MissingData
from maillage.vocabulary.messages import say

C = TypeVar("C", bound=click.Command)
F = TypeVar("F", bound=Callable[..., Any])

FILE = click.Path(path_type=Path, dir_okay=False)


def application() -> click.Group:
    """The command line in the current language."""
    app = click.Group("maillage", help=say("cli.help.app"), no_args_is_help=True)
    app = click.version_option(package_name="maillage", message="maillage %(version)s")(app)
    for command in (
        _plan(),
        _what_if(),
        _cover(),
        _need(),
        _sync(),
        _data(),
        _check(),
        _territory(),
        _doctor(),
    ):
        app.add_command(_lang(command))
    return _lang(app)


def _lang(command: C) -> C:
    """Accept ``--lang`` anywhere; :func:`maillage.cli.main` has already obeyed it."""
    option = click.Option(["--lang"], help=say("cli.help.lang"), expose_value=False, callback=_check_lang)
    command.params.append(option)
    return command


def _check_lang(_context: click.Context, _parameter: click.Parameter, value: str | None) -> None:
    if value not in (None, "fr", "en"):
        raise InvalidOption("cli.lang", value=value)


def _option(name: str, *more: str, **settings: Any) -> Callable[[F], F]:
    """An option whose help is the sentence ``cli.help.<name>``."""
    return click.option(*more or (f"--{name.replace('_', '-')}",), help=say(f"cli.help.{name}"), **settings)


def _territory_argument(function: F) -> F:
    return click.argument("territory", metavar="TERRITORY")(function)


def _advisors(function: F) -> F:
    return _option("advisors", type=int, required=True)(function)


def _rules(function: F) -> F:
    """Options shared by plan and what-if."""
    for decorate in (
        _option("reach_share", type=float),
        _option("seed", type=int, default=0, show_default=True),
        _option("fixed", type=FILE),
        _option("floor", type=float),
        _option("drive", type=float, default=45.0, show_default=True),
        _option("reach", type=float, default=15.0, show_default=True),
    ):
        function = decorate(function)
    return function


def _plan() -> click.Command:
    @click.command("plan", help=say("cli.help.plan"))
    @_territory_argument
    @_advisors
    @_rules
    @_option("floor_epci", type=float, default=0.0, show_default=True)
    @_option("weights", type=FILE)
    @_option("matrix", type=FILE)
    @_option("out", type=click.Path(path_type=Path))
    @_option("workers", type=click.IntRange(1, 1024))
    @_option("resume", "--resume/--no-resume", default=True, show_default=True)
    @_option("json", "--json", "as_json", is_flag=True)
    def command(territory: str, out: Path | None, as_json: bool, matrix: Path | None, **options: Any) -> int:
        from maillage.flow import plan, publish
        from maillage.publish.files import check_writable

        folder = out
        if folder is None and not as_json:
            folder = Path("maillage-" + "".join(c if c.isalnum() else "-" for c in territory.lower()))
        if folder is not None:
            check_writable(folder)
        with watched() as progress:
            found = plan(territory, **options, matrix=matrix, progress=progress)
            if folder is not None:
                publish(found, folder)
        if as_json:
            _print_json(found.summary)
        else:
            show.headline(found)
        if folder is not None and not as_json:
            show.where(folder)
        if found.summary["partial"]:
            where = say("cli.interrupted") if folder is None else say("cli.interrupted_partial", path=folder)
            print(where, file=sys.stderr)
            return MISTAKE
        return 0

    return command


def _what_if() -> click.Command:
    @click.command("what-if", help=say("cli.help.what_if"))
    @_territory_argument
    @_advisors
    @_rules
    @_option("steps", type=click.IntRange(1, 50), default=3, show_default=True)
    @_option("json", "--json", "as_json", is_flag=True)
    def command(territory: str, as_json: bool, **options: Any) -> int:
        from maillage.flow import what_if

        with watched() as progress:
            found = what_if(territory, **options, progress=progress)
        if as_json:
            _print_json(
                {
                    "territory": found.label,
                    "advisors": found.advisors,
                    "objective": found.objective,
                    "upper_bound": found.upper_bound,
                    "groups": found.groups.to_dicts(),
                    "curve": found.curve.to_dicts(),
                }
            )
        else:
            show.what_if(found)
        return 0

    return command


def _cover() -> click.Command:
    @click.command("cover", help=say("cli.help.cover"))
    @_territory_argument
    @_option("sites", type=int, required=True)
    @_option("km", type=float, required=True)
    @_option("weight", default="share", show_default=True)
    @_option("gap", type=float, default=1e-4, show_default=True)
    @_option("seed", type=int, default=0, show_default=True)
    @_option("json", "--json", "as_json", is_flag=True)
    def command(territory: str, as_json: bool, **options: Any) -> int:
        from maillage.flow import cover

        with watched() as progress:
            found = cover(territory, **options, progress=progress)
        if as_json:
            _print_json(found)
        else:
            show.covering(found)
        return 0

    return command


def _need() -> click.Command:
    @click.command("need", help=say("cli.help.need"))
    @_territory_argument
    @_option("csv", type=FILE)
    @_option("definition", type=click.Choice(["strategy", "insee", "insee_2019", "credoc"]))
    @_option("json", "--json", "as_json", is_flag=True)
    def command(territory: str, csv: Path | None, definition: str | None, as_json: bool) -> int:
        from maillage.flow.data import need_of
        from maillage.publish.files import write_text
        from maillage.publish.tables import csv_text

        with watched() as progress:
            found = need_of(territory, definition=definition, progress=progress)
        if csv is not None:
            write_text(csv, csv_text(found))
        if as_json:
            _print_json(found.to_dicts())
        else:
            show.need(territory, found)
        return 0

    return command


def _sync() -> click.Command:
    @click.command("sync", help=say("cli.help.sync"))
    @click.argument("source", nargs=-1)
    @_option("from", "--from", "mirror", type=click.Path(path_type=Path, file_okay=False))
    @_option("json", "--json", "as_json", is_flag=True)
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
            _print_json([{name: getattr(o, name) for name in fields} | {"reason": str(o)} for o in outcomes])
        else:
            show.synced(outcomes)
        return MISTAKE if any(outcome.status == "refused" for outcome in outcomes) else 0

    return command


def _data() -> click.Command:
    @click.command("data", help=say("cli.help.data"))
    @_option("json", "--json", "as_json", is_flag=True)
    def command(as_json: bool) -> int:
        from datetime import UTC, datetime

        from maillage.flow.data import data_state

        found = data_state(on=datetime.now(UTC).date().isoformat())
        if as_json:
            _print_json(found.to_dicts())
        else:
            show.data(found)
        return 0

    return command


def _check() -> click.Command:
    @click.command("check", help=say("cli.help.check"))
    @click.argument("file", type=click.Path(path_type=Path))
    @_option("schema", required=True)
    @_option("corrected", type=FILE)
    @_option("json", "--json", "as_json", is_flag=True)
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


def _territory() -> click.Command:
    @click.command("territory", help=say("cli.help.territory"))
    @click.argument("name", metavar="NAME")
    @_option("json", "--json", "as_json", is_flag=True)
    def command(name: str, as_json: bool) -> int:
        from maillage.territory import load

        with watched() as progress:
            ground = load(progress=progress)
        found = ground.find(name)
        if found.is_empty():
            ground.select(name)  # says what comes close
        if as_json:
            _print_json(found.to_dicts())
        else:
            show.places(found)
        return 0

    return command


def _doctor() -> click.Command:
    @click.command("doctor", help=say("cli.help.doctor"))
    @_option("json", "--json", "as_json", is_flag=True)
    def command(as_json: bool) -> int:
        from maillage.cli.doctor import examine

        with watched() as progress:
            findings = examine(progress)
        if as_json:
            _print_json([finding._asdict() for finding in findings])
        else:
            show.health(findings)
        return 0 if all(finding.fine for finding in findings) else 1

    return command


def _print_json(value: Any) -> None:
    """Print JSON that any parser reads: UTF-8, finite numbers."""
    print(json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False, default=str))
