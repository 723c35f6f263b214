"""Mending a published timetable: what if someone is ill, a venue closes, a post is lost, a commune joins."""

import datetime
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from cockpit.accounts.models import User
from cockpit.accounts.operations import NotAllowed
from cockpit.errors import Refused
from cockpit.timetables import perms, queries, ruling, tasks
from cockpit.timetables.models import Timetable
from cockpit.timetables.operations import notes
from cockpit.timetables.operations.timetables import ask_timetable, cancel
from cockpit.timetables.rule_text import kept, read
from cockpit.timetables.states import PUBLISHED
from cockpit.wording import both
from maillage.vocabulary.timetable import CalendarRule


@transaction.atomic
def propose(*, by: User, timetable: Timetable, rules: Sequence[CalendarRule] = ()) -> Timetable:
    """Compute what is left of a published timetable again, moving as little as possible, with more rules.

    The rules become the territory's when the proposal is published, and are forgotten with it when it is dropped.
    Without any, it is the same under the rules of today: after one was taken away, say.

    Raises
    ------
    NotAllowed
        If ``by`` plans no timetables there.
    Refused
        If the timetable is not published or is over, or a rule makes no sense.
    """
    if not perms.may_plan(by, timetable.place):
        raise NotAllowed
    today = timezone.localdate()
    if timetable.state != PUBLISHED or timetable.last_date < today:
        raise Refused(both("On ne répare qu'un calendrier publié et qui n'est pas fini.",
                           "Only a published timetable that is not over is mended."))  # fmt: skip
    for rule in rules:
        ruling.check(timetable.place, rule)
    proposed = [kept(rule) for rule in rules]
    passed = max(0, (today - timetable.first_date).days // 7)
    made = Timetable.objects.create(
        level=timetable.level,
        code=timetable.code,
        plan=timetable.plan,
        parent=timetable,
        first_date=timetable.first_date + datetime.timedelta(days=7 * passed),
        last_date=timetable.last_date,
        created_by=by,
        queued_at=timezone.now(),
        rules=[kept(row.rule) for row in queries.rules(timetable.place)] + proposed,
        proposed=proposed,
    )
    Timetable.objects.filter(pk=made.pk).update(task_id=tasks.queued(made))
    notes.on_timetable(by, made, "timetable.proposed", {"parent": str(timetable.uuid)})
    return made


@transaction.atomic
def renew(*, by: User, timetable: Timetable) -> Timetable:
    """Ask again for a timetable that another one has overtaken, and drop it: the same mending of the one now published,
    or the same days under the rules of today.

    Raises
    ------
    NotAllowed
        If ``by`` plans no timetables there.
    Refused
        If its days are over, or nothing is published any more that could be mended.
    """
    if not perms.may_plan(by, timetable.place):
        raise NotAllowed
    if timetable.parent_id is not None:
        made = propose(by=by, timetable=_standing(timetable), rules=[read(rule) for rule in timetable.proposed])
    else:
        first = max(timetable.first_date, timezone.localdate())
        weeks = ((timetable.last_date - first).days + 7) // 7
        made = ask_timetable(by=by, place=timetable.place, first=first, weeks=weeks)
    cancel(by=by, timetable=timetable)
    return made


def _standing(timetable: Timetable) -> Timetable:
    """The timetable now published on the days of a mending; its parent where there is none."""
    found = queries.of_territory(timetable.place).filter(
        state=PUBLISHED, first_date__lte=timetable.last_date, last_date__gte=timetable.last_date
    )
    assert timetable.parent is not None
    return found.order_by("-published_at").first() or timetable.parent


@transaction.atomic
def launch(*, by: User, timetable: Timetable) -> None:
    """Compute again what failed or was dropped.

    Raises
    ------
    NotAllowed, Refused
        If ``by`` may not, or it is in no state to be computed.
    """
    if not perms.may_plan(by, timetable.place):
        raise NotAllowed
    own = Timetable.objects.filter(pk=timetable.pk, state__in=("failed", "cancelled"), result_hash="")
    if not own.update(state="waiting", queued_at=timezone.now(), task_id=tasks.queued(timetable), stage="", share=0.0,
                      losses=0, failure_code="", failure_values={}, finished_at=None):  # fmt: skip
        raise Refused(both("Ce calendrier est en calcul, ou calculé.", "This timetable is being computed, or is done."))
    notes.on_timetable(by, timetable, "timetable.asked", {})
