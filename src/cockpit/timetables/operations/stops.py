"""Running stops: cancelled, late, planned again. An act done twice is the same as once: phones may send again."""

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from cockpit.accounts.models import User
from cockpit.accounts.operations import NotAllowed
from cockpit.errors import Refused
from cockpit.timetables import instants, perms
from cockpit.timetables.models import Stop
from cockpit.timetables.models.notices import CANCELLED, LATE, RESTORED
from cockpit.timetables.operations import notes, notices
from cockpit.timetables.states import CALLED_OFF, PLANNED
from cockpit.wording import both

MOST_LATE_MINUTES = 240
MOST_WORDS = 240


@transaction.atomic
def cancel_stop(*, by: User, stop: Stop, reason: str) -> Stop:
    """Call a stop off, with a sentence that everyone may read.

    Raises
    ------
    NotAllowed
        If ``by`` does not run this stop.
    Refused
        If it gives no reason, or the stop was held.
    """
    _allow(by, stop)
    said = " ".join(reason.split())[:MOST_WORDS]
    if not said:
        raise Refused(both("Dites pourquoi en une phrase : tout le monde la lira.",
                           "Say why in a sentence: everyone will read it."))  # fmt: skip
    changed = Stop.objects.filter(pk=stop.pk, state=PLANNED).update(
        state=CALLED_OFF, reason=said, late_minutes=0, sequence=F("sequence") + 1, changed_at=timezone.now()
    )
    stop.refresh_from_db()
    if changed:
        notes.on_stop(by, stop, "stop.cancelled", {})
        notices.announce(CANCELLED, [stop])
    elif stop.state != CALLED_OFF:
        raise _held()
    return stop


@transaction.atomic
def restore_stop(*, by: User, stop: Stop) -> Stop:
    """Plan again a stop that was called off.

    Raises
    ------
    NotAllowed
        If ``by`` does not run this stop.
    Refused
        If it was held, a later timetable has it no more, or its advisor is elsewhere then.
    """
    _allow(by, stop)
    try:
        with transaction.atomic():
            changed = Stop.objects.filter(pk=stop.pk, state=CALLED_OFF, lost=False).update(
                state=PLANNED, reason="", sequence=F("sequence") + 1, changed_at=timezone.now()
            )
    except IntegrityError as error:
        raise Refused(
            both(
                "Un autre passage occupe déjà ce poste à cette heure : annulez-le d'abord.",
                "Another stop already holds this post at that time: cancel it first.",
            )
        ) from error
    stop.refresh_from_db()
    if changed:
        notes.on_stop(by, stop, "stop.restored", {})
        notices.announce(RESTORED, [stop])
    elif stop.lost:
        raise Refused(
            both(
                "Le calendrier en vigueur n'a plus ce passage : recalculez-le pour le rétablir.",
                "The timetable in force has this stop no more: compute it again to restore it.",
            )
        )
    elif stop.state != PLANNED:
        raise _held()
    return stop


@transaction.atomic
def say_late(*, by: User, stop: Stop, minutes: int) -> Stop:
    """Announce that today's stop begins late; 0: on time after all.

    Raises
    ------
    NotAllowed
        If ``by`` does not run this stop.
    Refused
        If the stop is not today, is not planned, or the delay is not from 0 to :data:`MOST_LATE_MINUTES` minutes.
    """
    _allow(by, stop)
    if not 0 <= minutes <= MOST_LATE_MINUTES:
        raise Refused(
            both(
                f"{minutes} minutes de retard : dites de 0 à {MOST_LATE_MINUTES}, ou annulez le passage.",
                f"{minutes} minutes late: say 0 to {MOST_LATE_MINUTES}, or cancel the stop.",
            )
        )
    if not instants.today(stop):
        raise Refused(both("Un retard s'annonce le jour même : pour un autre jour, annulez le passage.",
                           "A delay is announced on the day itself: on another day, cancel the stop."))  # fmt: skip
    own = Stop.objects.filter(pk=stop.pk, state=PLANNED)
    changed = own.exclude(late_minutes=minutes).update(late_minutes=minutes, changed_at=timezone.now())
    stop.refresh_from_db()
    if changed:
        notes.on_stop(by, stop, "stop.late", {"minutes": minutes})
        notices.announce(LATE, [stop])
    elif stop.state != PLANNED:
        raise Refused(both("Ce passage n'est plus prévu : il est annulé ou déjà tenu.",
                           "This stop is not planned any more: it is cancelled or was held."))  # fmt: skip
    return stop


def _allow(by: User, stop: Stop) -> None:
    if not perms.may_run(by, stop):
        raise NotAllowed


def _held() -> Refused:
    return Refused(both("Ce passage a déjà son compte rendu : il a été tenu.",
                        "This stop has its report already: it was held."))  # fmt: skip
