"""Types and constraints: a small table in, its findings out."""

import json
from pathlib import Path
from typing import Any

import pytest

from maillage.checks import Report, Schema, check_file
from maillage.vocabulary.errors import InvalidOption, MalformedFile

VALUES = [
    # type, good cells, bad cells, more of the field
    ("integer", ["12", "-3", "+7", " 4 ", "007"], ["1.0", "1e3", "douze", "1 000", "٣"], {}),
    ("integer", ["12 km", "~3"], ["km"], {"bareNumber": False}),
    ("number", ["1", "-1.5", ".5", "5.", "1e-3", "NaN", "-INF"], ["1,5", "1 000", "0x10", "--1"], {}),
    ("number", ["1,5", "1 234,5", "-3"], ["1.5", "a"], {"decimalChar": ",", "groupChar": " "}),
    ("number", ["95 %", "€12.5"], ["%"], {"bareNumber": False}),
    ("boolean", ["true", "False", "1", "0"], ["oui", "yes", "2"], {}),
    ("boolean", ["oui", "non"], ["true"], {"trueValues": ["oui"], "falseValues": ["non"]}),
    ("date", ["2024-02-29", "1999-12-31"], ["2023-02-29", "24-1-1", "01/02/2024", "2024-1-1", "20240101"], {}),
    ("date", ["29/02/2024"], ["2024-02-29", "31/02/2024"], {"format": "%d/%m/%Y"}),
    ("date", ["29/02/2024", "2024-02-29"], ["hier"], {"format": "any"}),
    ("datetime", ["2024-04-02T10:00:00Z", "2024-04-02T10:00:00+02:00"], ["2024-04-02", "2024-04-02T25:00:00Z"], {}),
    ("time", ["09:30:00", "23:59:59"], ["9:30", "24:61:00", "9h"], {}),
    ("year", ["2024", "1999"], ["24", "20245", "MMXX"], {}),
    ("yearmonth", ["2024-04"], ["2024-13", "2024"], {}),
    ("duration", ["P1Y", "PT5M", "P1DT2H"], ["1 an", "5M"], {}),
    ("geopoint", ["2.35, 48.85", "-4.5,48"], ["2.35", "200,48", "2.35,98", "a,b"], {}),
    ("geopoint", ["[2.35, 48.85]"], ["[2.35]", "[2.35, 98]", "{"], {"format": "array"}),
    ("geopoint", ['{"lon": 2.35, "lat": 48.85}'], ['{"lon": 2.35}'], {"format": "object"}),
    ("array", ["[1, 2]", "[]"], ["{}", "[1", "a"], {}),
    ("object", ['{"a": 1}'], ["[1]", "a", "[" * 5000], {}),
    ("geojson", ['{"type": "Point"}'], ['{"a": 1}'], {}),
    ("list", ["1|2|3"], ["1|b"], {"delimiter": "|", "itemType": "integer"}),
    ("any", ["x", "1"], [], {}),
]

CONSTRAINTS = [
    # type, constraint, bound, good cells, bad cells, code
    ("string", "required", True, ["a"], [""], "required"),
    ("string", "pattern", "a|bc", ["a", "bc"], ["ab", "bcd", "xa"], "pattern"),
    ("string", "pattern", r"(?!x)\w+", ["abc"], ["xbc"], "pattern"),  # look-ahead: Python's engine
    ("string", "enum", ["Oui", "Non"], ["Oui"], ["oui", "Peut-être"], "enum"),
    ("string", "minLength", 3, ["été"], ["ab"], "min_length"),
    ("string", "maxLength", 3, ["été"], ["étés"], "max_length"),
    ("integer", "minimum", 5, ["5", "12"], ["4", "-9"], "minimum"),
    ("integer", "maximum", 5, ["5", "-12"], ["6"], "maximum"),
    ("integer", "exclusiveMinimum", 5, ["6"], ["5"], "exclusive_minimum"),
    ("integer", "exclusiveMaximum", 5, ["4"], ["5"], "exclusive_maximum"),
    ("integer", "enum", [1, 2], ["1", "02"], ["3"], "enum"),
    ("number", "minimum", -1.5, ["-1.5"], ["-1.6"], "minimum"),
    ("date", "minimum", "2024-01-01", ["2024-01-01"], ["2023-12-31"], "minimum"),
    ("datetime", "maximum", "2024-01-01T00:00:00Z", ["2023-01-01T00:00:00Z"], ["2025-01-01T00:00:00Z"], "maximum"),
    ("year", "maximum", 2024, ["2024"], ["2025"], "maximum"),
    ("string", "unique", True, ["a", "b"], ["a"], "unique"),
    ("number", "unique", True, ["1", "2"], ["1.0"], "unique"),
    ("list", "maxLength", 2, ["a,b"], ["a,b,c"], "max_length"),
]


