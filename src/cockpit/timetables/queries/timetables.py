"""Timetables: those an account sees, those in force."""

import datetime
from uuid import UUID

import polars as pl
from django.db.models import Q, QuerySet

from cockpit.accounts import perms as abilities
from cockpit.accounts.perms import Someone
from cockpit.accounts.roles import PLAN_TIMETABLES, SEE_PLANS
from cockpit.territories import scope
from cockpit.territories.places import Place
from cockpit.timetables import perms, storage
from cockpit.timetables.models import Timetable
from cockpit.timetables.states import COMPUTED, PUBLISHED


def visible(user: Someone) -> QuerySet[Timetable]:
    """Timetables an account sees, the latest first."""
    every = Timetable.objects.all()
    planned = scope.condition(every, abilities.reach(user, PLAN_TIMETABLES))
    seen = scope.condition(every, abilities.reach(user, SEE_PLANS))
    return every.filter(planned | (seen & Q(state__in=COMPUTED))).select_related("plan", "created_by")


def find(user: Someone, uuid: UUID | str) -> Timetable | None:
    """A timetable an account may see; None where there is none or it may not."""
    found = Timetable.objects.select_related("plan", "created_by", "parent").filter(uuid=uuid).first()
    return found if found is not None and perms.may_see(user, found) else None


def known(user: Someone, uuid: UUID | str) -> Timetable | None:
    """A timetable an account may see, or anyone while it is published; None where there is none or it may not."""
    found = Timetable.objects.select_related("plan").filter(uuid=uuid).first()
    return found if found is not None and (found.state == PUBLISHED or perms.may_see(user, found)) else None


def of_territory(place: Place) -> QuerySet[Timetable]:
    """Timetables of exactly this territory, the latest first."""
    return Timetable.objects.filter(level=place.level, code=place.code)


def overtaken(timetable: Timetable) -> bool:
    """Whether another timetable of its territory was published over some of its days since it was asked for.

    It knows nothing of what that one took into account: an absence, a closing.
    """
    later = of_territory(timetable.place).filter(published_at__gt=timetable.created_at).exclude(pk=timetable.pk)
    return later.filter(first_date__lte=timetable.last_date, last_date__gte=timetable.first_date).exists()


def in_force(place: Place, day: datetime.date) -> Timetable | None:
    """Timetable published for exactly this territory that holds on a day."""
    held = of_territory(place).filter(state=PUBLISHED, first_date__lte=day, last_date__gte=day)
    return held.order_by("-published_at", "-id").first()


def tables_of(timetable: Timetable) -> dict[str, pl.DataFrame]:
    """``stops`` and ``missed`` as they were computed."""
    key = str(timetable.uuid), timetable.result_hash
    return {name: storage.table(*key, name) for name in storage.TABLES}
