"""Why something could not be computed, as a sentence in the reader's language. This module knows no database."""

from typing import TYPE_CHECKING, Final

from cockpit.wording import both
from maillage.vocabulary.messages import MESSAGES, say

if TYPE_CHECKING:
    from cockpit.computations.model import Computed

CRASHED: Final = "plans.crashed"
DISK: Final = "plans.disk"
LOST: Final = "plans.lost"
"""Stored codes, beside those of the river's own errors."""

OWN: Final = {
    CRASHED: both(
        "Le calcul s'est arrêté sur une erreur de notre côté ({reason}). Relancez-le ; si elle revient, signalez-la.",
        "The computation stopped on an error of ours ({reason}). Launch it again; if it comes back, report it.",
    ),
    DISK: both(
        "Le disque du serveur n'a pas pu garder le résultat ({reason}). Libérez de la place, puis relancez.",
        "The server's disk could not keep the result ({reason}). Make room, then launch again.",
    ),
    LOST: both(
        "Le calcul a été interrompu {times} fois, par exemple par manque de mémoire. Relancez-le à une heure calme, "
        "ou demandez un territoire plus petit.",
        "The computation was cut short {times} times, for example for lack of memory. Launch it again at a quiet hour, "
        "or ask for a smaller territory.",
    ),
}


def sentence(row: "Computed") -> str:
    """Why a failed row failed and what to do; empty for any other."""
    code, values = row.failure_code, row.failure_values
    if code in OWN:
        return str(OWN[code]).format(**values)
    if code in MESSAGES:
        return say(code, **values)
    return code
