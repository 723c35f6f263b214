"""A done plan's files for whoever downloads them."""

from pathlib import Path

from cockpit.plans import queries, storage
from cockpit.plans.models import Plan
from maillage.publish.tables import csv_text, json_text, places_table
from maillage.vocabulary import plan as vocabulary

NAMES = ("places.csv", "posts.csv", "rounds.csv", "coverage.csv", "findings.csv", "plan.json", "report.html")
"""Files, as the command line writes them."""


def whole(plan: Plan) -> vocabulary.Plan:
    """The plan as the river knows it, in the reader's language."""
    words = queries.words(plan)
    tables = {name: queries.table(plan, name) for name in ("places", "posts", "rounds", "coverage", "findings")}
    return vocabulary.Plan(
        summary={**plan.summary, "sources": words["sources"]},
        **tables,
        territory_label=plan.summary["territory_label"],
        assumptions=tuple(words["assumptions"]),
    )


def text(plan: Plan, name: str) -> str:
    """Text of one of :data:`NAMES` but the report."""
    made = whole(plan)
    if name == "plan.json":
        return json_text(made.summary)
    return csv_text(places_table(made) if name == "places.csv" else getattr(made, name.removesuffix(".csv")))


def report(plan: Plan, language: str) -> Path:
    """The report's file."""
    return storage.folder(str(plan.uuid), plan.result_hash) / f"report.{language}.html"
