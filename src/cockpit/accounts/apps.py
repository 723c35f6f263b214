"""The accounts' application."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Accounts, mandates and invitations."""

    name = "cockpit.accounts"
    label = "accounts"
