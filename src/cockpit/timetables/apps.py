"""The timetables' application."""

from django.apps import AppConfig


class TimetablesConfig(AppConfig):
    """Timetables, their stops, and what people do with them."""

    name = "cockpit.timetables"
    label = "timetables"
