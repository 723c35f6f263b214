"""Forms about people: who they are, what they are offered or lent."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from cockpit.accounts import perms
from cockpit.accounts.models import User
from cockpit.pages.places_field import PlaceField
from cockpit.wording import both

LANGUAGES = (("", both("Celle du navigateur", "The browser's")), ("fr", "Français"), ("en", "English"))


class Me(forms.Form):
    """One's name and language."""

    name = forms.CharField(label=both("Nom affiché", "Name shown"), max_length=120, required=False)
    language = forms.ChoiceField(label=both("Langue", "Language"), choices=LANGUAGES, required=False)


class Invite(forms.Form):
    """Whom, to what, where."""

    email = forms.EmailField(label=both("Adresse électronique", "E-mail address"), max_length=254)
    role = forms.ChoiceField(label=both("Rôle", "Role"))
    place = PlaceField(
        label=both("Territoire", "Territory"),
        help_text=both(
            "Nom, code postal ou code ; « France » pour le pays.", "Name, postcode or code; “France” for the country."
        ),
    )
    language = forms.ChoiceField(label=both("Langue du message", "Language of the message"), choices=LANGUAGES[1:])

    def __init__(self, user: Any, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.user = user
        self.fields["role"].choices = [(role.code, role.name) for role in perms.grantable(user)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Check that this role may be given there, before anything is made."""
        given = super().clean() or {}
        role, place = given.get("role"), given.get("place")
        if role and place and not perms.may_grant(self.user, role, place):
            self.add_error(
                "place",
                both(
                    "Vous ne pouvez pas donner ce rôle ici : choisissez un territoire du vôtre, au niveau de ce rôle.",
                    "You cannot give this role here: choose a territory within yours, at this role's level.",
                ),
            )
        return given


class Join(forms.Form):
    """The account an invitation creates."""

    name = forms.CharField(label=both("Votre nom", "Your name"), max_length=120)
    password = forms.CharField(
        label=both("Mot de passe", "Password"),
        help_text=both(
            "Douze caractères au moins ; une phrase convient bien.", "At least twelve characters; a phrase does well."
        ),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=both("Le même encore", "The same again"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, email: str, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.email = email

    def clean(self) -> dict[str, Any]:
        """Check that the password is strong and typed twice alike."""
        given = super().clean() or {}
        password = given.get("password")
        if password:
            try:
                validate_password(password, User(email=self.email, name=given.get("name", "")))
            except ValidationError as error:
                self.add_error("password", error)
        if password and given.get("again") and password != given["again"]:
            self.add_error("again", both("Les deux mots de passe diffèrent.", "The two passwords differ."))
        return given


class Lend(forms.Form):
    """To whom, where, until when."""

    email = forms.EmailField(
        label=both("Adresse électronique de la personne", "The person's e-mail address"),
        help_text=both("Elle doit avoir un compte ici.", "They must have an account here."),
    )
    place = PlaceField(label=both("Territoire", "Territory"))
    ends_on = forms.DateField(
        label=both("Jusqu'au", "Until"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
