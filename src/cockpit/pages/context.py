"""What every template knows."""

from typing import Any

from django.http import HttpRequest

from cockpit.accounts import perms
from cockpit.accounts.roles import ADMINISTER, HOLD_POST, INVITE, MAKE_PLANS, PLAN_TIMETABLES, READ_JOURNAL, SEE_PLANS
from cockpit.configuration.queries import text
from cockpit.pages import theme
from cockpit.pages.week.texts import LEAVING
from cockpit.wording import current


def site(request: HttpRequest) -> dict[str, Any]:
    """Name, theme and language of the site; what the reader's mandates open."""
    user = request.user
    return {
        "site_name": text("site_name"),
        "home_sentence": text(f"home_sentence_{current()}"),
        "contact": text("contact"),
        "theme": theme.current(),
        "language": current(),
        "can_hold": perms.may_anywhere(user, HOLD_POST),
        "can_plan_timetables": perms.may_anywhere(user, PLAN_TIMETABLES),
        "leaving": LEAVING,
        "can_invite": perms.may_anywhere(user, INVITE),
        "can_make_plans": perms.may_anywhere(user, MAKE_PLANS),
        "can_see_timetables": perms.may_anywhere(user, SEE_PLANS),
        "can_read_journal": perms.may_anywhere(user, READ_JOURNAL),
        "can_administer": perms.may_anywhere(user, ADMINISTER),
    }
