"""States of a timetable and of a stop, and what leads from one to the next."""

from typing import Final

from cockpit.computations.states import CANCELLED, FAILED, RUNNING, WAITING
from cockpit.wording import both

READY: Final = "ready"
PUBLISHED: Final = "published"
REPLACED: Final = "replaced"

STATES: Final[dict[str, str]] = {
    WAITING: both("en attente", "waiting"),
    RUNNING: both("en calcul", "computing"),
    READY: both("prêt, non publié", "ready, not published"),
    PUBLISHED: both("publié", "published"),
    REPLACED: both("remplacé", "replaced"),
    FAILED: both("échoué", "failed"),
    CANCELLED: both("abandonné", "dropped"),
}

NEXT: Final[dict[str, frozenset[str]]] = {
    WAITING: frozenset({RUNNING, CANCELLED}),
    RUNNING: frozenset({READY, FAILED, WAITING, CANCELLED}),
    READY: frozenset({PUBLISHED, CANCELLED}),
    PUBLISHED: frozenset({REPLACED}),
    REPLACED: frozenset(),
    FAILED: frozenset({WAITING, CANCELLED}),
    CANCELLED: frozenset({WAITING}),
}
"""Where each state may lead."""

COMPUTED: Final = (READY, PUBLISHED, REPLACED)
"""States of a timetable that has stops."""

PLANNED: Final = "planned"
CALLED_OFF: Final = "cancelled"
HELD: Final = "held"

STOP_STATES: Final[dict[str, str]] = {
    PLANNED: both("prévu", "planned"),
    CALLED_OFF: both("annulé", "cancelled"),
    HELD: both("tenu", "held"),
}
