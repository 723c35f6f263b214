"""What the kill tests run in processes of their own: ``python plans_acts.py ACT ...``.

Each act is acknowledged by a line on standard output once it is committed; ``early`` acknowledges before, as the
positive control.
"""

import json
import os
import sys
import time
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cockpit.settings")

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from cockpit.accounts.models import Mandate, User  # noqa: E402
from cockpit.journal.queries import first_broken, of_subject  # noqa: E402
from cockpit.plans import operations, queries  # noqa: E402
from cockpit.plans.models import Plan  # noqa: E402
from cockpit.territories.places import get  # noqa: E402
from maillage.flow.editing import Edit  # noqa: E402
from maillage.flow.options import PlanOptions  # noqa: E402

EMAIL = "pilote@exemple.fr"


def prepare() -> None:
    """A site with one account."""
    call_command("migrate", verbosity=0, interactive=False)
    user, made = User.objects.get_or_create(email=EMAIL)
    if made:
        Mandate.objects.create(
            user=user, role="national_administrator", level="france", code="", starts_on=timezone.localdate()
        )


def create(territory: str, advisors: str, *, launch: bool = True) -> Plan:
    """Ask for a plan."""
    return operations.create(
        by=User.objects.get(email=EMAIL), place=get(*territory.split(":")), name="Essai",
        options=PlanOptions(int(advisors)), launch=launch,
    )  # fmt: skip


def creating() -> None:
    """Ask for drafts without end."""
    while True:
        print(create("departement:90", "3", launch=False).uuid, flush=True)


def early() -> None:
    """Acknowledge drafts before they are committed: what a test must catch."""
    for number in range(10_000):
        with transaction.atomic():
            print(create("departement:90", "3", launch=False).uuid, flush=True)
            time.sleep(0.05 if number % 3 else 0.2)


def editing(uuid: str) -> None:
    """Edit a scenario of a plan without end."""
    user = User.objects.get(email=EMAIL)
    draft = operations.scenario(by=user, plan=Plan.objects.get(uuid=uuid), name="Scénario")
    print(draft.uuid, flush=True)
    codes = queries.table(Plan.objects.get(uuid=uuid), "coverage")["code"].to_list()
    number = 0
    while True:
        edit = operations.edit(by=user, draft=draft, change=Edit("pin", codes[number % len(codes)], 1))
        print(edit.position, flush=True)
        number += 1


def cancel(uuid: str) -> None:
    """Cancel a plan."""
    operations.cancel(by=User.objects.get(email=EMAIL), plan=Plan.objects.get(uuid=uuid))


def cancel_all() -> None:
    """Cancel whatever waits or computes."""
    for plan in Plan.objects.filter(state__in=("waiting", "running")):
        cancel(str(plan.uuid))


def state(uuid: str) -> dict[str, Any]:
    """A plan as the database holds it."""
    plan = Plan.objects.get(uuid=uuid)
    kept = {name: getattr(plan, name) for name in ("state", "stage", "attempt", "losses", "result_hash")}
    kept["edits"] = list(plan.changes.values_list("position", flat=True))
    kept["acts"] = [entry.action for entry in reversed(of_subject("plan", plan.uuid))]
    return kept


def known(uuids: list[str]) -> dict[str, Any]:
    """Which of some plans are missing, and whether the journal is whole."""
    found = {str(uuid) for uuid in Plan.objects.filter(uuid__in=uuids).values_list("uuid", flat=True)}
    noted = all(of_subject("plan", uuid).exists() for uuid in found)
    return {"missing": [uuid for uuid in uuids if uuid not in found], "journal": noted and first_broken() is None}


def answering() -> None:
    """Answer acts asked one a line as JSON: a process that lives through the kills of others."""
    for line in sys.stdin:
        act, *values = json.loads(line)
        found = ANSWERED[act](*values)
        print(json.dumps(str(found.uuid) if isinstance(found, Plan) else found), flush=True)


ANSWERED = {act.__name__: act for act in (prepare, create, cancel, cancel_all, state, known)}
ENDLESS = {"answering": answering, "creating": creating, "early": early, "editing": editing}

if __name__ == "__main__":
    ENDLESS[sys.argv[1]](*sys.argv[2:])
