"""What a person reads in the terminal."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from maillage.cli.doctor import Finding
from maillage.publish.numbers import decimal
from maillage.vocabulary.messages import say
from maillage.vocabulary.plan import Plan

if TYPE_CHECKING:
    import polars as pl

    from maillage.flow.data import DataDiff
    from maillage.flow.post_values import WhatIf
    from maillage.sources import Outcome


def headline(plan: Plan) -> None:
    """Headline figures of a plan."""
    s = plan.summary
    days = max(s["half_days"] / 2, 1)
    rows = [
        (say("cli.headline.need"), decimal(s["people_in_need"])),
        (say("cli.headline.served"), decimal(s["objective"])),
        *[(say("cli.headline.held"), decimal(s["objective_held"]))] * (s["unserved_visits"] > 0),
        (say("cli.headline.bound"), decimal(s["upper_bound"])),
        (say("cli.headline.gap"), f"{decimal(s['gap_percent'], 3)} %"),
        (say("cli.headline.reached", reach=s["reach_minutes"]), f"{decimal(100 * s['reached_share'], 1)} %"),
        (say("cli.headline.places"), decimal(s["served_places"])),
        (say("cli.headline.bases", gap=s["bases_gap_percent"]), decimal(s["bases_count"])),
        (
            say("cli.headline.driving", gap=s["rounds_gap_percent"]),
            f"{decimal(s['drive_minutes_total'] / days, 1)} min",
        ),
        (say("cli.headline.unserved"), decimal(s["unserved_visits"])),
        (say("cli.headline.time"), f"{decimal(_elapsed(s['stage_seconds']), 1)} s"),
    ]
    table = Table(title=plan.territory_label, show_header=False)
    table.add_column()
    table.add_column(justify="right")
    for row in rows:
        table.add_row(*row)
    Console().print(table)


def _elapsed(stages: dict[str, float]) -> float:
    """Wall-clock seconds of all stages."""
    return sum(seconds for stage, seconds in stages.items() if not stage.endswith("_worker"))


def where(folder: Path) -> None:
    """Where the results are."""
    print(say("cli.written", path=folder))
    print(say("cli.report", path=(folder / "report.html").resolve().as_uri()))


def what_if(found: "WhatIf") -> None:
    """Value of posts, one group a line."""
    table = Table(title=found.label)
    table.add_column(say("cli.column.group"))
    for name in ("posts", "served", "next", "lost"):
        table.add_column(say(f"cli.column.{name}"), justify="right")
    for row in found.groups.iter_rows(named=True):
        figures = (row["posts"], row["served"], row["next_post"], -row["lost_post"])
        table.add_row(row["name"], *(decimal(figure) for figure in figures))
    Console().print(table)


def covering(found: dict[str, Any]) -> None:
    """Headline of a maximal covering."""
    table = Table(title=found["territory"], show_header=False)
    table.add_column()
    table.add_column(justify="right")
    for name, value in found.items():
        if isinstance(value, bool | str):
            table.add_row(name, str(value))
        elif isinstance(value, int | float):
            digits = 4 if name.startswith("gap_") else 3 if name in ("km", "seconds") else 0
            table.add_row(name, decimal(value, digits))
    Console().print(table)


def places(found: "pl.DataFrame") -> None:
    """Territories that answer a search."""
    table = Table()
    for name in ("kind", "code", "name", "departement", "population"):
        table.add_column(say(f"cli.column.{name}"), justify="right" if name == "population" else "left")
    for row in found.iter_rows(named=True):
        kind = say(f"cli.kind.{row['kind']}", present=row.get("present") or "")
        population = "" if row["population"] is None else decimal(row["population"])
        table.add_row(kind, row["code"], row["name"], row["departement"] or "", population)
    Console().print(table)


def need(territory: str, found: "pl.DataFrame") -> None:
    """People remote from digital of a territory."""
    low, high = (decimal(float(found[end].sum())) for end in ("low", "high"))
    used = found["inputs_used"].value_counts().sort("count", descending=True)
    rows = [
        (say("cli.headline.people"), decimal(int(found["population"].sum()))),
        (say("cli.headline.need"), decimal(float(found["people_in_need"].sum()))),
        (say("cli.headline.range"), f"{low} – {high}"),
        (say("cli.headline.inputs"), ", ".join(f"{name} ({count})" for name, count in used.iter_rows())),
    ]
    table = Table(title=territory, show_header=False)
    for row in rows:
        table.add_row(*row)
    Console().print(table)


def synced(outcomes: "Sequence[Outcome]") -> None:
    """What became of each source; why some were refused or are missing stands below in full, to be copied."""
    table = Table()
    for name in ("source", "status", "rows"):
        table.add_column(say(f"cli.column.{name}"), justify="right" if name == "rows" else "left", overflow="fold")
    for outcome in outcomes:
        table.add_row(outcome.source, say(f"cli.status.{outcome.status}"), decimal(outcome.rows))
    Console().print(table)
    for status in ("missing", "refused"):
        for outcome in outcomes:
            if outcome.status == status:
                print(str(outcome) if outcome.source in str(outcome) else f"{outcome.source} : {outcome}")


def data(found: "pl.DataFrame") -> None:
    """State of every source, and what would raise its quality most."""
    from maillage.publish.data_page import first_to_do

    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0))
    for name in ("source", "vintage", "rows", "freshness", "quality", "potential", "gaps"):
        left = name in ("source", "vintage")
        table.add_column(
            say(f"cli.column.{name}"), justify="left" if left else "right", no_wrap=name != "source", overflow="fold"
        )
    rows = found.to_dicts()
    here = [row for row in rows if row["rows"] is not None]
    for row in rows:
        if row["rows"] is None:
            table.add_row(row["source"], "[dim]" + say("cli.data.absent") + "[/dim]")
            continue
        scores = (decimal(row["freshness"], 2), decimal(row["quality"], 2), "+" + decimal(row["potential"], 2))
        table.add_row(row["source"], row["vintage"], decimal(row["rows"]), *scores, decimal(row["gaps"]))
    Console().print(table)
    for row in rows:
        if row["damaged"]:
            print(say("cli.data.damaged", source=row["source"]))
    if here:
        print(say("cli.data.todo"))
    for each in first_to_do(here):
        print(f"  +{decimal(each['gain'], 2)}  {each['source']}. {each['text']}")


LINES_SHOWN = 20
"""Lines of a difference shown; the rest is in the file."""


def difference(found: "DataDiff") -> None:
    """What changed between two versions of a source."""
    counts = {name: decimal(count) for name, count in found.counts.items()}
    print(say("cli.diff.between", before=found.before, after=found.after))
    print(say("cli.diff.counts", **counts))
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0))
    for name in found.rows.columns:
        known = name in ("change", "column", "before", "after")
        table.add_column(say(f"cli.column.{name}") if known else name)
    for change, *cells in found.rows.head(LINES_SHOWN).iter_rows():
        table.add_row(say(f"cli.diff.{change}"), *("" if cell is None else escape(str(cell)[:60]) for cell in cells))
    if found.rows.height:
        Console().print(table)
    if found.rows.height > LINES_SHOWN:
        print(say("cli.diff.more", count=decimal(found.rows.height - LINES_SHOWN)))


def health(findings: Sequence[Finding]) -> None:
    """What the doctor found."""
    table = Table(show_header=False)
    for finding in findings:
        state = say("cli.doctor.ok") if finding.fine else say("cli.doctor.missing")
        table.add_row(finding.name, state, finding.detail)
    Console().print(table)
