"""Damage files of every format thousands of times: a loader must read them or say why not, never crash nor stall.

``python benchmarks/fuzz_sources.py --files 50000 --seed 1`` prints one line for each source; it exits with 1 on the
first file that is answered by anything but a sound table or a :class:`MaillageError`, and leaves it in
``fuzz-failure``.
"""

import argparse
import collections
import io
import os
import random
import sys
import time
import zipfile
from pathlib import Path

import polars as pl
import xlsxwriter

from maillage.sources import catalogue, loading
from maillage.sources.source import Source
from maillage.territory import Territory, load
from maillage.vocabulary.errors import MaillageError

TOKENS = [
    b"", b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b'"', b";", b",", b"\t", b"\n", b"\r\n", b"NaN", b"inf",
    b"s", b"-1e309", b"99999999999999999999", b'="01001"', b"2A004", b"1001.0", b"[", b"]", b"{", b"}", b"null",
    b"\xe9", b"<e9>",
    b"9" * 400, b"\xed\xa0\x80", b"PK\x03\x04", b"\x1f\x8b", b"PAR1", "é".encode(), b"\xf0\x9f\x98\x80", b"31/02/2024",
    b"<c r=", b"1e308",
]  # fmt: skip
WORKBOOK = "insee-appartenance-geo-communes"
NAMES = ("CODGEO", "LIBGEO", "DEP", "REG", "EPCI", "ARR", "ZE2020", "UU2020", "AAV2020", "CATEAAV2020", "BV2022")
WRITTEN = {
    "insee-bpe-melodi": b'"GEO";"GEO_OBJECT";"FACILITY_TYPE";"BPE_MEASURE";"TIME_PERIOD";"OBS_VALUE"\n'
    + b"".join(
        b'"%05d";"%s";"%s";"FACILITIES";%d;%d\n' % (1001 + k, level, kind, 2023 + k % 2, k)
        for k in range(40)
        for level in (b"COM", b"ARM")
        for kind in (b"B207", b"A206", b"_T")
    )
}
"""Samples of files that could not be had, written in their format."""
SAMPLE_BYTES = 6_000
MAX_CPU_SECONDS = 10.0


def mutated(content: bytes, rng: random.Random) -> bytes:
    """Content with a few damages."""
    data = bytearray(content)
    for _ in range(rng.choice((1, 1, 2, 4, 16))):
        at = rng.randrange(len(data) + 1)
        kind = rng.randrange(6)
        if kind == 0:
            data[at:at] = rng.choice(TOKENS)
        elif kind == 1 and data:
            data[at % len(data)] ^= 1 << rng.randrange(8)
        elif kind == 2:
            del data[at : at + rng.choice((1, 3, 40, 2000))]
        elif kind == 3:
            data[at : at + rng.choice((1, 5))] = rng.choice(TOKENS)
        elif kind == 4:
            start = rng.randrange(len(data) + 1)
            data[at:at] = data[start : start + rng.choice((10, 200))]
        else:
            data[at:at] = bytes(rng.randrange(256) for _ in range(8))
    return bytes(data)


def sample(path: Path) -> bytes:
    """Start of a text, the whole of an archive."""
    content = path.read_bytes()
    if content[:2] in (b"PK", b"\x1f\x8b") or content[:4] == b"PAR1":
        return content if len(content) < 500_000 else content[:SAMPLE_BYTES] + content[-SAMPLE_BYTES:]
    if path.suffix in (".json", ".geojson"):
        cut = content.rfind(b"},", 0, SAMPLE_BYTES)
        if content[:1] == b"[" and cut > 0:
            return content[: cut + 1] + b"]"
        last = content.rfind(b'{ "type": "Feature"', 0, SAMPLE_BYTES)
        if last > 0:
            return content[:last].rstrip().rstrip(b",") + b"]}"
    return content[:SAMPLE_BYTES]


def workbook(rng: random.Random) -> bytes:
    """A workbook of which one part was damaged before it was packed."""
    made, broken = io.BytesIO(), io.BytesIO()
    with xlsxwriter.Workbook(made) as book:
        sheet = book.add_worksheet("COM")
        for line in range(8):
            for column, name in enumerate(NAMES):
                sheet.write(line, column, name if line == 0 else f"0100{line}" if column == 0 else line / 2)
    with zipfile.ZipFile(made) as archive, zipfile.ZipFile(broken, "w", zipfile.ZIP_DEFLATED) as copy:
        chosen = rng.choice(archive.namelist())
        for name in archive.namelist():
            content = archive.read(name)
            copy.writestr(name, mutated(content, rng) if name == chosen else content)
    return broken.getvalue()


def unsound(table: pl.DataFrame, territory: Territory) -> str:
    """What no table may hold, empty where it holds none: a code that is no commune of today, a number without end."""
    if "code_insee" in table.columns:
        codes = table["code_insee"].drop_nulls()
        if wrong := codes.filter(~codes.is_in(territory.communes["code"].implode())).to_list():
            return f"code {wrong[0]}"
    endless = [each.name for each in table if each.dtype.is_float() and not each.drop_nulls().is_finite().all()]
    return f"column {endless[0]}" if endless else ""


def answer(source: Source, content: bytes, territory: Territory) -> str:
    """``read`` or the code of the refusal; anything else is raised."""
    try:
        reading = loading.load(source, content, territory)
        if wrong := unsound(reading.table, territory):
            raise AssertionError(wrong)
        loading.check(source, reading)
    except MaillageError as error:
        return error.code if str(error) else ""
    return "read"


def fuzz(files: int, seed: int, shared: Path, territory: Territory) -> dict[str, collections.Counter[str]]:
    """Answers to damaged files, by source."""
    rng = random.Random(seed)
    found = {}
    for source in catalogue.SOURCES:
        path = next((shared / file for file in source.mirror if (shared / file).is_file()), None)
        if path is not None:
            found[source.id] = (source, sample(path))
        elif source.id in WRITTEN:
            found[source.id] = (source, WRITTEN[source.id])
    answers: dict[str, collections.Counter[str]] = {name: collections.Counter() for name in found}
    for rank in range(files):
        source, content = found[list(found)[rank % len(found)]]
        damaged = workbook(rng) if source.id == WORKBOOK else mutated(content, rng)
        start = time.process_time()
        try:
            answers[source.id][answer(source, damaged, territory)] += 1
        except BaseException:
            Path("fuzz-failure").write_bytes(damaged)
            print(f"file {rank}, seed {seed}, source {source.id}: kept in fuzz-failure", file=sys.stderr)
            raise
        if time.process_time() - start > MAX_CPU_SECONDS:
            Path("fuzz-failure").write_bytes(damaged)
            raise AssertionError(f"file {rank}, seed {seed}, source {source.id}: too slow, kept in fuzz-failure")
        if rank % 1000 == 999:
            print(f"{rank + 1} files", file=sys.stderr, flush=True)
    return answers


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=50_000)
    parser.add_argument("--seed", type=int, default=1)
    shared = Path(os.environ.get("MAILLAGE_SHARED", Path(__file__).parents[2] / "shared" / "data"))
    arguments = parser.parse_args()
    start = time.perf_counter()
    for name, counts in fuzz(arguments.files, arguments.seed, shared, load()).items():
        print(f"{name}: " + ", ".join(f"{code} {count}" for code, count in counts.most_common()))
    print(f"{arguments.files} files, {time.perf_counter() - start:.0f} s")


if __name__ == "__main__":
    main()
