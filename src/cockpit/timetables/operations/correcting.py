"""Reports that were sent, corrected or withdrawn: the last one seen is named, so that no newer one goes in silence."""

from collections.abc import Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from cockpit.accounts.models import User
from cockpit.accounts.operations import NotAllowed
from cockpit.errors import Refused
from cockpit.timetables import perms
from cockpit.timetables.models import Report, Stop
from cockpit.timetables.operations import notes, reporting
from cockpit.timetables.operations.enrolling import AlreadyAsked, fingerprint
from cockpit.timetables.states import HELD, PLANNED
from cockpit.wording import both

SAID = ("people", "minutes", "mode", "place_kind", "themes")


@transaction.atomic
def correct(
    *,
    by: User,
    stop: Stop,
    seen: str,
    people: int,
    minutes: int,
    themes: Sequence[str],
    key: str,
    mode: str = "",
    place_kind: str = "",
) -> Report:
    """Put other figures in the place of a report's; the journal keeps both. Sent again with the same ``key``, once.

    Parameters
    ----------
    seen
        Key of the report that is corrected, as it was read.
    people, minutes, themes
        As for :func:`cockpit.timetables.operations.report`.
    key
        Drawn by who sends, once a correction; the report has it from then on.
    mode, place_kind
        Empty: as they were.

    Raises
    ------
    NotAllowed
        If ``by`` does not run this stop.
    AlreadyAsked
        If the key was used for something else.
    Refused
        If there is no report, it was corrected meanwhile, or the report cannot be.
    """
    if not perms.may_run(by, stop):
        raise NotAllowed
    before = _read(stop)
    told = reporting.figures(
        people=people, minutes=minutes, mode=mode or before.mode, place_kind=place_kind or before.place_kind,
        themes=themes,
    )  # fmt: skip
    asked = fingerprint(str(stop.uid), seen, *(str(value) for value in told.values()))
    if same := reporting.known(key, asked):
        return same
    reporting.check(stop, **told)
    try:
        with transaction.atomic():
            changed = Report.objects.filter(stop=stop, key=seen).update(**told, key=key, asked=asked)
    except IntegrityError as error:
        raise AlreadyAsked from error
    if not changed:
        raise _newer(_read(stop))
    Stop.objects.filter(pk=stop.pk).update(changed_at=timezone.now())
    notes.on_stop(by, stop, "stop.report_corrected", told | _was(before))
    return _read(stop)


@transaction.atomic
def withdraw(*, by: User, stop: Stop, seen: str) -> Stop:
    """Take back a report sent by mistake: the stop waits for one again, and the journal keeps what it said.

    Parameters
    ----------
    seen
        Key of the report that is withdrawn, as it was read.

    Raises
    ------
    NotAllowed
        If ``by`` does not run this stop.
    Refused
        If it was corrected meanwhile, or its advisor has another stop planned then.
    """
    if not perms.may_run(by, stop):
        raise NotAllowed
    before = Report.objects.filter(stop=stop).first()
    if before is None:
        return stop
    if not Report.objects.filter(stop=stop, key=seen).delete()[0]:
        raise _newer(before)
    try:
        with transaction.atomic():
            Stop.objects.filter(pk=stop.pk, state=HELD).update(state=PLANNED, changed_at=timezone.now())
    except IntegrityError as error:
        raise Refused(both("Un autre passage occupe ce poste à cette heure : annulez-le d'abord.",
                           "Another stop holds this post at that time: cancel it first.")) from error  # fmt: skip
    stop.refresh_from_db()
    notes.on_stop(by, stop, "stop.report_withdrawn", _was(before))
    return stop


def _read(stop: Stop) -> Report:
    """The stop's report.

    Raises
    ------
    Refused
        If it has none.
    """
    found = Report.objects.filter(stop=stop).first()
    if found is None:
        raise Refused(both("Ce passage n'a pas ou plus de compte rendu : rechargez la page.",
                           "This stop has no report, or not any more: load the page again."))  # fmt: skip
    return found


def _was(report: Report) -> dict[str, Any]:
    """What a report said, for the journal."""
    return {f"was_{name}": getattr(report, name) for name in SAID}


def _newer(report: Report) -> Refused:
    """Refusal that tells the newer figures."""
    people, minutes = report.people, report.minutes
    return Refused(
        both(
            f"Ce compte rendu a été corrigé entre-temps (personnes : {people}, durée : {minutes} min) : "
            "relisez-le, puis recommencez si besoin.",
            f"This report was corrected meanwhile (people: {people}, length: {minutes} min): "
            "read it, then do it again if needed.",
        )
    )