def check(folder: Path, fields: list[dict[str, Any]], rows: list[list[str]], **more: Any) -> Report:
    text = "\n".join([";".join(str(field["name"]) for field in fields)] + [
        ";".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows
    ])  # fmt: skip
    path = folder / "file.csv"
    path.write_text(text + "\n", encoding="utf-8")
    return check_file(path, Schema.parse(json.dumps({"fields": fields, **more})))


@pytest.mark.parametrize(("kind", "good", "bad", "more"), VALUES)
def test_each_type(tmp_path: Path, kind: str, good: list[str], bad: list[str], more: dict[str, Any]) -> None:
    fields = [{"name": "n"}, {"name": "v", "type": kind, **more}]
    report = check(tmp_path, fields, [["x", cell] for cell in [*good, "", *bad]])
    assert report.findings["value"].to_list() == bad
    assert report.findings["line"].to_list() == [len(good) + 3 + k for k in range(len(bad))]
    assert set(report.findings["code"]) <= {"type"}
    assert report.valid is not bool(bad)


@pytest.mark.parametrize(("kind", "name", "bound", "good", "bad", "code"), CONSTRAINTS)
def test_each_constraint(
    tmp_path: Path, kind: str, name: str, bound: Any, good: list[str], bad: list[str], code: str
) -> None:
    fields = [{"name": "n"}, {"name": "v", "type": kind, "constraints": {name: bound}}]
    report = check(tmp_path, fields, [["x", cell] for cell in [*good, *bad]])
    assert report.findings.select("line", "value", "code").rows() == [
        (len(good) + 2 + k, cell, code) for k, cell in enumerate(bad)
    ]


def test_a_wrong_type_hides_its_constraints_and_missing_values_are_the_schemas(tmp_path: Path) -> None:
    fields = [{"name": "v", "type": "integer", "constraints": {"minimum": 5}}, {"name": "w"}]
    report = check(tmp_path, fields, [["a", "1"], ["NR", "2"], ["4", "3"]], missingValues=["", "NR"])
    assert report.findings.select("line", "code").rows() == [(2, "type"), (4, "minimum")]


def test_primary_keys_of_two_columns(tmp_path: Path) -> None:
    fields = [{"name": "a"}, {"name": "b"}, {"name": "c"}]
    rows = [["1", "x", "."], ["1", "y", "."], ["1", "x", "."], ["", "", "."]]
    report = check(tmp_path, fields, rows, primaryKey=["a", "b"])
    assert report.findings.select("line", "code", "column").rows() == [
        (4, "primary_key", "a, b"),
        (5, "primary_key_empty", "a, b"),
    ]
    assert "ligne 2" in report.findings["sentence"][0]


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{", '{"fields": []}', '{"fields": [{}]}', '{"fields": [{"name": "a", "type": "integr"}]}',
     '{"fields": [{"name": "a", "constraints": {"pattern": "("}}]}', '{"fields": [{"name": "a"}, {"name": "a"}]}',
     '{"fields": [{"name": "a"}], "primaryKey": "b"}', '{"fields": [{"name": "a", "maillage": {"format": "zz"}}]}',
     '{"fields": [{"name": "a", "constraints": {"enum": "b"}}]}'],
)  # fmt: skip
def test_a_schema_that_makes_no_sense_is_refused(text: str) -> None:
    with pytest.raises(MalformedFile) as caught:
        Schema.parse(text)
    assert str(caught.value)


def test_a_bound_of_another_type_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MalformedFile):
        check(
            tmp_path, [{"name": "v", "type": "integer", "constraints": {"minimum": "a"}}, {"name": "b"}], [["1", "2"]]
        )


def test_an_unknown_schema_names_those_that_exist() -> None:
    with pytest.raises(InvalidOption, match="mediation-numerique"):
        Schema.load("medium")
