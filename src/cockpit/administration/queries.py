"""Reading the state of the site's background work and data."""

from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from cockpit.administration.models import Sync

if TYPE_CHECKING:
    import polars as pl


def waiting() -> "QuerySet[DBTaskResult[Any, Any]]":
    """Tasks in the queue, the next first."""
    return DBTaskResult.objects.filter(status=TaskResultStatus.READY)


def running() -> "QuerySet[DBTaskResult[Any, Any]]":
    """Tasks being done."""
    return DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING).order_by("started_at")


def failed() -> "QuerySet[DBTaskResult[Any, Any]]":
    """Tasks that failed, the latest first."""
    return DBTaskResult.objects.filter(status=TaskResultStatus.FAILED).order_by("-finished_at")


def last_sync() -> Sync | None:
    """Latest run that brings the open data up to date."""
    return Sync.objects.first()


def sources() -> "pl.DataFrame":
    """State of every source today (see :func:`maillage.flow.data_state`)."""
    from maillage.flow import data_state  # heavy, and asked for by two pages only

    return data_state(on=timezone.localdate().isoformat())
