"""Maillage's own formats, and what is proposed instead of a mistake."""

import json
from pathlib import Path

import polars as pl
import pytest

from maillage.checks import Report, Schema, check_file
from maillage.checks.geography import from_lambert93
from maillage.checks.identifiers import good_sirets
from maillage.checks.nearest import distance, nearest
from maillage.opening.words import translate
from maillage.territory import Territory

FORMATS = [
    ("code_postal", ["75013", "01000", "20000", "97400"],
     {"1000": "01000", "75013.0": "75013", "7501": "07501", "00123": None}),
    ("siret", ["43493312300029", "35600000000048", "35600000049837"],
     {"434 933 123 00029": "43493312300029", "43493312300028": None, "123": None}),
    ("telephone", ["+33180059880", "+262692000000"],
     {"01 80 05 98 80": "+33180059880", "0692.00.00.00": "+262692000000", "180059880": "+33180059880", "3949": None}),
    ("email", ["a.b@exemple.fr"], {"a@b": None, "mailto:a@b.fr": "a@b.fr", "a @exemple.fr": "a@exemple.fr"}),
    ("url", ["https://exemple.fr/a?b#c", "http://exemple.fr:80"],
     {"www.exemple.fr": "https://www.exemple.fr", "http:/exemple.fr": "http://exemple.fr", "non": None}),
    ("opening_hours",
     ["24/7", "Mo-Fr 09:00-12:00,14:00-18:30; Sa 08:30-12:00", "Mo,We 10:00-12:00; PH off",
      "Jul-Aug Mo-Fr 09:00-17:00", "Dec 25 off", "week 1-52/2 Tu 14:00-17:00", 'Mo-Fr 09:00-12:00 "sur rendez-vous"',
      "Sa[1] 10:00-12:00"],
     {"lundi au vendredi de 9h à 12h": "Mo-Fr 09:00-12:00", "Lun-Ven : 9h30-12h": "Mo-Fr 09:30-12:00",
      "mo-fr 9:00-12:00": "Mo-Fr 09:00-12:00", "le matin": None}),
]  # fmt: skip

TYPED = [
    ({"type": "number"}, {"48,85": ("48.85", True), "1 234,5": ("1234.5", True), "abc": (None, False)}),
    ({"type": "integer"}, {"12.0": ("12", True), "1 000": ("1000", True), "12.5": (None, False)}),
    ({"type": "date"}, {"02/04/2024": ("2024-04-02", True), "2-4-2024": ("2024-04-02", True),
                        "2/4/24": ("2024-04-02", False),
                        "2024-04-02T10:00:00": ("2024-04-02", True),
                        "45384": ("2024-04-02", False), "31/02/2024": (None, False)}),
    ({"type": "boolean"}, {"Oui": ("true", True), "x": ("true", True), "NON": ("false", True), "?": (None, False)}),
    ({"type": "string", "constraints": {"enum": ["Itinérant", "Fixe"]}},
     {"itinerant": ("Itinérant", True), "Itinérent": ("Itinérant", False), "Bus": (None, False)}),
]  # fmt: skip

CODES = {
    "1053": ("code_insee", "01053"),
    "1053.0": ("code_insee", "01053"),
    '="01053"': ("code_insee", "01053"),
    "2a004": ("code_insee", "2A004"),
    "01039": ("code_insee_former", "01138"),
    "97502": ("code_insee_overseas", None),
    "99999": ("code_insee", None),
    "13055SR01": ("code_insee", None),
    "Reims": ("code_insee", None),
}


def check(folder: Path, fields: list[dict[str, object]], rows: list[list[str]], territory: Territory | None) -> Report:
    path = folder / "file.json"
    names = [str(field["name"]) for field in fields]
    path.write_text(json.dumps([dict(zip(names, row, strict=True)) for row in rows]), encoding="utf-8")
    return check_file(path, Schema.parse(json.dumps({"fields": fields})), territory=territory)


def of_format(name: str) -> dict[str, object]:
    return {"name": name, "type": "string", "maillage": {"format": name}}


@pytest.mark.parametrize(("name", "good", "bad"), FORMATS)
def test_each_format(tmp_path: Path, name: str, good: list[str], bad: dict[str, str | None]) -> None:
    report = check(tmp_path, [of_format(name)], [[cell] for cell in [*good, *bad]], None)
    assert dict(report.findings.select("value", "proposal").rows()) == bad
    assert report.findings["line"].to_list() == [len(good) + 1 + k for k in range(len(bad))]


@pytest.mark.parametrize(("field", "bad"), TYPED)
def test_what_is_proposed_for_a_type(
    tmp_path: Path, field: dict[str, object], bad: dict[str, tuple[str | None, bool]]
) -> None:
    report = check(tmp_path, [{"name": "v", **field}], [[cell] for cell in bad], None)
    assert {
        value: (fix, safe) for value, fix, safe in report.findings.select("value", "proposal", "safe").rows()
    } == bad


