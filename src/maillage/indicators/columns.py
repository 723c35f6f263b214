"""Columns of official tables the need model understands, and the shares they give.

Shares are taken within one table, never between vintages.
"""

import polars as pl

NUMBERS = {
    "population": r"population|population_rp\d{4}|p\d\d_pop",
    "aged_0_14": r"aged_0_14|p\d\d_pop0014",
    "aged_65": r"aged_65_more|p\d\d_pop65p",
    "aged_75": r"aged_75_89|p\d\d_pop7589",
    "aged_90": r"aged_90_more|p\d\d_pop90p",
    "older_percent": r"aged_65_more_percent|part_65plus(_pct)?|part65plus",
    "young_percent": r"aged_0_14_percent|part_moins15(_pct)?|partmoins15",
    "left_school": r"left_school_15_more|p\d\d_nscol15p",
    "no_diploma": r"no_diploma|p\d\d_nscol15p_diplmin",
    "higher_2": r"higher_2|p\d\d_nscol15p_sup2",
    "higher_34": r"higher_34|p\d\d_nscol15p_sup34",
    "higher_5": r"higher_5|p\d\d_nscol15p_sup5",
    "higher_percent": r"higher_diploma_percent|part_diplome_sup(_pct)?|partdiplomesup",
    "unemployed": r"unemployed_15_64|p\d\d_chom1564",
    "active": r"active_15_64|p\d\d_act1564",
    "unemployment_percent": r"unemployment_percent|taux_chomage_1564_pct|tauxchomage",
    "households": r"households|menages_rp\d{4}|[pc]\d\d_men",
    "single_households": r"single_households|[pc]\d\d_menpseul",
    "median_eur": r"median_income_eur|niveau_vie_median(_\d{4})?(_eur)?|med\d\d|med_sl",
    "poverty_percent": r"poverty_percent|taux_pauvrete(_\d{4})?(_pct)?|tp60\d\d|pr_md60",
}
"""Names of each column, whatever the case: ours, the shared tables', INSEE's."""

RATIOS = {
    "young": (0.0, 0.7), "older": (0.0, 1.0), "oldest": (0.0, 1.0), "higher": (0.0, 1.0), "low": (0.0, 1.0),
    "single": (0.0, 1.0), "size": (1.0, 9.0), "unemployment": (0.0, 100.0), "median": (1_000.0, 500_000.0),
    "poverty": (0.0, 0.99),
}  # fmt: skip
"""What is taken from a table, with its range: a value outside counts as missing. Ages are shares of everybody."""


def told(frame: pl.DataFrame) -> pl.DataFrame:
    """Shares a table gives, row by row, with ``people`` to weigh them (1 where not known)."""
    plain = {name.lower(): name for name in frame.columns}
    found = {
        wanted: plain[match]
        for wanted, pattern in NUMBERS.items()
        if (match := _matching(pattern, list(plain))) is not None
    }
    none = pl.lit(None, pl.Float64)

    def number(name: str) -> pl.Expr:
        if name not in found:
            return none
        text = pl.col(found[name]).cast(pl.String).str.replace(",", ".", literal=True)
        value = text.cast(pl.Float64, strict=False)
        return pl.when(value.is_finite() & (value >= 0)).then(value)

    def share(part: pl.Expr, whole: str, percent: str | None = None) -> pl.Expr:
        counted = pl.when(number(whole) > 0).then(part / number(whole))
        return counted if percent is None else pl.coalesce(counted, number(percent) / 100)

    everyone = number("population")
    ratios = {
        "young": share(number("aged_0_14"), "population", "young_percent"),
        "older": share(number("aged_65"), "population", "older_percent"),
        "oldest": share(number("aged_75") + number("aged_90"), "population"),
        "higher": share(number("higher_2") + number("higher_34") + number("higher_5"), "left_school", "higher_percent"),
        "low": share(number("no_diploma"), "left_school"),
        "single": share(number("single_households"), "households"),
        "size": share(everyone, "households"),
        "unemployment": pl.coalesce(100 * share(number("unemployed"), "active"), number("unemployment_percent")),
        "median": number("median_eur"),
        "poverty": number("poverty_percent") / 100,
    }
    bounded = [pl.when(value.is_between(*RATIOS[name])).then(value).alias(name) for name, value in ratios.items()]
    return frame.select(*bounded, people=pl.coalesce(everyone, number("households"), pl.lit(1.0)))


def _matching(pattern: str, names: list[str]) -> str | None:
    """First name that matches a pattern as a whole."""
    hits = pl.Series(names, dtype=pl.String).str.contains(f"^(?:{pattern})$")
    return names[hits.arg_true()[0]] if hits.any() else None
