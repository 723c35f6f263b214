"""A plan: waiting, computing, or what it found; its tables and files."""

from typing import Any

import polars as pl
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cockpit.pages.plans.access import seen
from cockpit.pages.plans.reading import context, progress_context
from cockpit.pages.plans.tables import COLUMNS, rows, search
from cockpit.plans import files, queries
from cockpit.plans.models import Plan
from cockpit.plans.states import DONE
from cockpit.wording import current

A_PAGE = 30


@login_not_required
@require_safe
@seen
def plan(request: HttpRequest, plan: Plan) -> HttpResponse:
    """What a plan found, or how far it is."""
    if plan.state != DONE:
        return render(request, "plans/progress.html", progress_context(request.user, plan))
    return render(request, "plans/result.html", context(request.user, plan))


@require_safe
@seen
def progress(request: HttpRequest, plan: Plan) -> HttpResponse:
    """How far a plan is, alone, for the page that asks again and again; at its end the page itself is asked for."""
    response = render(request, "plans/advance.html", progress_context(request.user, plan))
    if plan.state not in ("waiting", "running"):
        response["HX-Refresh"] = "true"
    return response


@login_not_required
@require_safe
@seen
def table(request: HttpRequest, plan: Plan, name: str) -> HttpResponse:
    """A table of a plan, page by page, searched by name or code."""
    if plan.state != DONE or name not in COLUMNS:
        raise Http404
    return render(request, "plans/table.html", {"plan": plan, **_table(request, plan, name)})


@login_not_required
@require_safe
@seen
def post(request: HttpRequest, plan: Plan, number: str) -> HttpResponse:
    """The fortnight of one advisor."""
    return render(request, "plans/post.html", {"plan": plan, **fortnight(plan, number)})


@login_not_required
@require_safe
@seen
def download(request: HttpRequest, plan: Plan, name: str) -> HttpResponseBase:  # noqa: ARG001
    """A file of a plan."""
    return file(plan, name)


def file(plan: Plan, name: str) -> HttpResponseBase:
    """A file of a done plan, to keep.

    Raises
    ------
    Http404
        If there is none of this name.
    """
    if plan.state != DONE or name not in files.NAMES:
        raise Http404
    kept = f"plan-{plan.code or 'france'}-{plan.result_hash[:8]}-{name}"
    if name == "report.html":
        return FileResponse(files.report(plan, current()).open("rb"), as_attachment=True, filename=kept)
    content, kind = files.text(plan, name), "application/json" if name.endswith("json") else "text/csv"
    response = HttpResponse(content, content_type=f"{kind}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{kept}"'
    return response


def fortnight(plan: Plan, number: str) -> dict[str, Any]:
    """The two weeks of a post, half-day by half-day.

    Raises
    ------
    Http404
        If the plan has no such post.
    """
    if plan.state != DONE:
        raise Http404
    own = queries.table(plan, "posts").filter(pl.col("post") == number)
    if own.is_empty():
        raise Http404
    stops = queries.table(plan, "rounds").filter(pl.col("post") == number)
    held = {(row["week"], row["half"], row["weekday"]): row for row in stops.iter_rows(named=True)}
    weeks = [
        (week, [(half, [held.get((week, half, day)) for day in range(5)]) for half in ("morning", "afternoon")])
        for week in (1, 2)
    ]
    return {"post": own.row(0, named=True), "weeks": weeks}


def _table(request: HttpRequest, plan: Plan, name: str) -> dict[str, Any]:
    asked = request.GET.get("q", "").strip()[:80]
    found = search(queries.table(plan, name), asked)
    page = Paginator(range(found.height), A_PAGE).get_page(request.GET.get("page"))
    start = (page.number - 1) * A_PAGE
    return {
        "name": name,
        "asked": asked,
        "page": page,
        "columns": COLUMNS[name],
        "rows": rows(found.slice(start, A_PAGE), name),
        "total": found.height,
    }
