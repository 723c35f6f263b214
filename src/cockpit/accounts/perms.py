"""Permissions as plain functions: an ability of a role, on every territory within the mandate's own."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser

from cockpit.accounts import queries
from cockpit.accounts.models import Mandate
from cockpit.accounts.roles import ADMINISTER, INVITE, ROLES, STRONG, Role
from cockpit.territories import places
from cockpit.territories.places import Place

Someone = AbstractBaseUser | AnonymousUser
"""Whoever asks: ``request.user``."""


def _awake(user: Someone, mandate: Mandate, ability: str) -> bool:
    """Whether a mandate gives an ability now: a strong one needs the account's second factor."""
    return ability in ROLES[mandate.role].abilities and (ability not in STRONG or queries.has_second_factor(user))


def lacks_second_factor(user: Someone) -> bool:
    """Whether one of the account's mandates gives strong abilities that sleep for want of a second factor."""
    return any(ROLES[held.role].abilities & STRONG for held in queries.mandates(user)) and not (
        queries.has_second_factor(user)
    )


def may(user: Someone, ability: str, place: Place) -> bool:
    """Whether a mandate in force gives ``ability`` on a territory."""
    return any(
        places.within(place, mandate.place) and _awake(user, mandate, ability) for mandate in queries.mandates(user)
    )


def may_anywhere(user: Someone, ability: str) -> bool:
    """Whether some mandate in force gives ``ability`` somewhere."""
    return any(_awake(user, mandate, ability) for mandate in queries.mandates(user))


def reach(user: Someone, ability: str) -> list[Place]:
    """Territories on which, and within which, an account has ``ability``."""
    return [mandate.place for mandate in queries.mandates(user) if _awake(user, mandate, ability)]


def may_grant(user: Someone, role: str, place: Place) -> bool:
    """Whether an account may give ``role`` in a territory: one of its mandates invites to it there."""
    return (
        role in ROLES
        and place.level in ROLES[role].levels
        and any(
            role in ROLES[mandate.role].invites
            and places.within(place, mandate.place)
            and _awake(user, mandate, INVITE)
            for mandate in queries.mandates(user)
        )
    )


def grantable(user: Someone) -> list[Role]:
    """Roles an account may give somewhere, in the order of the list of roles."""
    given = {
        code
        for mandate in queries.mandates(user)
        if _awake(user, mandate, INVITE)
        for code in ROLES[mandate.role].invites
    }
    return [role for role in ROLES.values() if role.code in given]


def may_administer(user: Someone) -> bool:
    """Whether an account administers the site."""
    return may(user, ADMINISTER, places.FRANCE)
