"""The files of a timetable: the folder of a plan, the rules of a calendar, stops in force."""

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import polars as pl

from maillage.flow import user_files
from maillage.vocabulary.errors import MalformedFile, MissingData
from maillage.vocabulary.messages import say
from maillage.vocabulary.plan import PLACES, POSTS, ROUNDS
from maillage.vocabulary.timetable import KINDS, STOPS, CalendarRule

T = TypeVar("T")

TABLES = {"places": PLACES, "posts": POSTS, "rounds": ROUNDS}
NEEDED = (("kind",), ("subject",))
OTHERS = (("first",), ("last",), ("weekday",), ("half",), ("value",), ("hours",), ("post",), ("note",))
WEEKDAYS = (
    ("lundi", "monday"), ("mardi", "tuesday"), ("mercredi", "wednesday"), ("jeudi", "thursday"),
    ("vendredi", "friday"), ("samedi", "saturday"), ("dimanche", "sunday"),
)  # fmt: skip
HALVES = (("matin", "morning"), ("après-midi", "afternoon", "apres-midi"))


ADDED = ("venue_address", "venue_times", "address")
"""Columns that files of earlier versions lack: such a file is read without them."""


def read_plan(folder: Path) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Places, posts and rounds of a plan's folder, perhaps without :data:`ADDED`.

    Raises
    ------
    MissingData, MalformedFile
        Saying which file is missing or cannot be read.
    """
    missing = [f"{name}.csv" for name in TABLES if not (folder / f"{name}.csv").is_file()]
    if missing:
        raise MissingData("timetable.file.plan", path=folder, missing=", ".join(missing))
    places, posts, rounds = (_table(folder / f"{name}.csv", columns) for name, columns in TABLES.items())
    return places, posts, rounds


def read_stops(path: Path) -> pl.DataFrame:
    """Stops of a timetable, columns of :data:`maillage.vocabulary.timetable.STOPS`, perhaps without :data:`ADDED`."""
    return _table(path, STOPS)


def read_rules(path: Path) -> list[CalendarRule]:
    """Rules of a CSV file; the first mistake is told with its row, column and value."""
    found = []
    for row, cells in user_files.rows(path, NEEDED, OTHERS):
        kind, subject, first, last, weekday, half, value, hours, post, note = cells
        if kind not in KINDS:
            raise MalformedFile(
                "timetable.file.cell", path=path, row=row, column="kind", value=kind, wanted=", ".join(KINDS)
            )

        def read(column: str, text: str, reader: Callable[[str], T], wanted: str, row: int = row) -> T | None:
            try:
                return reader(text) if text else None
            except ValueError:
                raise MalformedFile(
                    "timetable.file.cell", path=path, row=row, column=column, value=text,
                    wanted=say(f"timetable.file.{wanted}"),
                ) from None  # fmt: skip

        found.append(
            CalendarRule(
                kind,
                subject,
                read("first", first, datetime.date.fromisoformat, "date"),
                read("last", last, datetime.date.fromisoformat, "date"),
                read("weekday", weekday, lambda text: _named(text, WEEKDAYS), "weekday"),
                read("half", half, lambda text: _named(text, HALVES), "half"),
                read("value", value, int, "number"),
                hours,
                post,
                note,
            )
        )
    return found


def _named(text: str, names: tuple[tuple[str, ...], ...]) -> int:
    """Number of a word, or a number as it is."""
    word = text.lower()
    for number, known in enumerate(names):
        if word in known or word == str(number):
            return number
    raise ValueError(text)


def _table(path: Path, columns: dict[str, type[pl.DataType]]) -> pl.DataFrame:
    """A table written by Maillage."""
    try:
        read = pl.read_csv(path, schema_overrides=columns)
        lacking = [name for name in ADDED if name in columns and name not in read.columns]
        return read.select(name for name in columns if name not in lacking)
    except OSError as error:
        raise MissingData("flow.file.unreadable", path=path, reason=error.strerror) from None
    except pl.exceptions.PolarsError as error:
        raise MalformedFile("timetable.file.table", path=path, reason=str(error).splitlines()[0]) from None
