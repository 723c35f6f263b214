"""Publishing a timetable: from then on it is what people read."""

from collections.abc import Sequence

from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from cockpit.accounts.models import User
from cockpit.accounts.operations import NotAllowed
from cockpit.errors import Refused
from cockpit.timetables import perms, queries
from cockpit.timetables.models import Rule, Stop, Timetable
from cockpit.timetables.models.notices import CANCELLED, MOVED, RESTORED
from cockpit.timetables.operations import notes, notices
from cockpit.timetables.rule_text import read
from cockpit.timetables.settling import FIELDS, Settled, settle
from cockpit.timetables.states import CALLED_OFF, PLANNED, PUBLISHED, READY, REPLACED
from cockpit.wording import both

LOCK = 7_302_119
"""PostgreSQL's advisory lock: one publication at a time, as SQLite does by itself."""
BATCH = 400
CARRIED = ("timetable", "state", "lost", "sequence", "before", "late_minutes", "reason", "seats", "changed_at", *FIELDS)


@transaction.atomic
def publish(*, by: User, timetable: Timetable) -> Settled:
    """Make a computed timetable the one in force, from its first day, or from now if that is past.

    It takes the place of the territory's earlier timetables on its own days, and of a wider territory's within its own.
    A stop that goes on keeps its ``uid``; what people notice raises its sequence; one that is lost becomes cancelled.

    Returns
    -------
    Settled
        What changed.

    Raises
    ------
    NotAllowed
        If ``by`` plans no timetables there.
    Refused
        If the timetable is not ready, or another one was published since it was asked for (:func:`queries.overtaken`).
    """
    if not perms.may_plan(by, timetable.place):
        raise NotAllowed
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    now = timezone.now()
    if not Timetable.objects.filter(pk=timetable.pk, state=READY).update(
        state=PUBLISHED, published_by=by, published_at=now
    ):
        raise Refused(both("Seul un calendrier prêt peut être publié.", "Only a timetable that is ready is published."))
    if queries.overtaken(timetable):
        raise Refused(
            both(
                "Un autre calendrier a été publié depuis que celui-ci a été demandé : recalculez-le.",
                "Another timetable was published since this one was asked for: compute it again.",
            )
        )
    settled = settle(timetable, now)
    _write(timetable, settled)
    _tell(timetable, settled)
    _replace(timetable)
    for rule in timetable.proposed:
        Rule.objects.create(level=timetable.level, code=timetable.code, made_by=by, **vars(read(rule)))
    timetable.refresh_from_db()
    counts = {name: len(getattr(settled, name)) for name in ("gained", "moved", "lost")}
    counts["gained"] += len(settled.back)
    notes.on_timetable(by, timetable, "timetable.published", counts)
    return settled


def _write(timetable: Timetable, settled: Settled) -> None:
    """Keep what was settled."""
    now = timezone.now()
    for stops in _batches(settled.lost):
        gone = Stop.objects.filter(pk__in=[stop.pk for stop in stops])
        gone.filter(state=PLANNED).update(
            state=CALLED_OFF, lost=True, late_minutes=0, sequence=F("sequence") + 1, changed_at=now
        )
        gone.filter(state=CALLED_OFF, lost=False).update(lost=True, changed_at=now)
    for stops in _batches(settled.kept):
        Stop.objects.filter(pk__in=[stop.pk for stop in stops]).update(timetable=timetable)
    for stop in settled.changed:
        stop.timetable = timetable
    Stop.objects.bulk_update(settled.changed, CARRIED, batch_size=BATCH // 10)
    Stop.objects.bulk_create(settled.gained, batch_size=BATCH)


def _tell(timetable: Timetable, settled: Settled) -> None:
    """Those who come or follow learn what is lost, back or moved; of a mending, those who work learn it too."""
    for kind, stops in ((CANCELLED, settled.lost), (RESTORED, settled.back), (MOVED, settled.moved)):
        for some in _batches(stops):
            notices.announce(kind, Stop.objects.filter(pk__in=[stop.pk for stop in some]))
    if timetable.parent_id is not None:
        notices.tell_advisors(timetable, settled)


def _replace(timetable: Timetable) -> None:
    """Earlier timetables of the territory that this one outlasts are replaced."""
    Timetable.objects.filter(
        level=timetable.level,
        code=timetable.code,
        state=PUBLISHED,
        last_date__gte=timetable.first_date,
        last_date__lte=timetable.last_date,
    ).exclude(pk=timetable.pk).update(state=REPLACED)


def _batches(stops: Sequence[Stop]) -> list[Sequence[Stop]]:
    return [stops[start : start + BATCH] for start in range(0, len(stops), BATCH)]
