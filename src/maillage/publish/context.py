"""Figures, charts and sentences of the report, ready for its template."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from maillage.publish import charts, figures, numbers
from maillage.vocabulary.messages import MESSAGES, say
from maillage.vocabulary.plan import Plan

FINDINGS_SHOWN = 50
"""Most findings of one kind written out; the file holds them all."""

NOTHING_PERCENT = 1e-6
"""A gap below this is the solver's rounding: the optimum is proven."""

OPTIONS = ("advisors", "half_days", "reach_minutes", "drive_minutes", "floor", "seed")
"""Keys of the summary that are choices of who asked for the plan."""


def distributions(plan: Plan) -> dict[str, Any]:
    """Both distributions."""
    minutes, half_days = figures.minutes_distribution(plan), figures.half_days_distribution(plan)
    return {
        "minutes_chart": _chart(minutes, "minutes", sum(bar.value for bar in minutes), share=True),
        "half_days_chart": _chart(half_days, "half_days", float(plan.places.height), share=False),
    }


def _chart(bars: Sequence[figures.Bar], code: str, whole: float, share: bool) -> dict[str, Any]:
    """A distribution as a chart, a sentence and rows of text."""
    labels = [_range(bar, whole_numbers=not share) for bar in bars]
    shares = [bar.value / whole if whole else 0.0 for bar in bars]
    shown = [
        numbers.percent(part, 0 if part >= 0.01 else 2) if share else numbers.decimal(bar.value)
        for bar, part in zip(bars, shares, strict=True)
    ]
    most = max(range(len(bars)), key=lambda row: bars[row].value)
    sentence = say(f"report.chart.{code}.text", label=labels[most], value=shown[most])
    above = [text if bar.value else "" for bar, text in zip(bars, shown, strict=True)]
    figures_of = [(numbers.decimal(bar.value), numbers.percent(part)) for bar, part in zip(bars, shares, strict=True)]
    return {
        "svg": charts.rows(bars, labels, above, sentence),
        "sentence": sentence,
        "rows": [(label, *both) for label, both in zip(labels, figures_of, strict=True)],
    }


def _range(bar: figures.Bar, whole_numbers: bool) -> str:
    """A class in figures: ``≤ 2,5``, ``2,5–5``, ``> 30``; for whole numbers ``1``, ``5–6``, ``> 72``."""
    low, high = (None if end is None else numbers.decimal(end, 1 if end % 1 else 0) for end in (bar.low, bar.high))
    if high is None:
        return f"> {low}"
    if whole_numbers and bar.high is not None:
        first = bar.low + 1
        return high if first >= bar.high else f"{numbers.decimal(first)}–{high}"
    return f"{low}–{high}" if bar.low > 0 else f"≤ {high}"


def ranking(groups: pl.DataFrame) -> dict[str, Any]:
    """Groups from the best to the least served, with a dot each; the whole territory's share is the tick."""
    need = float(groups["people_in_need"].sum() or 0.0)
    mean = float(groups["served_people"].sum()) / need if need else None
    ordered = groups.sort("served_share", descending=True, nulls_last=True).select("name", "served_share").rows()
    known = [share for _, share in ordered if share is not None]
    low, high = (math.floor(min(known) * 10) / 10, math.ceil(max(known) * 10) / 10) if known else (0.0, 1.0)
    rows = [
        {"name": name, "value": numbers.percent(share), "dot": charts.dot(share, mean, low, high)}
        for name, share in ordered
    ]
    note = say(
        "report.ranking.note", low=numbers.percent(low, 0), high=numbers.percent(high, 0), mean=numbers.percent(mean)
    )
    return {"ranked": rows if len(rows) > 1 else [], "ranking_note": note}


def facts(plan: Plan) -> dict[str, Any]:
    """Everything that the report says of the plan in words."""
    summary = plan.summary
    return {
        "partial": bool(summary.get("partial")),
        "headline": headline(plan),
        "tiles": tiles(plan),
        "bounds": bounds(summary),
        "findings": findings(plan),
        "options": [(say(f"report.option.{key}"), option(key, summary[key])) for key in OPTIONS if key in summary],
        "stages": [
            (_named("report.stage", stage), numbers.decimal(s, 1))
            for stage, s in dict(summary.get("stage_seconds") or {}).items()
        ],
        "sources": [_source(source) for source in summary.get("sources") or ()],
    }


