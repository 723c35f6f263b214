"""An advisor with a post, and stops around today, for the tests of the week."""

import datetime
from typing import Any

from django.utils import timezone
from timetables_kept import stop_at

from cockpit.accounts.models import User
from cockpit.timetables.models import Assignment, Enrolment, Stop

SPOT = {"place": "90010", "place_name": "Belfort", "epci": "200069052", "departement": "90"}


def works(user: User, stop: Stop) -> None:
    """The account works the stop's post, as it would through the operation."""
    Assignment.objects.get_or_create(
        post=stop.post, level="commune", code=stop.base, user=user, first=datetime.date(2026, 1, 1)
    )


def stop_of(user: User, day: datetime.date, begins: int = 0, ends: int = 1439, **fields: Any) -> Stop:
    """A stop the account holds; by default all day, so that it has begun today."""
    stop = stop_at(day, begins, ends, **fields)
    works(user, stop)
    return stop


def comer(stop: Stop, name: str = "Zoé Martin", contact: str = "+33612345678") -> Enrolment:
    """Someone enrolled."""
    Stop.objects.filter(pk=stop.pk).update(taken=stop.taken + 1)
    stop.refresh_from_db()
    return Enrolment.objects.create(
        stop=stop, name=name, contact=contact, need="Impôts", key=f"{stop.pk}-{name}-key", asked="a"
    )


def today() -> datetime.date:
    return timezone.localdate()
