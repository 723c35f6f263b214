"""Edits by hand: what their effect says is what the whole problem says when it is asked again."""

import dataclasses
from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

import maillage
from maillage.allocation import Allocation
from maillage.flow.editing import Edit, EditableCase, Rule, as_file, evaluate, from_tables, rules_of, to_tables
from maillage.flow.fixed import NO_CAP, read_fixed
from maillage.flow.planning import Finished
from maillage.territory import DistanceModel, Territory
from maillage.vocabulary.errors import InvalidOption, MalformedFile, UnknownTerritory

LOZERE, ADVISORS = "48", 6


@pytest.fixture(scope="module")
def kept() -> dict[str, Any]:
    """A plan of Lozère with the case it answered."""
    found: dict[str, Any] = {}

    def keep(made: Finished) -> None:
        found.update(
            plan=made.plan, tables=to_tables(made.case, made.result, made.plan.places), problem=made.case.problem
        )

    maillage.plan(LOZERE, advisors=ADVISORS, workers=1, keep=keep)
    return found


@pytest.fixture(scope="module")
def case(kept: dict[str, Any]) -> EditableCase:
    return from_tables(kept["tables"], reach=15.0, drive=45.0, half_days=18 * ADVISORS)


@pytest.fixture(scope="module")
def asked(case: EditableCase, territory: Territory) -> Any:
    """The effect of edits."""
    travel, rows = DistanceModel(territory), territory.rows(case.communes)
    return lambda *edits: evaluate(case, edits, travel, rows)


def test_the_tables_hold_the_problem(kept: dict[str, Any], case: EditableCase) -> None:
    whole = Allocation(kept["problem"], case.half_days)
    assert whole.objective() == pytest.approx(kept["plan"].summary["objective"], rel=1e-12)
    assert case.advisors == int(case.posts.sum()) == ADVISORS
    np.testing.assert_array_equal(case.access, whole.access())
    np.testing.assert_array_equal(case.seen, whole.seen)
    reached = kept["plan"].coverage["reached"].to_numpy()
    np.testing.assert_array_equal(case.seen > 0, reached)


def test_nothing_edited_changes_nothing(asked: Any) -> None:
    effect = asked()
    assert effect.served == effect.served_before
    assert effect.communes.is_empty()
    assert effect.places.is_empty()
    assert effect.warnings == ()


@st.composite
def edit_lists(draw: st.DrawFn, codes: list[str], visited: list[str]) -> list[Edit]:
    def one() -> Edit:
        kind = draw(st.sampled_from(("move", "pin", "forbid", "add_post")))
        place = draw(st.sampled_from(visited if kind in ("move", "forbid") else codes))
        to = draw(st.sampled_from([code for code in codes if code != place]))
        return Edit(kind, place, draw(st.integers(1, 3)), to if kind == "move" else "")

    return [one() for _ in range(draw(st.integers(1, 4)))]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_the_local_effect_is_the_whole_one(case: EditableCase, asked: Any, data: st.DataObject) -> None:
    """Law: whatever the edits, the neighbours' sums are those of the problem evaluated from nothing (the slow twin)."""
    visited = [code for code, x in zip(case.communes, case.half_days, strict=True) if x > 0]
    edits = data.draw(edit_lists(case.communes.to_list(), visited))
    try:
        effect = asked(*edits)
    except InvalidOption:  # more half-days moved than a place has
        assume(False)
    x = case.half_days.copy()
    for code, _, after in effect.places.iter_rows():
        x[case.position[code]] = after
    whole = Allocation(case.problem, x)
    weights = case.problem.weights
    assert effect.served == pytest.approx(whole.objective(), rel=1e-9)
    assert effect.reached == pytest.approx(weights[whole.seen > 0].sum(), rel=1e-9)
    assert effect.half_days == int(x.sum())
    at = np.array([case.position[code] for code in effect.communes["code"]], dtype=int)
    served = -weights * np.expm1(-whole.access())
    np.testing.assert_allclose(effect.communes["served"].to_numpy(), served[at], rtol=1e-9, atol=1e-9)
    untouched = np.setdiff1d(np.arange(case.problem.n), at)
    np.testing.assert_allclose(served[untouched], (-weights * np.expm1(-case.access))[untouched], rtol=1e-9)
    gain = effect.gained["change"].sum() + effect.lost["change"].sum()
    assert gain == pytest.approx(effect.served - effect.served_before, abs=1e-6)


