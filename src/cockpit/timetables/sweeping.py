"""Finding timetables whose computation died with its worker."""

from cockpit.computations import sweeping
from cockpit.timetables import tasks
from cockpit.timetables.models import Timetable


def sweep() -> int:
    """Take up timetables whose worker fell silent and those whose task is lost; returns how many were touched."""
    return sweeping.sweep(Timetable, tasks.queued)
