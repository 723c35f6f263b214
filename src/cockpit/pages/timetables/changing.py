"""What publishing a timetable changes: commune by commune for the public, advisor by advisor for those who work."""

from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from cockpit.pages.moments import day
from cockpit.pages.timetables import saying
from cockpit.timetables import queries, settling
from cockpit.timetables.models import Stop, Timetable


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


def changes(timetable: Timetable) -> dict[str, Any]:
    """Communes that lose, gain or see a stop move, how many stops stay, and who takes up whose."""
    settled = settling.settle(timetable)
    before = queries.by_key([stop.pk for stop in settled.changed])
    communes = _communes(settled, before)
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
        "taken": _taken(timetable, settled, before),
    }


def _communes(settled: settling.Settled, before: dict[int, Stop]) -> list[Commune]:
    """Communes where the public sees a change, those that lose most first."""
    found: dict[str, Commune] = {}

    def of(stop: Stop) -> Commune:
        return found.setdefault(stop.place, Commune(stop.place, stop.place_name))

    for stop in settled.lost:
        of(stop).lost.append(told(stop))
    for stop in (*settled.gained, *settled.back):
        of(stop).gained.append(told(stop))
    for stop in settled.moved:
        of(before[stop.pk]).moved.append((told(before[stop.pk]), told(stop)))
    return sorted(found.values(), key=lambda one: (one.balance, -len(one.moved), one.name))


def _taken(
    timetable: Timetable, settled: settling.Settled, before: dict[int, Stop]
) -> list[tuple[str, list[tuple[str, str]]]]:
    """Advisors who take up stops of others, by name: each stop, where it is, and whose it was."""
    changed = [stop for stop in settled.changed if stop.post != before[stop.pk].post]
    posts = {stop.post for stop in changed} | {before[stop.pk].post for stop in changed}
    names = saying.post_names(sorted(posts), max(timezone.localdate(), timetable.first_date))
    found: dict[str, list[tuple[str, str]]] = {}
    for stop in sorted(changed, key=lambda one: (one.date, one.begins)):
        said = f"{stop.place_name}, {told(stop)}"
        found.setdefault(_who(stop.post, names), []).append((said, _who(before[stop.pk].post, names)))
    return sorted(found.items())


def _who(post: str, names: dict[str, str]) -> str:
    """``Camille Roux (15014-01)``, or the post where it is vacant."""
    return f"{names[post]} ({post})" if post in names else post


def told(stop: Stop) -> str:
    """``mardi 5 janvier, 9 h–12 h, Mairie``."""
    venue = f", {stop.venue}" if stop.venue else ""
    return f"{day(stop.date)}, {saying.hours(stop.begins, stop.ends)}{venue}"
