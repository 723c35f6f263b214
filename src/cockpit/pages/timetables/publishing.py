"""What publishing a timetable changes, commune by commune; publishing it, or dropping it."""

from dataclasses import dataclass, field
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from cockpit.pages.plans.access import account, acted
from cockpit.pages.timetables import saying
from cockpit.pages.timetables.access import seen
from cockpit.pages.timetables.showing import head
from cockpit.timetables import operations, perms, queries, settling
from cockpit.timetables.models import Stop, Timetable
from cockpit.timetables.states import READY
from cockpit.wording import both


@dataclass
class Commune:
    """What changes in one commune, stop by stop in words."""

    code: str
    name: str
    lost: list[str] = field(default_factory=list)
    gained: list[str] = field(default_factory=list)
    moved: list[tuple[str, str]] = field(default_factory=list)

    @property
    def balance(self) -> int:
        """Stops gained less stops lost."""
        return len(self.gained) - len(self.lost)


@require_http_methods(["GET", "HEAD", "POST"])
@seen
def publish(request: HttpRequest, timetable: Timetable) -> HttpResponse:
    """Show what changes, then publish."""
    if not perms.may_plan(request.user, timetable.place) or timetable.state != READY:
        raise Http404
    if request.method == "POST":
        acted(
            request,
            lambda: operations.publish(by=account(request), timetable=timetable),
            str(both("Le calendrier est publié : chacun peut le lire.", "The timetable is published for all to read.")),
        )
        return redirect("timetable", uuid=timetable.uuid)
    return render(request, "timetables/publish.html", {**head(request.user, timetable), **changes(timetable)})


@require_POST
@seen
def drop(request: HttpRequest, timetable: Timetable) -> HttpResponse:
    """Stop or drop a timetable that is not published."""
    acted(
        request,
        lambda: operations.cancel(by=account(request), timetable=timetable),
        str(both("Le calendrier est abandonné.", "The timetable is dropped.")),
    )
    if timetable.parent is not None:
        return redirect("timetable", uuid=timetable.parent.uuid)
    return redirect("timetable", uuid=timetable.uuid)


@require_POST
@seen
def launch(request: HttpRequest, timetable: Timetable) -> HttpResponse:
    """Compute again what failed or was dropped."""
    acted(request, lambda: operations.launch(by=account(request), timetable=timetable))
    return redirect("timetable", uuid=timetable.uuid)


def changes(timetable: Timetable) -> dict[str, Any]:
    """Communes that lose, gain or see a stop move, and how many stops stay."""
    settled = settling.settle(timetable)
    before = queries.by_key([stop.pk for stop in settled.moved])
    found: dict[str, Commune] = {}

    def of(stop: Stop) -> Commune:
        return found.setdefault(stop.place, Commune(stop.place, stop.place_name))

    for stop in settled.lost:
        of(stop).lost.append(told(stop))
    for stop in (*settled.gained, *settled.back):
        of(stop).gained.append(told(stop))
    for stop in settled.moved:
        of(before[stop.pk]).moved.append((told(before[stop.pk]), told(stop)))
    communes = sorted(found.values(), key=lambda one: (one.balance, -len(one.moved), one.name))
    counts = {name: len(getattr(settled, name)) for name in ("lost", "gained", "moved")}
    counts["gained"] += len(settled.back)
    same = len(settled.kept) + len(settled.changed) - len(settled.moved) - len(settled.back)
    touched = counts["lost"] + counts["moved"]
    return {
        "communes": communes,
        "counts": counts,
        "same": same,
        "first_time": not (same or touched),
        "touched_share": touched / (same + touched) if same + touched else 0.0,
        "losing": sum(one.balance < 0 for one in communes),
        "gaining": sum(one.balance > 0 for one in communes),
    }


def told(stop: Stop) -> str:
    """``mardi 5 janvier, 9 h–12 h, Mairie``."""
    venue = f", {stop.venue}" if stop.venue else ""
    return f"{saying.day(stop.date)}, {saying.hours(stop.begins, stop.ends)}{venue}"
