"""Progress of long work, on standard error and only where someone is watching."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from maillage.vocabulary.messages import MESSAGES, say

STAGES = ("cli.stage.", "covering.stage.", "checks.step.", "territory.step.")
"""Where the sentences of stages stand; a stage without one is a source's identifier."""

SHARED = {"territory": "territory", "checks": "checks"}
"""Rooms whose stages share one bar."""


@contextmanager
def watched() -> Iterator[Callable[[str, float], None]]:
    """Give a callback ``progress(stage, share)`` that draws one bar per stage."""
    if not sys.stderr.isatty():
        yield lambda _stage, _share: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description:<32}"), BarColumn(), TextColumn("{task.percentage:>3.0f} %"))
    bars: dict[str, TaskID] = {}
    with Progress(*columns, TimeElapsedColumn(), TimeRemainingColumn(), console=Console(stderr=True)) as display:

        def tell(stage: str, share: float) -> None:
            name = next((key for key in (f"{room}{stage}" for room in STAGES) if key in MESSAGES), None)
            label = SHARED.get(name.partition(".")[0], stage) if name else "sources"
            words = say(name) if name else stage
            if label not in bars:
                bars[label] = display.add_task(words, total=1.0)
            display.update(bars[label], completed=share, description=words)

        yield tell
