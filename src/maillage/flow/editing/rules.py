"""Edits as rules of the next plan: what was moved, pinned, forbidden or added holds when rounds are made again."""

from collections.abc import Iterable, Sequence

from maillage.flow.editing.case import EditableCase
from maillage.vocabulary.edits import ADD_POST, FORBID, MOVE, PIN, Edit, Rule


def rules_of(case: EditableCase, edits: Sequence[Edit], before: Iterable[Rule] = ()) -> tuple[int, list[Rule]]:
    """Posts and rules of the plan to make next.

    A move imposes what its destination then has, caps the place it takes from at what is left there, and forbids it
    when nothing is (a kept base is capped at nothing: posts leave from it); a later edit of a commune prevails over an
    earlier rule, but a cap decided before stays where the edits stay under it.

    Parameters
    ----------
    case
        The plan that was edited.
    edits
        Changes, in their order.
    before
        Rules that plan was made with.
    """
    must: dict[str, int] = {}
    keep: dict[str, int] = {}
    most: dict[str, int] = {}
    banned: set[str] = set()
    by_rule = {"must": must, "keep": keep, "at_most": most}
    for code, rule, count in before:
        if rule == "must_not":
            banned.add(code)
        else:
            by_rule[rule][code] = count
    caps = most.copy()
    held = {code: int(x) for code, x in zip(case.communes, case.half_days, strict=True) if x}
    posts = {code: int(y) for code, y in zip(case.communes, case.posts, strict=True) if y}
    advisors = case.advisors
    for edit in edits:
        if edit.kind != FORBID:
            asked = edit.to if edit.kind == MOVE else edit.place
            banned.discard(asked)
            most.pop(asked, None)
        if edit.kind == ADD_POST:
            posts[edit.place] = keep[edit.place] = posts.get(edit.place, 0) + edit.count
            advisors += edit.count
        elif edit.kind == PIN:
            held[edit.place] = must[edit.place] = max(edit.count, held.get(edit.place, 0))
        elif edit.kind == MOVE:
            held[edit.to] = must[edit.to] = held.get(edit.to, 0) + edit.count
            held[edit.place] = held.get(edit.place, 0) - edit.count
            must.pop(edit.place, None)
            most.pop(edit.place, None)
            if held[edit.place] <= 0 and edit.place not in keep:
                banned.add(edit.place)
            else:
                most[edit.place] = max(held[edit.place], 0)
        elif edit.kind == FORBID:
            held[edit.place] = 0
            must.pop(edit.place, None)
            keep.pop(edit.place, None)
            most.pop(edit.place, None)
            banned.add(edit.place)
        if edit.kind != FORBID and held.get(asked, 0) <= caps.get(asked, -1):
            most[asked] = caps[asked]
    rules = [Rule(code, rule, count) for rule, held_to in by_rule.items() for code, count in held_to.items()]
    rules += [Rule(code, "must_not", 1) for code in banned]
    return advisors, sorted(rules)


def as_file(rules: Iterable[Rule]) -> str:
    """Text of the CSV file of fixed places."""
    return "".join(["code,rule,count\n", *(f"{rule.code},{rule.rule},{rule.number}\n" for rule in rules)])
