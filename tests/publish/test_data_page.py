"""The data page, in text and in a real browser."""

from pathlib import Path
from typing import Any

import polars as pl
import pytest

from accessibility import broken_rules
from maillage.publish.data_page import render_state
from maillage.sources import standing
from maillage.vocabulary import messages

PRESENT = {
    "publisher": "INSEE", "vintage": "2021", "rows": 34_800, "freshness": 0.0, "gaps": 75, "loss": 0.0, "issues": 3,
    "retrieved_at": "2026-11-01T10:00:00", "checked_at": "2026-11-01", "licence": "Licence Ouverte", "shipped": True,
    "official": False, "quality": 0.69, "potential": 0.26, "note": "Note <b>à lire</b>",
    "criteria": {"rows": 1.0, "cells": 1.0, "filled": 0.75, "placed": None, "located": None, "fresh": 0.0},
    "proposals": [{"code": "fresh", "gain": 0.25, "text": "Reprendre le fichier"},
                  {"code": "filled", "gain": 0.01, "text": "Remplir <script>alert(1)</script>"}],
}  # fmt: skip
ABSENT = {"publisher": "ARCEP", "vintage": "2025", "licence": "Licence Ouverte", "shipped": True, "official": True}


@pytest.fixture(scope="module")
def state() -> pl.DataFrame:
    here = [PRESENT | {"source": f"source-{k}", "title": f"Titre {k} très long, " * 3} for k in range(4)]
    gone = [ABSENT | {"source": "arcep-fixe", "title": "Débits", "url": "https://data.arcep.fr/fixe.csv"},
            ABSENT | {"source": "arcep-4g", "title": "Couverture"}]  # fmt: skip
    rows = [{name: row.get(name) for name in standing.SCHEMA} for row in here + gone]
    return pl.DataFrame(rows, schema=standing.SCHEMA)


def test_it_says_what_is_there_what_is_not_and_what_to_do(state: pl.DataFrame) -> None:
    text = render_state(state, "2026-11-25")
    for word in ("0,69", "0,95", "+0,25", "Reprendre le fichier", "34\u202f800", "copie d&#39;un tiers",
                 "maillage sync arcep-fixe", "aucune adresse officielle", "Note &lt;b&gt;"):  # fmt: skip
        assert word in text, word
    assert "<script" not in text
    messages.set_language("en")
    assert "State of the data" in render_state(state, "2026-11-25")


@pytest.mark.parametrize("empty", ["absent", "present"])
def test_it_stands_with_nothing_or_everything(state: pl.DataFrame, empty: str) -> None:
    kept = state.filter(pl.col("rows").is_null() if empty == "present" else pl.col("rows").is_not_null())
    assert "État des données" in render_state(kept, "2026-11-25")


@pytest.mark.browser
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (320, "dark")])
def test_no_barrier_no_overflow_no_call(
    browser: Any, state: pl.DataFrame, tmp_path: Path, width: int, scheme: str
) -> None:
    (tmp_path / "data.html").write_text(render_state(state, "2026-11-25"), encoding="utf-8")
    said: list[str] = []
    asked: list[str] = []
    plain = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    plain.on("console", lambda message: said.append(message.text))
    plain.on("request", lambda request: asked.append(request.url))
    plain.goto((tmp_path / "data.html").as_uri())
    assert plain.evaluate("document.documentElement.scrollWidth") <= width
    gauge = plain.locator(".gauge .now").first.bounding_box()
    assert gauge["width"] == pytest.approx(0.69 * plain.locator(".gauge").first.bounding_box()["width"], rel=0.02)
    plain.close()
    assert said == []
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True)
    page.goto((tmp_path / "data.html").as_uri())
    for details in page.locator("details > summary").all():
        details.click()
    found = broken_rules(page)
    page.close()
    assert found == ""
