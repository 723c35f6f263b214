"""Laws of gathered venues."""

import numpy as np
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from maillage import venues
from maillage.venues import KINDS, VENUES, Stored, Venues, gather
from maillage.venues.once import once

CODES = ("48003", "48095", "75056", "97209")


def row(code="48095", kind="library", name="Ici", opening=0b1, hours="declared", desks=1, point=(None, None)):
    return dict(zip(VENUES, (code, kind, name, *point, opening, hours, desks, "file", "2026", None, None), strict=True))


def frame(*rows):
    return pl.DataFrame(list(rows), schema=VENUES)


rows = st.builds(
    row,
    code=st.sampled_from(CODES),
    kind=st.sampled_from([kind for kind in KINDS if kind != "town_hall"]),
    opening=st.integers(0, 4095),
    hours=st.sampled_from(["declared", "published", "assumed"]),
    desks=st.integers(1, 3),
)
LAWS = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


def distinct(drawn):
    return [{**one, "name": f"Lieu {at}"} for at, one in enumerate(drawn)]


@pytest.fixture(scope="module")
def ground(territory):
    return territory, np.sort(territory.rows(list(CODES))).astype(np.int32)


@LAWS
@given(drawn=st.lists(rows, max_size=12), cut=st.integers(0, 12))
def test_more_venues_never_shrink_what_is_open(ground, drawn, cut):
    every = distinct(drawn)
    some = gather(*ground, declared=frame(*every[:cut])).desks()
    more = gather(*ground, declared=frame(*every)).desks()
    assert (more >= some).all()
    assert (some >= gather(*ground).desks()).all()


@LAWS
@given(drawn=st.lists(rows, max_size=12), seed=st.integers(0, 99))
def test_the_order_of_the_rows_changes_nothing(ground, drawn, seed):
    every = distinct(drawn)
    turned = [every[at] for at in np.random.default_rng(seed).permutation(len(every))]
    assert gather(*ground, declared=frame(*every)).table.equals(gather(*ground, declared=frame(*turned)).table)


@LAWS
@given(drawn=st.lists(rows, max_size=12))
def test_every_visit_within_the_desks_has_a_seat_of_its_own_that_is_open(ground, drawn):
    found = gather(*ground, declared=frame(*distinct(drawn)))
    desks = found.desks()
    commune, slot = np.nonzero(desks)
    times = desks[commune, slot]
    order = np.concatenate([np.arange(n) for n in times]) if len(times) else np.empty(0, np.int64)
    asked = np.repeat(commune, times), np.repeat(slot, times)
    seats = found.seats(*asked, order)
    table = found.table
    taken: dict[tuple[int, int], int] = {}
    for where, when, seat in zip(*asked, seats.tolist(), strict=True):
        assert seat >= 0
        assert table["commune"][seat] == where
        assert table["opening"][seat] >> int(when) & 1
        taken[seat, int(when)] = taken.get((seat, int(when)), 0) + 1
        assert taken[seat, int(when)] <= table["desks"][seat]
    assert (found.seats(commune, slot, times) == -1).all()


@LAWS
@given(drawn=st.lists(rows, max_size=12))
def test_seats_agree_with_looking_one_by_one(ground, drawn):
    found = gather(*ground, declared=frame(*distinct(drawn)))
    commune, slot = (axis.ravel() for axis in np.mgrid[0 : found.communes, 0:10])
    for order in range(3):
        expected = [first_free(found, c, s, order) for c, s in zip(commune.tolist(), slot.tolist(), strict=True)]
        assert found.seats(commune, slot, np.full(len(commune), order)).tolist() == expected


def first_free(found: Venues, commune: int, slot: int, order: int) -> int:
    for at, venue in enumerate(found.table.iter_rows(named=True)):
        if venue["commune"] == commune and venue["opening"] >> slot & 1:
            order -= venue["desks"]
            if order < 0:
                return at
    return -1


