"""Indicators as a person reads them in the terminal."""

from typing import TYPE_CHECKING, Any

from rich import box
from rich.console import Console
from rich.table import Table

from maillage.publish.numbers import decimal
from maillage.vocabulary.messages import say

if TYPE_CHECKING:
    import polars as pl

DIGITS = {
    "percent": 1, "points": 1, "minutes": 1, "services": 1, "per_1000": 2, "per_10000": 1, "hours_per_1000": 2,
    "index": 2, "operators": 1, "per_km2": 1,
}  # fmt: skip
"""Decimals shown by unit; none for what is counted."""

WIDE_COLUMNS = 130
"""Columns of a terminal from which quartiles and vintages are shown."""


def in_words(found: "pl.DataFrame") -> list[dict[str, Any]]:
    """Rows for JSON: with the indicator's name, theme and unit, and the reason in words."""
    from maillage.indicators.measures import REGISTRY

    rows = []
    for row in found.to_dicts():
        each = REGISTRY[row["indicator"]]
        more = {"label": each.label, "theme": each.theme, "unit": each.unit, "better": each.better}
        told = say(f"indicators.reason.{row['reason']}") if row["reason"] else None
        rows.append(row | more | {"reason_label": told})
    return rows


def one(territory: str, found: "pl.DataFrame") -> None:
    """Every figure of one territory beside its peers'."""
    from maillage.indicators import peers
    from maillage.indicators.measures import REGISTRY

    group = found["peer_group"][0]
    count = found["peers"].max() if group else 0
    caption = say("cli.indicators.peers", group=peers.words(group), count=count) if group else None
    screen = Console()
    wide = screen.width >= WIDE_COLUMNS
    shown = ("indicator", "value", "range", "peers" if wide else "median", "rank", *["vintage"] * wide)
    table = Table(title=territory, caption=caption, box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0))
    for name in shown:
        left = name in ("indicator", "vintage")
        table.add_column(say(f"cli.column.{name}"), justify="left" if left else "right", no_wrap=name != "indicator")
    theme = ""
    for row in found.iter_rows(named=True):
        each = REGISTRY[row["indicator"]]
        if each.theme != theme:
            theme = each.theme
            table.add_section()
            table.add_row("[bold]" + say(f"indicators.theme.{theme}") + "[/bold]")
        cells = _cells(row, DIGITS.get(each.unit, 0), each.unit_label, wide)
        table.add_row(each.label, *cells, *[row["vintage"]] * wide)
    screen.print(table)


def why(found: "pl.DataFrame") -> None:
    """Why more people, or fewer, are remote from digital in one territory than in France."""
    from maillage.flow.figures import reasons_of
    from maillage.publish.reasons import cautions, sentence

    ends = found.select("indicator", "value", "low", "high").iter_rows()
    known = reasons_of({code: (value, low, high) for code, value, low, high in ends})
    if known is not None and found["level"][0] != "france":
        print(sentence(known))
        print(" ".join(cautions(known)))


def _cells(row: dict[str, Any], digits: int, unit: str, wide: bool) -> tuple[str, str, str, str]:
    """Value, range, peers and rank of a row."""
    if row["value"] is None:
        reason = say("indicators.reason." + row["reason"])
        return f"[dim]{reason}[/dim]", "", "", ""
    value, low, high, q1, median, q3 = (
        decimal(row[name], digits) for name in ("value", "low", "high", "q1", "median", "q3")
    )
    span = "" if row["low"] is None else f"{low} – {high}"
    peers = "" if row["median"] is None else f"{median} \\[{q1} – {q3}]" if wide else median
    rank = "" if row["rank"] is None else f"{row['rank']}/{row['peers']}"
    return f"{value} {unit}".strip(), span, peers, rank


def many(territory: str, found: "pl.DataFrame") -> None:
    """How each figure spreads over several territories."""
    import polars as pl

    from maillage.indicators.measures import REGISTRY

    value = pl.col("value")
    spread = found.group_by("indicator", maintain_order=True).agg(
        known=value.count(), least=value.min(), median=value.median(), most=value.max()
    )
    table = Table(title=territory, box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0))
    for name in ("indicator", "known", "least", "median", "most"):
        table.add_column(say(f"cli.column.{name}"), justify="left" if name == "indicator" else "right")
    for code, known, *ends in spread.iter_rows():
        each = REGISTRY[code]
        digits = DIGITS.get(each.unit, 0)
        table.add_row(each.label, decimal(known), *(decimal(end, digits) for end in ends))
    Console().print(table)
    print(say("cli.indicators.many", territory=territory, count=decimal(found["code"].n_unique())))
