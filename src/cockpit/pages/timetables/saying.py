"""Days, half-days, posts and rules as people read them."""

import datetime
from typing import Final

from django.utils import formats, timezone

from cockpit.pages.moments import hour
from cockpit.territories import places
from cockpit.territories.places import Place
from cockpit.timetables import queries, ruling
from cockpit.timetables.models import Timetable
from cockpit.wording import both
from maillage.vocabulary import timetable as vocabulary
from maillage.vocabulary.errors import UnknownTerritory
from maillage.vocabulary.timetable import CalendarRule

DAYS: Final = (
    both("lundi", "Monday"),
    both("mardi", "Tuesday"),
    both("mercredi", "Wednesday"),
    both("jeudi", "Thursday"),
    both("vendredi", "Friday"),
    both("samedi", "Saturday"),
    both("dimanche", "Sunday"),
)
HALVES: Final = (both("matin", "morning"), both("après-midi", "afternoon"))
UNITS: Final = {
    vocabulary.EVERY: (both("toutes les {n} semaines", "every {n} weeks"), both("chaque semaine", "every week")),
    vocabulary.DWELL: (both("{n} minutes sur place", "{n} minutes on site"), ""),
    vocabulary.TOGETHER: (both("{n} conseillers ensemble", "{n} advisors together"), ""),
}


def short_day(date: datetime.date) -> str:
    """``mar. 5 janv.``."""
    return str(formats.date_format(date, "D j N"))


def hours(begins: int, ends: int) -> str:
    """``9 h – 12 h`` of minutes since midnight; ``9:00–12:00`` in English."""
    return f"{hour(begins)}–{hour(ends)}"


def post_names(posts: list[str], on: datetime.date) -> dict[str, str]:
    """Who works each post on a day, by name; the vacant ones are left out."""
    return {post: str(held.user) for post, held in queries.working(posts, on).items()}


def subject(rule: CalendarRule, names: dict[str, str]) -> str:
    """Who or what a rule is about."""
    if rule.kind in vocabulary.POST_KINDS:
        return post(rule.subject, names)
    return commune(rule.subject)


def post(code: str, names: dict[str, str]) -> str:
    """A post, with who works it where someone does."""
    return f"{code} ({names[code]})" if code in names else code


def post_choices(place: Place) -> list[tuple[str, str]]:
    """Posts of a territory for a list to choose from, by who works them today, then the vacant ones by their number."""
    bases = queries.bases_of(place)
    names = post_names(list(bases), timezone.localdate())
    told = [(one, f"{names[one]} ({one})" if one in names else vacant(one, bases[one])) for one in bases]
    return sorted(told, key=lambda choice: (choice[0] not in names, choice[1].casefold()))


def vacant(code: str, base: str) -> str:
    """``15014-01, vacant (Aurillac)``."""
    return str(both(f"{code}, vacant", f"{code}, vacant")) + f" ({places.get('commune', base).name})"


def commune(code: str) -> str:
    """``Delle (90033)``."""
    try:
        found: Place = places.get("commune", code)
    except UnknownTerritory:
        return code
    return f"{found.name} ({code})"


def rule(one: CalendarRule, names: dict[str, str]) -> str:
    """Everything a rule says beside its kind and its subject."""
    parts = [_when(one)]
    if one.kind in UNITS and one.value is not None:
        many, single = UNITS[one.kind]
        parts.insert(0, str(single if one.value == 1 and str(single) else many).format(n=one.value))
    if one.hours:
        parts.append(one.hours.replace("-", "–"))
    if one.post:
        parts.append(post(one.post, names))
    return ", ".join(part for part in parts if part)


def _when(one: CalendarRule) -> str:
    parts = []
    if one.weekday is not None:
        parts.append(str(both(f"le {DAYS[one.weekday]}", f"on {DAYS[one.weekday]}")))
    if one.half is not None:
        parts.append(str(HALVES[one.half]))
    first, last = (date and formats.date_format(date, "j F Y") for date in (one.first, one.last))
    if first and last:
        same = one.first == one.last
        parts.append(str(both(f"le {first}", f"on {first}") if same
                         else both(f"du {first} au {last}", f"from {first} to {last}")))  # fmt: skip
    elif first:
        parts.append(str(both(f"à partir du {first}", f"from {first}")))
    elif last:
        parts.append(str(both(f"jusqu'au {last}", f"until {last}")))
    return " ".join(parts)


def kind(one: CalendarRule) -> str:
    """A rule's kind."""
    return ruling.NAMES[one.kind]


def period(timetable: Timetable) -> str:
    """``du 4 janvier au 28 février 2027``."""
    first, last = (formats.date_format(date, "j F Y") for date in (timetable.first_date, timetable.last_date))
    return str(both(f"du {first} au {last}", f"{first} to {last}"))
