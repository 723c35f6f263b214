"""The administration's application."""

from django.apps import AppConfig


class AdministrationConfig(AppConfig):
    """The administration."""

    name = "cockpit.administration"
    label = "administration"
