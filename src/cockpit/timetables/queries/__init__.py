"""Reading timetables: who is where and when, what is planned, who works which post, who enrolled."""

from cockpit.timetables.queries.followers import enrolled, enrolment, followers, subscription
from cockpit.timetables.queries.posts import (
    assignment,
    assignments,
    bases_in,
    posts_of,
    rule,
    rules,
    visited,
    worker,
    working,
)
from cockpit.timetables.queries.stops import (
    PublicStop,
    find_stop,
    lying_in,
    next_stops,
    of_advisor,
    of_post,
    public,
    public_stop,
    stops,
    table,
)
from cockpit.timetables.queries.timetables import find, in_force, of_territory, tables_of, visible

__all__ = [
    "PublicStop",
    "assignment",
    "assignments",
    "bases_in",
    "enrolled",
    "enrolment",
    "find",
    "find_stop",
    "followers",
    "in_force",
    "lying_in",
    "next_stops",
    "of_advisor",
    "of_post",
    "of_territory",
    "posts_of",
    "public",
    "public_stop",
    "rule",
    "rules",
    "stops",
    "subscription",
    "table",
    "tables_of",
    "visible",
    "visited",
    "worker",
    "working",
]