def test_commune_codes(tmp_path: Path, territory: Territory) -> None:
    good = ["01053", "2A004", "75056", "75101", "97411"]
    report = check(tmp_path, [of_format("code_insee")], [[code] for code in [*good, *CODES]], territory)
    found = {value: (code, fix) for value, code, fix in report.findings.select("value", "code", "proposal").rows()}
    assert found == CODES
    severity = dict(report.findings.select("code", "severity").rows())
    assert severity == {"code_insee": "error", "code_insee_former": "warning", "code_insee_overseas": "warning"}


def test_commune_names_go_with_codes(tmp_path: Path, territory: Territory) -> None:
    fields = [
        {**of_format("commune"), "maillage": {"format": "commune", "severity": "warning"}},
        of_format("code_insee"),
    ]
    rows = [["Reims", "51454"], ["SAINT ETIENNE", "42218"], ["Ajacio", "2A004"], ["Lyon", "51454"], ["Béon", "01138"],
            ["Paris 13e", "75056"], ["Le Havre", "76351"], ["Strasbour", ""]]  # fmt: skip
    report = check(tmp_path, fields, rows, territory)
    assert report.findings.select("line", "code", "proposal").rows() == [
        (3, "commune_unknown", "Ajaccio"),
        (4, "commune_mismatch", None),
        (8, "commune_unknown", "Strasbourg"),
    ]
    assert "Reims" in report.findings["sentence"][1]
    assert report.valid


def test_points(tmp_path: Path) -> None:
    fields = [{"name": name, "type": "number", "maillage": {"format": name}} for name in ("latitude", "longitude")]
    rows = [["48.85", "2.35"], ["2.35", "48.85"], ["6862000", "652000"], ["0", "0"], ["NaN", "2"], ["95", "2"],
            ["-21.1", "55.5"], ["48.85", ""]]  # fmt: skip
    report = check(tmp_path, fields, rows, None)
    assert report.findings.select("line", "column", "code", "proposal").rows() == [
        (2, "latitude", "swapped", "48.85"),
        (2, "longitude", "swapped", "2.35"),
        (3, "latitude", "lambert93", "48.856248"),
        (3, "longitude", "lambert93", "2.345812"),
        (4, "latitude", "outside_france", None),
        (4, "longitude", "outside_france", None),
        (5, "latitude", "not_finite", None),
        (6, "latitude", "degrees", None),
    ]


def test_lambert_93_at_its_origin() -> None:
    x, y = pl.Series([700_000.0]).to_numpy(), pl.Series([6_600_000.0]).to_numpy()
    lat, lon = from_lambert93(x, y)
    assert lat[0] == pytest.approx(46.5, abs=1e-7)
    assert lon[0] == pytest.approx(3.0, abs=1e-9)


def test_several_values_in_a_cell(tmp_path: Path) -> None:
    own = {"separator": "|", "values": ["Jeunes", "Étudiants", "Seniors"]}
    mails = {"separator": "|", "format": "email"}
    fields = [{"name": "publics", "maillage": own}, {"name": "mails", "maillage": mails}]
    rows = [
        ["Jeunes|Seniors", "a@b.fr|c@d.fr"],
        ["jeunes|Etudiants", "a@b.fr|x"],
        ["Jeunes;Seniors", ""],
        ["Chats", ""],
    ]
    report = check(tmp_path, fields, rows, None)
    assert report.findings.select("line", "code", "proposal", "safe").rows() == [
        (2, "values", "Jeunes|Étudiants", True),
        (2, "several_email", None, False),
        (3, "values", "Jeunes|Seniors", True),
        (4, "values", None, False),
    ]


def test_spaces_around_are_a_warning_with_a_safe_proposal(tmp_path: Path) -> None:
    report = check(tmp_path, [{"name": "v"}, {"name": "w"}], [["a", " b "], ["a\ufffd", "c"]], None)
    assert report.findings.select("code", "severity", "proposal").rows() == [
        ("spaces", "warning", "b"),
        ("lost_letter", "warning", None),
    ]
    assert report.valid


def test_luhn_against_its_definition() -> None:
    def slow(text: str) -> bool:
        total = 0
        for place, figure in enumerate(reversed(text)):
            value = int(figure) * (2 if place % 2 else 1)
            total += value - 9 if value > 9 else value
        return total % 10 == 0

    texts = [f"{k * 7919 + 12345678901234 % (k + 1):014d}" for k in range(1, 3000)]
    assert good_sirets(pl.Series(texts)).to_list() == [slow(text) for text in texts]


def test_distance_and_nearest() -> None:
    assert distance("chat", "chta", 3) == 1
    assert distance("chat", "chien", 3) == 3
    assert distance("a", "abcdef", 2) == 3
    assert nearest("Telefoner", ["Se présenter", "Téléphoner"]) == "Téléphoner"
    assert nearest("a", ["b", "c"]) is None
    assert nearest("rat", ["rats", "rate"]) is None


def test_hours_that_do_not_read_are_left() -> None:
    assert translate("sur rendez-vous") is None
    assert translate("x" * 1000) is None
