"""A finished plan changed by hand: what each edit does to people, without making the rounds again."""

from maillage.flow.editing.case import EditableCase, from_tables, to_tables
from maillage.flow.editing.effect import Effect, Warned, evaluate
from maillage.flow.editing.rules import as_file, rules_of
from maillage.vocabulary.edits import KINDS, Edit, Rule

__all__ = [
    "KINDS",
    "Edit",
    "EditableCase",
    "Effect",
    "Rule",
    "Warned",
    "as_file",
    "evaluate",
    "from_tables",
    "rules_of",
    "to_tables",
]
