"""What people do with timetables: compute, publish, run stops, assign posts, write rules, enrol, report."""

from cockpit.timetables.operations.correcting import correct, withdraw
from cockpit.timetables.operations.enrolling import (
    AlreadyAsked,
    Full,
    cancel_enrolment,
    confirm,
    enrol,
    subscribe,
    unsubscribe,
)
from cockpit.timetables.operations.mending import launch, propose, renew
from cockpit.timetables.operations.posts import assign, free
from cockpit.timetables.operations.publishing import publish
from cockpit.timetables.operations.reporting import report
from cockpit.timetables.operations.rules import add_rule, remove_rule
from cockpit.timetables.operations.stops import cancel_stop, restore_stop, say_late
from cockpit.timetables.operations.timetables import ask_timetable, cancel

__all__ = [
    "AlreadyAsked",
    "Full",
    "add_rule",
    "ask_timetable",
    "assign",
    "cancel",
    "cancel_enrolment",
    "cancel_stop",
    "confirm",
    "correct",
    "enrol",
    "free",
    "launch",
    "propose",
    "publish",
    "remove_rule",
    "renew",
    "report",
    "restore_stop",
    "say_late",
    "subscribe",
    "unsubscribe",
    "withdraw",
]
