"""One act on one stop, unless someone else's came first: what a phone did not know is told, never overwritten."""

from typing import Any

from cockpit.accounts.models import User
from cockpit.errors import Refused
from cockpit.timetables import instants, operations, queries
from cockpit.timetables.models import Stop
from cockpit.timetables.states import CALLED_OFF
from cockpit.week.asked import CANCEL, CORRECT, LATE, REPORT, RESTORE, WITHDRAW, Act
from cockpit.wording import both

REPORTED = ("people", "minutes", "themes", "mode", "place_kind")


class Overtaken(Refused):
    """The stop was cancelled meanwhile, and may be restored."""


def do(by: User, act: Act) -> None:
    """Do it.

    Raises
    ------
    Refused, NotAllowed
        If it cannot be done.
    """
    stop = queries.find_stop(by, act.stop)
    if stop is None:
        raise not_yours()
    DOING[act.kind](by, stop, act)


def not_yours() -> Refused:
    """Nobody's stop, or not one's own any more: both read alike."""
    return Refused(both("Ce passage n'est plus le vôtre : rechargez la page pour voir votre semaine.",
                        "This stop is not yours any more: load the page again to see your week."))  # fmt: skip


def _late(by: User, stop: Stop, act: Act) -> None:
    _same_time(stop, act)
    _still_on(stop)
    operations.say_late(by=by, stop=stop, minutes=act.given["minutes"])


def _cancel(by: User, stop: Stop, act: Act) -> None:
    """Call it off, in one's own words or not at all."""
    _same_time(stop, act)
    said = " ".join(act.given["reason"].split())[:240]
    operations.cancel_stop(by=by, stop=stop, reason=said)
    if stop.lost or stop.reason != said:
        raise _cancelled(stop, both(" Votre motif n'a pas été repris.", " Your reason was not taken up."))


def _restore(by: User, stop: Stop, act: Act) -> None:
    """Undo one's own cancelling, not someone else's."""
    undone = act.given.get("reason")
    if stop.state == CALLED_OFF and undone is not None and stop.reason != undone:
        raise _cancelled(stop, both(" Il reste annulé.", " It stays cancelled."))
    operations.restore_stop(by=by, stop=stop)


def _report(by: User, stop: Stop, act: Act) -> None:
    if act.given.get("restore") and stop.state == CALLED_OFF:
        operations.restore_stop(by=by, stop=stop)
    _still_on(stop)
    operations.report(by=by, stop=stop, key=act.key, **_figures(act))


def _correct(by: User, stop: Stop, act: Act) -> None:
    operations.correct(by=by, stop=stop, seen=act.given["seen"], key=act.key, **_figures(act))


def _withdraw(by: User, stop: Stop, act: Act) -> None:
    operations.withdraw(by=by, stop=stop, seen=act.given["seen"])


def _figures(act: Act) -> dict[str, Any]:
    return {name: act.given[name] for name in REPORTED if name in act.given}


def _same_time(stop: Stop, act: Act) -> None:
    """Refuse to act on a stop that was moved since the phone saw it."""
    if act.date is None or (act.date, act.begins) == (stop.date, stop.begins):
        return
    when = f"{stop.date:%d/%m}", instants.clock(stop.begins)
    raise Refused(
        both(
            f"Ce passage a été déplacé entre-temps au {when[0]} à {when[1]} : vérifiez, puis recommencez si besoin.",
            f"This stop was moved meanwhile to {when[0]} at {when[1]}: check, then do it again if needed.",
        )
    )


def _still_on(stop: Stop) -> None:
    """Refuse what only a stop that takes place can have."""
    if stop.state == CALLED_OFF:
        raise _cancelled(stop, "")


def _cancelled(stop: Stop, then: str) -> Refused:
    """What is said of a stop cancelled meanwhile, and why it was."""
    if stop.lost:
        return Refused(
            both(
                "Le calendrier a changé entre-temps : il n'a plus ce passage. Voyez la coordination.",
                "The timetable changed meanwhile: it has this stop no more. Ask the coordination.",
            )
        )
    return Overtaken(
        both(
            f"Ce passage a été annulé entre-temps par quelqu'un d'autre : « {stop.reason} ».{then}",
            f"This stop was cancelled meanwhile by someone else: “{stop.reason}”.{then}",
        )
    )


DOING = {
    LATE: _late, CANCEL: _cancel, RESTORE: _restore, REPORT: _report, CORRECT: _correct, WITHDRAW: _withdraw,
}  # fmt: skip
