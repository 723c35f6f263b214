"""How an address of the site is declared: whom it opens to, by which methods, where it is asked for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from cockpit.accounts.models import Invitation, Mandate, User
from cockpit.accounts.roles import (
    ADMINISTER,
    INVITE,
    PLAN_TIMETABLES,
    ROLES,
    RUN_STOPS,
)
from cockpit.map.tiles import archive
from cockpit.plans.models import Plan
from cockpit.plans.queries import table
from cockpit.territories.places import FRANCE, Place, rows
from cockpit.timetables.models import Assignment, Enrolment, Rule, Subscription, Timetable

GET = frozenset({"GET", "HEAD"})
DATA = frozenset({"GET"})
POST = frozenset({"POST"})
FORM = GET | POST
ALL = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"})


@dataclass(frozen=True)
class Reader:
    """Who asks: a role held in a place, an account without a role, or (``user`` None) nobody."""

    role: str | None
    place: Place
    user: User | None

    def able(self, ability: str, place: Place) -> bool:
        """The slow twin of ``perms.may``."""
        return self.role is not None and ability in ROLES[self.role].abilities and inside(place, self.place)

    def able_somewhere(self, ability: str) -> bool:
        return self.role is not None and ability in ROLES[self.role].abilities

    def grants(self, role: str, place: Place) -> bool:
        """The slow twin of ``perms.may_grant``."""
        mine = self.role is not None and role in ROLES[self.role].invites and self.able(INVITE, place)
        return mine and place.level in ROLES[role].levels


def inside(inner: Place, outer: Place) -> bool:
    return outer == FRANCE or (inner != FRANCE and set(rows(inner)) <= set(rows(outer)))


@dataclass(frozen=True)
class World:
    """What there is at each place: an object of every kind that some address shows."""

    mandates: Mapping[Place, Mandate]
    invitations: Mapping[Place, Invitation]
    plans: Mapping[Place, Plan]
    timetables: Mapping[Place, Timetable]
    rules: Mapping[Place, Rule]
    assignments: Mapping[Place, Assignment]
    someone: User
    enrolment: Enrolment
    subscription: Subscription


Opens = Callable[[Reader, Place], bool]
Arguments = Callable[[World, Place], dict[str, Any]]


@dataclass(frozen=True)
class Route:
    """Whom an address opens to.

    Attributes
    ----------
    opens
        Whether it opens to a reader at a place; a route without arguments is asked for the reader's own place.
    methods
        Those it answers; every other must be refused.
    arguments
        Arguments for a place; None: it has none.
    nowhere
        Arguments of an object that does not exist.
    anonymous
        Whether it opens without an account.
    library
        A class view of a library, which may refuse any of the methods.
    data
        Answers with data, not pages: what is not there is compared with what the address says of nowhere.
    bare
        Answers otherwise than by a page of ours where it does not exist: not compared byte by byte.
    """

    opens: Opens
    methods: frozenset[str] = GET
    arguments: Arguments | None = None
    nowhere: dict[str, Any] = field(default_factory=dict)
    anonymous: bool = False
    library: bool = False
    data: bool = False
    bare: bool = False


def everyone(_reader: Reader, _place: Place) -> bool:
    return True


def nobody(_reader: Reader, _place: Place) -> bool:
    return False


def able(ability: str) -> Opens:
    """On the place of the object."""
    return lambda reader, place: reader.able(ability, place)


def somewhere(ability: str) -> Opens:
    """On any territory."""
    return lambda reader, _place: reader.able_somewhere(ability)


def administrators(reader: Reader, _place: Place) -> bool:
    return reader.able(ADMINISTER, FRANCE)


def given_role(place: Place) -> str:
    """A role that may be held at the level of a place."""
    return {"france": "national_observer", "region": "hub"}.get(place.level, "advisor")


def grantors(reader: Reader, place: Place) -> bool:
    return reader.grants(given_role(place), place)


def public(methods: frozenset[str] = GET, **more: Any) -> Route:
    return Route(everyone, methods, anonymous=True, **more)


def logged(methods: frozenset[str] = GET, **more: Any) -> Route:
    return Route(everyone, methods, **more)


def closed(**more: Any) -> Route:
    return Route(nobody, frozenset(), anonymous=True, **more)


TERRITORY: dict[str, Any] = {
    "arguments": lambda _world, place: {"level": place.level, "code": place.code or "france"},
    "nowhere": {"level": "commune", "code": "99999"},
}
MANDATE: dict[str, Any] = {
    "arguments": lambda world, place: {"mandate": world.mandates[place].pk},
    "nowhere": {"mandate": 10**9},
}
INVITATION: dict[str, Any] = {
    "arguments": lambda world, place: {"invitation": world.invitations[place].pk},
    "nowhere": {"invitation": 10**9},
}

TIMETABLE: dict[str, Any] = {
    "arguments": lambda world, place: {"uuid": world.timetables[place].uuid},
    "nowhere": {"uuid": UUID(int=1)},
}
RULE: dict[str, Any] = {
    "arguments": lambda world, place: {"number": world.rules[place].pk},
    "nowhere": {"number": 10**9},
}
ASSIGNMENT: dict[str, Any] = {
    "arguments": lambda world, place: {"number": world.assignments[place].pk},
    "nowhere": {"number": 10**9},
}


def assigners(reader: Reader, place: Place) -> bool:
    """Those who plan there, and those who run its stops."""
    return reader.able(PLAN_TIMETABLES, place) or reader.able(RUN_STOPS, place)


def at_territory(**more: str) -> dict[str, Any]:
    """Arguments of a territory's address, and others."""
    return {
        "arguments": lambda world, place: {**TERRITORY["arguments"](world, place), **more},
        "nowhere": {**TERRITORY["nowhere"], **more},
    }


VERSION = "x" * 12


def tile(_world: World, _place: Place) -> dict[str, Any]:
    """Address of the tile of the whole world."""
    return {"version": archive().version, "z": 0, "x": 0, "y": 0}


def a_post(plan: Plan) -> str:
    return str(table(plan, "posts")["post"][0])


def plan(**more: str | int) -> dict[str, Any]:
    """Arguments of a plan's address: a private plan of the place, drawn from no adoption."""
    return {
        "arguments": lambda world, place: {"uuid": world.plans[place].uuid, **more},
        "nowhere": {"uuid": UUID(int=1), **more},
    }


PASSAGES: dict[str, Any] = {
    "arguments": lambda _world, place: {"kind": place.level, "code": place.code or "france"},
    "nowhere": {"kind": "commune", "code": "99999"},
}
"""Public pages of stops: of a commune, an EPCI, a département; wider territories have none."""

STOP: dict[str, Any] = {
    "arguments": lambda world, _place: {"uid": world.enrolment.stop.uid},
    "nowhere": {"uid": UUID(int=1)},
}
