"""Roles of the scheme as data: where each may be held, what it may do there, whom it may invite."""

from dataclasses import dataclass
from typing import Final

from cockpit.wording import both

SEE_PLANS: Final = "plan.see"
MAKE_PLANS: Final = "plan.make"
ADOPT_PLANS: Final = "plan.adopt"
INVITE: Final = "account.invite"
READ_JOURNAL: Final = "journal.read"
SEE_DATA: Final = "data.see"
ADMINISTER: Final = "site.administer"
PLAN_TIMETABLES: Final = "timetable.plan"
RUN_STOPS: Final = "stop.run"
HOLD_POST: Final = "post.hold"

ABILITIES: Final = (
    SEE_PLANS,
    MAKE_PLANS,
    ADOPT_PLANS,
    INVITE,
    READ_JOURNAL,
    SEE_DATA,
    ADMINISTER,
    PLAN_TIMETABLES,
    RUN_STOPS,
    HOLD_POST,
)

FIELD: Final = frozenset({RUN_STOPS, HOLD_POST})
"""Abilities of those who receive people, and alone know who they are: no office has them, administrators neither."""

STRONG: Final = frozenset({ADOPT_PLANS, INVITE, ADMINISTER})
"""Abilities that sleep until the account has a second factor."""


@dataclass(frozen=True)
class Role:
    """What an account may be in a territory.

    Attributes
    ----------
    code
        Stable code, stored.
    name
        As people call it.
    levels
        Levels of territory where it may be held.
    abilities
        What it allows on every territory within its own.
    invites
        Codes of the roles it may give within its territory.
    """

    code: str
    name: str
    levels: tuple[str, ...]
    abilities: frozenset[str]
    invites: frozenset[str] = frozenset()


_FIELD = frozenset({"host_manager", "advisor", "tiers_lieu_manager", "elected_official", "agent", "prescriber"})
_PILOT = frozenset({SEE_PLANS, MAKE_PLANS, ADOPT_PLANS, INVITE, READ_JOURNAL, SEE_DATA, PLAN_TIMETABLES})

ROLES: Final[dict[str, Role]] = {
    role.code: role
    for role in (
        Role(
            "national_administrator",
            both("Administration nationale", "National administrator"),
            ("france",),
            frozenset(ABILITIES) - FIELD,
            _FIELD
            | {
                "national_administrator",
                "national_observer",
                "regional_pilot",
                "departement_pilot",
                "hub",
                "coordinator",
            },
        ),
        Role(
            "national_observer",
            both("Observation nationale", "National observer"),
            ("france",),
            frozenset({SEE_PLANS, SEE_DATA, READ_JOURNAL}),
        ),
        Role(
            "regional_pilot",
            both("Préfecture de région", "Regional pilot"),
            ("region",),
            _PILOT,
            _FIELD | {"departement_pilot", "hub", "coordinator"},
        ),
        Role(
            "departement_pilot",
            both("Pilote départemental", "Département pilot"),
            ("departement",),
            _PILOT,
            _FIELD | {"coordinator"},
        ),
        Role(
            "hub",
            both("Hub territorial", "Territorial hub"),
            ("region", "departement"),
            frozenset({SEE_PLANS, MAKE_PLANS, SEE_DATA}),
        ),
        Role(
            "coordinator",
            both("Coordination", "Coordinator"),
            ("departement", "epci"),
            frozenset({SEE_PLANS, MAKE_PLANS, SEE_DATA, INVITE, PLAN_TIMETABLES, RUN_STOPS}),
            frozenset({"advisor", "agent", "prescriber"}),
        ),
        Role(
            "host_manager",
            both("Structure d'accueil", "Host structure manager"),
            ("departement", "epci", "commune"),
            frozenset({SEE_PLANS, INVITE, RUN_STOPS}),
            frozenset({"advisor"}),
        ),
        Role(
            "advisor",
            both("Conseiller numérique", "Digital advisor"),
            ("departement", "epci", "commune"),
            frozenset({SEE_PLANS, HOLD_POST}),
        ),
        Role(
            "tiers_lieu_manager",
            both("Tiers-lieu", "Third-place manager"),
            ("epci", "commune"),
            frozenset({SEE_PLANS}),
        ),
        Role(
            "elected_official",
            both("Élu ou élue", "Elected official"),
            ("region", "departement", "epci", "commune"),
            frozenset({SEE_PLANS, MAKE_PLANS, SEE_DATA}),
            frozenset(),
        ),
        Role(
            "agent",
            both("Agent de collectivité", "Local government agent"),
            ("departement", "epci", "commune"),
            frozenset({SEE_PLANS, MAKE_PLANS}),
        ),
        Role(
            "prescriber",
            both("Aidant ou prescripteur", "Prescriber"),
            ("departement", "epci", "commune"),
            frozenset(),
        ),
    )
}


def choices() -> list[tuple[str, str]]:
    """Codes and names, for a model or a form."""
    return [(role.code, role.name) for role in ROLES.values()]
