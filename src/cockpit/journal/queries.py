"""Reading the journal."""

import datetime
from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.utils import timezone

from cockpit.journal import chain
from cockpit.journal.models import Entry, Verification
from cockpit.territories import scope
from cockpit.territories.places import Place


def of_subject(subject: str, subject_id: object) -> QuerySet[Entry]:
    """Acts on one thing, the latest first."""
    return Entry.objects.filter(subject=subject, subject_id=str(subject_id)).order_by("-id")


def of_actor(actor: int) -> QuerySet[Entry]:
    """Acts of one account, the latest first."""
    return Entry.objects.filter(actor=actor).order_by("-id")


def everything() -> QuerySet[Entry]:
    """Every act, the latest first."""
    return Entry.objects.order_by("-id")


def first_broken() -> Entry | None:
    """First entry that was changed behind the journal's back; None: the chain holds."""
    return chain.first_broken(Entry.objects.order_by("id").iterator(chunk_size=2000))


def readable(reach: Iterable[Place], actor: int) -> QuerySet[Entry]:
    """Acts that concern territories one reads the journal of, and one's own acts, the latest first."""
    return everything().filter(scope.condition(Entry.objects.all(), reach) | Q(actor=actor))


def narrowed(
    entries: QuerySet[Entry], *, place: Place | None = None, action: str = "", day: datetime.date | None = None
) -> QuerySet[Entry]:
    """Of these acts, those on or within a territory, of one kind, of one day (the site's time)."""
    if place is not None:
        entries = scope.within(entries, [place])
    if action:
        entries = entries.filter(action=action)
    if day is not None:
        start = timezone.make_aware(datetime.datetime.combine(day, datetime.time.min))
        end = timezone.make_aware(datetime.datetime.combine(day + datetime.timedelta(days=1), datetime.time.min))
        entries = entries.filter(at__gte=start, at__lt=end)
    return entries


def last_verification() -> Verification | None:
    """Latest reading of the whole chain."""
    return Verification.objects.first()