def test_a_post_more_goes_where_the_planner_would_send_it(case: EditableCase, asked: Any, territory: Territory) -> None:
    """The greedy by hand serves as many as the planner's own, on the same places."""
    base = case.communes[int(np.argmax(case.posts))]
    effect = asked(Edit("add_post", base))
    assert effect.half_days - effect.half_days_before == 18
    assert effect.posts == ADVISORS + 1
    near = DistanceModel(territory).pairs(territory.rows([base]), territory.rows(case.communes), case.drive).indices
    eligible = np.zeros(case.problem.n, dtype=np.bool_)
    eligible[near] = True
    whole = Allocation(case.problem, case.half_days)
    assert whole.fill(18, eligible) == 18
    assert effect.served == pytest.approx(whole.objective(), rel=1e-6)
    assert effect.warnings == ()


def test_forbidding_gives_elsewhere_and_names_who_loses(case: EditableCase, asked: Any) -> None:
    place = case.communes[int(np.argmax(case.half_days))]
    effect = asked(Edit("forbid", place))
    assert effect.half_days == effect.half_days_before
    assert place in effect.lost["code"].to_list()
    assert effect.served < effect.served_before
    assert effect.places.filter(pl.col("code") == place)["after"].item() == 0


def test_broken_rules_are_said(case: EditableCase, asked: Any) -> None:
    place = case.communes[int(np.argmax(case.half_days))]
    codes = {warned.code for warned in asked(Edit("pin", place, 500)).warnings}
    assert codes == {"rooms", "over"}
    assert "500" in " ".join(map(str, asked(Edit("pin", place, 500)).warnings))


def test_what_was_decided_before_the_plan_is_said_when_an_edit_lifts_it(
    case: EditableCase, territory: Territory
) -> None:
    travel, rows = DistanceModel(territory), territory.rows(case.communes)
    place = case.communes[int(np.argmax(case.half_days))]
    other, far = case.communes.filter(pl.Series(case.half_days == 0))[:2]
    held = int(case.half_days.max())
    rules = [Rule(place, "at_most", held), Rule(other, "must_not", 1), Rule(far, "at_most", 0)]
    rooms = case.problem.rooms.copy()
    rooms[[case.position[code] for code in (place, other, far)]] = held, 0, 0
    capped = dataclasses.replace(case, problem=dataclasses.replace(case.problem, rooms=rooms))

    def told(*edits: Edit) -> dict[str, str]:
        return {warned.code: str(warned) for warned in evaluate(capped, edits, travel, rows, rules).warnings}

    def lifted(code: str, *edits: Edit) -> bool:
        return not any(rule.code == code and rule.rule != "must" for rule in rules_of(capped, edits, rules)[1])

    pinned = Edit("pin", place, held + 2)
    assert f"plafond de {held}" in told(pinned)["cap"]
    assert "rooms" not in told(pinned)
    assert lifted(place, pinned)
    assert "forbidden" in told(Edit("move", place, 1, other))
    assert lifted(other, Edit("move", place, 1, other))
    assert "plafond de 0" in told(Edit("pin", far, 1))["cap"]
    assert not {"cap", "forbidden"} & set(told(Edit("pin", place, held), Edit("add_post", place)))
    assert not lifted(place, Edit("pin", place, held), Edit("add_post", place))
    assert not lifted(place, Edit("move", place, 3, far), Edit("pin", place, held))


def test_edits_that_make_no_sense(case: EditableCase, asked: Any) -> None:
    place = case.communes[int(np.argmax(case.half_days))]
    with pytest.raises(InvalidOption):
        asked(Edit("move", place, 9_000, case.communes[0]))
    with pytest.raises(UnknownTerritory):
        asked(Edit("pin", "75056"))
    for kind, count, to in (("fly", 1, ""), ("pin", 0, ""), ("move", 1, place)):
        with pytest.raises(InvalidOption):
            Edit(kind, place, count, to)


def test_edits_become_rules_that_the_next_plan_keeps(
    kept: dict[str, Any], case: EditableCase, territory: Territory, tmp_path: Any
) -> None:
    visited = case.communes.filter(pl.Series(case.half_days > 0)).to_list()
    empty = case.communes.filter(pl.Series(case.half_days == 0)).to_list()
    base = case.communes[int(np.argmax(case.posts))]
    moved = int(case.half_days[case.position[visited[1]]])
    edits = [Edit("move", visited[1], moved, empty[0]), Edit("forbid", visited[2]), Edit("add_post", base)]
    advisors, rules = rules_of(case, edits, [Rule(visited[2], "must", 2), Rule(empty[5], "must", 1)])
    assert advisors == ADVISORS + 1
    assert set(rules) == {
        Rule(empty[0], "must", moved),
        Rule(visited[1], "must_not", 1),
        Rule(visited[2], "must_not", 1),
        Rule(empty[5], "must", 1),
        Rule(base, "keep", int(case.posts.max()) + 1),
    }
    path = tmp_path / "rules.csv"
    path.write_text(as_file(rules))
    fixed = read_fixed(path, territory, territory.select(LOZERE))
    assert fixed.at_least[case.position[empty[0]]] == moved
    assert fixed.forbidden[case.position[visited[2]]]
    again = maillage.plan(LOZERE, advisors=advisors, fixed=path, workers=1)
    half_days = dict(again.places.select("code", "half_days").iter_rows())
    assert half_days[empty[0]] >= moved
    assert visited[2] not in half_days
    assert dict(again.places.select("code", "posts").iter_rows())[base] >= int(case.posts.max()) + 1


