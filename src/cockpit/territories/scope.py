"""Rows of the database that lie on or within territories."""

import functools
import operator
from collections.abc import Iterable
from typing import TypeVar

from django.db.models import Model, Q, QuerySet

from cockpit.territories import places
from cockpit.territories.places import FRANCE, Place

Row = TypeVar("Row", bound=Model)


def within(rows: QuerySet[Row], reach: Iterable[Place]) -> QuerySet[Row]:
    """Those of ``rows`` (which have a ``level`` and a ``code``) that lie on or within one of the territories."""
    return rows.filter(condition(rows, reach))


def condition(rows: QuerySet[Row], reach: Iterable[Place]) -> Q:
    """The same as a condition, to be joined to others."""
    reach = tuple(reach)
    if FRANCE in reach:
        return Q(pk__isnull=False)  # everything, also beside others: an empty condition vanishes in an "or"
    inside: dict[str, list[str]] = {}
    if reach:
        for level, code in rows.order_by().values_list("level", "code").distinct():
            if any(places.within(places.get(level, code), outer) for outer in reach):
                inside.setdefault(level, []).append(code)
    return functools.reduce(operator.or_, (Q(level=a, code__in=b) for a, b in inside.items()), Q(pk__in=[]))
