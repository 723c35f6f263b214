"""The days of a place: public and school holidays, its clock, the weeks.

``public`` and ``school`` say why a day is off, ``zones`` which clock a place goes by, ``clock`` what a time on that
clock means, ``weeks`` counts them. Days are of the place; nothing here asks what day it is today.
"""

from maillage.calendar.clock import ambiguous, instant, span, wall
from maillage.calendar.public import public_holidays
from maillage.calendar.school import school_holidays, school_zone
from maillage.calendar.weeks import Week, monday_of, turn, week_of, weeks_from, weeks_in
from maillage.calendar.zones import PARIS, zone_of

__all__ = [
    "PARIS",
    "Week",
    "ambiguous",
    "instant",
    "monday_of",
    "public_holidays",
    "school_holidays",
    "school_zone",
    "span",
    "turn",
    "wall",
    "week_of",
    "weeks_from",
    "weeks_in",
    "zone_of",
]
