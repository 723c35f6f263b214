"""The journal's application."""

from django.apps import AppConfig


class JournalConfig(AppConfig):
    """The journal."""

    name = "cockpit.journal"
    label = "journal"
