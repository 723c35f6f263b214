"""Files as they come: encodings, delimiters, line numbers, workbooks, JSON, headers, and what is refused."""

import datetime
import json
import random
import resource
import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.checks import Limits, Report, Schema, check_file, encoding
from maillage.checks.delimited import read_fast, read_slowly
from maillage.territory import Territory
from maillage.vocabulary.errors import MaillageError, MalformedFile, MissingData

SIMPLE = Schema.parse(
    json.dumps({"fields": [{"name": "id"}, {"name": "été"}, {"name": "n", "type": "integer"}, {"name": "note"}]})
)
NAMES = Schema.parse(json.dumps({"fields": [{"name": "commune", "maillage": {"format": "commune"}}, {"name": "n"}]}))
LIMITS = Limits()


def check(path: Path, data: bytes | str) -> Report:
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return check_file(path, SIMPLE)


def seen(report: Report) -> list[tuple[int, str, str]]:
    return report.findings.select("line", "column", "code").rows()


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_lines_are_those_of_the_file(tmp_path: Path, delimiter: str, newline: str) -> None:
    rows = ["id,été,n,note", "1,a,2,b", '2,"deux\nlignes, et ""guillemets""",x,c', '3,"a\n\nb",3,d', "4,a,y,e"]
    text = "\n".join(rows).replace("\n", newline)
    if delimiter != ",":
        text = text.replace("lignes, et", "lignes et").replace(",", delimiter)
    report = check(tmp_path / "f.csv", text)
    assert seen(report) == [(3, "n", "type"), (8, "n", "type")]
    assert report.table.cells.delimiter == delimiter
    assert report.rows == 4


def test_rows_too_short_too_long_and_blank(tmp_path: Path) -> None:
    text = "id;été;n;note\n1;a\n\n;;;\n2;b;x;c;d;e\n3;a;1;z\n\n\n"
    assert seen(check(tmp_path / "f.csv", text)) == [
        (2, "n", "missing_cell"),
        (2, "note", "missing_cell"),
        (3, "", "blank_row"),
        (4, "", "blank_row"),
        (5, "", "extra_cell"),
        (5, "n", "type"),
    ]


def test_a_row_too_short_beside_one_too_long_does_not_pass(tmp_path: Path) -> None:
    assert {code for _, _, code in seen(check(tmp_path / "f.csv", "id,été,n,note\n1,a,1\n2,a,1,b,c\n"))} == {
        "missing_cell",
        "extra_cell",
    }


