"""Who is told what: notices are written with the act they tell, and sent by background work."""

from collections.abc import Iterable

from django.utils import timezone

from cockpit.timetables import contacts, duties, instants, queries
from cockpit.timetables.models import Enrolment, Notice, Stop, Subscription
from cockpit.timetables.models.notices import CONFIRM, ENROLLED, LATE


def announce(kind: str, stops: Iterable[Stop]) -> int:
    """Tell those enrolled by e-mail and those who follow the places; returns how many are told.

    Stops that are over tell nobody. To be called in the transaction of the act.
    """
    ahead = [stop for stop in stops if instants.ends_at(stop) > timezone.now()]
    rows = []
    for stop in ahead:
        number = stop.late_minutes if kind == LATE else stop.sequence
        enrolled = Enrolment.objects.filter(stop=stop, cancelled_at__isnull=True)
        written = [one for one in enrolled if contacts.is_email(one.contact)]
        rows += [Notice(kind=kind, stop=stop, enrolment=one, number=number) for one in written]
        if kind != LATE:  # who only follows a place need not know of ten minutes
            followers = queries.followers([stop])
            rows += [Notice(kind=kind, stop=stop, subscription=one, number=number) for one in followers]
    return _write(rows)


def welcome(enrolment: Enrolment) -> int:
    """Confirm a seat to who left an e-mail address."""
    if not contacts.is_email(enrolment.contact):
        return 0
    return _write([Notice(kind=ENROLLED, stop=enrolment.stop, enrolment=enrolment)])


def ask_to_confirm(subscription: Subscription) -> int:
    """Ask whether the address is one's own, once."""
    if subscription.confirmed_at is not None:
        return 0
    return _write([Notice(kind=CONFIRM, subscription=subscription)])


def _write(rows: list[Notice]) -> int:
    """Keep notices, each once, and have them sent."""
    if rows:
        Notice.objects.bulk_create(rows, ignore_conflicts=True, batch_size=200)
        duties.send_notices.enqueue()
    return len(rows)
