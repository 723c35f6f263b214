"""The journal of a plan in words."""

from collections.abc import Iterable
from typing import Any

from cockpit.accounts.queries import names
from cockpit.pages.plans.forms import KIND_NAMES
from cockpit.wording import both

ACTIONS = {
    "plan.created": both("Créé", "Created"),
    "plan.launched": both("Calcul demandé", "Computation asked for"),
    "plan.requeued": both("Calcul interrompu, repris où il en était", "Computation cut short, taken up where it was"),
    "plan.done": both("Calcul terminé", "Computation done"),
    "plan.failed": both("Calcul échoué", "Computation failed"),
    "plan.cancelled": both("Annulé", "Cancelled"),
    "plan.renamed": both("Renommé", "Renamed"),
    "plan.edited": both("Modifié à la main", "Edited by hand"),
    "plan.edit_undone": both("Modification annulée", "Change undone"),
    "plan.shared": both("Partagé par un lien", "Shared by a link"),
    "plan.unshared": both("Lien fermé", "Link closed"),
    "plan.adopted": both("Adopté", "Adopted"),
}


def told(entries: Iterable[Any]) -> list[dict[str, Any]]:
    """Who, when, what, in words."""
    kept = list(entries)
    people = names({entry.actor for entry in kept if entry.actor is not None})
    return [
        {
            "at": entry.at,
            "who": people.get(entry.actor, both("compte supprimé", "erased account"))
            if entry.actor is not None
            else both("le site", "the site"),
            "what": ACTIONS.get(entry.action, entry.action),
            "more": _more(entry.details),
        }
        for entry in kept
    ]


def _more(details: dict[str, Any]) -> str:
    if "kind" in details:
        to = f" → {details['to']}" if details["to"] else ""
        return f"{KIND_NAMES[details['kind']]} : {details['commune']}{to} ({details['count']})"
    if "starts_on" in details:
        return str(both(f"à partir du {details['starts_on']}", f"from {details['starts_on']}"))
    if "result" in details:
        return str(details["result"])[:12]
    return ""
