"""The advisor's own week, and the acts sent from it: one by one in a form, or by the queue of a phone."""

import datetime
import json
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from cockpit.accounts.models import User
from cockpit.pages.reader import reader
from cockpit.pages.week import reading, showing, texts
from cockpit.timetables import perms
from cockpit.timetables.states import PLANNED
from cockpit.timetables.themes import MODES
from cockpit.week import operations, queries
from cockpit.week.asked import Answer
from cockpit.week.models import DONE, REFUSED
from cockpit.wording import both

MOST_ACTS = 50
"""Sent at once; a phone sends the others after."""
MOST_BYTES = 200_000


def holder(request: HttpRequest) -> User:
    """The advisor who asks.

    Raises
    ------
    Http404
        If the account holds no post anywhere.
    """
    user = reader(request)
    if not perms.may_hold(user):
        raise Http404
    return user


def stamp(user: User) -> str:
    """Whose acts a phone keeps, without saying who it is."""
    return salted_hmac("cockpit.week", str(user.pk)).hexdigest()[:16]


@never_cache
@require_safe
def week(request: HttpRequest) -> HttpResponse:
    """Today's stops, the others of the week, the next weeks."""
    user, now = holder(request), timezone.localtime()
    monday = now.date() - datetime.timedelta(days=now.weekday())
    sunday, until = monday + datetime.timedelta(days=6), now.date() + datetime.timedelta(days=showing.NAMED_DAYS)
    stops = queries.stops_around(user, monday)
    days = showing.days(user, stops, now)
    first, others = showing.themes(queries.usual_themes(queries.reports(user)))
    near = max(sunday, until - datetime.timedelta(days=1))
    late = [card for day in days if day.date < now.date() for card in day.cards if card.planned]
    response = render(request, "week/week.html", {
        "days": [day for day in days if now.date() <= day.date <= near],
        "earlier": [day for day in days if monday <= day.date < now.date()],
        "unreported": [card for card in late if card.stop.date < monday],
        "reported": [card for day in days if day.date < monday for card in day.cards if card.held],
        "later": showing.by_week([day for day in days if day.date > near]),
        "today": now.date(), "any_today": any(day.today for day in days),
        "first_themes": first, "other_themes": others, "modes": MODES,
        "delays": texts.DELAYS, "reasons": texts.REASONS,
        "runners": queries.runners(stops[0].base) if stops else [],
        "config": texts.config() | {"owner": stamp(user), "made": _milliseconds(now), "until": until.isoformat()},
        "waiting_reports": sum(card.stop.state == PLANNED for card in late),
    })  # fmt: skip
    response["X-Week-Until"] = until.isoformat()
    return response


@require_POST
def act(request: HttpRequest) -> HttpResponse:
    """One act, from a form without script."""
    answer = _answer(holder(request), reading.form(request.POST))
    if answer.outcome == DONE:
        messages.success(request, both("C'est fait.", "Done."))
    else:
        messages.error(request, answer.sentence)
    return redirect("my_week")


@never_cache
@require_safe
def state(request: HttpRequest) -> JsonResponse:
    """Who is logged in and a fresh token: asked by the queue just before it sends, however long it waited."""
    return JsonResponse({"owner": stamp(holder(request)), "token": get_token(request)})


@require_POST
def acts(request: HttpRequest) -> JsonResponse:
    """Acts of a phone's queue, in their order; each is answered by its key, the same whenever it is sent."""
    user = holder(request)
    told = _body(request)
    if told is None:
        return JsonResponse({"answers": []}, status=400)
    answers = [vars(_answer(user, one)) for one in told]
    return JsonResponse({"answers": answers, "at": _milliseconds(timezone.now())})


def _body(request: HttpRequest) -> list[Any] | None:
    """The list of acts; None where there is none, or one of them could not be answered to."""
    try:
        told = json.loads(request.body[: MOST_BYTES + 1])["acts"]
        for one in told:
            reading.key(one)
    except (ValueError, TypeError, KeyError):
        return None
    return told if isinstance(told, list) and len(told) <= MOST_ACTS else None


def _answer(user: User, told: Any) -> Answer:
    """What comes of an act; one that does not read is refused in words."""
    try:
        read = reading.act(told)
    except reading.UnreadableError:
        wrong = both("Il manque quelque chose : vérifiez ce que vous avez rempli.",
                     "Something is missing: check what you filled in.")  # fmt: skip
        return Answer(str(told.get("key")), REFUSED, str(wrong))
    return operations.carry(by=user, act=read)


def _milliseconds(now: datetime.datetime) -> int:
    return int(now.timestamp() * 1000)
