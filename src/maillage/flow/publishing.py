"""Write a plan's files and its report."""

from pathlib import Path

from maillage.publish.files import write_plan
from maillage.publish.report import render
from maillage.territory import load
from maillage.vocabulary.plan import Plan

COMMUNE_TOLERANCE_KM = 0.15
"""Detail of communes on a département's map."""

DEPARTEMENT_TOLERANCE_KM = 1.0
"""Detail of départements on a country's map."""

MOST_DRAWN = 3_000
"""Communes beyond which a map draws départements' outlines only."""


def publish(plan: Plan, directory: Path) -> tuple[Path, ...]:
    """Write ``plan.json``, the CSV tables and ``report.html`` into a folder, whole or not at all; returns the files.

    Raises
    ------
    CannotWrite
        If the folder cannot be written; earlier results stay as they were.
    """
    return write_plan(plan, directory, report_html=report(plan))


def report(plan: Plan) -> str:
    """A plan's page in the current language, with the map of its territory."""
    from maillage.territory import geometry

    ground = load()
    codes = plan.coverage["code"].to_list()
    rows = ground.rows(codes)
    if len(codes) <= MOST_DRAWN:
        outlines = geometry.commune_outlines(ground, rows, COMMUNE_TOLERANCE_KM)
    else:
        wanted = set(plan.coverage["departement"].unique())
        drawn = geometry.departement_outlines(ground, DEPARTEMENT_TOLERANCE_KM)
        outlines = {code: shape for code, shape in drawn.items() if code in wanted}
    return render(plan, outlines=outlines, communes=ground.communes[rows])
