"""A form field for a territory: typed as people call it, chosen among those that answer."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from cockpit.territories import places
from cockpit.territories.places import FRANCE, LEVELS, Place
from cockpit.wording import both
from maillage.vocabulary.errors import UnknownTerritory

OFFERED_AT_MOST = 12


class PlaceInput(forms.TextInput):
    """A text, and radio buttons where several territories answer it."""

    offered: tuple[places.Found, ...] = ()

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:  # noqa: ARG002
        """The chosen territory's ``level:code``, unless the text was typed again since; else the text."""
        text = str(data.get(name, "")).strip()[:80]
        chosen = data.get(f"{name}-chosen")
        return chosen if chosen and data.get(f"{name}-for") == text else text

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """The field and its choices."""
        if isinstance(value, str) and (known := _spelt(value)):
            value = str(known)
        box = super().render(name, value, attrs, renderer)
        if not self.offered:
            return box
        legend = both("Lequel ?", "Which one?")
        choices = format_html_join(
            "",
            '<label class="choice"><input type="radio" name="{}-chosen" value="{}:{}"> {} <span>{}</span></label>',
            ((name, f.place.level, f.place.code, f.place, _told(f)) for f in self.offered),
        )
        return format_html(
            '{}<input type="hidden" name="{}-for" value="{}">'
            '<fieldset class="choices"><legend>{}</legend>{}</fieldset>',
            box,
            name,
            value,
            legend,
            choices,
        )


class PlaceField(forms.CharField):
    """Cleans to a :class:`~cockpit.territories.places.Place`."""

    widget = PlaceInput

    def __init__(self, *, levels: Iterable[str] = LEVELS, **options: Any) -> None:
        self.levels = tuple(levels)
        super().__init__(max_length=80, **options)

    def clean(self, value: Any) -> Any:
        """The territory, or a sentence that says what to do."""
        text = super().clean(value)
        if not text:
            return None
        if place := _spelt(text):
            return place
        found = [answer for answer in places.search(text, 40) if answer.place.level in self.levels]
        same = [answer for answer in found if str(answer.place).casefold() == text.casefold()]
        for answers in (found, same):
            if len(answers) == 1:
                return answers[0].place
        if not found:
            raise forms.ValidationError(
                both(
                    f"Aucun territoire ne répond à « {text} » : essayez un code postal ou le nom sans article.",
                    f"No territory answers “{text}”: try a postcode or the name without its article.",
                )
            )
        self.widget.offered = tuple(found[:OFFERED_AT_MOST])
        raise forms.ValidationError(
            both("Plusieurs territoires répondent : choisissez-en un.", "Several territories answer: choose one.")
        )


def _spelt(text: str) -> Place | None:
    """The territory of ``France`` or of ``level:code``."""
    if text.casefold() == "france":
        return FRANCE
    level, _, code = text.partition(":")
    try:
        return places.get(level, code)
    except UnknownTerritory:
        return None


LEVEL_NAMES = {
    "france": both("pays", "country"),
    "region": both("région", "région"),
    "departement": both("département", "département"),
    "epci": both("intercommunalité", "EPCI"),
    "commune": both("commune", "commune"),
}


def _told(found: places.Found) -> str:
    """What tells homonyms apart."""
    level = LEVEL_NAMES[found.place.level]
    return f"{level}, {found.within}" if found.within else str(level)
