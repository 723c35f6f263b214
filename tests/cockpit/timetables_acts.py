"""What the kill test of timetables has done: ``python timetables_acts.py``, then one act a line, as JSON.

This process has read the site's code and asked nothing yet. Each act is done by a child of it, which says its number
and what came of it once that is committed, then waits to be killed. An act named ``early`` says so before: the control.
"""

import datetime
import json
import os
import signal
import sys
import time
from typing import Any

os.environ["DJANGO_SETTINGS_MODULE"] = "cockpit.settings"

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import transaction  # noqa: E402
from django.utils import timezone  # noqa: E402
from django_tasks_db.models import DBTaskResult  # noqa: E402

from cockpit.accounts.models import Mandate, User  # noqa: E402
from cockpit.journal.queries import first_broken, of_subject  # noqa: E402
from cockpit.plans import storage  # noqa: E402
from cockpit.timetables import operations  # noqa: E402
from cockpit.timetables.models import Enrolment, Notice, Stop, Subscription, Timetable  # noqa: E402
from maillage.vocabulary.timetable import CalendarRule  # noqa: E402

EPCI = "200069052"


def boss() -> User:
    """Who plans."""
    return User.objects.get(email="pilote@exemple.fr")


def prepare(folder: str, summary: dict[str, Any]) -> None:
    """A site with one account and, in force, the plan whose files the tests keep in a folder."""
    call_command("migrate", verbosity=0, interactive=False)
    user = User.objects.create_user("pilote@exemple.fr", "correct horse battery")
    today = timezone.localdate()
    Mandate.objects.create(user=user, role="national_administrator", level="france", code="", starts_on=today)
    import plans_kept
    from timetables_kept import adopted_plan

    kept = storage.folder(plans_kept.KEPT)
    kept.parent.mkdir(parents=True)
    kept.symlink_to(folder)
    plans_kept.events = lambda: [{"summary": summary}]  # type: ignore[assignment]
    adopted_plan()


def ask(weeks: int) -> str:
    """Ask for a timetable."""
    from timetables_kept import HERE, monday

    return str(operations.ask_timetable(by=boss(), place=HERE, first=monday(), weeks=weeks).uuid)


def publish(uuid: str) -> dict[str, int]:
    """Publish a timetable."""
    settled = operations.publish(by=boss(), timetable=Timetable.objects.get(uuid=uuid))
    return {name: len(getattr(settled, name)) for name in ("gained", "moved", "lost")}


def publish_early(uuid: str) -> None:
    """Publish a timetable, and say so before it is committed."""
    with transaction.atomic():
        publish(uuid)
        say(None)
        time.sleep(60)


def declare(uuid: str) -> str:
    """Say that the advisor of a post is away in the first week; returns the proposal."""
    timetable = Timetable.objects.get(uuid=uuid)
    away = CalendarRule("leave", post(timetable), first=timetable.first_date, last=friday(timetable))
    return str(operations.propose(by=boss(), timetable=timetable, rules=[away]).uuid)


def people(uuid: str) -> None:
    """Someone follows the EPCI, someone comes to a stop of the post."""
    timetable = Timetable.objects.get(uuid=uuid)
    Subscription.objects.create(level="epci", code=EPCI, email="suit@exemple.fr", confirmed_at=timezone.now())
    stop = Stop.objects.filter(post=post(timetable), seats__gt=0).order_by("date", "begins")[0]
    Enrolment.objects.create(stop=stop, name="Ada", contact="ada@exemple.fr", key="k" * 12, asked="a" * 64)
    Stop.objects.filter(pk=stop.pk).update(taken=1)


def post(timetable: Timetable) -> str:
    """The post with the first stop in the EPCI."""
    return timetable.stops.filter(epci=EPCI).order_by("date", "begins", "post")[0].post


def friday(timetable: Timetable) -> datetime.date:
    """Last day worked of the first week."""
    return timetable.first_date + datetime.timedelta(days=4)


def state(uuid: str) -> dict[str, Any]:
    """A timetable as the database holds it."""
    row = Timetable.objects.get(uuid=uuid)
    found = {name: getattr(row, name) for name in ("state", "stage", "attempt", "losses", "result_hash")}
    held = row.parent.stops if row.parent and not row.stops.exists() else row.stops
    return found | {
        "computed": row.summary.get("stops"),
        "stops": held.filter(state="planned").count(),
        "away": len({rule["subject"] for rule in row.proposed}),
        "held_by_who_is_away": sum(_held(rule) for rule in row.proposed),
        "acts": [entry.action for entry in reversed(of_subject("timetable", row.uuid))],
    }


def _held(rule: dict[str, Any]) -> int:
    days = {"date__gte": rule["first"], "date__lte": rule["last"]}
    return Stop.objects.filter(post=rule["subject"], state="planned", **days).count()


def waiting() -> int:
    """Notices nobody took up, and tasks of the queue they are sent from that are not done.

    One whose sender died between the mail server's yes and the database's waits some minutes: at least once.
    """
    tasks = DBTaskResult.objects.filter(queue_name="default", status__in=("READY", "RUNNING"))
    return Notice.objects.filter(sent_at=None, claimed_at=None).count() + tasks.count()


def whole() -> bool:
    """Whether the journal's chain holds."""
    return first_broken() is None


def say(found: Any) -> None:
    """Answer the test."""
    print(json.dumps([os.getpid(), found]), flush=True)


ACTS = {one.__name__: one for one in (prepare, ask, publish, publish_early, declare, people, state, waiting, whole)}

if __name__ == "__main__":
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for those that are killed
    for line in sys.stdin:
        if os.fork() == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            act, *values = json.loads(line)
            say(ACTS[act](*values))
            signal.pause()
