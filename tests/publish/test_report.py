"""The report says what the plan holds, in both languages, and cannot be made to say anything else."""

import base64
import hashlib
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import makeplan
import numpy as np
import polars as pl
import pytest

from maillage.publish import figures, mosaic, numbers, projection
from maillage.publish.report import render
from maillage.publish.sitting import venue_words
from maillage.vocabulary import messages
from maillage.vocabulary.plan import Plan

HOSTILE = """</script><script>alert("1")</script><img src=x onerror='alert(2)'>{{ 7*7 }}"""


class Page(HTMLParser):
    """Elements, words and identifiers of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


def embedded(page: str) -> Any:
    found = re.search(r'id="data">(.*?)</script>', page, re.DOTALL)
    assert found
    return json.loads(found[1])


@pytest.fixture(scope="module")
def page(plan: Plan, outlines: dict[str, Any], communes: pl.DataFrame) -> str:
    return render(plan, outlines=outlines, communes=communes, language="fr", generated_for="la préfecture")


def test_the_answer_is_in_the_first_sentences(page: str) -> None:
    assert "6 conseillers numériques aideraient" in page
    assert "aucune autre répartition ne ferait mieux de plus de 0,03\u202f%" in page
    assert "Établi pour la préfecture" in page


def test_nothing_is_asked_of_the_network(page: str) -> None:
    parsed = Page(page)
    assert not parsed.all("img")
    assert not any("src" in attributes for _, attributes in parsed.tags)
    assert [link["href"] for link in parsed.all("link")] == ["data:,"]
    assert "url(" not in page
    assert "@import" not in page


def test_the_policy_allows_this_very_style_and_script_only(page: str) -> None:
    policy = next(meta["content"] or "" for meta in Page(page).all("meta") if "http-equiv" in meta)
    for tag, text in (
        ("style", re.search(r"<style>(.*?)</style>", page, re.DOTALL)),
        ("script", re.search(r"<script>(.*?)</script>", page, re.DOTALL)),
    ):
        assert text
        digest = base64.b64encode(hashlib.sha256(text[1].encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    assert not any(
        "style" in attributes or any(name.startswith("on") for name in attributes) for _, attributes in Page(page).tags
    )


def test_hostile_names_stay_text(plan: Plan, outlines: dict[str, Any], communes: pl.DataFrame) -> None:
    def spoil(table: pl.DataFrame) -> pl.DataFrame:
        names = [
            name
            for name in ("name", "epci_name", "place_name", "base_name", "detail", "venue")
            if name in table.columns
        ]
        return table.with_columns(pl.lit(HOSTILE).alias(name) for name in names)

    source = dict.fromkeys(("name", "version", "vintage", "licence"), HOSTILE) | {"url": "javascript:alert(1)"}
    bad = replace(
        plan,
        summary={**plan.summary, "sources": [source], "stage_seconds": {HOSTILE: 1.0}, "result_hash": HOSTILE},
        places=spoil(plan.places),
        posts=spoil(plan.posts),
        rounds=spoil(plan.rounds),
        coverage=spoil(plan.coverage),
        findings=spoil(plan.findings).with_columns(kind=pl.lit(HOSTILE)),
        territory_label=HOSTILE,
        assumptions=(HOSTILE,),
    )
    hostile = render(bad, outlines=outlines, communes=communes, generated_for=HOSTILE)
    parsed = Page(hostile)
    assert not parsed.all("img")
    assert len(parsed.all("script")) == 2
    assert not [a for a in parsed.all("a") if str(a["href"]).startswith("javascript")]
    assert embedded(hostile)["communes"]["name"][0] == HOSTILE
    assert "49" not in "".join(parsed.words).split(HOSTILE)[0]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_identifiers_are_unique_and_links_lead_somewhere(
    plan: Plan, outlines: dict[str, Any], communes: pl.DataFrame, language: messages.Language
) -> None:
    parsed = Page(render(plan, outlines=outlines, communes=communes, language=language))
    identifiers = [a["id"] for _, a in parsed.tags if "id" in a]
    assert len(identifiers) == len(set(identifiers))
    assert parsed.all("html") == [{"lang": language}]
    for link in parsed.all("a"):
        href = str(link["href"])
        assert not href.startswith("#") or href[1:] in identifiers
    assert messages.language() == "fr"


def test_english_numbers_and_words(plan: Plan) -> None:
    english = render(plan, language="en")
    assert "6 digital advisors would help" in english
    assert "0.03%" in english
    assert (
        "conseiller" not in "".join(Page(english).words).replace(" ".join(plan.assumptions), "").split("Assumptions")[0]
    )


def test_the_embedded_tables_hold_the_whole_plan(page: str, plan: Plan) -> None:
    data = embedded(page)
    assert data["communes"]["code"].split(",") == plan.coverage["code"].to_list()
    assert data["places"]["half_days"] == plan.places["half_days"].to_list()
    assert data["posts"]["id"] == plan.posts["post"].to_list()
    stops = [flat[at : at + 5] for _, flat in data["rounds"]["stops"] for at in range(0, len(flat), 5)]
    assert len(stops) == plan.rounds.height
    own, flat = data["rounds"]["stops"][0]
    first = plan.rounds.filter(pl.col("post") == plan.posts["post"][0]).row(0, named=True)
    assert data["places"]["name"][own[flat[1]]] == first["place_name"]
    assert data["rounds"]["venues"] == ["mairie", "Médiathèque (bibliothèque, horaires supposés)"]
    assert [data["rounds"]["venues"][stop[4]] for stop in stops[:2]] == data["rounds"]["venues"]
    assert set(data["places"]["venues"]) == {"mairie, Médiathèque (bibliothèque)"}


@pytest.mark.parametrize(
    ("venue", "words"),
    [
        (("Mairie", "town_hall", "published"), "mairie"),
        (("Mairie", "town_hall", "assumed"), "mairie (horaires supposés)"),
        (("Relais-lecture", "library", "declared"), "Relais-lecture (bibliothèque)"),
        (("", "market", "declared"), "marché"),
        (("Bus <b>", "unheard of", "assumed"), "Bus <b> (unheard of, horaires supposés)"),
        ((None, None, None), ""),
    ],
)
def test_a_venue_in_words(venue: tuple[str | None, ...], words: str) -> None:
    assert venue_words(*venue) == words


def test_a_stop_outside_of_the_places_keeps_its_name(plan: Plan) -> None:
    lost = plan.places["code"][0]
    data = embedded(render(replace(plan, places=plan.places.filter(pl.col("code") != lost))))
    assert data["rounds"]["extra"] == plan.rounds.filter(pl.col("place") == lost)["place_name"].unique().to_list()


def test_a_partial_plan_is_labelled(plan: Plan) -> None:
    partial = replace(
        plan,
        posts=plan.posts.clear(),
        rounds=plan.rounds.clear(),
        findings=plan.findings.clear(),
        summary={"territory": "15", "partial": True, "gap_percent": float("nan")},
        assumptions=(),
    )
    shown = render(partial)
    assert "Résultat partiel." in shown
    assert "Aucune tournée" in shown
    assert "Rien à signaler" in shown
    assert "Pas de borne pour cette étape" in shown
    assert "nan" not in "".join(Page(shown).words).lower().split()


def test_a_whole_plan_is_not_labelled_partial(page: str) -> None:
    assert "Résultat partiel" not in page


def test_a_plan_of_one_commune(communes: pl.DataFrame) -> None:
    shown = render(makeplan.make_plan(communes.head(1), "Village-1", 1), communes=communes)
    assert "Communes du territoire" in shown
    assert 'class="ranking"' not in shown


def test_communes_without_outline_are_dots(plan: Plan, outlines: dict[str, Any], communes: pl.DataFrame) -> None:
    some = dict(list(outlines.items())[3:])
    assert "Outline missing (drawn as a dot): 3." in render(plan, outlines=some, communes=communes, language="en")


@pytest.mark.parametrize("empty", ["outlines", "both"])
def test_a_map_without_outlines(plan: Plan, communes: pl.DataFrame, empty: str) -> None:
    shown = render(plan, communes=None if empty == "both" else communes)
    assert shown.count("<circle") >= plan.places.height


def test_the_same_plan_makes_the_same_page(
    plan: Plan, outlines: dict[str, Any], communes: pl.DataFrame, page: str
) -> None:
    again = render(plan, outlines=outlines, communes=communes, language="fr", generated_for="la préfecture")
    assert again == page


def test_france_is_light(france: Plan, territory: Any) -> None:
    shown = render(france, communes=territory.communes)
    assert len(shown.encode()) < 4_000_000
    data = embedded(shown)
    assert len(data["communes"]["name"]) == france.coverage.height
    assert "Guadeloupe (971)" in shown


def test_a_departement_is_light(territory: Any) -> None:
    rows = territory.communes.filter(pl.col("departement") == "62")
    shown = render(makeplan.make_plan(rows, "Pas-de-Calais", 60), communes=territory.communes)
    assert len(shown.encode()) < 600_000


def test_sums_by_departement(plan: Plan) -> None:
    table = figures.departement_summary(plan)
    assert table.height == 1
    row = table.row(0, named=True)
    assert row["population"] == plan.coverage["population"].sum()
    assert row["posts"] == plan.posts.height
    assert row["drive_per_day"] == pytest.approx(plan.summary["drive_minutes_total"] / (6 * 9))
    both = figures.group_summary(plan, "epci")
    for column in ("population", "served_people", "places", "posts"):
        assert both[column].sum() == pytest.approx(table[column].sum())


def test_distributions_hold_everyone(plan: Plan) -> None:
    assert sum(bar.value for bar in figures.minutes_distribution(plan)) == pytest.approx(plan.summary["people_in_need"])
    assert sum(bar.value for bar in figures.half_days_distribution(plan)) == plan.places.height


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("fr", ["1\u202f234,5", "99,99\u202f%", "100\u202f%", "0,04\u202f%", "—", "0"]),
        ("en", ["1,234.5", "99.99%", "100%", "0.04%", "—", "0"]),
    ],
)
def test_numbers_are_written_as_the_language_does(language: messages.Language, written: list[str]) -> None:
    messages.set_language(language)
    shown = [
        numbers.decimal(1234.5, 1),
        numbers.percent(0.99994),
        numbers.percent(1.0),
        numbers.ceiling_percent(0.0301),
        numbers.decimal(float("nan")),
        numbers.decimal(-0.2),
    ]
    assert shown == written


def test_lambert_93_on_known_points() -> None:
    lonlat = np.array([[3.0, 46.5], [2.3488, 48.85341], [-4.48333, 48.4]])
    assert projection.lambert93(lonlat) == pytest.approx(
        np.array([[700.0, 6600.0], [652.2, 6861.7], [145.7, 6837.6]]), abs=1.5
    )


def test_cells_are_painted_once() -> None:
    rng = np.random.default_rng(0)
    classes = rng.integers(-1, 3, (40, 30)).astype(np.int32)
    painted = np.full(classes.shape, -1)
    for label, path in mosaic.paths(classes).items():
        x, y = 0, 0
        for right, down, length in re.findall(r"m(-?\d+)[ ]?(-?\d+)h(\d+)", path):
            x, y = x + int(right), y + int(down)
            assert (painted[y, x : x + int(length)] == -1).all()
            painted[y, x : x + int(length)] = label
            x += int(length)
    assert (painted == classes).all()
