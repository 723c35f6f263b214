"""What people read of a timetable: calendars to follow, posters, words for the telephone, open data."""

from maillage.publish.feeds.columns import BECOMING, CANCELLED, HELD, PLANNED
from maillage.publish.feeds.icalendar_file import Feed, calendar_file
from maillage.publish.feeds.poster import Poster, poster, poster_pictures

__all__ = ["BECOMING", "CANCELLED", "HELD", "PLANNED", "Feed", "Poster", "calendar_file", "poster", "poster_pictures"]
