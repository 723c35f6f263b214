"""What commands share: how an option, a territory and JSON are written."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from maillage.vocabulary.errors import InvalidOption
from maillage.vocabulary.messages import say

C = TypeVar("C", bound=click.Command)
F = TypeVar("F", bound=Callable[..., Any])

FILE = click.Path(path_type=Path, dir_okay=False)


def lang(command: C) -> C:
    """Accept ``--lang`` anywhere; :func:`maillage.cli.main` has already obeyed it."""
    option = click.Option(["--lang"], help=say("cli.help.lang"), expose_value=False, callback=_check_lang)
    command.params.append(option)
    return command


def _check_lang(_context: click.Context, _parameter: click.Parameter, value: str | None) -> None:
    if value not in (None, "fr", "en"):
        raise InvalidOption("cli.lang", value=value)


def option(name: str, *more: str, **settings: Any) -> Callable[[F], F]:
    """An option whose help is the sentence ``cli.help.<name>``."""
    return click.option(*more or (f"--{name.replace('_', '-')}",), help=say(f"cli.help.{name}"), **settings)


def territory_argument(function: F) -> F:
    """The argument TERRITORY."""
    return click.argument("territory", metavar="TERRITORY")(function)


def print_json(value: Any) -> None:
    """Print JSON that any parser reads: UTF-8, finite numbers."""
    print(json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False, default=str))
