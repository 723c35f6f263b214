"""A territory's pages: the essential, all its figures, what lies within."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from cockpit.accounts.perms import Someone
from cockpit.pages import charts
from cockpit.pages.visitors import kept_for_visitors
from cockpit.plans import bringing, perms
from cockpit.plans.bringing import Brought
from cockpit.territories import advice, figures, origins, places
from cockpit.territories.figures import Figure, Sheet
from cockpit.wording import both
from maillage.publish import reasons
from maillage.vocabulary.errors import UnknownTerritory
from maillage.vocabulary.messages import say

ESSENTIAL = (
    "people.need_share",
    "people.aged_65",
    "help.place_minutes",
    "help.france_services_minutes",
    "help.saturday_30",
    "connectivity.fixed_100",
    "connectivity.mobile_4g",
    "services.basket_15",
    "commerce.per_1000",
)
"""Figures of the first page, in order; the others are one link away."""

VISITS_SHOWN = 12
"""Half-days of a commune shown on its page; the plan's own tables hold the others."""

WEEKDAYS = (
    both("Lundi", "Monday"),
    both("Mardi", "Tuesday"),
    both("Mercredi", "Wednesday"),
    both("Jeudi", "Thursday"),
    both("Vendredi", "Friday"),
)

WORST_SHOWN = 8
"""Territories within shown on the first page: those with most people remote from digital."""

THEMES = ("people", "reasons", "connectivity", "services", "help", "programmes", "commerce")

LEVEL_NAMES = {
    "france": both("Pays", "Country"),
    "region": both("Région", "Région"),
    "departement": both("Département", "Département"),
    "epci": both("Intercommunalité (EPCI)", "Intermunicipal body (EPCI)"),
    "commune": both("Commune", "Commune"),
}
WITHIN_NAMES = {
    "france": both("Les régions", "The régions"),
    "region": both("Les départements", "The départements"),
    "departement": both("Les intercommunalités", "The EPCIs"),
    "epci": both("Les communes", "The communes"),
}

DIGITS = {"percent": 1, "points": 1, "minutes": 0, "per_1000": 1, "per_10000": 1, "hours_per_1000": 1, "index": 2,
          "services": 1, "per_km2": 0}  # fmt: skip
"""Decimals of each unit; none for counts."""


@dataclass(frozen=True)
class Row:
    """A figure as a row of a table."""

    figure: Figure
    digits: int
    chart: SafeString
    reason: str


def asked(level: str, code: str) -> places.Place:
    """The territory of an address.

    Raises
    ------
    Http404
        If there is none.
    """
    try:
        return places.get(level, "" if level == "france" else code.upper())
    except UnknownTerritory as error:
        raise Http404 from error


def spelt(spec: str) -> places.Place | None:
    """The territory of ``departement:48`` in an address; None where none is asked.

    Raises
    ------
    Http404
        If there is none.
    """
    level, _, code = spec.partition(":")
    return asked(level, code) if spec else None


@dataclass(frozen=True)
class Part:
    """A factor of the gap to the country as a row of a table."""

    name: str
    points: str
    chart: SafeString


@dataclass(frozen=True)
class Why:
    """Why more people, or fewer, are remote from digital here than in the country."""

    sentence: str
    cautions: list[str]
    parts: list[Part]
    gap: str


@login_not_required
@require_safe
@kept_for_visitors
def territory(request: HttpRequest, level: str, code: str) -> HttpResponse:
    """Who is left out here, what there is, what to do next."""
    place = asked(level, code)
    sheet = figures.sheet(place)
    rows = [_row(sheet[name]) for name in ESSENTIAL]
    known = perms.sees_adopted(request.user)
    brought = bringing.to(place) if known else None
    return render(
        request,
        "territory/page.html",
        _context(place, sheet)
        | {
            "need": sheet["people.need"],
            "share": sheet["people.need_share"],
            "near": advice.help_minutes(sheet),
            "why": None if level == "france" else _why(sheet.reasons),
            "step": advice.next_step(place, sheet, _for_advice(place, brought) if known else None),
            "plans_known": known,
            **_plans(request.user, place, brought),
            "rows": [row for row in rows if row.figure.known],
            "missing": _missing(rows),
            "within": _within(place)[:WORST_SHOWN],
            "within_all": len(places.children(place)),
            "within_name": WITHIN_NAMES.get(level),
        },
    )


