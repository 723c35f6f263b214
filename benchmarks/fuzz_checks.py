"""Files mutated at random: each must give a clear error or a report, and no wrong commune code may pass.

::

    .venv/bin/python benchmarks/fuzz_checks.py [--files 50000] [--seed 1] [--save docs/benchmarks/checks-fuzz.md]
"""

import argparse
import collections
import csv
import io
import json
import multiprocessing
import random
import tempfile
import time
import traceback
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import polars as pl
import xlsxwriter

from maillage import territory
from maillage.checks import Report, Schema, check_file
from maillage.territory import Territory
from maillage.vocabulary.errors import MaillageError

FIELDS = (
    "id", "pivot", "nom", "commune", "code_postal", "code_insee", "adresse", "latitude", "longitude", "telephone",
    "courriels", "horaires", "itinerance", "date_maj", "services",
)  # fmt: skip
NASTY = (
    "", " ", "1001", "1001.0", "2a004", "2A4", "=1+1", '"', '""', "\t", "\n", "\r", "NaN", "inf", "-0", "1e999", "0x10",
    "99999", "00000", "75101", "98735", "01039", "é", "Ã©", "\ufffd", "\u2028", "\U0001f600", "a" * 5000, "24/7", "Mo-",
    "31/02/2024", "2024-02-30", "0000-00-00", "9" * 400, "٣٤", "１２３４５", "lat", "|", "||", ";", ",", "[" * 50,
    "\x01",     "48,85", "6862000", "true", "None", "null", "01001 ", "'01001", '="01001"', "O1001", "\u00a001001",
    "01001\u200b",
)  # fmt: skip
ENCODINGS = (
    "utf-8",
    "utf-8-sig",
    "cp1252",
    "utf-16",
    "utf-16-le",
    "utf-16-be",
    "latin-1",
    "cp850",
    "mac-roman",
    "utf-7",
)


def base(chance: random.Random, ground: Territory) -> list[list[str]]:
    """A small right table."""
    rows = [list(FIELDS)]
    some = ground.communes.sample(chance.randint(1, 12), seed=chance.randrange(1 << 30))
    for k, (code, name, lon, lat, postcodes) in enumerate(
        some.select("code", "name", "lon", "lat", "postcodes").iter_rows()
    ):
        rows.append([
            f"p{k}", "43493312300029", f"Lieu « {k} »", name, (postcodes or ["75001"])[0], code, "1, rue du Bac",
            f"{lat:.5f}", f"{lon:.5f}", "+33180059880", "a@exemple.fr|b@exemple.fr", "Mo-Fr 09:00-12:00", "Fixe",
            "2024-04-02", "Aide aux démarches administratives|Utilisation sécurisée du numérique",
        ])  # fmt: skip
    return rows


def as_csv(rows: list[list[str]], delimiter: str, newline: str, quoting: int) -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator=newline, quoting=quoting).writerows(rows)
    return text.getvalue().encode("utf-8", "replace")


def flip(data: bytes, chance: random.Random) -> bytes:
    out = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        out[chance.randrange(len(out))] = chance.randrange(256)
    return bytes(out)


def cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data))]


def swap(data: bytes, chance: random.Random) -> bytes:
    one, two = chance.sample([b",", b";", b"\t", b"|", b'"', b"\n", b" "], 2)
    return data.replace(one, two)


def recode(data: bytes, chance: random.Random) -> bytes:
    text = data.decode("utf-8", "replace")
    if chance.random() < 0.3:
        text = text.encode("utf-8").decode("latin-1")
    return text.encode(chance.choice(ENCODINGS), "replace")


def splice(data: bytes, chance: random.Random) -> bytes:
    at, end = sorted(chance.randrange(len(data)) for _ in range(2))
    return data[:at] + chance.choice([b"", data[at:end] * 2, b'"', b"\0", b"\xff\xfe", b"\r", b"\n\n"]) + data[end:]


MUTATIONS: dict[str, Callable[[bytes, random.Random], bytes]] = {
    "bytes flipped": flip,
    "truncated": cut,
    "delimiters swapped": swap,
    "encoding broken": recode,
    "pieces spliced": splice,
    "cells replaced": lambda data, _: data,
    "several at once": lambda data, chance: recode(splice(flip(data, chance), chance), chance),
}


