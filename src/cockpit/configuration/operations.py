"""Writing the configuration."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from cockpit.configuration import queries
from cockpit.configuration.models import Choice
from cockpit.configuration.registry import SETTINGS, Value


@transaction.atomic
def save(*, given: Mapping[str, Value]) -> list[str]:
    """Keep values, all or none; the caller has checked the right to, and writes to the journal.

    Returns
    -------
    list of str
        Codes of the settings that changed.

    Raises
    ------
    Refused
        If a setting does not accept its value.
    """
    accepted = {code: SETTINGS[code].accepted(value) for code, value in given.items()}
    before = queries.values()
    for code, value in accepted.items():
        Choice.objects.update_or_create(code=code, defaults={"value": value, "confirmed_at": timezone.now()})
    transaction.on_commit(queries.forget)
    return [code for code, value in accepted.items() if before[code] != value]
