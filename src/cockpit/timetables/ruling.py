"""What a rule of the calendar must say, kind by kind, and how people read it."""

import re
from typing import Final

from cockpit.errors import Refused
from cockpit.territories import places
from cockpit.territories.places import Place
from cockpit.timetables import queries
from cockpit.wording import both
from maillage.vocabulary import timetable as vocabulary
from maillage.vocabulary.errors import UnknownTerritory
from maillage.vocabulary.timetable import CalendarRule

NAMES: Final[dict[str, str]] = {
    vocabulary.LEAVE: both("Absence (congés, maladie)", "Leave (holidays, illness)"),
    vocabulary.TRAINING: both("Formation", "Training"),
    vocabulary.PART_TIME: both("Temps partiel", "Part time"),
    vocabulary.CONTRACT: both("Contrat : début et fin", "Contract: start and end"),
    vocabulary.NO_VEHICLE: both("Sans véhicule", "Without a vehicle"),
    vocabulary.CLOSED: both("Lieu fermé", "Place closed"),
    vocabulary.OPEN: both("Ouverture en plus (marché, samedi)", "Opening besides (market, Saturday)"),
    vocabulary.SCHOOL: both("Fermé pendant les vacances scolaires", "Closed in school holidays"),
    vocabulary.EVERY: both("Toutes les N semaines", "Every N weeks"),
    vocabulary.DWELL: both("Durée sur place", "Time on site"),
    vocabulary.TOGETHER: both("Plusieurs conseillers ensemble", "Several advisors together"),
    vocabulary.USUAL: both("Demi-journée habituelle", "Usual half-day"),
    vocabulary.LOCK: both("Demi-journée imposée", "Imposed half-day"),
}
"""Kinds as people call them."""

DATED = frozenset({vocabulary.LEAVE, vocabulary.TRAINING, vocabulary.CONTRACT, vocabulary.CLOSED})
"""Kinds that need a day at one end at least; the others hold for ever without any."""
WEEKLY = frozenset({vocabulary.PART_TIME, vocabulary.OPEN, vocabulary.USUAL, vocabulary.LOCK})
"""Kinds that need a day of the week, or days."""
BOUNDS = {vocabulary.EVERY: (1, 26), vocabulary.DWELL: (15, 360), vocabulary.TOGETHER: (2, 10)}
"""Kinds with a number, and from what to what."""
HOURS = re.compile(r"([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-4]):[0-5]\d")


def check(place: Place, rule: CalendarRule) -> None:
    """Refuse a rule that lacks something, contradicts itself or is about nothing of the territory.

    Raises
    ------
    Refused
        With a sentence that says what to write.
    """
    if rule.kind not in NAMES:
        raise Refused(both(f"Règle inconnue : {rule.kind}.", f"Unknown rule: {rule.kind}."))
    if rule.first and rule.last and rule.last < rule.first:
        raise Refused(both("La fin vient avant le début : corrigez les dates.",
                           "The end comes before the start: correct the dates."))  # fmt: skip
    if rule.kind in DATED and not (rule.first or rule.last):
        raise Refused(both("Dites de quel jour à quel jour.", "Say from which day to which day."))
    if rule.kind in WEEKLY and rule.weekday is None and (rule.first is None or rule.last is None):
        raise Refused(both("Choisissez un jour de la semaine.", "Choose a day of the week."))
    _check_number(rule)
    _check_hours(rule)
    _check_subject(place, rule)


def _check_number(rule: CalendarRule) -> None:
    least, most = BOUNDS.get(rule.kind, (None, None))
    if least is not None and not (rule.value is not None and most is not None and least <= rule.value <= most):
        raise Refused(both(f"Donnez un nombre de {least} à {most}.", f"Give a number from {least} to {most}."))


def _check_hours(rule: CalendarRule) -> None:
    if rule.kind != vocabulary.OPEN:
        return
    found = HOURS.fullmatch(rule.hours.strip())
    if found is None or rule.hours[:5] >= rule.hours[6:]:
        raise Refused(both(f"« {rule.hours} » : écrivez les heures comme 09:00-12:30.",
                           f"“{rule.hours}”: write the hours like 09:00-12:30."))  # fmt: skip


def _check_subject(place: Place, rule: CalendarRule) -> None:
    posts = queries.posts_of(place)
    for post in (rule.subject if rule.kind in vocabulary.POST_KINDS else rule.post,):
        if post not in posts and (post or rule.kind in vocabulary.POST_KINDS):
            raise Refused(both(f"Aucun poste {post} dans le plan en vigueur de {place}.",
                               f"No post {post} in the plan in force of {place}."))  # fmt: skip
    if (
        rule.kind in vocabulary.PLACE_KINDS
        and not _inside(rule.subject, place)
        and rule.subject not in (queries.visited(place))
    ):
        raise Refused(both(f"La commune {rule.subject} n'est pas dans {place}.",
                           f"Commune {rule.subject} is not in {place}."))  # fmt: skip


def _inside(code: str, place: Place) -> bool:
    try:
        return places.within(places.get("commune", code), place)
    except UnknownTerritory:
        return False
