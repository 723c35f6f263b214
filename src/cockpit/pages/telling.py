"""Acts of the journal in plain words, gathered from the rooms that write them."""

import functools
from collections import defaultdict
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps

from cockpit.accounts.roles import ROLES
from cockpit.configuration.registry import SETTINGS


@functools.cache
def words() -> dict[str, str]:
    """Sentence of each action: the ``WORDS`` of every room's ``acts`` module."""
    rooms = [config.name for config in apps.get_app_configs() if config.name.startswith("cockpit.")]
    found: dict[str, str] = {}
    for room in rooms:
        if find_spec(f"{room}.acts"):
            found |= import_module(f"{room}.acts").WORDS
    return found


def kind(action: str) -> str:
    """An act without what it was done to: the words before the colon."""
    return str(words()[action]).split(":", 1)[0].strip()


def told(action: str, details: dict[str, Any]) -> str:
    """An act in the reader's language; its code where no room has words for it."""
    named: dict[str, Any] = defaultdict(lambda: "–", details)
    if role := ROLES.get(str(details.get("role"))):
        named["role"] = role.name
    if setting := SETTINGS.get(str(details.get("setting"))):
        named["setting"] = setting.label
    return str(words().get(action, action)).format_map(named)
