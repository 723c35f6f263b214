"""Venues in words: the name on the door and the kind, a note where the hours are assumed."""

from maillage.vocabulary.messages import MESSAGES, say

SEPARATOR = " | "
"""Between the venues of one place, in its three columns."""


def venue_words(name: str | None, kind: str | None, hours: str | None = None) -> str:
    """A venue in words: ``Relais-lecture (bibliothèque, horaires supposés)``; a town hall needs no name."""
    code = f"venues.kind.{kind}"
    word = say(code) if code in MESSAGES else kind or ""
    shown = word if kind == "town_hall" else name or word
    notes = [] if shown == word else [word]
    if hours == "assumed":
        notes.append(say("report.script.assumed"))
    return f"{shown} ({', '.join(notes)})" if any(notes) else shown


def place_words(names: str | None, kinds: str | None) -> str:
    """The venues of a place, the most visited first; empty where no stop is made."""
    if not names or not kinds:
        return ""
    pairs = zip(names.split(SEPARATOR), kinds.split(SEPARATOR), strict=False)
    return ", ".join(venue_words(name, kind) for name, kind in pairs)
