"""The report: one page that holds everything, asks nothing of the network and prints on A4."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import polars as pl
from markupsafe import Markup

from maillage.publish import atlas, classes, context, figures, page, wording
from maillage.publish.payload import payload
from maillage.vocabulary import messages
from maillage.vocabulary.messages import Language
from maillage.vocabulary.plan import Plan

if TYPE_CHECKING:
    import shapely

PRINTED_POSTS = 60
"""Most posts whose rounds are all printed in full."""


def render(
    plan: Plan,
    *,
    outlines: "Mapping[str, shapely.Geometry] | None" = None,
    communes: pl.DataFrame | None = None,
    language: Language | None = None,
    generated_for: str = "",
) -> str:
    """Self-contained HTML report of a plan.

    Parameters
    ----------
    plan
        The plan.
    outlines
        Polygons in degrees, simplified and without gaps between neighbours, by commune code (drawn up to
        :data:`maillage.publish.atlas.MOST_POLYGONS`), by département code, or both. Without any, points are drawn.
    communes
        Columns code, lon, lat (and departement, departement_name if known) of the communes, such as
        :attr:`maillage.territory.Territory.communes`; the others are ignored.
    language
        ``fr`` or ``en``; the current language by default.
    generated_for
        For whom the report was made, shown under its title.
    """
    before = messages.language()
    messages.set_language(language or before)
    try:
        return _render(plan, outlines or {}, communes, generated_for)
    finally:
        messages.set_language(before)


def _render(
    plan: Plan, outlines: "Mapping[str, shapely.Geometry]", communes: pl.DataFrame | None, generated_for: str
) -> str:
    """The page in the current language."""
    by = figures.grouping(plan)
    points = _points(communes)
    names = _departement_names(communes)
    groups = figures.group_summary(plan, by, names if by == "departement" else None)
    if by == "epci":
        groups = groups.with_columns(wording.short_epci("name"))
    tips = wording.tips(plan, figures.group_summary(plan, "departement", names))
    style, script = page.asset("report.css") + page.asset("print.css"), page.asset("report.js")
    return (
        page.environment()
        .get_template("report.html.j2")
        .render(
            plan=plan,
            summary=plan.summary,
            language=messages.language(),
            generated_for=generated_for,
            style=Markup(style),
            script=Markup(script),
            policy=page.policy(style, script),
            atlas=atlas.draw(plan, outlines, points, tips),
            legends={layer: classes.words(layer) for layer in classes.LAYERS},
            data=payload(plan, by, groups, wording.script_labels()),
            by=by,
            groups=groups.to_dicts(),
            drive_per_day=figures.drive_per_day(plan),
            printed_rounds=wording.printed_rounds(plan) if 0 < plan.posts.height <= PRINTED_POSTS else [],
            **context.distributions(plan),
            **context.ranking(groups),
            **context.facts(plan),
        )
    )


def _points(communes: pl.DataFrame | None) -> dict[str, tuple[float, float]]:
    """Longitude and latitude by commune code."""
    if communes is None:
        return {}
    return {code: (lon, lat) for code, lon, lat in communes.select("code", "lon", "lat").drop_nulls().iter_rows()}


def _departement_names(communes: pl.DataFrame | None) -> dict[str, str]:
    """Name of each département, followed by its code."""
    if communes is None or not {"departement", "departement_name"} <= set(communes.columns):
        return {}
    pairs = communes.select("departement", "departement_name").drop_nulls().unique().iter_rows()
    return {code: f"{name} ({code})" for code, name in pairs}
