"""The accounts' application."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Accounts, mandates and invitations."""

    name = "cockpit.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Listen to what the accounts' library does."""
        from cockpit.accounts import witness

        witness.listen()