@login_not_required
@require_safe
@kept_for_visitors
def sheet(request: HttpRequest, level: str, code: str) -> HttpResponse:
    """Every figure, by theme, beside those of territories alike."""
    place = asked(level, code)
    known = figures.sheet(place)
    themes = []
    for theme in THEMES:
        rows = [_row(figure) for figure in known.of_theme(theme)]
        told = [row for row in rows if row.figure.known]
        themes.append((say(f"indicators.theme.{theme}"), told, _missing(rows)))
    sources = origins.titles(figure.source for figure in known.figures.values() if figure.source)
    return render(request, "territory/figures.html", _context(place, known) | {"themes": themes, "sources": sources})


@login_not_required
@require_safe
@kept_for_visitors
def within(request: HttpRequest, level: str, code: str) -> HttpResponse:
    """Every territory within, those with most people remote from digital first."""
    place = asked(level, code)
    if not places.children(place):
        raise Http404
    context = _context(place, figures.sheet(place))
    return render(
        request, "territory/within.html", context | {"within": _within(place), "within_name": WITHIN_NAMES[level]}
    )


def _context(place: places.Place, known: Sheet) -> dict[str, Any]:
    """What every page of a territory shows."""
    return {
        "place": place,
        "level_name": LEVEL_NAMES[place.level],
        "parents": places.parents(place),
        "population": known["people.population"],
        "peers_rule": known.peers_rule,
    }


def _plans(user: Someone, place: places.Place, brought: Brought | None) -> dict[str, Any]:
    """What the page shows of the plans in force."""
    visits = brought.visits if brought else ()
    return {
        "brought": brought,
        "visits": [(WEEKDAYS[visit.weekday], visit) for visit in visits[:VISITS_SHOWN]],
        "advisors": len({post for visit in visits for post, _ in visit.posts}),
        "can_plan": perms.may_make(user, place),
    }


def _for_advice(place: places.Place, brought: Brought | None) -> advice.Plans:
    """What advice needs of the plans in force."""
    if brought is None:
        return advice.Plans(0, len(places.rows(place)))
    return advice.Plans(
        brought.covered,
        brought.communes,
        brought.left,
        brought.worst,
        brought.worst_left,
        brought.reached,
        brought.nearest,
        brought.nearest_minutes,
    )


def _missing(rows: list[Row]) -> dict[str, list[str]]:
    """Labels of the figures that are missing, by reason."""
    found: dict[str, list[str]] = {}
    for row in rows:
        if not row.figure.known:
            found.setdefault(row.reason, []).append(row.figure.indicator.label)
    return found


def _row(figure: Figure) -> Row:
    """A figure ready to show."""
    reason = say(f"indicators.reason.{figure.reason}") if figure.reason else ""
    return Row(figure, DIGITS.get(figure.indicator.unit, 0), charts.beside_peers(figure), reason)


def _why(known: reasons.Reasons | None) -> Why | None:
    """The gap to the country ready to show; None where it is not known."""
    if known is None:
        return None
    scale = max(abs(points) for points in (*known.points.values(), known.gap))
    parts = [
        Part(reasons.name(factor), reasons.signed(points), charts.either_side(points, scale))
        for factor, points in sorted(known.points.items(), key=lambda each: -abs(each[1]))
    ]
    return Why(reasons.sentence(known), reasons.cautions(known), parts, reasons.signed(known.gap))


def _within(place: places.Place) -> list[dict[str, Any]]:
    """Territories of the next level with their main figures, most people remote from digital first."""
    table = figures.table()
    rows = []
    for child in places.children(place):
        known = table.sheet(child)
        rows.append(
            {
                "place": child,
                "need": known["people.need"].value,
                "share": known["people.need_share"].value,
                "near": advice.help_minutes(known),
            }
        )
    return sorted(rows, key=lambda row: (-(row["need"] or 0.0), row["place"].name))
