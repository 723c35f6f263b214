"""What someone says to book a seat, or to be told of changes; nothing more than is needed."""

import secrets

from django import forms
from django.core.exceptions import ValidationError

from cockpit.errors import Refused
from cockpit.timetables import contacts
from cockpit.wording import both

NEEDS = (
    ("", both("Je ne sais pas encore", "I do not know yet")),
    (
        "demarche",
        both("Une démarche en ligne (impôts, retraite…)", "A procedure online (taxes, pension…)"),
    ),
    ("telephone", both("Mon téléphone ou ma tablette", "My phone or my tablet")),
    ("ordinateur", both("Mon ordinateur", "My computer")),
    ("messages", both("Mes messages (courriel, visio)", "My messages (e-mail, video calls)")),
    ("securite", both("Un mot de passe, une arnaque", "A password, a scam")),
    ("autre", both("Autre chose", "Something else")),
)
"""In a word, what one comes for."""


def new_key() -> str:
    """Names one booking: sent twice, it is made once."""
    return secrets.token_urlsafe(18)


class Enrol(forms.Form):
    """Who comes, how to reach them, for what."""

    name = forms.CharField(
        label=both("Votre nom", "Your name"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    contact = forms.CharField(
        label=both("Votre téléphone, ou votre adresse électronique", "Your telephone, or your e-mail address"),
        help_text=both("Pour vous prévenir si le passage change.", "To tell you if the visit changes."),
        max_length=254,
    )
    need = forms.ChoiceField(label=both("Vous venez pour…", "You come for…"), choices=NEEDS, required=False)
    key = forms.CharField(widget=forms.HiddenInput, min_length=8, max_length=64)

    def clean_contact(self) -> str:
        """An address or a number that can be reached."""
        return _reached(self.cleaned_data["contact"])

    def clean_need(self) -> str:
        """The need in the words of the list."""
        given = self.cleaned_data["need"]
        return str(dict(NEEDS)[given]) if given else ""


class Follow(forms.Form):
    """Where to write."""

    email = forms.EmailField(
        label=both("Votre adresse électronique", "Your e-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


def _reached(text: str) -> str:
    try:
        return contacts.read(text)
    except Refused as refusal:
        raise ValidationError(str(refusal)) from refusal
