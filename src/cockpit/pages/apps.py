"""The pages' application."""

from django.apps import AppConfig


class PagesConfig(AppConfig):
    """The pages."""

    name = "cockpit.pages"
    label = "pages"
