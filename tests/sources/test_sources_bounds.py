"""Hostile files are refused soon and within memory."""

import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from maillage.sources import catalogue, loading
from maillage.sources.payload import payload
from maillage.territory import Territory
from maillage.vocabulary.errors import MalformedFile, MissingData

MEMORY_MIB = 512
SECONDS = 10.0

LOAD = """
import json, sys, time
from pathlib import Path
from maillage.sources import catalogue, loading
from maillage.territory import load
from maillage.vocabulary.errors import MalformedFile
territory = load()
for source, path in json.loads(sys.argv[1]):
    start = time.process_time()
    try:
        loading.load(catalogue.find(source), Path(path), territory)
        code = "read"
    except MalformedFile as error:
        code = error.code
        assert str(error)
    status = Path("/proc/self/status").read_text()  # getrusage would count the memory of whoever started us
    peak = int(status.partition("VmHWM:")[2].split()[0]) / 1024
    print(json.dumps([code, time.process_time() - start, peak]))
"""


def zipped(path: Path, name: str, size: int) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive, archive.open(name, "w", force_zip64=True) as file:
        for _ in range(size >> 20):
            file.write(bytes(1 << 20))


def sparse(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(10 << 30)


def workbook(path: Path) -> None:
    cell = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", f"<worksheet><sheetData>{cell}</sheetData></worksheet>")


def strings(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/sharedStrings.xml", '<sst count="1" uniqueCount="999999999999"><si><t>a</t></si></sst>')


HOSTILE = {
    "sparse": ("insee-filosofi-2021-communes", sparse, {"sources.too_large"}),
    "sparse json": ("mediation-corse", sparse, {"sources.too_large"}),
    "zip bomb": (
        "insee-comparateur-territoires",
        lambda path: zipped(path, "base_cc_comparateur.csv", 1 << 28),
        {"sources.too_large", "sources.bomb"},
    ),
    "small zip bomb": (
        "insee-comparateur-territoires",
        lambda path: zipped(path, "base_cc_comparateur.csv", 1 << 26),
        {"sources.bomb"},
    ),
    "deep json": ("mediation-corse", lambda path: path.write_text("[" * 500_000), {"sources.nesting"}),
    "wide json": (
        "mediation-corse",
        lambda path: path.write_text("[" + "[]," * 5_000_000 + "[]]"),
        {"sources.too_large"},
    ),
    "far cell": ("insee-appartenance-geo-communes", workbook, {"sources.too_many_cells"}),
    "many strings announced": ("insee-appartenance-geo-communes", strings, {"sources.too_many_cells"}),
    "many rows": (
        "insee-filosofi-2021-communes",
        lambda path: path.write_text("CODGEO;NBMENFISC21;NBPERSMENFISC21;MED21;TP6021\n" + "1;1;1;1;1\n" * 1_000_000),
        {"sources.too_many_cells"},
    ),
}


def test_hostile_files_are_refused_within_time_and_memory(tmp_path: Path) -> None:
    asked = []
    for rank, (source, make, _) in enumerate(HOSTILE.values()):
        path = tmp_path / str(rank)
        make(path)
        asked.append((source, str(path)))
    run = subprocess.run([sys.executable, "-c", LOAD, json.dumps(asked)], capture_output=True, text=True, check=True)
    answers = [json.loads(line) for line in run.stdout.splitlines()]
    for (case, (_, _, codes)), (code, seconds, peak) in zip(HOSTILE.items(), answers, strict=True):
        assert code in codes, case
        assert seconds < SECONDS, case
        assert peak < MEMORY_MIB, case


def test_a_lying_gzip_is_stopped(territory: Territory) -> None:
    import gzip

    source = catalogue.find("insee-bpe")
    with pytest.raises(MalformedFile) as caught:
        loading.load(source, gzip.compress(b'{"communes": {' + b" " * (100 << 20) + b"}}", 9), territory)
    assert caught.value.code == "sources.too_large"


def test_an_archive_of_many_members_is_refused() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for rank in range(6000):
            archive.writestr(f"{rank}.csv", b"")
    with pytest.raises(MalformedFile):
        payload(file.getvalue(), most=1 << 26)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"PK\x03\x04" + b"\x00" * 100, b"\x1f\x8b\x08rubbish"])
def test_damaged_files_are_told(content: bytes, territory: Territory) -> None:
    with pytest.raises(MalformedFile) as caught:
        loading.load(catalogue.find("insee-bpe"), content, territory)
    assert str(caught.value)


def test_an_absent_file_is_missing(tmp_path: Path, territory: Territory) -> None:
    with pytest.raises(MissingData):
        loading.load(catalogue.find("insee-bpe"), tmp_path / "none", territory)
    with pytest.raises(MissingData):
        loading.load(catalogue.find("insee-bpe"), tmp_path, territory)
