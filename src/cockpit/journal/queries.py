"""Reading the journal."""

from django.db.models import QuerySet

from cockpit.journal import chain
from cockpit.journal.models import Entry


def of_subject(subject: str, subject_id: object) -> QuerySet[Entry]:
    """Acts on one thing, the latest first."""
    return Entry.objects.filter(subject=subject, subject_id=str(subject_id)).order_by("-id")


def of_actor(actor: int) -> QuerySet[Entry]:
    """Acts of one account, the latest first."""
    return Entry.objects.filter(actor=actor).order_by("-id")


def everything() -> QuerySet[Entry]:
    """Every act, the latest first."""
    return Entry.objects.order_by("-id")


def first_broken() -> Entry | None:
    """First entry that was changed behind the journal's back; None: the chain holds."""
    return chain.first_broken(Entry.objects.order_by("id").iterator(chunk_size=2000))
