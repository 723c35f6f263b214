"""A commune of a plan as people name it: by code, by name, or as ``Mende (48095)``."""

import functools
import re

import polars as pl

from cockpit.plans import storage
from cockpit.plans.models import Plan
from cockpit.territories import places
from maillage.territory.names import full_key, short_key
from maillage.vocabulary.errors import AmbiguousTerritory, UnknownTerritory

PROPOSED = 8
"""Most communes named when a name fits several."""
LISTED = 1_600
"""Most communes a page lists to choose from; a larger plan's are typed."""

_BRACKETS = re.compile(r".*\(([0-9][0-9AB][0-9]{3})\)$", re.IGNORECASE)


def commune_in(draft: Plan, text: str) -> str:
    """Code of a commune of the plan a draft stands beside.

    Raises
    ------
    UnknownTerritory, AmbiguousTerritory
        If none answers, or several do: they are named with their codes.
    """
    known = _names(*_parent(draft))
    code = _BRACKETS.sub(r"\1", text.strip()).upper()
    if not known.filter(pl.col("present") == code).is_empty():
        return code
    key = full_key(text)
    for match in (pl.col("key") == key, pl.col("short") == short_key(text), pl.col("key").str.starts_with(key)):
        found = known.filter(match & (key != ""))["present"].unique(maintain_order=True).to_list()
        if len(found) == 1:
            return str(found[0])
        if found:
            names = ", ".join(label(code) for code in found[:PROPOSED])
            raise AmbiguousTerritory("flow.edit.ambiguous", value=text, names=names)
    raise UnknownTerritory("flow.edit.outside", value=text)


def label(code: str) -> str:
    """``Mende (48095)``."""
    return f"{places.get('commune', code).name} ({code})"


def listed(draft: Plan) -> list[str]:
    """Communes to choose from, as :func:`label` writes them; empty for a plan too large to list."""
    codes = storage.case(*_parent(draft)).communes
    return [label(code) for code in codes] if len(codes) <= LISTED else []


def _parent(draft: Plan) -> tuple[str, str]:
    parent = draft.parent
    assert parent is not None
    return str(parent.uuid), parent.result_hash


@functools.lru_cache(maxsize=storage.CASES_KEPT)
def _names(uuid: str, result_hash: str) -> pl.DataFrame:
    """Names of a plan's communes, of those that are no more too."""
    table = places.ground().places
    inside = storage.case(uuid, result_hash).communes
    return table.filter(pl.col("kind").is_in(["commune", "former"]) & pl.col("present").is_in(inside.implode()))
