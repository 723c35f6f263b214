"""The week's application."""

from django.apps import AppConfig


class WeekConfig(AppConfig):
    """Acts sent from phones."""

    name = "cockpit.week"
    label = "week"
