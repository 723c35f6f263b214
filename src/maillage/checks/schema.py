"""A Table Schema (frictionless specification, version 1), read from JSON and made sure of.

What Maillage adds to a field stands in its ``maillage`` property, which other tools ignore: ``format`` (a rule of
:mod:`maillage.checks.rules`), ``separator`` and ``values`` (several values in a cell, each from a closed list),
``severity`` of the format's findings, ``synonyms`` of the column's name. https://specs.frictionlessdata.io/table-schema/
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path
from typing import Any

from maillage.checks import patterns
from maillage.vocabulary.errors import InvalidOption, MalformedFile, MissingData, SystemReason

SHIPPED = ("mediation-numerique", "fixed-places", "need")
"""Schemas that come with Maillage."""

TYPES = frozenset({
    "string", "integer", "number", "boolean", "date", "datetime", "time", "year", "yearmonth", "duration", "geopoint",
    "array", "list", "object", "geojson", "any",
})  # fmt: skip
_BARE = {"email": "email", "uri": "uri", "uuid": "uuid"}
_PROPERTIES: dict[str, tuple[type, ...]] = {
    "type": (str,),
    "format": (str,),
    "title": (str,),
    "constraints": (dict,),
    "maillage": (dict,),
    "decimalChar": (str,),
    "groupChar": (str,),
    "bareNumber": (bool,),
    "trueValues": (list,),
    "falseValues": (list,),
    "delimiter": (str,),
    "itemType": (str,),
}


@dataclass(frozen=True)
class Field:
    """One column of a schema.

    Attributes
    ----------
    name, type, format, title
        As in the specification.
    constraints
        required, unique, minimum, maximum, exclusiveMinimum, exclusiveMaximum, minLength, maxLength, pattern, enum.
    rule
        Maillage's format, or None; see :data:`maillage.checks.rules.RULES`.
    separator
        Between the values of a cell; empty when a cell holds one value.
    values
        Closed list of the values of a cell with a separator; empty when free.
    severity
        ``error`` or ``warning``: how grave a finding of the rule is.
    synonyms
        Other names under which the column is met.
    """

    name: str
    type: str = "string"
    format: str = "default"
    title: str = ""
    constraints: Mapping[str, Any] = field(default_factory=dict)
    decimal_char: str = "."
    group_char: str = ""
    bare_number: bool = True
    true_values: tuple[str, ...] = ("true", "True", "TRUE", "1")
    false_values: tuple[str, ...] = ("false", "False", "FALSE", "0")
    rule: str | None = None
    separator: str = ""
    values: tuple[str, ...] = ()
    item_type: str = "string"
    severity: str = "error"
    synonyms: tuple[str, ...] = ()

    @property
    def required(self) -> bool:
        """Whether an empty cell is an error."""
        return bool(self.constraints.get("required"))


@dataclass(frozen=True)
class Schema:
    """What a table must be.

    Attributes
    ----------
    name, title
        How it is called.
    fields
        Its columns.
    missing_values
        Texts that stand for an empty cell.
    primary_key
        Columns whose values together name a row.
    """

    name: str
    fields: tuple[Field, ...]
    title: str = ""
    missing_values: tuple[str, ...] = ("",)
    primary_key: tuple[str, ...] = ()

    @classmethod
    def load(cls, name: str) -> "Schema":
        """Shipped schema ``name``, or the one in a JSON file of that path.

        Raises
        ------
        InvalidOption
            If there is neither.
        MalformedFile
            If the file is not a Table Schema.
        """
        if name in SHIPPED:
            return cls.parse((resources.files("maillage.checks") / f"schemas/{name}.json").read_text("utf-8"), name)
        if not name.endswith(".json"):
            raise InvalidOption("checks.schema.unknown", value=name, choices=", ".join(SHIPPED))
        try:
            text = Path(name).read_text("utf-8-sig")
        except OSError as error:
            raise MissingData("checks.file.unreadable", path=name, reason=SystemReason.of(error)) from None
        except UnicodeDecodeError:
            raise MalformedFile("checks.schema.json", name=name) from None
        return cls.parse(text, Path(name).stem)

    @classmethod
    def parse(cls, text: str, name: str = "schema") -> "Schema":
        """Schema from the text of its JSON.

        Raises
        ------
        MalformedFile
            Naming the field and the property that make no sense.
        """
        try:
            source = json.loads(text)
        except (ValueError, RecursionError):
            raise MalformedFile("checks.schema.json", name=name) from None
        if not isinstance(source, dict) or not isinstance(source.get("fields"), list) or not source["fields"]:
            raise MalformedFile("checks.schema.fields", name=name)
        fields = tuple(_field(item, name) for item in source["fields"])
        names = [each.name for each in fields]
        key = source.get("primaryKey", [])
        keys = (key,) if isinstance(key, str) else tuple(str(each) for each in key)
        for each in names:
            if names.count(each) > 1:
                raise MalformedFile("checks.schema.property", name=name, field=each, property="name", value=each)
        for each in keys:
            if each not in names:
                raise MalformedFile("checks.schema.property", name=name, field=each, property="primaryKey", value=each)
        return cls(
            name=str(source.get("name", name)),
            fields=fields,
            title=str(source.get("title", "")),
            missing_values=_strings(source.get("missingValues", [""])),
            primary_key=keys,
        )


def _strings(values: Sequence[Any]) -> tuple[str, ...]:
    """Texts of a JSON list."""
    return tuple(str(value) for value in values)


def _field(source: Any, schema: str) -> Field:
    """Field from its JSON object."""
    if not isinstance(source, dict) or not isinstance(source.get("name"), str) or not source["name"]:
        raise MalformedFile("checks.schema.property", name=schema, field="?", property="name", value=source)

    def refuse(key: str, value: object) -> MalformedFile:
        return MalformedFile("checks.schema.property", name=schema, field=source["name"], property=key, value=value)

    for key, kinds in _PROPERTIES.items():
        if key in source and not isinstance(source[key], kinds):
            raise refuse(key, source[key])
    own, constraints = source.get("maillage", {}), source.get("constraints", {})
    kind, form = source.get("type", "string"), source.get("format", "default")
    if kind not in TYPES:
        raise refuse("type", kind)
    if "pattern" in constraints and not patterns.compiles(constraints["pattern"]):
        raise refuse("pattern", constraints["pattern"])
    if not isinstance(constraints.get("enum", []), list):
        raise refuse("enum", constraints["enum"])
    for key in ("minLength", "maxLength"):
        if not isinstance(constraints.get(key, 0), int):
            raise refuse(key, constraints[key])
    rule = own.get("format", _BARE.get(form) if kind == "string" else None)
    if rule is not None and rule not in patterns.RULE_NAMES:
        raise refuse("maillage.format", rule)
    return Field(
        name=source["name"],
        type=kind,
        format=form,
        title=source.get("title", ""),
        constraints=constraints,
        decimal_char=source.get("decimalChar", "."),
        group_char=source.get("groupChar", ""),
        bare_number=source.get("bareNumber", True),
        true_values=_strings(source.get("trueValues", Field.true_values)),
        false_values=_strings(source.get("falseValues", Field.false_values)),
        rule=rule,
        separator=own.get("separator", source.get("delimiter", ",") if kind == "list" else ""),
        values=_strings(own.get("values", ())),
        item_type=source.get("itemType", "string"),
        severity=own.get("severity", "error"),
        synonyms=_strings(own.get("synonyms", ())),
    )
