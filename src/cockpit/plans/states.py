"""States of a plan and what leads from one to the next."""

from typing import Final

from cockpit.computations.states import CANCELLED, FAILED, RUNNING, WAITING
from cockpit.wording import both

DRAFT: Final = "draft"
DONE: Final = "done"

__all__ = ["CANCELLED", "DONE", "DRAFT", "FAILED", "NEXT", "RUNNING", "STAGES", "STATES", "WAITING"]

STATES: Final[dict[str, str]] = {
    DRAFT: both("brouillon", "draft"),
    WAITING: both("en attente", "waiting"),
    RUNNING: both("en calcul", "computing"),
    DONE: both("terminé", "done"),
    FAILED: both("échoué", "failed"),
    CANCELLED: both("annulé", "cancelled"),
}

NEXT: Final[dict[str, frozenset[str]]] = {
    DRAFT: frozenset({WAITING, CANCELLED}),
    WAITING: frozenset({RUNNING, CANCELLED}),
    RUNNING: frozenset({DONE, FAILED, WAITING, CANCELLED}),
    FAILED: frozenset({WAITING, CANCELLED}),
    CANCELLED: frozenset({WAITING}),
    DONE: frozenset(),
}
"""Where each state may lead; a done plan never changes again."""

STAGES: Final[dict[str, str]] = {
    "preparing": both("Lecture du territoire et du besoin", "Reading the territory and its need"),
    "allocation": both("Partage des demi-journées entre les lieux", "Sharing half-days between places"),
    "rounds": both("Bases et tournées, département par département", "Bases and rounds, département by département"),
    "mending": both("Visites sans tournée replacées ailleurs", "Visits without a round placed elsewhere"),
    "writing": both("Écriture du plan et de son rapport", "Writing the plan and its report"),
}
"""Stages of a computation, in their order."""
