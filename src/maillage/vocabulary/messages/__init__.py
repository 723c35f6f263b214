"""Every sentence the river says, in French and in English side by side.

One lookup rather than gettext catalogues: the two languages are read and reviewed together, an error keeps a stable code
for machines, and a test checks that both sides use the same placeholders (ADR 2). One file a room; a code begins with
the name of its room and stands in one file only.
"""

from contextvars import ContextVar
from typing import Literal

from maillage.vocabulary.messages import (
    allocation,
    bases,
    calendar,
    checks,
    cli,
    covering,
    flow,
    indicators,
    indicators_names,
    itinerary,
    presence,
    publish,
    publish_data,
    publish_feeds,
    publish_reasons,
    report,
    report_proof,
    report_tables,
    rounds,
    sources,
    system,
    territory,
    timetable,
    venues,
)

Language = Literal["fr", "en"]

_language: ContextVar[Language] = ContextVar("language", default="fr")


def set_language(language: Language) -> None:
    """Choose the language of every later message."""
    _language.set(language)


def language() -> Language:
    """Language of messages, ``fr`` unless chosen otherwise."""
    return _language.get()


def say(code: str, /, **values: object) -> str:
    """Sentence ``code`` in the current language with its placeholders filled.

    Raises
    ------
    KeyError
        If no such sentence exists.
    """
    french, english = MESSAGES[code]
    return (french if _language.get() == "fr" else english).format(**values)


ROOMS = (
    system,
    calendar,
    territory,
    venues,
    indicators,
    indicators_names,
    sources,
    checks,
    allocation,
    covering,
    bases,
    rounds,
    itinerary,
    timetable,
    presence,
    flow,
    publish,
    publish_data,
    publish_feeds,
    publish_reasons,
    report,
    report_tables,
    report_proof,
    cli,
)

MESSAGES: dict[str, tuple[str, str]] = {code: both for room in ROOMS for code, both in room.MESSAGES.items()}
