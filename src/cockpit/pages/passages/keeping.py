"""Until when a public page of stops is good: until one of the stops it tells changes, or has ended."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from cockpit.pages.passages import nearby
from cockpit.pages.passages.subjects import Subject, asked
from cockpit.pages.visitors import kept_while
from cockpit.timetables.queries import passing

SLOT_SECONDS = 300
"""A stop that has ended is told for no longer."""


def told(request: HttpRequest, kind: str, code: str, **_: Any) -> object:
    """What a page of a subject depends on: its stops, those near it, the clock, the site's own address."""
    subject = asked(kind, code)
    return request.get_host(), request.scheme, slot(), passing.stamp(subject.ahead()), _around(subject)


def slot() -> int:
    """Number of the few minutes that it is now."""
    return int(timezone.now().timestamp()) // SLOT_SECONDS


def _around(subject: Subject) -> str:
    """Stamp of the stops near a commune: they stand on its page."""
    return passing.stamp(nearby.ahead(subject.place)) if subject.kind == "commune" else ""


kept_while_stops_hold = kept_while(told)
