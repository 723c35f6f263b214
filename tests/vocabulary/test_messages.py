"""Both languages say the same things."""

import string
from pathlib import Path

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


def test_a_sentence_stands_in_one_file_only() -> None:
    """Merging the files would let the last one win without a word."""
    assert sum(len(room.MESSAGES) for room in messages.ROOMS) == len(MESSAGES)


def test_every_file_of_sentences_is_looked_up() -> None:
    files = {path.stem for path in Path(messages.__file__).parent.glob("*.py")} - {"__init__"}
    assert {room.__name__.rpartition(".")[2] for room in messages.ROOMS} == files


def test_a_code_begins_with_the_name_of_its_room() -> None:
    for room in messages.ROOMS:
        name = room.__name__.rpartition(".")[2].partition("_")[0]
        assert {code.partition(".")[0] for code in room.MESSAGES} == {name}
