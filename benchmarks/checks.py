"""One schema, one file, the same errors: ours against frictionless, each in its own process.

::

    .venv/bin/python benchmarks/checks.py [--rows 100000] [--save docs/benchmarks/checks.md]
"""

import argparse
import csv
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
import warnings
from pathlib import Path

SCHEMA = {
    "name": "bench",
    "fields": [
        {"name": "id", "type": "string", "constraints": {"required": True, "unique": True}},
        {"name": "name", "type": "string", "constraints": {"required": True, "minLength": 3, "maxLength": 40}},
        {"name": "kind", "type": "string", "constraints": {"enum": ["CCAS", "ASSO", "MUNI", "EPN", "BIB"]}},
        {"name": "code", "type": "string", "constraints": {"pattern": "([013-9][0-9]|2[AB1-9])[0-9]{3}"}},
        {"name": "postcode", "type": "string", "constraints": {"required": True, "pattern": "[0-9]{5}"}},
        {"name": "lat", "type": "number", "constraints": {"minimum": -90, "maximum": 90}},
        {"name": "lon", "type": "number", "constraints": {"minimum": -180, "maximum": 180}},
        {"name": "desks", "type": "integer", "constraints": {"minimum": 0, "maximum": 500}},
        {"name": "updated", "type": "date", "constraints": {"required": True}},
        {"name": "checked_at", "type": "datetime"},
        {"name": "open", "type": "boolean"},
        {"name": "year", "type": "year"},
        {"name": "phone", "type": "string", "constraints": {"pattern": "[+]33[0-9]{9}"}},
        {"name": "opens", "type": "time"},
        {"name": "note", "type": "string", "constraints": {"maxLength": 280}},
    ],
}
SEED = 2024
ERROR_SHARE = 0.003
MISTAKES = {
    "id": [("unique", None), ("required", "")],
    "name": [("required", ""), ("min_length", "ab"), ("max_length", "x" * 41)],
    "kind": [("enum", "asso")],
    "code": [("pattern", "1001"), ("pattern", "2a004")],
    "postcode": [("pattern", "7501"), ("required", "")],
    "lat": [("type", "48,85"), ("maximum", "6862000"), ("minimum", "-91")],
    "lon": [("type", "2.35E"), ("maximum", "181")],
    "desks": [("type", "12.5"), ("minimum", "-1"), ("maximum", "501")],
    "updated": [("type", "02/04/2024"), ("type", "2024-02-31"), ("required", "")],
    "checked_at": [("type", "2024-04-02")],
    "open": [("type", "oui")],
    "year": [("type", "24")],
    "phone": [("pattern", "01 80 05 98 80")],
    "opens": [("type", "9h")],
    "note": [("max_length", "n" * 281)],
}
"""Kinds of mistakes sown in each column: 19 pairs of a type and a kind, and more texts."""

Found = set[tuple[int, str, str]]
SAME = {"minLength": "min_length", "maxLength": "max_length"}


def row(k: int, chance: random.Random) -> dict[str, str]:
    note = f"Lieu « {k} », accueil" if k % 7 else f'deux lignes\npour "{k}"; dit-on'
    return {
        "id": f"place-{k}",
        "name": f"Maison {k % 9973}",
        "kind": chance.choice(["CCAS", "ASSO", "MUNI", "EPN", "BIB"]),
        "code": f"2A{chance.randint(1, 400):03d}"
        if k % 50 == 0
        else f"{chance.randint(21, 95)}{chance.randint(1, 400):03d}",
        "postcode": f"{chance.randint(1000, 95999):05d}",
        "lat": f"{chance.uniform(42, 51):.6f}",
        "lon": f"{chance.uniform(-4, 8):.6f}",
        "desks": str(chance.randint(0, 40)),
        "updated": f"2024-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}",
        "checked_at": f"2024-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}T10:{k % 60:02d}:00Z",
        "open": chance.choice(["true", "false"]),
        "year": str(chance.randint(1990, 2024)),
        "phone": f"+33{chance.randint(100000000, 999999999)}",
        "opens": f"{chance.randint(7, 11):02d}:30:00",
        "note": note,
    }


def generate(path: Path, rows: int, seed: int = SEED, share: float = ERROR_SHARE, delimiter: str = ",") -> Found:
    """Write a file with sown mistakes; (line, column, kind) of each."""
    chance = random.Random(seed)
    found: Found = set()
    line = 2
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=delimiter, lineterminator="\n")
        names = [str(field["name"]) for field in SCHEMA["fields"]]
        writer.writerow(names)
        for k in range(rows):
            cells = row(k, chance)
            for name, kinds in MISTAKES.items():
                if chance.random() >= share:
                    continue
                kind, text = chance.choice(kinds)
                if kind == "unique":
                    if not k:
                        continue
                    text = "place-0"
                cells[name] = str(text)
                found.add((line, name, kind))
            writer.writerow(cells.values())
            line += 1 + cells["note"].count("\n")
    return found


def ours(path: Path, schema: str = "") -> Found:
    from maillage.checks import Schema, check_file

    report = check_file(path, schema or Schema.parse(json.dumps(SCHEMA)))
    wrong = report.raw.filter(report.raw["severity"] == "error")
    return set(wrong.select("line", "column", "code").iter_rows())


