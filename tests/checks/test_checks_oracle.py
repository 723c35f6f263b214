"""The same errors as frictionless on generated files; and files mutated at random never break the checks."""

import collections
import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from maillage.checks import check_file
from maillage.territory import Territory

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


def script(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"bench_{name}", BENCHMARKS / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(("seed", "share"), [(1, 0.02), (2, 0.3), (3, 0.0)])
def test_the_same_errors_as_frictionless(tmp_path: Path, seed: int, share: float) -> None:
    bench = script("checks")
    sown = bench.generate(tmp_path / "f.csv", 250, seed, share)
    ours, theirs = bench.ours(tmp_path / "f.csv"), bench.frictionless(tmp_path / "f.csv")
    assert ours == theirs == sown
    assert bool(sown) is bool(share)


def test_a_workbook_gives_the_errors_of_its_csv(tmp_path: Path) -> None:
    bench = script("checks")
    bench.generate(tmp_path / "f.csv", 250, 4, 0.05)
    bench.workbook(tmp_path / "f.csv", tmp_path / "f.xlsx")
    by_csv = sorted((column, kind) for _, column, kind in bench.ours(tmp_path / "f.csv"))
    assert sorted((column, kind) for _, column, kind in bench.ours(tmp_path / "f.xlsx")) == by_csv


def test_300_mutated_files(tmp_path: Path) -> None:
    fuzz = script("fuzz_checks")
    outcomes, failures, _ = fuzz.run(300, 2024, tmp_path)
    assert failures == []
    total: collections.Counter[str] = sum(outcomes.values(), collections.Counter())
    assert total.total() == 300
    assert min(total[word] for word in ("valid", "findings", "refused")) > 10


def test_the_fuzzer_sees_a_wrong_code(tmp_path: Path, territory: Territory) -> None:
    fuzz = script("fuzz_checks")
    path = tmp_path / "f.csv"
    path.write_text("id,code_insee\n1,51454\n2,1053\n")
    report = check_file(path, "mediation-numerique", territory=territory)
    assert fuzz.wrong_codes(report, frozenset({"51454", "01053"})) == []
    assert fuzz.wrong_codes(report, frozenset({"01053"})) == ["51454"]
    assert fuzz.wrong_codes(report, frozenset({"51454"})) == ["01053"]
