"""The configuration's application."""

from django.apps import AppConfig


class ConfigurationConfig(AppConfig):
    """The configuration."""

    name = "cockpit.configuration"
    label = "configuration"
