"""What people read of a timetable: calendars to follow, posters, words for the telephone, open data."""

from maillage.publish.feeds.columns import BECOMING, CANCELLED, HELD, PLANNED
from maillage.publish.feeds.icalendar_file import Feed, calendar_file
from maillage.publish.feeds.open_data import PUBLIC, public_table, timetable_csv, timetable_json
from maillage.publish.feeds.poster import Poster, poster, poster_pictures
from maillage.publish.feeds.spoken import spoken

__all__ = [
    "BECOMING",
    "CANCELLED",
    "HELD",
    "PLANNED",
    "PUBLIC",
    "Feed",
    "Poster",
    "calendar_file",
    "poster",
    "poster_pictures",
    "public_table",
    "spoken",
    "timetable_csv",
    "timetable_json",
]
