"""What administrators do: settings, a synchronisation, a task again."""

from collections.abc import Mapping
from pathlib import Path

from django.db import IntegrityError, transaction
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from cockpit.accounts import perms
from cockpit.accounts.models import User
from cockpit.accounts.operations import NotAllowed
from cockpit.administration import tasks
from cockpit.administration.models import Sync
from cockpit.configuration import operations as configuration
from cockpit.configuration.queries import text
from cockpit.configuration.registry import Value
from cockpit.errors import Refused
from cockpit.journal.operations import record
from cockpit.wording import both


def _administrator(by: User) -> None:
    if not perms.may_administer(by):
        raise NotAllowed


@transaction.atomic
def change_settings(*, by: User, given: Mapping[str, Value]) -> list[str]:
    """Keep settings, all or none; returns the codes of those that changed.

    Raises
    ------
    NotAllowed
        If ``by`` does not administer the site.
    Refused
        If a setting does not accept its value.
    """
    _administrator(by)
    changed = configuration.save(given=given)
    for code in changed:
        record(actor=by.pk, action="setting.changed", subject="setting", subject_id=code, details={"setting": code})
    return changed


@transaction.atomic
def ask_sync(*, by: User) -> Sync:
    """Bring the open data up to date in the background, from the mirror folder when one is set.

    Raises
    ------
    NotAllowed
        If ``by`` does not administer the site.
    Refused
        If a run is open, or the mirror is not a folder.
    """
    _administrator(by)
    mirror = text("mirror")
    if mirror and not Path(mirror).is_dir():
        raise Refused(
            both(
                f"Le miroir {mirror} n'est pas un dossier de ce serveur : corrigez-le dans les réglages.",
                f"The mirror {mirror} is not a folder of this server: correct it in the settings.",
            )
        )
    try:
        with transaction.atomic():
            run = Sync.objects.create(asked_by=by.pk, mirror=mirror)
    except IntegrityError as error:
        raise Refused(
            both(
                "Une mise à jour est déjà en cours : attendez sa fin.",
                "An update is already running: wait for its end.",
            )
        ) from error
    tasks.sync.enqueue(run.pk)
    record(actor=by.pk, action="data.sync_asked", subject="sync", subject_id=run.pk)
    return run


@transaction.atomic
def retry(*, by: User, number: str) -> None:
    """Put a failed task in the queue again.

    Raises
    ------
    NotAllowed
        If ``by`` does not administer the site.
    Refused
        If it is not a failed task any more.
    """
    _administrator(by)
    again = DBTaskResult.objects.filter(pk=number, status=TaskResultStatus.FAILED).update(
        status=TaskResultStatus.READY, started_at=None, finished_at=None, worker_ids=[]
    )
    if not again:
        raise Refused(
            both(
                "Cette tâche n'est plus en échec : rien à relancer.",
                "This task has not failed any more: nothing to retry.",
            )
        )
    record(actor=by.pk, action="task.retried", subject="task", subject_id=number)
