"""What people fill in about timetables."""

import datetime
from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.utils import timezone

from cockpit.pages.timetables.saying import DAYS, HALVES
from cockpit.territories import places
from cockpit.timetables import ruling
from cockpit.timetables.operations.timetables import MOST_WEEKS
from cockpit.wording import both
from maillage.vocabulary import timetable as vocabulary
from maillage.vocabulary.errors import UnknownTerritory
from maillage.vocabulary.timetable import CalendarRule

Choices = Sequence[tuple[str, str]]

FIELDS: Final[dict[str, tuple[str, ...]]] = {
    vocabulary.LEAVE: ("first", "last", "half", "note"),
    vocabulary.TRAINING: ("first", "last", "half", "note"),
    vocabulary.PART_TIME: ("weekday", "half", "first", "last"),
    vocabulary.CONTRACT: ("first", "last"),
    vocabulary.NO_VEHICLE: ("note",),
    vocabulary.CLOSED: ("first", "last", "weekday", "half", "note"),
    vocabulary.OPEN: ("weekday", "hours", "first", "last", "note"),
    vocabulary.SCHOOL: ("note",),
    vocabulary.EVERY: ("value",),
    vocabulary.DWELL: ("value",),
    vocabulary.TOGETHER: ("value",),
    vocabulary.USUAL: ("weekday", "half", "post"),
    vocabulary.LOCK: ("weekday", "half", "post"),
}
"""What each kind of rule is asked, beside whom or what it is about."""

NEEDED: Final = {"value": True, "hours": True}
HINTS: Final[dict[str, str]] = {
    vocabulary.LEAVE: both("Ce poste n'a aucun passage ces jours-là.", "This post makes no stop on those days."),
    vocabulary.TRAINING: both("Le poste est en formation : aucun passage.", "The post is in training: no stop."),
    vocabulary.PART_TIME: both("Cette demi-journée n'est jamais travaillée.", "This half-day is never worked."),
    vocabulary.CONTRACT: both(
        "Aucun passage avant le début ni après la fin.", "No stop before the start or after the end."
    ),
    vocabulary.NO_VEHICLE: both("Le poste reste dans sa commune de départ.", "The post stays in its home commune."),
    vocabulary.CLOSED: both("Personne n'y reçoit ces jours-là.", "Nobody receives there on those days."),
    vocabulary.OPEN: both("Le lieu ouvre en plus de ses heures connues.", "The place opens besides its known hours."),
    vocabulary.SCHOOL: both("Une école, par exemple.", "A school, for example."),
    vocabulary.EVERY: both("Un passage toutes les N semaines.", "One stop every N weeks."),
    vocabulary.DWELL: both("Durée de chaque passage dans ce lieu.", "How long each stop lasts in this place."),
    vocabulary.TOGETHER: both("Pour un atelier à plusieurs.", "For a workshop held by several."),
    vocabulary.USUAL: both(
        "Préférée, mais peut changer une semaine donnée.", "Preferred, but may change in a given week."
    ),
    vocabulary.LOCK: both("Imposée : un passage ailleurs dans la semaine est exclu.", "Imposed: never another moment."),
}
NUMBERS: Final = {
    vocabulary.EVERY: both("Nombre de semaines", "Number of weeks"),
    vocabulary.DWELL: both("Minutes sur place", "Minutes on site"),
    vocabulary.TOGETHER: both("Nombre de conseillers", "Number of advisors"),
}


def a_date(label: str, *, required: bool = False) -> forms.DateField:
    """A field for a day, with the browser's own calendar."""
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=label, widget=widget, required=required)


class PeriodForm(forms.Form):
    """From when, over how many weeks."""

    first = a_date(both("Premier jour", "First day"), required=True)
    weeks = forms.IntegerField(min_value=1, max_value=MOST_WEEKS, label=both("Nombre de semaines", "Number of weeks"))


def next_monday() -> datetime.date:
    """What a period begins with when nobody chose."""
    today = timezone.localdate()
    return today + datetime.timedelta(days=7 - today.weekday())


