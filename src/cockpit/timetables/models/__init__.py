"""Timetables and their stops; the rules, the people and the reports around them."""

from cockpit.timetables.models.assignments import Assignment
from cockpit.timetables.models.followers import Enrolment, Subscription
from cockpit.timetables.models.notices import Notice
from cockpit.timetables.models.reports import Report
from cockpit.timetables.models.rules import Rule
from cockpit.timetables.models.stops import Stop
from cockpit.timetables.models.timetables import Timetable

__all__ = ["Assignment", "Enrolment", "Notice", "Report", "Rule", "Stop", "Subscription", "Timetable"]
