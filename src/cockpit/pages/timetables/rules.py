"""The rules of a territory's calendar: written, read in words, taken away."""

import datetime
from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from cockpit.pages.plans.access import account, acted
from cockpit.pages.territory import asked
from cockpit.pages.timetables import saying
from cockpit.pages.timetables.forms import RuleForm
from cockpit.territories.places import Place
from cockpit.timetables import operations, perms, queries
from cockpit.timetables.models import Rule
from cockpit.timetables.rule_text import kept
from cockpit.timetables.states import PUBLISHED
from cockpit.wording import both
from maillage.vocabulary.timetable import CONTRACT, KINDS, PLACE_KINDS, POST_KINDS


@require_safe
def rules(request: HttpRequest, level: str, code: str) -> HttpResponse:
    """Rules that hold, and a form for each kind."""
    place = _planned(request, level, code)
    return render(request, "timetables/rules.html", _context(place))


def add(request: HttpRequest, level: str, code: str, kind: str) -> HttpResponse:
    """Add a rule of a kind."""
    place = _planned(request, level, code)
    if kind not in KINDS:
        raise Http404
    form = RuleForm(kind, saying.post_choices(place), request.POST)
    if form.is_valid() and acted(
        request,
        lambda: operations.add_rule(by=account(request), place=place, rule=form.rule),
        str(both("Règle ajoutée : elle vaut dès le prochain calcul.", "Rule added: it counts from now on.")),
    ):  # fmt: skip
        return redirect("timetable_rules", level=place.level, code=place.code or "france")
    return render(request, "timetables/rules.html", _context(place, form))


add = require_POST(add)


@require_POST
def remove(request: HttpRequest, number: int) -> HttpResponse:
    """Take a rule away."""
    rule = queries.rule(number)
    if rule is None or not perms.may_plan(request.user, rule.place):
        raise Http404
    acted(
        request,
        lambda: operations.remove_rule(by=account(request), rule=rule),
        str(both("La règle est retirée.", "The rule is taken away.")),
    )
    return redirect("timetable_rules", level=rule.level, code=rule.code or "france")


def _planned(request: HttpRequest, level: str, code: str) -> Place:
    place = asked(level, code)
    if not perms.may_plan(request.user, place):
        raise Http404
    return place


def _context(place: Place, sent: RuleForm | None = None) -> dict[str, Any]:
    posts, today = saying.post_choices(place), timezone.localdate()
    names = saying.post_names([post for post, _ in posts], today)
    rows = queries.rules(place)
    published = queries.of_territory(place).filter(state=PUBLISHED, last_date__gte=today).first()
    made = {kind: sent if sent is not None and sent.kind == kind else RuleForm(kind, posts) for kind in KINDS}
    told = [(row, saying.kind(row.rule), saying.subject(row.rule, names), saying.rule(row.rule, names)) for row in rows]
    return {
        "place": place,
        "told": [one for one in told if not _over(one[0], today)],
        "over": [one for one in told if _over(one[0], today)],
        "groups": [
            (both("Sur un poste", "About a post"), [made[kind] for kind in POST_KINDS]),
            (both("Sur un lieu", "About a place"), [made[kind] for kind in PLACE_KINDS]),
        ],
        "published": published,
        "kept": published is not None and _same(published.rules, [kept(row.rule) for row in rows]),
        "communes": [saying.commune(code) for code in sorted(queries.visited(place))],
    }


def _over(row: Rule, today: datetime.date) -> bool:
    """Whether a rule says nothing of the days to come."""
    return row.last is not None and row.last < today and row.kind != CONTRACT


def _same(some: Sequence[dict[str, Any]], others: Sequence[dict[str, Any]]) -> bool:
    """Whether the same rules are told, in any order; notes and those that wrote them do not count."""
    return sorted(map(_told, some)) == sorted(map(_told, others))


def _told(rule: dict[str, Any]) -> str:
    return repr(sorted((name, value) for name, value in rule.items() if name != "note"))