class RuleForm(forms.Form):
    """One rule of a kind, with the fields that this kind needs and no other."""

    first = a_date(both("Du", "From"))
    last = a_date(both("Au (compris)", "To (included)"))
    weekday = forms.TypedChoiceField(coerce=int, empty_value=None, required=False, label=both("Jour", "Day"))
    half = forms.TypedChoiceField(coerce=int, empty_value=None, required=False, label=both("Moment", "Moment"))
    value = forms.IntegerField(required=False)
    hours = forms.CharField(
        required=False,
        max_length=11,
        label=both("Heures", "Hours"),
        help_text=both("Par exemple 09:00-12:30.", "For example 09:00-12:30."),
    )
    post = forms.ChoiceField(required=False, label=both("Poste", "Post"))
    note = forms.CharField(
        required=False,
        max_length=200,
        label=both("Note", "Note"),
        help_text=both("Lue par celles et ceux qui planifient, jamais publiée.", "Read by planners, never published."),
    )

    def __init__(self, kind: str, posts: Choices, data: Any = None, **named: Any) -> None:
        super().__init__(data, prefix=kind, **named)
        self.kind = kind
        self.of_post = kind in vocabulary.POST_KINDS
        for name in list(self.fields):
            if name not in FIELDS[kind]:
                del self.fields[name]
            elif NEEDED.get(name):
                self.fields[name].required = True
        self._subject(posts)
        self._choices(posts)

    def _subject(self, posts: Choices) -> None:
        """Whom or what the rule is about comes first."""
        if self.of_post:
            asked: forms.Field = forms.ChoiceField(choices=posts, label=both("Poste", "Post"))
        else:
            box = forms.TextInput(attrs={"list": "communes", "autocomplete": "off"})
            asked = forms.CharField(max_length=90, label=both("Commune", "Commune"), widget=box)
        self.fields = {"subject": asked, **self.fields}

    def _choices(self, posts: Choices) -> None:
        any_day, both_halves, anyone = (
            both("tous", "every day"),
            both("toute la journée", "all day"),
            both("tous", "any"),
        )
        days = [("", any_day), *((str(number), name) for number, name in enumerate(DAYS))]
        halves = [("", both_halves), *((str(number), name) for number, name in enumerate(HALVES))]
        for name, choices in (("weekday", days), ("half", halves), ("post", [("", anyone), *posts])):
            if name in self.fields:
                self.fields[name].choices = choices  # type: ignore[attr-defined]
        if "value" in self.fields:
            self.fields["value"].label = NUMBERS[self.kind]
            least, most = ruling.BOUNDS[self.kind]
            self.fields["value"].widget.attrs |= {"min": least, "max": most}

    @property
    def title(self) -> str:
        """The kind as people call it."""
        return ruling.NAMES[self.kind]

    @property
    def hint(self) -> str:
        """What such a rule does."""
        return HINTS[self.kind]

    def clean_subject(self) -> str:
        """The post, or the code of the commune typed by name."""
        text = str(self.cleaned_data["subject"]).strip()
        return text if self.of_post else commune_code(text)

    @property
    def rule(self) -> CalendarRule:
        """The rule, once valid."""
        found = {name: value for name, value in self.cleaned_data.items() if value is not None}
        return CalendarRule(kind=self.kind, **found)


def commune_code(text: str) -> str:
    """Code of a commune typed by name, code or as ``Delle (90033)``.

    Raises
    ------
    forms.ValidationError
        If none answers, or several do: they are named with their codes.
    """
    code = text[text.rfind("(") + 1 :].rstrip(")").strip().upper() if text.endswith(")") else text.upper()
    try:
        return places.get("commune", code).code
    except UnknownTerritory:
        found = [one.place for one in places.search(text, 40) if one.place.level == "commune"]
    same = [place for place in found if place.name.casefold() == text.casefold()] or found
    if len(same) == 1:
        return same[0].code
    if not same:
        raise forms.ValidationError(both(f"Aucune commune ne répond à « {text} ».", f"No commune answers “{text}”."))
    names = ", ".join(f"{place.name} ({place.code})" for place in same[:8])
    raise forms.ValidationError(both(f"Plusieurs communes répondent : {names}.", f"Several communes answer: {names}."))


class AssignForm(forms.Form):
    """Who works a post, from when to when."""

    user = forms.TypedChoiceField(coerce=int, label=both("Conseiller ou conseillère", "Advisor"))
    first = a_date(both("À partir du", "From"), required=True)
    last = a_date(both("Jusqu'au (compris)", "Until (included)"))

    def __init__(self, people: Choices, data: Any = None, **named: Any) -> None:
        super().__init__(data, **named)
        self.fields["user"].choices = people  # type: ignore[attr-defined]
