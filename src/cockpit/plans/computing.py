"""The process that computes one plan: the river alone, without database; it tells its parent how far it is."""

import json
import tempfile
import time
from pathlib import Path
from typing import Any

from cockpit.computations.child import run, say
from cockpit.plans import storage
from cockpit.plans.states import STAGES
from maillage.flow import plan
from maillage.flow.case import ENGINE
from maillage.flow.editing import Rule, as_file, to_tables
from maillage.flow.planning import Finished
from maillage.flow.publishing import report
from maillage.vocabulary.messages import Language, set_language

LEAST_SECONDS = 0.5
"""Between two reports of progress."""

LANGUAGES: tuple[Language, ...] = ("fr", "en")


class Teller:
    """Tells progress at most twice a second."""

    def __init__(self) -> None:
        self._last, self._stage, self._whole = 0.0, "", False

    def __call__(self, stage: str, share: float) -> None:
        """Take a report of the river: stages it does not name are all the preparing of the plan."""
        code = stage if stage in STAGES else "preparing"
        if code == "rounds" and self._whole:
            code = "mending"
        self._whole = self._whole or (code == "rounds" and share >= 1.0)
        now = time.monotonic()
        if code != self._stage or now - self._last >= LEAST_SECONDS:
            self._last, self._stage = now, code
            say(stage=code, share=min(max(share, 0.0), 1.0))


def compute(asked: dict[str, Any]) -> None:
    """Compute and store a plan: ``uuid``, ``territory``, ``options``, ``rules``, ``workers``."""
    tell = Teller()
    tell("preparing", 0.0)
    with tempfile.TemporaryDirectory() as folder:
        rules = None
        if asked["rules"]:
            rules = Path(folder) / "rules.csv"
            rules.write_text(as_file([Rule(*rule) for rule in asked["rules"]]), encoding="utf-8")
        plan(
            asked["territory"],
            **asked["options"],
            fixed=rules,
            workers=asked["workers"],
            resume=True,
            progress=tell,
            keep=lambda finished: store(asked["uuid"], finished, tell),
        )


def store(uuid: str, finished: Finished, tell: Teller) -> None:
    """Write a plan's files in both languages, then give its figures."""
    tell("writing", 0.0)
    made = finished.plan
    tables = {name: getattr(made, name) for name in ("places", "posts", "rounds", "coverage")}
    words: dict[str, Any] = {}
    texts: dict[str, str] = {}
    for number, language in enumerate(LANGUAGES, 1):
        set_language(language)
        said = finished.said()
        tables[f"findings.{language}"] = said.findings
        words[language] = {"assumptions": said.assumptions, "sources": said.summary["sources"]}
        texts[f"report.{language}.html"] = report(said)
        tell("writing", number / (len(LANGUAGES) + 1))
    summary = {
        **made.summary,
        "sources": words["fr"]["sources"],
        "engine": ENGINE,
        "half_days_asked": finished.case.problem.half_days,
    }
    texts |= {"summary.json": json.dumps(summary), "words.json": json.dumps(words)}
    problem = to_tables(finished.case, finished.result, made.places)
    storage.write(uuid, summary["result_hash"], tables, problem, texts)
    say(summary=summary)


if __name__ == "__main__":
    run(compute)
