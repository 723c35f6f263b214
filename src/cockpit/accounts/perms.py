"""Permissions as plain functions: an ability of a role, on every territory within the mandate's own."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser

from cockpit.accounts import queries
from cockpit.accounts.roles import ADMINISTER, INVITE, ROLES
from cockpit.territories import places
from cockpit.territories.places import Place

Someone = AbstractBaseUser | AnonymousUser
"""Whoever asks: ``request.user``."""


def may(user: Someone, ability: str, place: Place) -> bool:
    """Whether a mandate in force gives ``ability`` on a territory."""
    return any(
        ability in ROLES[mandate.role].abilities and places.within(place, mandate.place)
        for mandate in queries.mandates(user)
    )


def may_anywhere(user: Someone, ability: str) -> bool:
    """Whether some mandate in force gives ``ability`` somewhere."""
    return any(ability in ROLES[mandate.role].abilities for mandate in queries.mandates(user))


def reach(user: Someone, ability: str) -> list[Place]:
    """Territories on which, and within which, an account has ``ability``."""
    return [mandate.place for mandate in queries.mandates(user) if ability in ROLES[mandate.role].abilities]


def may_grant(user: Someone, role: str, place: Place) -> bool:
    """Whether an account may give ``role`` in a territory: one of its mandates invites to it there."""
    return (
        role in ROLES
        and place.level in ROLES[role].levels
        and any(
            INVITE in ROLES[mandate.role].abilities
            and role in ROLES[mandate.role].invites
            and places.within(place, mandate.place)
            for mandate in queries.mandates(user)
        )
    )


def may_administer(user: Someone) -> bool:
    """Whether an account administers the site."""
    return may(user, ADMINISTER, places.FRANCE)
