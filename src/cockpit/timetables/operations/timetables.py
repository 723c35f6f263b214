"""Asking for a timetable, dropping one."""

import datetime

from django.db import transaction
from django.utils import timezone

from cockpit.accounts.models import User
from cockpit.accounts.operations import NotAllowed
from cockpit.computations.states import CANCELLED
from cockpit.errors import Refused
from cockpit.plans import adopted
from cockpit.territories.places import Place
from cockpit.timetables import perms, queries, tasks
from cockpit.timetables.models import Timetable
from cockpit.timetables.operations import notes
from cockpit.timetables.rule_text import kept
from cockpit.timetables.states import NEXT
from cockpit.wording import both

MOST_WEEKS = 26


@transaction.atomic
def ask_timetable(*, by: User, place: Place, first: datetime.date, weeks: int) -> Timetable:
    """Ask for a timetable of a territory from its plan in force, over whole weeks from a day on.

    Raises
    ------
    NotAllowed
        If ``by`` plans no timetables there.
    Refused
        If no plan is in force on that day, the day is past, or the weeks are not from 1 to :data:`MOST_WEEKS`.
    """
    if not perms.may_plan(by, place):
        raise NotAllowed
    if first < timezone.localdate():
        raise Refused(both(f"Le {first:%d/%m/%Y} est passé : choisissez un jour à venir.",
                           f"{first:%d/%m/%Y} is past: choose a day to come."))  # fmt: skip
    if not 1 <= weeks <= MOST_WEEKS:
        raise Refused(both(f"{weeks} semaines : demandez-en de 1 à {MOST_WEEKS}.",
                           f"{weeks} weeks: ask for 1 to {MOST_WEEKS}."))  # fmt: skip
    plan = adopted.adopted_for(place, first)
    if plan is None:
        raise Refused(
            both(
                f"Aucun plan n'est en vigueur le {first:%d/%m/%Y} pour {place} : adoptez-en un, puis recommencez.",
                f"No plan is in force on {first:%d/%m/%Y} for {place}: adopt one, then begin again.",
            )
        )
    last = first + datetime.timedelta(days=7 * weeks - 1)
    made = Timetable.objects.create(
        level=place.level,
        code=place.code,
        plan=plan,
        first_date=first,
        last_date=last,
        created_by=by,
        queued_at=timezone.now(),
        rules=[kept(row.rule) for row in queries.rules(place)],
    )
    Timetable.objects.filter(pk=made.pk).update(task_id=tasks.queued(made))
    notes.on_timetable(by, made, "timetable.asked", {"weeks": weeks, "plan": str(plan.uuid)})
    return made


@transaction.atomic
def cancel(*, by: User, timetable: Timetable) -> None:
    """Stop a timetable that waits or computes, or drop one that is not published.

    Raises
    ------
    NotAllowed
        If ``by`` may not.
    """
    if not perms.may_plan(by, timetable.place):
        raise NotAllowed
    states = tuple(state for state in NEXT if CANCELLED in NEXT[state])
    own = Timetable.objects.filter(pk=timetable.pk, state__in=states)
    if own.update(state=CANCELLED, finished_at=timezone.now()):
        notes.on_timetable(by, timetable, "timetable.cancelled", {})