def test_the_two_readers_agree() -> None:
    chance = random.Random(3)
    compared = 0
    texts = ["a", "é", " ", "", '""', '"b"', '"b\n,c"', '"d""e"', 'f"g', '"h"i', '"', "\n"]
    for _ in range(2000):
        rows = [",".join(chance.choices(texts, k=3)) for _ in range(chance.randint(1, 4))]
        data = ("id,n,x\n" + "\n".join(rows)).encode()
        fast = read_fast(Path("f"), data, ",", LIMITS)
        if fast is None:
            continue
        slow = read_slowly(Path("f"), data, ",", LIMITS)
        compared += 1
        assert fast.frame.equals(slow.frame)
        assert fast.lines.to_list() == slow.lines.to_list()
        assert not slow.ragged
    assert compared > 100
    for _ in range(200):
        rows = [
            [chance.choice(["a", "é,", '"', "b\nc", "", " "]) for _ in range(3)] for _ in range(chance.randint(1, 9))
        ]
        cells = [",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows]
        data = ("id,n,x\n" + "\n".join(cells)).encode()
        fast, slow = read_fast(Path("f"), data, ",", LIMITS), read_slowly(Path("f"), data, ",", LIMITS)
        assert fast is not None
        assert fast.frame.equals(slow.frame)
        assert fast.lines.to_list() == slow.lines.to_list()


@settings(max_examples=300)
@given(
    st.lists(
        st.one_of(st.binary(max_size=3), st.text(max_size=4).map(lambda text: text.encode("utf-8", "surrogatepass")))
    )
)
def test_utf8_is_what_python_decodes(parts: list[bytes]) -> None:
    data = b"".join(parts)
    try:
        data.decode()
        wanted = True
    except UnicodeDecodeError:
        wanted = False
    for piece in (4, 5, 7, 1 << 18):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(encoding, "_PIECE", piece)
            assert encoding.is_utf8(data) is wanted


@pytest.mark.parametrize(("encoding", "read_as"), [("utf-8", "utf-8"), ("utf-8-sig", "utf-8"), ("cp1252", "cp1252")])
def test_encodings_read(tmp_path: Path, encoding: str, read_as: str) -> None:
    report = check(tmp_path / "f.csv", "id,été,n,note\n1,œuvre,2,€\n".encode(encoding))
    assert report.table.cells.encoding == read_as
    assert report.valid
    assert ("encoding" in set(report.findings["code"])) is (read_as == "cp1252")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ("id,été\n1,é\n".encode("utf-16"), "checks.encoding.utf16"),
        ("id,été\n1,a\n".encode("utf-16-le"), "checks.encoding.utf16"),
        (b"id,n\n1,\x00\n" + b"a" * 99, "checks.encoding.binary"),
        ("id,été,n\n1,éé,2\n".encode() + b"2,\xe9,3\n", "checks.encoding.damaged"),
        (b"id,n\n1,\x81\xe9\n", "checks.encoding.unknown"),
        (b"", "checks.file.empty"),
        (b"\n \n\n", "checks.file.empty"),
        (b"a,b\n1,2\n", "checks.file.no_column"),
        (b'id,n\n1,"abc\n2,3\n', "checks.csv.quotes"),
        (b'id,n\n1,"abc"d\n', "checks.csv.quotes"),
        (b'id,n\n1,"' + b"a" * 200_000 + b'"\n', "checks.csv.long_cell"),
        (b"id," * 600 + b"n\n1\n", "checks.file.columns"),
        (b"PK\x03\x04" + b"x" * 50, "checks.xlsx.unreadable"),
        (b"\xd0\xcf\x11\xe0" + b"x" * 50, "checks.xlsx.old"),
    ],
)
def test_what_is_refused_says_why(tmp_path: Path, data: bytes, code: str) -> None:
    with pytest.raises(MalformedFile) as caught:
        check(tmp_path / "f.csv", data)
    assert caught.value.code == code
    assert "f.csv" in str(caught.value)


@pytest.mark.parametrize(
    ("text", "code"),
    [("{}", "checks.json.array"), ("[1]", "checks.json.array"), ("[", "checks.json.syntax"),
     ("[]", "checks.file.empty"),
     ('[{"id": 1, "id": 2}]', "checks.json.twice"), ("[" * 100_000, "checks.json.depth")],
)  # fmt: skip
def test_json_that_is_refused(tmp_path: Path, text: str, code: str) -> None:
    with pytest.raises(MalformedFile) as caught:
        check(tmp_path / "f.json", text)
    assert caught.value.code == code


def test_json_rows(tmp_path: Path) -> None:
    rows = '[{"id": 1, "été": "\\ud800", "n": 12345678901234567890}, {"id": 2, "n": 1.50, "note": ["a", "b"]}, {}]'
    report = check(tmp_path / "f.json", rows)
    assert seen(report) == [(2, "n", "type"), (3, "", "blank_row")]
    assert report.findings["value"][0] == "1.50"
    assert report.unit == "item"


def test_sheets_keep_their_row_numbers(tmp_path: Path) -> None:
    path = tmp_path / "f.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        sheet.write_row(2, 1, ["id", "été", "n", "note"])
        sheet.write_row(3, 1, ["1", "a", 12, "x"])
        sheet.write_row(5, 1, ["2", "b", 1.5, "y"])
    report = check_file(path, SIMPLE)
    assert seen(report) == [(3, "column 1", "nameless")] or seen(report)[-2:] == [
        (5, "", "blank_row"),
        (6, "n", "type"),
    ]
    assert report.unit == "row"


def test_dates_of_sheets_are_iso(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["id", "n"])
    book.active["A2"] = "1"
    book.active["B2"] = datetime.datetime(2024, 4, 2)
    book.save(tmp_path / "f.xlsx")
    schema = Schema.parse('{"fields": [{"name": "id"}, {"name": "n", "type": "date"}]}')
    assert check_file(tmp_path / "f.xlsx", schema).valid


