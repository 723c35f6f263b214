"""The process that computes: what it tells, what it leaves on disk, what it says when it cannot."""

import polars as pl
import pytest
from plans_kept import KEPT, POSTS, asked, events, run_child

import maillage
from cockpit.computations import files
from cockpit.plans import storage
from maillage.flow.options import PlanOptions


def test_it_tells_its_stages_then_its_figures() -> None:
    told = events()
    stages = list(dict.fromkeys(event["stage"] for event in told if "stage" in event))
    assert stages[0] == "preparing"
    assert stages[-1] == "writing"
    assert {"allocation", "rounds"} <= set(stages)
    assert all(0.0 <= event["share"] <= 1.0 for event in told if "stage" in event)
    assert "summary" in told[-1]
    assert told[-1]["summary"]["advisors"] == POSTS


def test_its_files_hold_the_plan_that_the_library_finds() -> None:
    found = maillage.plan("90", advisors=POSTS, workers=1)
    summary = events()[-1]["summary"]
    assert summary["result_hash"] == found.summary["result_hash"]
    for name in ("places", "posts", "rounds", "coverage"):
        assert storage.table(KEPT, summary["result_hash"], name).equals(getattr(found, name))
    assert storage.case(KEPT, summary["result_hash"]).advisors == POSTS
    words = storage.words(KEPT, summary["result_hash"])
    assert words["fr"]["assumptions"] != words["en"]["assumptions"]
    for language, title in (("fr", "Maillage"), ("en", "Maillage")):
        report = storage.folder(KEPT, summary["result_hash"]) / f"report.{language}.html"
        assert f'lang="{language}"' in report.read_text(encoding="utf-8")
        assert title in report.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"options": vars(PlanOptions(5_000))}, "flow.too_many_advisors"),
        ({"rules": [["90010", "must", 4], ["90010", "must_not", 1]]}, "flow.file.contradiction"),
        ({"territory": "departement:99"}, "territory.unknown"),
    ],
)
def test_what_it_cannot_compute_it_says_with_a_code(more: dict[str, object], code: str) -> None:
    told = run_child(asked("00000000-0000-4000-8000-000000000001", **more))
    assert told[-1]["code"] == code
    assert not storage.folder("00000000-0000-4000-8000-000000000001").exists()


def test_a_result_is_written_whole_or_not_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    table = pl.DataFrame({"a": [1]})

    def broken(path: object, fill: object) -> None:
        raise OSError(28, "No space left on device")

    uuid = "00000000-0000-4000-8000-000000000002"
    with monkeypatch.context() as patch:
        patch.setattr(files, "_write", broken)
        with pytest.raises(OSError, match="No space"):
            storage.write(uuid, "a" * 64, {"places": table}, {}, {})
    assert list(storage.folder(uuid).iterdir()) == []
    storage.write(uuid, "a" * 64, {"places": table}, {}, {"summary.json": "{}"})
    assert storage.table(uuid, "a" * 64, "places").equals(table)
