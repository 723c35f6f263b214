"""Those who enrolled, for who runs the stop; those who follow, for the site itself."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from cockpit.accounts.perms import Someone
from cockpit.timetables import perms
from cockpit.timetables.models import Enrolment, Stop, Subscription


def enrolled(user: Someone, stop: Stop) -> list[Enrolment]:
    """Who comes to a stop, in the order they asked; nobody for who does not run it."""
    if not perms.may_read_enrolments(user, stop):
        return []
    return list(stop.enrolments.filter(cancelled_at__isnull=True))


def enrolment(token: str) -> Enrolment | None:
    """Enrolment of a link, cancelled ones too, as long as it is kept."""
    return Enrolment.objects.filter(token=token).select_related("stop").first() if token else None


def subscription(token: str) -> Subscription | None:
    """Subscription of a link."""
    return Subscription.objects.filter(token=token).first() if token else None


def followers(stops: Iterable[Stop]) -> QuerySet[Subscription]:
    """Confirmed subscriptions to the communes and the EPCI of some stops."""
    communes, epci = set(), set()
    for stop in stops:
        communes.add(stop.place)
        epci.add(stop.epci)
    near = Q(level="commune", code__in=communes) | Q(level="epci", code__in=epci - {""})
    return Subscription.objects.filter(near, confirmed_at__isnull=False, ended_at__isnull=True)
