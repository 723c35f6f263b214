"""Both languages say the same things."""

import string

import pytest

from maillage.vocabulary import messages
from maillage.vocabulary.messages import MESSAGES, say


def slots(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("code", MESSAGES)
def test_both_languages_have_the_same_placeholders(code: str) -> None:
    french, english = MESSAGES[code]
    assert slots(french) == slots(english)
    assert french.strip()
    assert english.strip()


def test_the_language_chooses_the_sentence() -> None:
    before = messages.language()
    try:
        messages.set_language("en")
        assert say("publish.never_open") == "no half-day"
        messages.set_language("fr")
        assert say("publish.never_open") == "aucune demi-journée"
    finally:
        messages.set_language(before)


def test_an_unknown_sentence_is_an_error() -> None:
    with pytest.raises(KeyError):
        say("no.such.sentence")