def test_town_halls_alone_are_what_they_were(territory):
    every = np.arange(len(territory), dtype=np.int32)
    found = gather(territory, every)
    opening, population = (territory.communes[name].to_numpy().astype(np.int64) for name in ("opening", "population"))
    desks = np.maximum(1, -(-population // 4_000))
    assert (found.desks() == (opening[:, None] >> np.arange(10) & 1) * desks[:, None]).all()
    assert (found.known() == territory.communes["hours_known"].to_numpy()).all()
    assert set(found.table["kind"]) == {"town_hall"}


@pytest.mark.parametrize(
    ("others", "goes_to"),
    [
        ([], "Mairie"),
        ([row(name="Bibliothèque", opening=1023)], "Bibliothèque"),
        ([row(name="Bibliothèque", opening=1023), row(kind="france_services", name="Maison", opening=1)], "Maison"),
        ([row(kind="post_office", name="La Poste", opening=1023)], "La Poste"),
        ([row(name="Bibliothèque", opening=1023, hours="assumed")], "Mairie"),
        (
            [row(opening=1023, hours="assumed"), row(kind="market", name="Marché", opening=1)],
            "Marché",
        ),
        ([row(name="Petite", opening=0b1), row(name="Grande", opening=0b11)], "Grande"),
        ([row(name="Bibliothèque", opening=0b10)], "Mairie"),
    ],
)
def test_where_an_advisor_goes_first(territory, others, goes_to):
    mende = territory.rows(["48095"]).astype(np.int32)
    assert territory.communes["hours_known"][int(mende[0])]
    assert territory.communes["opening"][int(mende[0])] & 1
    found = gather(territory, mende, declared=frame(*others))
    seat = int(found.seats(np.zeros(1, np.int64), np.zeros(1, np.int64), np.zeros(1, np.int64))[0])
    assert found.table["name"][seat] == goes_to


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ([("library", "A", (3.5, 44.5)), ("library", "B", (3.5005, 44.5))], ["A"]),  # 40 m
        ([("library", "A", (3.5, 44.5)), ("library", "B", (3.503, 44.5))], ["A", "B"]),  # 240 m
        ([("library", "A", (3.5, 44.5)), ("hall", "B", (3.5, 44.5))], ["A", "B"]),
        ([("library", "Médiathèque", (3.5, 44.5)), ("mediation", "MEDIATHEQUE", (3.508, 44.5))], ["Médiathèque"]),
        ([("library", "Bibliothèque", (3.5, 44.5)), ("library", "Bibliothèque", (3.6, 44.5))], ["Bibliothèque"] * 2),
        ([("library", "A", (None, None)), ("library", "a", (3.6, 44.5))], ["A"]),
        ([("library", "", (None, None)), ("library", "", (None, None))], ["", ""]),
    ],
)
def test_a_venue_told_twice_counts_once(told, kept):
    table = frame(*(row(kind=kind, name=name, point=point) for kind, name, point in told))
    assert once(table)["name"].to_list() == kept
    apart = table.with_columns(code=pl.Series([f"4800{at}" for at in range(table.height)]))
    assert once(apart).height == table.height


def test_the_hours_best_known_win(territory):
    mende = territory.rows(["48095"]).astype(np.int32)
    library = {
        "code_insee": ["48095"], "name": ["Médiathèque"], "address_kind": ["Bâtiment ouvert"], "weekly_hours": [40.0],
        "longitude": [3.5], "latitude": [44.5],
    }  # fmt: skip
    stored = [
        Stored("culture-bibliotheques", "2024", pl.DataFrame(library)),
        Stored("insee-bpe", "2024", pl.DataFrame()),
    ]
    assumed = gather(territory, mende, stored).table.row(by_predicate=pl.col("kind") == "library", named=True)
    assert (assumed["hours"], assumed["opening"], assumed["vintage"]) == ("assumed", 0b1111111100, "2024")
    own = gather(territory, mende, stored, frame(row(name="mediatheque", opening=0b100))).table
    assert own.filter(pl.col("kind") == "library").select("hours", "opening").rows() == [("declared", 0b100)]


def test_desks_left_unsaid(territory):
    paris = territory.rows(["75056"]).astype(np.int32)
    said = [row("75056", desks=None), row("75056", "town_hall", "Mairie", desks=None, opening=0b11)]
    found = gather(territory, paris, declared=frame(*said)).table
    desks = dict(found.select("kind", "desks").iter_rows())
    assert desks["library"] == 1
    assert desks["town_hall"] > 500
    assert found.filter(pl.col("kind") == "town_hall")["opening"].to_list() == [0b11]


def test_what_the_room_offers():
    assert venues.__all__ == [
        "ASSUMED", "DECLARED", "KINDS", "PEOPLE_PER_DESK", "PUBLISHED", "VENUES", "Stored", "Venues", "gather",
    ]  # fmt: skip