def frictionless(path: Path) -> Found:
    """Findings of frictionless, its row numbers turned into lines of the file, its kinds into our words."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import frictionless as peer

        schema = peer.Schema.from_descriptor(SCHEMA)
        resource = peer.Resource(path=path.name, basepath=str(path.parent), schema=schema)
        report = resource.validate(peer.Checklist(), limit_errors=10_000_000)
    starts = [0, 1]
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file)
        starts += [reader.line_num + 1 for _ in reader]
    found = set()
    for error in report.tasks[0].errors:
        kind = {"type-error": "type", "unique-error": "unique"}.get(error.type, error.type)
        if error.type == "constraint-error":
            word = error.note.split('"')[1]
            kind = SAME.get(word, word)
        found.add((starts[error.row_number], error.field_name, kind))
    return found


def workbook(source: Path, path: Path) -> None:
    import xlsxwriter

    options = {"constant_memory": True, "strings_to_numbers": False}
    with source.open(encoding="utf-8", newline="") as file, xlsxwriter.Workbook(str(path), options) as book:
        sheet = book.add_worksheet()
        for r, cells in enumerate(csv.reader(file)):
            sheet.write_row(r, 0, cells)


METHODS = {
    "ours, CSV": ("csv", ours),
    "frictionless, CSV": ("csv", frictionless),
    "ours, XLSX": ("xlsx", ours),
    "ours, CSV, mediation-numerique and its formats": ("mediation", lambda path: ours(path, "mediation-numerique")),
}


def measure(name: str, path: Path) -> None:
    """Run one method; its figures and findings on standard output."""
    if "frictionless" in name:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            __import__("frictionless")
    else:
        __import__("maillage.checks")
        if "formats" in name:
            from maillage import territory

            territory.load()
    wall, cpu = time.perf_counter(), time.process_time()
    found = METHODS[name][1](path)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"wall": wall, "cpu": cpu, "mb": peak, "found": sorted(found)}))


def mediation(path: Path, rows: int) -> None:
    """Write places of the national standard, from real communes, with mistakes."""
    from maillage import territory
    from maillage.checks import Schema

    chance = random.Random(SEED)
    communes = territory.load().communes.select("code", "name", "lon", "lat", "postcodes").rows()
    names = [field.name for field in Schema.load("mediation-numerique").fields][:22]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(names)
        for k in range(rows):
            code, name, lon, lat, postcodes = chance.choice(communes)
            wrong = chance.random() < 0.01
            cells = {
                "id": f"p{k}", "pivot": "43493312300029", "nom": f"Lieu {k}", "commune": name,
                "code_postal": (postcodes or ["75001"])[0], "code_insee": code.lstrip("0") if wrong else code,
                "adresse": f"{k % 90} rue, « bis »", "latitude": f"{lat:.5f}", "longitude": f"{lon:.5f}",
                "typologie": chance.choice(["CCAS", "ASSO|EPN", "BIB"]), "telephone": "+33180059880",
                "courriels": f"a{k}@exemple.fr", "site_web": "https://exemple.fr/a",
                "horaires": "Mo-Fr 09:00-12:00,14:00-18:00", "date_maj": "02/04/2024" if wrong else "2024-04-02",
                "services": "Aide aux démarches administratives|Utilisation sécurisée du numérique",
            }  # fmt: skip
            writer.writerow(cells.get(name, "") for name in names)


def table(rows: int) -> str:
    with tempfile.TemporaryDirectory() as folder:
        files = {kind: Path(folder) / f"places.{kind}" for kind in ("csv", "xlsx")}
        files["mediation"] = Path(folder) / "mediation.csv"
        sown = generate(files["csv"], rows)
        workbook(files["csv"], files["xlsx"])
        mediation(files["mediation"], rows)
        results = {}
        for name, (kind, _) in METHODS.items():
            command = [sys.executable, __file__, "--method", name, "--file", str(files[kind])]
            text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
            results[name] = json.loads(text.splitlines()[-1])
        size = files["csv"].stat().st_size / 1e6
    lines = ["| method | wall s | CPU s | peak MB | errors found |", "| --- | ---: | ---: | ---: | ---: |"]
    for name, got in results.items():
        lines.append(f"| {name} | {got['wall']:.2f} | {got['cpu']:.2f} | {got['mb']:.0f} | {len(got['found']):,} |")
    mine, peer = results["ours, CSV"], results["frictionless, CSV"]
    as_set = {name: {tuple(item) for item in got["found"]} for name, got in results.items()}
    kinds = len({(column, kind) for _, column, kind in sown})
    same = "the same" if as_set["ours, CSV"] == as_set["frictionless, CSV"] == sown else "NOT the same"
    lighter, faster = peer["cpu"] / mine["cpu"], peer["wall"] / mine["wall"]
    lines += [
        "",
        f"{rows:,} rows × 15 columns ({size:.0f} MB), {len(sown):,} mistakes sown of {kinds} kinds (column × kind).",
        f"Ours, frictionless and the sown ones are {same} set of (line, column, kind).",
        f"Ours is {lighter:.0f} times lighter in CPU and {faster:.0f} times faster by the clock.",
        "Each method in its own process; imports, and the communes for the last line, are counted in the memory only.",
    ]
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--save", type=Path)
    parser.add_argument("--method")
    parser.add_argument("--file", type=Path)
    options = parser.parse_args()
    if options.method:
        measure(options.method, options.file)
        return
    text = table(options.rows)
    print(text)
    if options.save:
        options.save.write_text(f"# Checks: a file against a schema, beside frictionless\n\n{text}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
