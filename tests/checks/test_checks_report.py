"""What a report says, in both languages, and the corrected workbook."""

import json
import re
import string
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

import maillage.checks
from maillage.checks import SHIPPED, Report, Schema, check_file, write_corrected
from maillage.territory import Territory
from maillage.vocabulary import messages
from maillage.vocabulary.errors import CannotWrite
from maillage.vocabulary.messages import MESSAGES

DIRTY = """id;pivot;nom;commune;code_postal;code_insee;adresse;latitude;longitude;itinerance;date_maj
1;43493312300029;=1+1;Reims;51100;51454;rue;49,25;4.03;itinerant;02/04/2024
2;43493312300029;B;Reims;51100;51454;rue;4.03;49.25;Fixe;2024-04-02
1;43493312300029;C;Béon;01350;01039; rue ;45.85;5.75;Bus;2024-04-02
"""


@pytest.fixture(autouse=True)
def _french() -> Iterator[None]:
    before = messages.language()
    messages.set_language("fr")
    yield
    messages.set_language(before)


@pytest.fixture
def report(tmp_path: Path, territory: Territory) -> Report:
    path = tmp_path / "lieux.csv"
    path.write_text(DIRTY, encoding="utf-8")
    return check_file(path, "mediation-numerique", territory=territory)


def test_the_whole_report(report: Report) -> None:
    assert report.findings.select("line", "column", "code", "severity", "proposal").rows() == [
        (2, "latitude", "type", "error", "49.25"),
        (2, "date_maj", "type", "error", "2024-04-02"),
        (2, "itinerance", "values", "error", "Itinérant"),
        (3, "latitude", "swapped", "error", "49.25"),
        (3, "longitude", "swapped", "error", "4.03"),
        (4, "id", "unique", "error", None),
        (4, "code_insee", "code_insee_former", "warning", "01138"),
        (4, "itinerance", "values", "error", None),
        (4, "adresse", "spaces", "warning", "rue"),
    ]
    assert (report.errors, report.warnings, report.valid, report.rows) == (7, 2, False, 3)


def test_both_languages(report: Report) -> None:
    french = report.to_text()
    messages.set_language("en")
    english = report.to_text()
    assert "Ligne 4, id · erreur : « 1 » est déjà à la ligne 2." in french
    assert "Line 4, id · error: “1” is already on line 2." in english
    assert "33,3 % de latitude ; 2 cellule(s) à revoir" in french
    assert "33.3% of latitude; 2 cell(s) to look at" in english
    assert "Culoz-Béon" in french


def test_a_text_is_cut_and_says_so_the_tables_never_are(report: Report) -> None:
    assert report.to_text(2).splitlines()[-1].startswith("Et 7 autre(s)")
    assert len(report.to_text(2).splitlines()) < len(report.to_text(100).splitlines())
    assert len(json.loads(report.to_json())["findings"]) == 9
    assert report.to_csv().count("\n") == 10
    assert report.to_text(0)


def test_csv_of_findings_cannot_run_formulas(tmp_path: Path) -> None:
    path = tmp_path / "f.csv"
    path.write_text("id,code\n1,=cmd()\n")
    schema = Schema.parse('{"fields": [{"name": "id"}, {"name": "code", "constraints": {"maxLength": 2}}]}')
    assert "'=cmd()" in check_file(path, schema).to_csv()


def test_the_corrected_workbook(report: Report, tmp_path: Path) -> None:
    write_corrected(report, tmp_path / "out.xlsx")
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    sheet = book.worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    names = rows[0]
    first, second, third = (dict(zip(names, row, strict=True)) for row in rows[1:])
    assert (first["latitude"], first["date_maj"], first["itinerance"]) == ("49.25", "2024-04-02", "Itinérant")
    assert (second["latitude"], second["longitude"]) == ("49.25", "4.03")
    assert (third["code_insee"], third["itinerance"], third["adresse"]) == ("01138", "Bus", "rue")
    assert first["nom"] == "=1+1"
    assert sheet["C2"].data_type == "s"
    assert first["code_postal"] == "51100"
    comments = {cell.coordinate: cell.comment.text for row in sheet.iter_rows() for cell in row if cell.comment}
    assert len(comments) == 9
    assert "« 49,25 » devient « 49.25 »" in comments["H2"]
    assert book.worksheets[1].max_row == 10
    again = check_file(tmp_path / "out.xlsx", "mediation-numerique")
    assert again.findings.select("line", "code").rows() == [(4, "unique"), (4, "values")]
    assert [path.name for path in tmp_path.glob(".maillage-*")] == []


def test_a_workbook_that_cannot_be_written(report: Report, tmp_path: Path) -> None:
    with pytest.raises(CannotWrite):
        write_corrected(report, tmp_path / "absent" / "out.xlsx")


