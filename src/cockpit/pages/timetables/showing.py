"""A timetable: waiting, computing, or the calendar it is."""

import datetime
from typing import Any

import polars as pl
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from cockpit.accounts.perms import Someone
from cockpit.computations import failures
from cockpit.pages.timetables import grid, saying
from cockpit.pages.timetables.access import seen
from cockpit.timetables import perms, queries
from cockpit.timetables.models import Timetable
from cockpit.timetables.stages import STAGES
from cockpit.timetables.states import COMPUTED, PUBLISHED, READY
from maillage.vocabulary.names import plain

A_PAGE = 30
FEW = 6
"""Rows a phone shows with their whole week; with more, it shows one day of them."""


@require_safe
@seen
def timetable(request: HttpRequest, timetable: Timetable) -> HttpResponse:
    """One week of a timetable, or how far its computation is."""
    if timetable.state not in COMPUTED:
        return render(request, "timetables/progress.html", progress_context(request.user, timetable))
    table = grid.stops(timetable)
    missed = grid.missed(queries.tables_of(timetable)["missed"])
    context = {
        **head(request.user, timetable),
        **_week(request, timetable, table),
        "missed": missed,
        "missed_count": sum(one["count"] for one in missed),
        "summary": timetable.summary,
        "stops": table.height,
        "places": table["place"].n_unique(),
    }
    return render(request, "timetables/week.html", context)


def _week(request: HttpRequest, timetable: Timetable, table: pl.DataFrame) -> dict[str, Any]:
    """The week asked for: its days, one of them chosen, and its rows, all of them or those that some words find."""
    mondays, chosen = grid.mondays(timetable), _asked(request, timetable)
    monday = chosen - datetime.timedelta(days=chosen.weekday())
    days, rows = grid.week(table, monday, sorted(table["post"].unique().to_list()), chosen)
    words = request.GET.get("q", "").strip()[:80]
    if words:
        rows = grid.found(rows, words)
    at = mondays.index(monday)
    return {
        "asked": words,
        "more": f"&{urlencode({'q': words})}" if words else "",
        "alone": rows[0] if words and len(rows) == 1 else None,
        "nobody": not any(row.on(chosen) for row in rows),
        "found": bool(words) and len(rows) <= FEW,
        "chosen": chosen if chosen in days else days[0],
        "today": timezone.localdate(),
        "days": days,
        "rows": rows,
        "monday": monday,
        "on_map": monday,
        "sunday": monday + datetime.timedelta(days=6),
        "mondays": mondays,
        "before": mondays[at - 1] if at else None,
        "after": mondays[at + 1] if at + 1 < len(mondays) else None,
    }


@require_safe
@seen
def by_place(request: HttpRequest, timetable: Timetable) -> HttpResponse:
    """Who comes to each place, and when; a place is found by its name."""
    if timetable.state not in COMPUTED:
        raise Http404
    words = request.GET.get("q", "").strip()[:80]
    held = [one for one in grid.by_place(grid.stops(timetable)) if plain(words) in plain(one.name)]
    page = Paginator(held, A_PAGE).get_page(request.GET.get("page"))
    context = {**head(request.user, timetable), "page": page, "asked": words}
    return render(request, "timetables/places.html", context)


@require_safe
@seen
def progress(request: HttpRequest, timetable: Timetable) -> HttpResponse:
    """How far a computation is, alone, for the page that asks again and again."""
    response = render(request, "timetables/advance.html", progress_context(request.user, timetable))
    if timetable.state not in ("waiting", "running"):
        response["HX-Refresh"] = "true"
    return response


def head(user: Someone, timetable: Timetable) -> dict[str, Any]:
    """What every page of a timetable shows."""
    return {
        "timetable": timetable,
        "place": timetable.place,
        "period": saying.period(timetable),
        "can_plan": perms.may_plan(user, timetable.place),
        "ready": timetable.state == READY,
        "published": timetable.state == PUBLISHED,
        "on_map": max(timezone.localdate(), timetable.first_date),
        "proposed": told(timetable) if perms.may_plan(user, timetable.place) else [],
    }


def told(timetable: Timetable) -> list[tuple[str, str, str]]:
    """Kind, subject and words of the rules that a mending would add."""
    from cockpit.timetables.rule_text import read

    rules = [read(rule) for rule in timetable.proposed]
    names = saying.post_names([rule.subject for rule in rules], timetable.first_date)
    return [(saying.kind(rule), saying.subject(rule, names), saying.rule(rule, names)) for rule in rules]


def progress_context(user: Someone, timetable: Timetable) -> dict[str, Any]:
    """How far a timetable is."""
    names = list(STAGES)
    at = names.index(timetable.stage) if timetable.stage in names else -1
    return {
        **head(user, timetable),
        "stages": [
            {"name": STAGES[code], "done": number < at, "now": number == at and timetable.state == "running"}
            for number, code in enumerate(names)
        ],
        "percent": round(100 * timetable.share),
        "moving": timetable.state in ("waiting", "running"),
        "failure": failures.sentence(timetable),
    }


def _asked(request: HttpRequest, timetable: Timetable) -> datetime.date:
    """The day asked for, else today, else the first or the last of the timetable."""
    first, last = grid.mondays(timetable)[0], timetable.last_date
    try:
        day = datetime.date.fromisoformat(request.GET.get("semaine", ""))
    except ValueError:
        day = max(timezone.localdate(), timetable.first_date)
    return day if first <= day < last + datetime.timedelta(days=7 - last.weekday()) else timetable.first_date
