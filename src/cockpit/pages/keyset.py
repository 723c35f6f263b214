"""Pages of a list by key: the next page starts after the last row shown, however many came in meanwhile."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet


@dataclass(frozen=True)
class Page:
    """Rows of a page.

    Attributes
    ----------
    rows
        The rows, the latest first.
    after
        Key from which the next page starts; None: this is the last.
    """

    rows: list[Any]
    after: int | None


def page(found: QuerySet[Any], before: str | None, size: int) -> Page:
    """Page of a queryset ordered by ``-id``, from below the key ``before`` (as written in the address)."""
    if before and before.isascii() and before.isdigit():
        found = found.filter(pk__lt=min(int(before), 2**62))
    rows = list(found[: size + 1])
    return Page(rows[:size], rows[size - 1].pk if len(rows) > size else None)
