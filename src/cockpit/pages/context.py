"""What every template knows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from cockpit.accounts import perms
from cockpit.accounts.roles import ADMINISTER, MAKE_PLANS, READ_JOURNAL
from cockpit.wording import current


def site(request: HttpRequest) -> dict[str, Any]:
    """Name, theme and language of the site; what the reader's mandates open."""
    user = request.user
    return {
        "site_name": settings.SITE_NAME,
        "theme": settings.THEME,
        "language": current(),
        "can_make_plans": perms.may_anywhere(user, MAKE_PLANS),
        "can_read_journal": perms.may_anywhere(user, READ_JOURNAL),
        "can_administer": perms.may_anywhere(user, ADMINISTER),
    }
