"""Reports of what was held."""

from collections.abc import Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from cockpit.accounts.models import User
from cockpit.accounts.operations import NotAllowed
from cockpit.errors import Refused
from cockpit.timetables import instants, perms
from cockpit.timetables.models import Report, Stop
from cockpit.timetables.models.reports import MOST_PEOPLE
from cockpit.timetables.operations import notes
from cockpit.timetables.operations.enrolling import AlreadyAsked, fingerprint
from cockpit.timetables.states import HELD, PLANNED
from cockpit.timetables.themes import COLLECTIVE, KINDS_OF_PLACE, MODES, THEMES
from cockpit.wording import both


@transaction.atomic
def report(
    *,
    by: User,
    stop: Stop,
    people: int,
    minutes: int,
    themes: Sequence[str],
    key: str,
    mode: str = "individuel",
    place_kind: str = "lieu_activite",
) -> Report:
    """Say how a stop went: it was held. Sent again with the same ``key``, it is the same report.

    Parameters
    ----------
    people
        How many came; 0: nobody did, and no theme is asked for.
    minutes
        How long it was.
    themes
        Codes of :data:`cockpit.timetables.themes.THEMES`.
    key
        Drawn by who sends, once a report.

    Raises
    ------
    NotAllowed
        If ``by`` does not run this stop.
    AlreadyAsked
        If the key was used for something else.
    Refused
        If the stop has not begun, is cancelled or reported already, or the report cannot be.
    """
    if not perms.may_run(by, stop):
        raise NotAllowed
    told = figures(people=people, minutes=minutes, mode=mode, place_kind=place_kind, themes=themes)
    asked = fingerprint(str(stop.uid), *(str(value) for value in told.values()))
    if same := known(key, asked):
        return same
    check(stop, **told)
    held = Stop.objects.filter(pk=stop.pk, state=PLANNED).update(state=HELD, late_minutes=0, changed_at=timezone.now())
    if not held:
        if same := known(key, asked):
            return same
        raise Refused(both("Ce passage est annulé ou a déjà son compte rendu.",
                           "This stop is cancelled or has its report already."))  # fmt: skip
    try:
        with transaction.atomic():
            made = Report.objects.create(stop=stop, key=key, asked=asked, made_by=by, **told)
    except IntegrityError as error:
        raise AlreadyAsked from error
    stop.refresh_from_db()
    notes.on_stop(by, stop, "stop.reported", {"people": people})
    return made


def figures(*, people: int, minutes: int, mode: str, place_kind: str, themes: Sequence[str]) -> dict[str, Any]:
    """What a report says, as it is kept."""
    return {"people": people, "minutes": minutes, "mode": mode, "place_kind": place_kind, "themes": sorted(set(themes))}


def known(key: str, asked: str) -> Report | None:
    """The report already made with this key.

    Raises
    ------
    AlreadyAsked
        If the key was used for something else.
    """
    found = Report.objects.filter(key=key).first()
    if found is not None and found.asked != asked:
        raise AlreadyAsked
    return found


def check(stop: Stop, *, people: int, minutes: int, mode: str, place_kind: str, themes: Sequence[str]) -> None:
    """Refuse what cannot be, in a sentence.

    Raises
    ------
    Refused
        If the stop has not begun, or the report cannot be.
    """
    if not instants.begun(stop):
        raise Refused(both("Ce passage n'a pas commencé : le compte rendu s'écrit après.",
                           "This stop has not begun: the report is written afterwards."))  # fmt: skip
    if not 0 <= people <= MOST_PEOPLE:
        raise Refused(both(f"{people} personnes : dites de 0 à {MOST_PEOPLE}.",
                           f"{people} people: say 0 to {MOST_PEOPLE}."))  # fmt: skip
    if not 1 <= minutes <= 24 * 60:
        raise Refused(both(f"{minutes} minutes : dites la durée, de 1 à 1440.",
                           f"{minutes} minutes: say how long it was, 1 to 1440."))  # fmt: skip
    if unknown := [code for code in themes if code not in THEMES] + [
        code for code, known in ((mode, MODES), (place_kind, KINDS_OF_PLACE)) if code not in known
    ]:
        raise Refused(both(f"« {unknown[0]} » n'est pas dans les listes du dispositif.",
                           f"“{unknown[0]}” is not in the scheme's lists."))  # fmt: skip
    if people and not themes:
        raise Refused(both("Choisissez au moins un thème.", "Choose one theme at least."))
    if mode == COLLECTIVE and not themes:
        raise Refused(both("Un atelier a un thème : choisissez-en un.", "A workshop has a theme: choose one."))
