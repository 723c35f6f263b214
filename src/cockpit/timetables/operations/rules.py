"""Rules of a territory's calendar."""

from django.db import transaction
from django.utils import timezone

from cockpit.accounts.models import User
from cockpit.accounts.operations import NotAllowed
from cockpit.territories.places import Place
from cockpit.timetables import perms, ruling
from cockpit.timetables.models import Rule
from cockpit.timetables.operations import notes
from maillage.vocabulary.timetable import CalendarRule


@transaction.atomic
def add_rule(*, by: User, place: Place, rule: CalendarRule) -> Rule:
    """Add a rule to a territory's calendar; it counts from the next timetable computed on.

    Raises
    ------
    NotAllowed
        If ``by`` plans no timetables there.
    Refused
        If it lacks something, contradicts itself, or is about no post or commune of the territory.
    """
    if not perms.may_plan(by, place):
        raise NotAllowed
    ruling.check(place, rule)
    made = Rule.objects.create(level=place.level, code=place.code, made_by=by, **vars(rule))
    notes.on_territory(by, made, "rule.added", "rule", made.pk, {"kind": rule.kind, "subject": rule.subject})
    return made


@transaction.atomic
def remove_rule(*, by: User, rule: Rule) -> None:
    """Take a rule away; it stays in the history.

    Raises
    ------
    NotAllowed
        If ``by`` plans no timetables there.
    """
    if not perms.may_plan(by, rule.place):
        raise NotAllowed
    if Rule.objects.filter(pk=rule.pk, removed_at__isnull=True).update(removed_at=timezone.now()):
        notes.on_territory(by, rule, "rule.removed", "rule", rule.pk, {"kind": rule.kind, "subject": rule.subject})
