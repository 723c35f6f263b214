"""Who is told what: notices are written with the act they tell, and sent by background work."""

from collections.abc import Iterable, Sequence

from django.utils import timezone

from cockpit.timetables import contacts, duties, instants, queries
from cockpit.timetables.models import Enrolment, Notice, Stop, Subscription, Timetable
from cockpit.timetables.models.notices import CANCELLED, CONFIRM, ENROLLED, GIVEN, LATE, MOVED, TAKEN
from cockpit.timetables.settling import Settled


def announce(kind: str, stops: Iterable[Stop]) -> int:
    """Tell those enrolled by e-mail and those who follow the places; returns how many are told.

    Stops that are over tell nobody. To be called in the transaction of the act.
    """
    ahead = [stop for stop in stops if instants.ends_at(stop) > timezone.now()]
    enrolled = _enrolled(ahead)
    following = _following(ahead) if kind != LATE else {}  # who only follows a place need not know of ten minutes
    rows = []
    for stop in ahead:
        told = {"kind": kind, "stop": stop, "number": stop.late_minutes if kind == LATE else stop.sequence}
        rows += [Notice(enrolment=one, **told) for one in enrolled.get(stop.pk, ())]
        near = [*following.get(("commune", stop.place), ()), *following.get(("epci", stop.epci), ())]
        rows += [Notice(subscription=one, **told) for one in sorted(near, key=lambda one: one.pk)]
    return _write(rows)


def _enrolled(stops: Sequence[Stop]) -> dict[int, list[Enrolment]]:
    """Those who come to some stops and left an e-mail address, by stop."""
    found: dict[int, list[Enrolment]] = {}
    for one in Enrolment.objects.filter(stop__in=[stop.pk for stop in stops], cancelled_at__isnull=True):
        if contacts.is_email(one.contact):
            found.setdefault(one.stop_id, []).append(one)
    return found


def _following(stops: Sequence[Stop]) -> dict[tuple[str, str], list[Subscription]]:
    """Those who follow the communes and the EPCI of some stops, by level and code."""
    found: dict[tuple[str, str], list[Subscription]] = {}
    for one in queries.followers(stops):
        found.setdefault((one.level, one.code), []).append(one)
    return found


def tell_advisors(timetable: Timetable, settled: Settled) -> int:
    """Tell those who work what a mending changes of their weeks; returns how much is told.

    To be called in the transaction of its publication.
    """
    posts = {stop.post for stop in (*settled.changed, *settled.gained, *settled.lost)}
    who = queries.duty(posts | {post for _, post, _ in settled.handed})
    handed = {stop.pk for stop, _, _ in settled.handed}
    mine = [
        *((CANCELLED, stop, who(stop.post, stop.date)) for stop in settled.lost),
        *((TAKEN, stop, who(stop.post, stop.date)) for stop in (*settled.gained, *settled.back)),
        *((MOVED, stop, who(stop.post, stop.date)) for stop in settled.moved if stop.pk not in handed),
        *((TAKEN, stop, who(stop.post, stop.date)) for stop, _, _ in settled.handed),
        *((GIVEN, stop, who(post, day)) for stop, post, day in settled.handed),
    ]
    return _write([
        Notice(kind=kind, stop=stop, advisor=one, number=timetable.pk) for kind, stop, one in mine if one is not None
    ])  # fmt: skip


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
