"""Background work of the administration."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management import call_command
from django.utils import timezone
from django.utils.translation import override
from django_tasks import task

from cockpit.accounts import remembering
from cockpit.administration.models import DONE, FAILED, RUNNING, WAITING, Sync
from cockpit.journal.operations import verify
from maillage.vocabulary.errors import MaillageError
from maillage.vocabulary.messages import Language, set_language

if TYPE_CHECKING:
    from maillage.sources import Outcome

LANGUAGES: tuple[Language, ...] = ("fr", "en")


@task()
def sync(number: int) -> str:
    """Bring the open data up to date; a run cut short starts again, the sources already done being unchanged."""
    from maillage.flow import sync as bring  # heavy, and the web server imports this module too

    own = Sync.objects.filter(pk=number)
    if not own.filter(state__in=(WAITING, RUNNING)).update(state=RUNNING, started_at=timezone.now()):
        return "passed"
    mirror = own.values_list("mirror", flat=True).get()

    def progress(source: str, share: float) -> None:
        own.update(source=source, share=share)

    try:
        now = timezone.now().isoformat(timespec="seconds")
        outcomes = bring(mirror=Path(mirror) if mirror else None, retrieved_at=now, progress=progress)
    except MaillageError as error:
        own.update(state=FAILED, finished_at=timezone.now(), failure=str(error))
        return FAILED
    own.update(state=DONE, finished_at=timezone.now(), share=1.0, source="", outcomes=[_kept(one) for one in outcomes])
    return DONE


def _kept(outcome: "Outcome") -> dict[str, Any]:
    """What is told of a source, in every language."""
    said = {}
    for language in LANGUAGES:
        with override(language):
            set_language(language)
            said[language] = str(outcome)
    return {"source": outcome.source, "status": outcome.status, "rows": outcome.rows, "why": said}


@task()
def verify_journal() -> int:
    """Read the journal's whole chain; returns the number of the first broken entry, 0 when it holds."""
    return verify().broken or 0


@task()
def tidy() -> str:
    """Forget what has run its time: ended sessions, finished tasks, old attempts to log in, counts of limits."""
    remembering.forget()
    call_command("clearsessions")
    call_command("prune_db_task_results", min_age_days=14, failed_min_age_days=60, queue_name="*")
    call_command("axes_reset_logs", age=30, verbosity=0)
    return "done"
