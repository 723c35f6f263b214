"""The chain of hashes that shows any change to the journal."""

import hashlib
import json
from collections.abc import Iterable
from datetime import UTC

from cockpit.journal.models import Entry

FIRST = "0" * 64
"""What stands before the first entry."""


def digest(previous: str, entry: Entry) -> str:
    """SHA-256 of the previous digest and of everything the entry says."""
    content = [
        previous,
        entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        entry.actor,
        entry.action,
        entry.subject,
        entry.subject_id,
        entry.level,
        entry.code,
        entry.details,
    ]
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def first_broken(entries: Iterable[Entry]) -> Entry | None:
    """First entry, in order, whose digest does not follow from what stands before it; None: the chain holds."""
    previous = FIRST
    for entry in entries:
        if digest(previous, entry) != entry.digest:
            return entry
        previous = entry.digest
    return None