def make(path: Path, chance: random.Random, ground: Territory) -> tuple[Path, str]:
    """Write one mutated file; its path and the mutation."""
    rows = base(chance, ground)
    name = chance.choice(list(MUTATIONS))
    if name in ("cells replaced", "several at once"):
        for _ in range(chance.randint(1, 10)):
            row = rows[chance.randrange(len(rows))]
            row[chance.randrange(len(row))] = chance.choice(NASTY)
    if chance.random() < 0.1:
        row = rows[chance.randrange(len(rows))]
        row[:] = row[: chance.randrange(len(row) + 1)] + ["extra"] * chance.randint(0, 2)
    kind = chance.choices(["csv", "json", "xlsx"], [0.8, 0.12, 0.08])[0]
    path = path.with_suffix(f".{kind}")
    if kind == "json":
        data = json.dumps([dict(zip(FIELDS, row, strict=False)) for row in rows[1:]], ensure_ascii=False).encode(
            "utf-8", "replace"
        )
    elif kind == "xlsx":
        with xlsxwriter.Workbook(
            str(path), {"strings_to_formulas": False, "strings_to_urls": False, "nan_inf_to_errors": True}
        ) as book:
            sheet = book.add_worksheet()
            for r, row in enumerate(rows):
                for k, text in enumerate(row):
                    sheet.write(
                        r, k, float(text) if name == "cells replaced" and text.isdecimal() and len(text) < 15 else text
                    )
        data = path.read_bytes()
    else:
        quoting = chance.choice([csv.QUOTE_MINIMAL, csv.QUOTE_ALL])
        data = as_csv(rows, chance.choice(",;\t|"), chance.choice(["\n", "\r\n", "\r"]), quoting)
    data = MUTATIONS[name](data, chance) if data else data
    path.write_bytes(data)
    return path, name


def wrong_codes(report: Report, known: frozenset[str]) -> list[str]:
    """Commune codes accepted (no finding on the cell) or proposed that no commune has."""
    where = report.table.columns.get("code_insee")
    if where is None:
        return []
    noted = set(report.raw.filter(pl.col("column") == "code_insee")["row"])
    texts = report.table.frame[f"c{where}"]
    accepted = [text for row, text in enumerate(texts) if text is not None and row not in noted and text not in known]
    codes = report.raw.filter(pl.col("code").str.starts_with("code_insee"))["proposal"].drop_nulls()
    return accepted + [code for code in codes if code not in known]


def run(files: int, seed: int, folder: Path) -> tuple[dict[str, collections.Counter[str]], list[str], float]:
    """Outcomes by mutation, what went wrong, and the longest second."""
    ground = territory.load()
    known = frozenset(ground.communes["code"]) | frozenset(ground.former.filter(pl.col("type") != "SRM")["code"])
    schema = Schema.load("mediation-numerique")
    outcomes: dict[str, collections.Counter[str]] = collections.defaultdict(collections.Counter)
    failures: list[str] = []
    longest = 0.0
    for k in range(files):
        chance = random.Random(seed * 1_000_003 + k)
        path, name = make(folder / "fuzzed", chance, ground)
        start = time.process_time()
        try:
            report = check_file(path, schema, territory=ground)
            report.to_text(5)
            bad = wrong_codes(report, known)
            outcome = "valid" if report.valid else "findings"
            if bad:
                outcome = "WRONG CODE"
                failures.append(f"seed {seed} file {k}: {name}: code {bad[:3]}")
        except MaillageError as error:
            outcome = "refused"
            if not str(error):
                outcome, failures = "CRASH", [*failures, f"seed {seed} file {k}: {name}: no sentence"]
        except BaseException as error:  # what is looked for
            if isinstance(error, KeyboardInterrupt):
                raise
            outcome = "CRASH"
            trace = "".join(traceback.format_exception(error)[-3:])
            failures.append(f"seed {seed} file {k}: {name}: {type(error).__name__} {error}\n{trace}")
        longest = max(longest, time.process_time() - start)
        outcomes[name][outcome] += 1
        path.unlink()
    return outcomes, failures, longest


def table(outcomes: dict[str, collections.Counter[str]], longest: float, seeds: list[int]) -> str:
    words = ("valid", "findings", "refused", "CRASH", "WRONG CODE")
    lines = ["| mutation | files | " + " | ".join(words) + " |", "| --- |" + " ---: |" * (len(words) + 1)]
    total: collections.Counter[str] = collections.Counter()
    for name in MUTATIONS:
        counted = outcomes[name]
        total += counted
        lines.append(f"| {name} | {counted.total():,} | " + " | ".join(f"{counted[word]:,}" for word in words) + " |")
    lines.append(f"| all | {total.total():,} | " + " | ".join(f"{total[word]:,}" for word in words) + " |")
    lines += ["", f"Seeds {seeds}; the longest check took {longest:.2f} CPU seconds."]
    return "\n".join(lines)


def shard(files: int, seed: int) -> tuple[dict[str, collections.Counter[str]], list[str], float]:
    with tempfile.TemporaryDirectory() as folder:
        return run(files, seed, Path(folder))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=50_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--save", type=Path)
    options = parser.parse_args()
    seeds = [options.seed + k for k in range(options.workers)]
    shares = [options.files // options.workers + (k < options.files % options.workers) for k in range(options.workers)]
    outcomes: dict[str, collections.Counter[str]] = collections.defaultdict(collections.Counter)
    failures: list[str] = []
    longest = 0.0
    with ProcessPoolExecutor(options.workers, mp_context=multiprocessing.get_context("spawn")) as pool:
        for counted, failed, slow in pool.map(shard, shares, seeds):
            for name, counter in counted.items():
                outcomes[name] += counter
            failures += failed
            longest = max(longest, slow)
    text = table(outcomes, longest, seeds)
    print(text)
    for failure in failures[:20]:
        print(failure)
    if options.save:
        options.save.write_text(f"# Checks: files mutated at random\n\n{text}\n", encoding="utf-8")
    if failures:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
