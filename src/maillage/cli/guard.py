"""Run the application and turn every mistake into one sentence on standard error."""

import os
import re
import sys
from typing import Any

import click

from maillage.cli import MISTAKE, interrupted
from maillage.vocabulary.errors import MaillageError, SystemReason, stopped_by_user
from maillage.vocabulary.messages import say

_QUOTED = re.compile(r"'([^']*)'")


def run(arguments: list[str]) -> int:
    """Exit code of a command line."""
    from maillage.cli.commands import application

    try:
        result = application().main(arguments, prog_name="maillage", standalone_mode=False)
        sys.stdout.flush()
    except click.UsageError as error:
        command = f"{error.ctx.info_name} " if error.ctx is not None and error.ctx.parent is not None else ""
        return _mistake(say("cli.usage", message=_usage(error), command=command))
    except click.ClickException as error:
        return _mistake(error.format_message())
    except MaillageError as error:
        return _mistake(str(error))
    except (KeyboardInterrupt, click.Abort):
        return _mistake(interrupted(arguments))
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except SystemError as error:
        if not stopped_by_user(error):
            raise
        return _mistake(interrupted(arguments))
    except MemoryError:
        return _mistake(say("cli.memory"))
    except OSError as error:
        return _mistake(say("cli.disk", reason=f"{error.filename or ''} {SystemReason.of(error)}".strip()))
    return result if isinstance(result, int) else 0


def _mistake(sentence: str) -> int:
    """Say a sentence on standard error."""
    print(say("cli.error", message=sentence), file=sys.stderr)
    return MISTAKE


def _bad_value(name: str, error: click.BadParameter, kind: click.ParamType[Any]) -> str:
    """Click's complaint about a value."""
    value = _QUOTED.search(error.message)
    if isinstance(kind, click.Choice) and value:
        return say("cli.choices", name=name, value=value[1], choices=", ".join(map(str, kind.choices)))
    if isinstance(kind, click.Path) and "is a directory" in error.message and value:
        return say("cli.is_folder", name=name, value=value[1])
    return say("cli.bad_value", name=name, detail=error.message.rstrip("."))


def _usage(error: click.UsageError) -> str:
    """Click's complaint in the current language."""
    if isinstance(error, click.NoSuchOption):
        return say("cli.no_option", name=error.option_name)
    if isinstance(error, click.BadParameter) and error.param is not None:
        name = error.param.opts[0] if isinstance(error.param, click.Option) else error.param.human_readable_name
        if isinstance(error, click.MissingParameter):
            return say("cli.missing", name=name)
        return _bad_value(name, error, error.param.type)
    if isinstance(error, click.BadOptionUsage):
        return say("cli.missing", name=error.option_name)
    return say("cli.no_command", detail=error.message.rstrip("."))
