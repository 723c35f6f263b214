"""The journal of a plan in words."""

from collections.abc import Iterable
from typing import Any

from cockpit.accounts.queries import names
from cockpit.pages.plans.forms import KIND_NAMES
from cockpit.pages.telling import words
from cockpit.wording import both


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
            "what": words().get(entry.action, entry.action),
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
