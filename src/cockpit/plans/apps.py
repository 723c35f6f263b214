"""The plans' application."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    """Plans, edits, adoptions."""

    name = "cockpit.plans"
    label = "plans"
