"""Writing to the journal."""

from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from cockpit.journal import chain, queries
from cockpit.journal.models import Entry, Verification

LOCK = 7_302_118
"""PostgreSQL's advisory lock of the chain: entries are written one after the other, as SQLite does by itself."""


def record(
    *,
    actor: int | None,
    action: str,
    subject: str,
    subject_id: object,
    level: str = "france",
    code: str = "",
    details: dict[str, Any] | None = None,
) -> Entry:
    """Write down an act; call it inside the transaction of the act, so that neither is ever without the other.

    Parameters
    ----------
    actor
        Number of the account that acts; None: the site itself.
    action
        Stable code, ``plan.adopted``.
    subject, subject_id
        What it is done to.
    level, code
        Territory it concerns: those responsible there may read it.
    details
        JSON values worth keeping; never personal data.

    Raises
    ------
    RuntimeError
        Outside a transaction.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("the journal is written in the transaction of the act itself")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    last = Entry.objects.order_by("-id").values_list("digest", flat=True).first()
    entry = Entry(
        at=timezone.now(),
        actor=actor,
        action=action,
        subject=subject,
        subject_id=str(subject_id),
        level=level,
        code=code,
        details=details or {},
    )
    entry.digest = chain.digest(last or chain.FIRST, entry)
    with transaction.atomic():
        entry.save(force_insert=True)
    return entry


def verify() -> Verification:
    """Read the whole chain and keep what was found."""
    entries = Entry.objects.count()
    broken = queries.first_broken()
    return Verification.objects.create(at=timezone.now(), entries=entries, broken=broken.pk if broken else None)
