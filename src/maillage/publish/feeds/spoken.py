"""Words for a telephone answering machine or a screen reader: what changes first, then the next dates."""

from typing import Final

import polars as pl

from maillage.publish.feeds import words
from maillage.publish.feeds.columns import CANCELLED, HELD, told_once, whole
from maillage.publish.feeds.french import at, of
from maillage.publish.feeds.texts import line
from maillage.vocabulary.messages import MESSAGES, language, say
from maillage.vocabulary.names import plain

_NOON: Final = 12 * 60
_EVENING: Final = 18 * 60
_MIDNIGHT: Final = 24 * 60
_PLAIN_WORDS: Final = frozenset(
    ("municipale", "municipal", "communale", "communal", "de", "du", "des", "la", "le", "les", "d", "l")
)
"""Words of a venue's name that tell it from no other of its kind."""


def spoken(stops: pl.DataFrame, *, most: int = 4, contact: str = "") -> str:
    """What a voice says of the dates to come, in the current language, a sentence a line.

    Parameters
    ----------
    stops
        Dates to come, columns as for :func:`maillage.publish.feeds.columns.whole`; those held are left out.
    most
        Most dates told, and most exceptions before them.
    contact
        Telephone for more; its digits are told two by two.

    Returns
    -------
    str
        Exceptions first (cancelled, late), then the next dates that hold, then how many more there are.

    Raises
    ------
    MalformedFile
        As :func:`maillage.publish.feeds.columns.whole`.
    """
    rows = told_once(whole(stops).filter(pl.col("state") != HELD)).to_dicts()
    held = [stop for stop in rows if stop["state"] != CANCELLED]
    told = [_exception(stop) for stop in rows if stop["state"] == CANCELLED or stop["late_minutes"]][:most]
    told.append(say("publish.feeds.voice.next") if held else say("publish.feeds.voice.none"))
    streets = [words.street(stop) for stop in held[:most]]
    told += [
        _date(stop, "" if street in streets[:k] else street)
        for k, (stop, street) in enumerate(zip(held, streets, strict=False))
    ]
    if (left := len(held) - most) > 0:
        told.append(say("publish.feeds.voice.one_more" if left == 1 else "publish.feeds.voice.more", count=left))
    if contact := line(contact):
        told.append(say("publish.feeds.voice.contact", contact=telephone(contact)))
    return "".join(f"{sentence}\n" for sentence in told)


def clock(minutes: int) -> str:
    """A time as people say it: ``9 heures et demie``, ``midi``, ``14 heures 30``; ``2 in the afternoon`` in English."""
    hours, rest = divmod(minutes, 60)
    if minutes % _NOON == 0:
        return say("publish.feeds.voice.noon" if minutes == _NOON else "publish.feeds.voice.midnight")
    if language() == "en":
        return _english_clock(minutes)
    if hours in (0, 12):
        name = say("publish.feeds.voice.midnight" if hours == 0 else "publish.feeds.voice.noon")
    else:
        name = say("publish.feeds.voice.hour" if hours == 1 else "publish.feeds.voice.hours", hours=hours)
    if hours <= 12 and rest in (15, 30):
        half = "half_of_noon" if hours in (0, 12) else "half"
        return f"{name} {say('publish.feeds.voice.quarter' if rest == 15 else f'publish.feeds.voice.{half}')}"
    return f"{name} {rest}" if rest else name


def telephone(text: str) -> str:
    """A text whose telephone number is read two digits at a time: ``04, 71, 00, 00, 00``."""
    digits = "".join(text.split()).replace(".", "")
    if not (digits.isascii() and digits.isdigit() and len(digits) == 10):
        return text
    return ", ".join(digits[start : start + 2] for start in range(0, 10, 2))


def place(stop: words.Stop) -> str:
    """Where, as people say it: ``à la bibliothèque de Mauriac``, ``à la mairie d'Ally``, ``à Ally, Café Chez Zoé``."""
    kind, name = f"publish.feeds.voice.at.{stop['venue_kind']}", stop["venue"]
    if kind not in MESSAGES:
        where = at(stop["place_name"])
        return f"{where}, {name}" if name else where
    where = say(kind, place=of(stop["place_name"]))
    return f"{where}, {name}" if name and stop["venue_kind"] != "town_hall" and _tells_more(stop) else where


def _tells_more(stop: words.Stop) -> bool:
    """Whether a venue's name says more than its kind and its place."""
    code = f"venues.kind.{stop['venue_kind']}"
    said = {plain(word) for text in (*MESSAGES[code], stop["place_name"]) for word in _words(text)} | _PLAIN_WORDS
    return any(plain(word) not in said for word in _words(stop["venue"]))


def _words(text: str) -> list[str]:
    """Words of a name."""
    return [word for word in text.replace("-", " ").replace("'", " ").replace("’", " ").split() if plain(word)]


def _date(stop: words.Stop, street: str) -> str:
    """One date; a street is said once."""
    where = ", ".join(part for part in (place(stop), street) if part)
    sentence = say("publish.feeds.voice.date", day=words.spoken_day(stop["date"]), hours=_hours(stop), place=where)
    return sentence[0].upper() + sentence[1:]


def _exception(stop: words.Stop) -> str:
    """What is not as announced."""
    code = "cancelled" if stop["state"] == CANCELLED else "late"
    sentence = say(
        f"publish.feeds.voice.{code}",
        day=words.spoken_day(stop["date"]),
        hours=_hours(stop),
        place=place(stop),
        minutes=stop["late_minutes"],
    )
    return f"{sentence} {say('publish.feeds.reason', reason=_ended(stop['reason']))}" if stop["reason"] else sentence


def _ended(text: str) -> str:
    """A text that ends as a sentence does."""
    return text if text[-1] in ".!?…" else f"{text}."


def _hours(stop: words.Stop) -> str:
    """``de 9 heures à midi``."""
    return say("publish.feeds.voice.from_to", begins=clock(stop["begins"]), ends=clock(stop["ends"]))


def _english_clock(minutes: int) -> str:
    """``half past 9 in the morning``."""
    hours, rest = divmod(minutes % _MIDNIGHT, 60)
    number = (hours - 1) % 12 + 1
    past = {0: f"{number}", 15: f"a quarter past {number}", 30: f"half past {number}"}.get(rest, f"{number}:{rest:02}")
    part = "morning" if minutes < _NOON else "afternoon" if minutes < _EVENING else "evening"
    return say("publish.feeds.voice.part_of_day", time=past, part=part)
