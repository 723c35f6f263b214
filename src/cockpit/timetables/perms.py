"""Who plans timetables, who runs a post's stops, who reads who enrolled."""

import datetime

from cockpit.accounts import perms
from cockpit.accounts.models import User
from cockpit.accounts.perms import Someone
from cockpit.accounts.roles import HOLD_POST, PLAN_TIMETABLES, RUN_STOPS, SEE_PLANS
from cockpit.territories import places
from cockpit.territories.places import Place
from cockpit.timetables.models import Assignment, Stop, Timetable
from cockpit.timetables.states import COMPUTED


def may_see(user: Someone, timetable: Timetable) -> bool:
    """A timetable belongs to those who plan there; once computed, to those who see plans there too."""
    return may_plan(user, timetable.place) or (
        timetable.state in COMPUTED and perms.may(user, SEE_PLANS, timetable.place)
    )


def may_plan(user: Someone, place: Place) -> bool:
    """Compute and publish timetables of a territory, and write the rules of its calendar."""
    return perms.may(user, PLAN_TIMETABLES, place)


def may_assign(user: Someone, base: Place) -> bool:
    """Say who works the posts that leave from a commune: those who plan there and those who run its stops."""
    return perms.may(user, PLAN_TIMETABLES, base) or perms.may(user, RUN_STOPS, base)


def may_hold(user: Someone) -> bool:
    """Whether an account may work a post at all."""
    return perms.may_anywhere(user, HOLD_POST)


def works(user: Someone, post: str, day: datetime.date) -> bool:
    """Whether a post is an account's own on a day."""
    if not isinstance(user, User) or not may_hold(user):
        return False
    held = Assignment.objects.filter(user=user, post=post, first__lte=day)
    return any(one.last is None or one.last >= day for one in held)


def may_run(user: Someone, stop: Stop) -> bool:
    """Cancel a stop, say that it is late, report it: its advisor, and those who run the posts of its base."""
    return perms.may(user, RUN_STOPS, places.get("commune", stop.base)) or works(user, stop.post, stop.date)


def may_read_enrolments(user: Someone, stop: Stop) -> bool:
    """Read who enrolled: those who run the stop and nobody else."""
    return may_run(user, stop)