def headline(plan: Plan) -> list[str]:
    """The answer in at most three short sentences."""
    summary = plan.summary
    sentences = [
        say(
            "report.headline.served",
            advisors=counted("advisors", summary.get("advisors")),
            served=numbers.decimal(summary.get("objective")),
            need=numbers.decimal(summary.get("people_in_need")),
        ),
        say(
            "report.headline.reach",
            share=numbers.percent(summary.get("reached_share")),
            minutes=numbers.decimal(summary.get("reach_minutes")),
        ),
    ]
    gap = summary.get("gap_percent")
    if gap is not None and not numbers.missing(gap):
        best = gap < NOTHING_PERCENT
        sentences.append(
            say("report.headline.best") if best else say("report.headline.proof", gap=numbers.ceiling_percent(gap))
        )
    return sentences


def tiles(plan: Plan) -> list[dict[str, str]]:
    """Headline numbers: code, figure, words and a note."""
    summary, coverage = plan.summary, plan.coverage
    need, served = summary.get("people_in_need"), summary.get("objective")
    share = served / need if need and served is not None else None
    low, high = (numbers.decimal(float(coverage[column].sum())) for column in ("low", "high"))
    shown = {
        "need": (numbers.decimal(need), {"low": low, "high": high}),
        "served": (numbers.decimal(served), {"share": numbers.percent(share)}),
        "reach": (
            numbers.percent(summary.get("reached_share")),
            {"minutes": numbers.decimal(summary.get("reach_minutes"))},
        ),
        "places": (
            numbers.decimal(summary.get("served_places")),
            {"half_days": numbers.decimal(summary.get("half_days"))},
        ),
        "posts": (numbers.decimal(summary.get("advisors")), {}),
        "bases": (numbers.decimal(summary.get("bases_count")), {}),
        "drive": (
            say("report.minutes", value=numbers.decimal(figures.drive_per_day(plan), 1)),
            {"longest": numbers.decimal(summary.get("longest_leg_minutes"))},
        ),
        "gap": (numbers.ceiling_percent(summary.get("gap_percent")), {}),
    }
    return [
        {
            "code": code,
            "figure": figure,
            "words": say(f"report.tile.{code}"),
            "note": say(f"report.tile.{code}.note", **values),
        }
        for code, (figure, values) in shown.items()
    ]


def bounds(summary: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What is proven of each stage, in a sentence each."""
    told = []
    for stage, key in (("allocation", "gap_percent"), ("bases", "bases_gap_percent"), ("rounds", "rounds_gap_percent")):
        gap = summary.get(key)
        code = "unknown" if gap is None or numbers.missing(gap) else "exact" if gap < NOTHING_PERCENT else "gap"
        sentence = say(
            f"report.bound.{stage}" if code == "gap" else f"report.bound.{code}",
            **({"gap": numbers.ceiling_percent(gap)} if code == "gap" else {}),
            **(
                {"upper": numbers.decimal(summary.get("upper_bound"))} if (stage, code) == ("allocation", "gap") else {}
            ),
        )
        told.append((_named("report.stage", stage), sentence))
    return told


def findings(plan: Plan) -> list[dict[str, Any]]:
    """Findings by kind, the most numerous first; defects of the data, which change no visit, last."""
    if plan.findings.is_empty():
        return []
    kinds = plan.findings["kind"].value_counts().sort(pl.col("kind") == "data", -pl.col("count").cast(pl.Int64), "kind")
    return [
        {
            "title": _named("report.finding", kind or ""),
            "count": count,
            "rows": plan.findings.filter(pl.col("kind").eq_missing(kind)).head(FINDINGS_SHOWN).to_dicts(),
            "more": max(0, count - FINDINGS_SHOWN),
        }
        for kind, count in kinds.iter_rows()
    ]


def counted(noun: str, count: float | None) -> str:
    """A number with its noun, singular or plural."""
    return say(f"report.{noun}.one" if count == 1 else f"report.{noun}.many", count=numbers.decimal(count))


def option(key: str, value: Any) -> str:
    """An option's value in words."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return str(value) if value is not None else numbers.MISSING
    if key.endswith("_minutes"):
        return say("report.minutes", value=numbers.decimal(value, 1 if value % 1 else 0))
    if key == "floor":
        return numbers.percent(value, 0)
    if key == "seed":
        return str(value)
    return numbers.decimal(value, 2 if value % 1 else 0)


def _named(prefix: str, code: str) -> str:
    """Words for a code, or the code itself where we have none."""
    return say(f"{prefix}.{code}") if f"{prefix}.{code}" in MESSAGES else code


def _source(source: Mapping[str, Any]) -> dict[str, str]:
    """A source with a link only where its address is one of the web."""
    told = {key: str(source.get(key) or "").strip("-") for key in ("name", "version", "vintage", "licence", "url")}
    return told | {"link": told["url"] if told["url"].startswith(("https://", "http://")) else ""}
