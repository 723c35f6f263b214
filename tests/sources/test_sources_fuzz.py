"""Damaged files are read or refused with a sentence; the long run is ``benchmarks/fuzz_sources.py``."""

import importlib.util
import random
from pathlib import Path
from types import ModuleType

import pytest

from maillage.sources import catalogue
from maillage.territory import Territory

SMALL = {
    "insee-filosofi-2021-communes": b"CODGEO;NBMENFISC21;NBPERSMENFISC21;MED21;TP6021\n01004;6855;15092;21660;17,0\n"
    * 3,
    "anct-france-services": b"id_fs,lib_fs,adresse,insee_com,code_postal,lib_com,labellisation_fs,latitude,longitude\n"
    b'1,"A, B",x,01033,1200,V,ok,46.1,5.8\n',
    "mediation-corse": b'[{"Structure": "Mairie", "lat": 42.3, "long": "9,04", "Adresse": "x 20224 CORSCIA"}]',
    "anct-qpv-2024": b'{"features": [{"type": "Feature", "properties": {"code_qp": "Q", "lib_qp": "l",'
    b'"insee_com": "01053"},'
    b'"geometry": {"type": "Point", "coordinates": [5.2, 46.2]}}]}',
    "insee-bpe-melodi": b'"GEO";"GEO_OBJECT";"FACILITY_TYPE";"BPE_MEASURE";"TIME_PERIOD";"OBS_VALUE"\n'
    b'"01001";"COM";"B207";"FACILITIES";2024;1\n"01004";"COM";"A206";"FACILITIES";2024;2\n',
}


def fuzzer() -> ModuleType:
    path = Path(__file__).parents[2] / "benchmarks/fuzz_sources.py"
    spec = importlib.util.spec_from_file_location("fuzz_sources", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", SMALL)
def test_damaged_files_are_answered(name: str, territory: Territory) -> None:
    module = fuzzer()
    rng = random.Random(name)
    seen = {module.answer(catalogue.find(name), module.mutated(SMALL[name], rng), territory) for _ in range(60)}
    assert len(seen) > 1


@pytest.mark.realdata
def test_damaged_official_files_are_answered(shared: Path, territory: Territory) -> None:
    answers = fuzzer().fuzz(92, 7, shared, territory)
    assert sum(sum(counts.values()) for counts in answers.values()) == 92