def test_dirty_headers(tmp_path: Path) -> None:
    path = tmp_path / "f.csv"
    path.write_text("ID;Code INSEE;Cp;latitud;Zut;nom;nom\n1;51454;51100;49;x;A;B\n")
    report = check_file(path, "mediation-numerique")
    assert report.mapping.rows() == [
        ("ID", "id", "spelling", True),
        ("Code INSEE", "code_insee", "spelling", True),
        ("Cp", "code_postal", "synonym", True),
        ("latitud", "latitude", "nearest", False),
        ("Zut", None, "unknown", False),
        ("nom", "nom", "exact", True),
        ("nom", "nom", "twice", False),
    ]
    missing = report.findings.filter(report.findings["code"] == "missing_column")["column"].to_list()
    assert missing == ["pivot", "commune", "adresse", "date_maj"]


def test_names_damaged_by_an_encoding_refuse_the_file(tmp_path: Path, territory: Territory) -> None:
    names = territory.communes["name"].head(3000).to_list()
    text = "commune;n\n" + "".join(f"{name};1\n" for name in names)
    path = tmp_path / "f.csv"
    path.write_text(text, encoding="utf-8")
    assert check_file(path, NAMES, territory=territory).findings.is_empty()
    for damaged in (
        text.encode().decode("latin-1").encode(),
        text.encode("mac-roman", "replace"),
        text.encode("ascii", "replace"),
    ):
        path.write_bytes(damaged)
        with pytest.raises(MalformedFile) as caught:
            check_file(path, NAMES, territory=territory)
        assert caught.value.code in ("checks.encoding.names", "checks.encoding.unknown")
    path.write_text("commune;n\n" + "Bruxelles;1\nAjacio;2\n" * 30, encoding="utf-8")
    assert set(check_file(path, NAMES, territory=territory).findings["code"]) == {"commune_unknown"}


BOMBS = """
import sys, time
from pathlib import Path
from maillage.checks import Schema, check_file
from maillage.vocabulary.errors import MaillageError
schema = Schema.parse('{"fields": [{"name": "id"}, {"name": "n"}]}')
for path in sys.argv[1:]:
    start = time.process_time()
    try:
        check_file(path, schema)
        print("read")
    except MaillageError as error:
        print(error.code, time.process_time() - start < 10)
print(int(Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0]) / 1024 < 512)
"""


def test_files_made_to_exhaust_memory_are_refused(tmp_path: Path) -> None:
    sparse = [tmp_path / f"sparse.{kind}" for kind in ("csv", "xlsx", "json")]
    for path in sparse:
        with path.open("wb") as file:
            file.truncate(10_000_000_000)
    good = tmp_path / "good.xlsx"
    with xlsxwriter.Workbook(str(good)) as book:
        book.add_worksheet().write_row(0, 0, ["id", "n"])
    head = (
        b'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    )
    far = b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    far += b"</sheetData></worksheet>"
    bombs = {
        "bomb": head + b" " * 60_000_000,
        "far": head + far,
        "wide": head + far.replace(b'r="XFD1048576"', b"r='RA1048576'"),
    }
    for name, sheet in bombs.items():
        with (
            zipfile.ZipFile(good) as source,
            zipfile.ZipFile(tmp_path / f"{name}.xlsx", "w", zipfile.ZIP_DEFLATED) as out,
        ):
            for part in source.namelist():
                out.writestr(part, sheet if part.startswith("xl/worksheets/") else source.read(part))
    deep, strings = tmp_path / "deep.json", tmp_path / "strings.json"
    deep.write_bytes(b'[{"id":' * 1_000_000)
    strings.write_text(json.dumps([{"id": "[" * 500, "n": '\\"[{'}]))
    files = [*sparse, *(tmp_path / f"{name}.xlsx" for name in bombs), deep, strings]
    run = subprocess.run(
        [sys.executable, "-c", BOMBS, *map(str, files)], capture_output=True, text=True, check=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CORE, (0, 0)),
    )  # fmt: skip
    assert run.stdout.split("\n")[:-1] == [
        *["checks.file.too_large True"] * 3,
        "checks.xlsx.bomb True",
        "checks.file.columns True",
        "checks.file.cells True",
        "checks.json.depth True",
        "read",
        "True",
    ]


@pytest.mark.parametrize("name", ["absent.csv", ".", "a\0b"])
def test_what_is_no_file(tmp_path: Path, name: str) -> None:
    with pytest.raises(MissingData) as caught:
        check_file(tmp_path / name, SIMPLE)
    assert isinstance(caught.value, MaillageError)
    assert str(caught.value)
