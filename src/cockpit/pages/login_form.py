"""The accounts library's log-in form, in our words."""

from typing import Any

from allauth.account.forms import LoginForm

from cockpit.wording import both


class Login(LoginForm):
    """Address, password, and whether this browser stays logged in."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["login"].label = both("Adresse électronique", "E-mail address")
        self.fields["password"].label = both("Mot de passe", "Password")
        self.fields["remember"].label = both("Rester connecté sur cet appareil", "Stay logged in on this device")
        for name in ("login", "password"):  # the label says it once, and stays when one types
            self.fields[name].widget.attrs.pop("placeholder", None)