def test_what_a_move_takes_is_not_given_back(case: EditableCase, territory: Territory, tmp_path: Any) -> None:
    """The place a stop leaves keeps what is left there at most; without that rule the planner fills it again."""
    place = case.communes[int(np.argmax(case.half_days))]
    held = int(case.half_days.max())
    left = held - held // 2
    to = next(code for code, x in zip(case.communes, case.half_days, strict=True) if not x)
    advisors, rules = rules_of(case, [Edit("move", place, held // 2, to)])
    assert set(rules) == {Rule(to, "must", held // 2), Rule(place, "at_most", left)}

    def planned(kept: list[Rule]) -> int:
        path = tmp_path / "rules.csv"
        path.write_text(as_file(kept))
        again = maillage.plan(LOZERE, advisors=advisors, fixed=path, workers=1)
        return int(again.places.filter(pl.col("code") == place)["half_days"].sum())

    assert planned(rules) <= left
    assert planned([rule for rule in rules if rule.rule != "at_most"]) > left  # the control


def test_a_later_edit_lifts_or_lowers_the_cap_of_a_move(case: EditableCase) -> None:
    place, base = case.communes[int(np.argmax(case.half_days))], case.communes[int(np.argmax(case.posts))]
    held = int(case.half_days.max())
    other, third = case.communes.filter(pl.Series(case.half_days == 0))[:2]
    move = Edit("move", place, 1, other)

    def of_place(*edits: Edit, before: tuple[Rule, ...] = (), at: str = place) -> set[tuple[str, int]]:
        return {(rule, number) for code, rule, number in rules_of(case, edits, before)[1] if code == at}

    assert of_place(move, move) == {("at_most", held - 2)}
    assert of_place(before=(Rule(place, "at_most", 4),)) == {("at_most", 4)}
    assert of_place(move, before=(Rule(place, "at_most", held),)) == {("at_most", held - 1)}
    assert of_place(move, Edit("pin", place, held + 1)) == {("must", held + 1)}
    assert of_place(move, Edit("forbid", place)) == {("must_not", 1)}
    assert of_place(move, Edit("move", other, 1, place)) == {("must", held)}
    emptied = Edit("move", base, int(case.half_days[case.position[base]]) or 1, third)
    assert ("at_most", 0) in of_place(emptied, before=(Rule(base, "keep", 1),), at=base)


def test_half_days_given_again_do_not_go_back_where_a_move_took_them(case: EditableCase, asked: Any) -> None:
    place = case.communes[int(np.argmax(case.half_days))]
    to = next(code for code, x in zip(case.communes, case.half_days, strict=True) if not x)
    moved = asked(Edit("move", place, 3, to), Edit("add_post", to))
    control = asked(Edit("add_post", to), Edit("move", place, 3, to))
    after = [effect.places.filter(pl.col("code") == place)["after"].item() for effect in (moved, control)]
    assert after[0] == int(case.half_days.max()) - 3
    assert after[1] >= after[0]
    assert moved.half_days == moved.half_days_before + 18


@pytest.mark.parametrize(
    ("lines", "wrong"),
    [
        ("48095,at_most,3\n48095,must,3", None),
        ("48095,at_most,0\n48095,keep,1", None),
        ("48095,at_most,3\n48095,must,4", 3),
        ("48095,must,4\n48095,au plus,3", 3),
        ("48095,at_most,3\n48095,must_not,", 3),
        ("48095,must,0", 2),
        ("48095,must,1\n48080,at_most,0", 3),
    ],
)
def test_caps_in_the_file_of_fixed_places(territory: Territory, tmp_path: Any, lines: str, wrong: int | None) -> None:
    path = tmp_path / "fixed.csv"
    path.write_text(f"code,rule,count\n{lines}\n")
    selection = territory.select(LOZERE)
    if wrong is None:
        fixed = read_fixed(path, territory, selection)
        assert (fixed.at_most < NO_CAP).sum() == 1
    else:
        with pytest.raises(MalformedFile, match=f"ligne {wrong}"):
            read_fixed(path, territory, selection)
