"""A done plan of a small département with its files, computed once by the process that computes plans."""

import functools
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from django.utils import timezone

from cockpit.plans import storage
from cockpit.plans.models import Plan
from cockpit.plans.states import DONE
from maillage.flow.options import PlanOptions

BELFORT, POSTS = "90", 3
"""A hundred communes; a plan of three posts takes a few seconds."""

KEPT = "00000000-0000-4000-8000-000000000090"


def run_child(asked: dict[str, Any]) -> list[dict[str, Any]]:
    """Events of the process that computes plans."""
    done = subprocess.run(
        [sys.executable, "-m", "cockpit.plans.computing"],
        input=json.dumps(asked), capture_output=True, text=True, check=True, start_new_session=True, env=os.environ,
    )  # fmt: skip
    return [json.loads(line) for line in done.stdout.splitlines()]


def asked(uuid: str, **more: Any) -> dict[str, Any]:
    options = vars(PlanOptions(POSTS))
    return {"uuid": uuid, "territory": f"departement:{BELFORT}", "options": options, "rules": [], "workers": 1, **more}


@functools.cache
def events() -> list[dict[str, Any]]:
    return run_child(asked(KEPT))


def done_plan(**fields: Any) -> Plan:
    """A row of the plan, its files standing under its own name."""
    summary = events()[-1]["summary"]
    values = {
        "name": "Belfort", "level": "departement", "code": BELFORT, "options": vars(PlanOptions(POSTS)), "state": DONE,
        "share": 1.0, "finished_at": timezone.now(), "problem_hash": summary["problem_hash"],
        "result_hash": summary["result_hash"], "engine": summary["engine"], "sources": summary["sources"],
        "summary": summary,
    }  # fmt: skip
    plan = Plan.objects.create(**values | fields)
    folder = storage.folder(str(plan.uuid))
    if plan.result_hash == summary["result_hash"] and not folder.exists():
        folder.parent.mkdir(parents=True, exist_ok=True)
        folder.symlink_to(Path(storage.folder(KEPT)))
    return plan
