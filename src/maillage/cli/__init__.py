"""The command line: French by default, one clear sentence and exit code 2 when something cannot be done."""

import os
import signal
import sys

from maillage.vocabulary.messages import Language, say, set_language

MISTAKE = 2
"""Exit code when the user must change something, or stopped the run."""


def wanted_language(arguments: list[str]) -> Language | str:
    """Language asked for by ``--lang`` anywhere on the line, else by MAILLAGE_LANG, else French."""
    for at, word in enumerate(arguments):
        if word.startswith("--lang="):
            return word.removeprefix("--lang=")
        if word == "--lang" and at + 1 < len(arguments):
            return arguments[at + 1]
    return os.environ.get("MAILLAGE_LANG") or "fr"


def interrupted(arguments: list[str]) -> str:
    """What Ctrl-C leaves of a command, and what the same command would do next."""
    words = [word for before, word in zip(["", *arguments], arguments, strict=False) if before != "--lang"]
    command = next((word for word in words if not word.startswith("-")), "")
    if command == "sync":
        return say("cli.interrupted_sync")
    return say("cli.interrupted_plan" if command == "plan" and "--no-resume" not in words else "cli.interrupted")


def main() -> None:
    """Run a command and leave with its exit code.

    Once the command has ended, Ctrl-C has nothing left to stop: it would only break Python's own way out.
    """
    language = wanted_language(sys.argv[1:])
    set_language("en" if language == "en" else "fr")
    try:
        from maillage.cli.guard import run

        code = run(sys.argv[1:])
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    except KeyboardInterrupt:  # while the program was being loaded, or a second time
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        print(say("cli.error", message=interrupted(sys.argv[1:])), file=sys.stderr)
        code = MISTAKE
    sys.exit(code)
