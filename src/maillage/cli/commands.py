"""The commands and their options; each calls the river once."""

import sys
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import click

from maillage.cli import MISTAKE, dating, itinerant, open_data, show
from maillage.cli.options import FILE, F, lang, option, print_json, territory_argument
from maillage.cli.progress import watched
from maillage.vocabulary.messages import say


def application() -> click.Group:
    """The command line in the current language; the cockpit, where it is installed, adds its own commands."""
    app = click.Group("maillage", help=say("cli.help.app"), no_args_is_help=True)
    app = click.version_option(package_name="maillage", message="maillage %(version)s")(app)
    for command in (
        _plan(),
        _what_if(),
        _cover(),
        itinerant.rounds(),
        dating.timetable(),
        open_data.need(),
        open_data.indicators(),
        open_data.sync(),
        open_data.data(),
        open_data.check(),
        _territory(),
        _doctor(),
    ):
        app.add_command(lang(command))
    for plugin in entry_points(group="maillage.commands"):
        app.add_command(lang(plugin.load()()))
    return lang(app)


def _advisors(function: F) -> F:
    return option("advisors", type=int, required=True)(function)


def _rules(function: F) -> F:
    """Options shared by plan and what-if."""
    for decorate in (
        option("reach_share", type=float),
        option("seed", type=int, default=0, show_default=True),
        option("fixed", type=FILE),
        option("venues"),
        option("floor", type=float),
        option("drive", type=float, default=45.0, show_default=True),
        option("reach", type=float, default=15.0, show_default=True),
    ):
        function = decorate(function)
    return function


def _plan() -> click.Command:
    @click.command("plan", help=say("cli.help.plan"))
    @territory_argument
    @_advisors
    @_rules
    @option("floor_epci", type=float, default=0.0, show_default=True)
    @option("weights", type=FILE)
    @option("matrix", type=FILE)
    @option("out", type=click.Path(path_type=Path))
    @option("workers", type=click.IntRange(1, 1024))
    @option("resume", "--resume/--no-resume", default=True, show_default=True)
    @option("json", "--json", "as_json", is_flag=True)
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
            print_json(found.summary)
        else:
            show.headline(found)
        if folder is not None and not as_json:
            show.where(folder)
        if found.summary["partial"]:
            print(_cut_short(folder, options["resume"]), file=sys.stderr)
            return MISTAKE
        return 0

    return command


def _cut_short(folder: Path | None, resumes: bool) -> str:
    """What Ctrl-C left of a plan that says how far it came."""
    if folder is None:
        return say("cli.interrupted_plan" if resumes else "cli.interrupted")
    return say("cli.interrupted_partial" if resumes else "cli.interrupted_only", path=folder)


def _what_if() -> click.Command:
    @click.command("what-if", help=say("cli.help.what_if"))
    @territory_argument
    @_advisors
    @_rules
    @option("steps", type=click.IntRange(1, 50), default=3, show_default=True)
    @option("json", "--json", "as_json", is_flag=True)
    def command(territory: str, as_json: bool, **options: Any) -> int:
        from maillage.flow import what_if

        with watched() as progress:
            found = what_if(territory, **options, progress=progress)
        if as_json:
            print_json(
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
    @territory_argument
    @option("sites", type=int, required=True)
    @option("km", type=float, required=True)
    @option("weight", default="share", show_default=True)
    @option("gap", type=float, default=1e-4, show_default=True)
    @option("seed", type=int, default=0, show_default=True)
    @option("json", "--json", "as_json", is_flag=True)
    def command(territory: str, as_json: bool, **options: Any) -> int:
        from maillage.flow import cover

        with watched() as progress:
            found = cover(territory, **options, progress=progress)
        if as_json:
            print_json(found)
        else:
            show.covering(found)
        return 0

    return command


def _territory() -> click.Command:
    @click.command("territory", help=say("cli.help.territory"))
    @click.argument("name", metavar="NAME")
    @option("json", "--json", "as_json", is_flag=True)
    def command(name: str, as_json: bool) -> int:
        from maillage.territory import load

        with watched() as progress:
            ground = load(progress=progress)
        found = ground.find(name)
        if found.is_empty():
            ground.select(name)  # says what comes close
        if as_json:
            print_json(found.to_dicts())
        else:
            show.places(found)
        return 0

    return command


def _doctor() -> click.Command:
    @click.command("doctor", help=say("cli.help.doctor"))
    @option("json", "--json", "as_json", is_flag=True)
    def command(as_json: bool) -> int:
        from maillage.cli.doctor import examine

        with watched() as progress:
            findings = examine(progress)
        if as_json:
            print_json([finding._asdict() for finding in findings])
        else:
            show.health(findings)
        return 0 if all(finding.fine for finding in findings) else 1

    return command