def test_progress_is_told(tmp_path: Path, territory: Territory) -> None:
    path = tmp_path / "f.csv"
    path.write_text("code,people_in_need\n01053,12.5\n")
    told: list[tuple[str, float]] = []
    assert check_file(path, "need", territory=territory, progress=lambda step, share: told.append((step, share))).valid
    assert [share for _, share in told] == sorted(share for _, share in told)
    assert all(f"checks.step.{step}" in MESSAGES for step, _ in told)


def test_fixed_places(tmp_path: Path, territory: Territory) -> None:
    path = tmp_path / "f.csv"
    path.write_text("code;regle;count\n01053;keep;2\n1053;Keep;0\n")
    report = check_file(path, "fixed-places", territory=territory)
    errors = report.findings.filter(report.findings["severity"] == "error")
    assert errors.select("column", "code", "proposal").rows() == [
        ("rule", "enum", "keep"),
        ("code", "code_insee", "01053"),
        ("count", "minimum", None),
    ]


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        ("01053,at_most,3\n01053,must,3\n01053,keep,1", []),
        ("01053,at_most,0", [(2, "rule", "cap_nothing", "must_not")]),
        ("01053,plafond,0\n01004,keep,1", [(2, "rule", "cap_nothing", "must_not")]),
        ("01053,at_most,0\n01053,keep,1", []),
        ("01053,keep,1\n01053,Au plus,0", [(3, "rule", "enum", "au plus"), (3, "count", "minimum", None)]),
        ("01053,must,0\n01004,must_not,0", [(2, "count", "minimum", None), (3, "count", "minimum", None)]),
        ("01053,must,2\n01004,must,1\n01053,interdit,", [(4, "rule", "fixed_contradiction", None)]),
        ("01053,must,2\n01053,keep,\n01053,au plus,1", [(4, "rule", "fixed_cap", None)]),
        ("01053,at_most,1\n01053,must,2", [(3, "rule", "fixed_cap", None)]),
        ("01091,must_not,\n01033,must,2", [(3, "rule", "fixed_contradiction", None)]),
        ("99999,at_most,0", [(2, "rule", "cap_nothing", "must_not"), (2, "code", "code_insee", None)]),
    ],
)
def test_fixed_places_are_read_together(
    tmp_path: Path, territory: Territory, lines: str, wanted: list[tuple[int, str, str, str | None]]
) -> None:
    path = tmp_path / "f.csv"
    path.write_text(f"code,rule,count\n{lines}\n")
    report = check_file(path, "fixed-places", territory=territory)
    errors = report.findings.filter(report.findings["severity"] == "error")
    assert sorted(errors.select("line", "column", "code", "proposal").rows(), key=str) == sorted(wanted, key=str)


@pytest.mark.parametrize("name", SHIPPED)
def test_shipped_schemas_read(name: str) -> None:
    schema = Schema.load(name)
    assert schema.name == name
    assert all(field.title for field in schema.fields)


def test_the_national_standard_has_its_32_fields_7_required_plus_the_date() -> None:
    schema = Schema.load("mediation-numerique")
    assert len(schema.fields) == 32
    assert sum(field.required for field in schema.fields) == 7


@pytest.mark.realdata
@pytest.mark.realdata
def test_the_published_schema_and_its_example(shared: Path, territory: Territory) -> None:
    example = shared / "tables" / "schemas" / "mediation-numerique.exemple-valide.csv"
    assert check_file(example, "mediation-numerique", territory=territory).findings.is_empty()
    published = Schema.load(str(shared / "tables" / "schemas" / "mediation-numerique.schema.json"))
    assert check_file(example, published).valid
    ours = Schema.load("mediation-numerique")
    assert [field.name for field in ours.fields] == [field.name for field in published.fields]
    assert [field.name for field in ours.fields if field.required] == [f.name for f in published.fields if f.required]


def test_every_code_noted_has_its_sentence() -> None:
    source = Path(maillage.checks.__file__).parent
    codes = set()
    for path in source.glob("*.py"):
        text = path.read_text(encoding="utf-8")
        codes |= set(re.findall(r'"(checks\.[a-z_0-9.]+[a-z_0-9])"', text))
        codes |= {f"checks.{code}" for code in re.findall(r'note\.(?:cells|whole)\(\s*"([a-z_0-9]+)"', text)}
        codes |= {f"checks.{code}" for code in re.findall(r'Mask\(\s*"([a-z_]+)"', text)}
    assert len(codes) > 60
    assert codes <= set(MESSAGES)
    slots = {name for code in codes for _, name, _, _ in string.Formatter().parse(MESSAGES[code][0]) if name}
    assert "value" in slots
