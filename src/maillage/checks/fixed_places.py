"""The file of fixed places as a whole: what its rows say of the same commune, as the plan will read them."""

import polars as pl

from maillage.checks.findings import Notebook
from maillage.checks.schema import Field
from maillage.vocabulary.edits import AT_MOST, KEEP, MUST, MUST_NOT, RULES

LEAST = 1
"""Half-days or posts a rule asks for at least."""


def check(
    note: Notebook,
    present: pl.Series,
    rule: tuple[Field, pl.Series],
    count: tuple[Field, pl.Series] | None,
) -> None:
    """Note caps of nothing, counts below one, and rules that contradict each other.

    A cap of 0 forbids the place: only where posts are kept does it say something else, that nobody comes though
    advisors leave from there.

    Parameters
    ----------
    note
        Where findings go.
    present
        Present commune code of each row, null where unknown.
    rule, count
        Field and texts of the two columns, null where empty or already in error.
    """
    texts = rule[1]
    numbers = (
        pl.lit(LEAST, pl.Int64) if count is None else pl.col("count").cast(pl.Int64, strict=False).fill_null(LEAST)
    )
    table = pl.DataFrame({"code": present, "rule": texts, "count": texts if count is None else count[1]}).select(
        pl.int_range(pl.len(), dtype=pl.UInt32).alias("row"),
        "code",
        pl.col("rule").str.to_lowercase().replace_strict(RULES, default=None, return_dtype=pl.String),
        numbers.alias("count"),
    )
    kept = table.filter(rule=KEEP)["code"].drop_nulls().implode()
    nothing = pl.col("count") < LEAST
    cap = pl.col("rule") == AT_MOST
    closed = table.filter(nothing & cap & pl.col("code").is_in(kept).fill_null(False).not_())["row"]
    forbid = pl.repeat(MUST_NOT, len(closed), eager=True)
    note.cells("cap_nothing", rule[0].name, closed, texts.gather(closed), proposals=forbid)
    if count is not None:
        few = table.filter(nothing & cap.fill_null(False).not_())["row"]
        note.cells("minimum", count[0].name, few, count[1].gather(few), bound=LEAST)
    _contradictions(note, rule, table.drop_nulls())


def _contradictions(note: Notebook, rule: tuple[Field, pl.Series], table: pl.DataFrame) -> None:
    """Note rows that another of the same commune makes impossible, with the line of that one."""
    pairs = table.join(table, on="code", suffix="_first").filter(pl.col("row_first") < pl.col("row"))
    forbids = (pl.col("rule") == MUST_NOT) != (pl.col("rule_first") == MUST_NOT)
    capped = (pl.col("rule") == MUST) & (pl.col("rule_first") == AT_MOST) & (pl.col("count") > pl.col("count_first"))
    lower = (pl.col("rule") == AT_MOST) & (pl.col("rule_first") == MUST) & (pl.col("count") < pl.col("count_first"))
    for code, wrong in (("fixed_contradiction", forbids), ("fixed_cap", capped | lower)):
        found = pairs.filter(wrong).unique("row", keep="first", maintain_order=True).sort("row")
        texts, before = rule[1].gather(found["row"]), note.lines.gather(found["row_first"])
        note.cells(code, rule[0].name, found["row"], texts, other=before)
