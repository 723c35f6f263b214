"""What people read of a timetable: calendars to follow, posters, words for the telephone, open data."""

from maillage.publish.feeds.columns import BECOMING, CANCELLED, HELD, PLANNED
from maillage.publish.feeds.icalendar_file import Feed, calendar_file

__all__ = ["BECOMING", "CANCELLED", "HELD", "PLANNED", "Feed", "calendar_file"]
