"""Limits of the forms open to everyone: counted by all processes together, by hashes that tell nothing, then erased."""

import datetime
import os
from typing import Any

import pytest
from django.db import connections
from django.test import RequestFactory
from django.utils import timezone

from cockpit.accounts import remembering
from cockpit.accounts.models import Remembered
from cockpit.pages.passages import limits

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.database]

MEMORY = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "alone"}
MOST = 8
"""Bookings an hour for a contact, as the settings say."""


def allowed(times: int, contact: str = "canari@exemple.fr", address: str = "192.0.2.7") -> int:
    """How many of some requests pass."""
    request = RequestFactory().post("/", REMOTE_ADDR=address)
    return sum(limits.allows(request, limits.ENROL, contact) for _ in range(times))


def in_another_process(times: int) -> int:
    """The same in a process of its own, with a connection of its own."""
    connections.close_all()
    child = os.fork()
    if not child:
        try:
            os._exit(allowed(times))
        finally:
            os._exit(99)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def test_two_processes_count_together() -> None:
    assert in_another_process(MOST - 2) == MOST - 2
    assert allowed(MOST) == 2
    assert in_another_process(1) == 0


def test_in_memory_each_would_count_for_itself(settings: Any) -> None:
    """The control."""
    settings.CACHES = settings.CACHES | {"default": MEMORY}
    assert in_another_process(MOST - 2) == MOST - 2
    assert allowed(MOST) == MOST


def test_what_is_kept_names_nobody_and_ends() -> None:
    allowed(1)
    rows = Remembered.objects.all()
    assert rows.count() == 2  # by network address and by contact
    told = "".join(str(row) for row in rows.values_list())
    assert not [secret for secret in ("canari", "exemple", "192.0.2", "passage") if secret in told]
    assert remembering.forget() == 0
    rows.update(expires=timezone.now() - datetime.timedelta(seconds=1))
    assert (remembering.forget(), rows.count()) == (2, 0)
