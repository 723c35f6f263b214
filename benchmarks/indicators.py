"""Every figure of every territory of France: what each step costs.

::

    MAILLAGE_DATA=... .venv/bin/python benchmarks/indicators.py [--save docs/benchmarks/indicators.md]
"""

import argparse
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl

from maillage.flow import figures
from maillage.flow.silence import silent
from maillage.indicators import aggregation, peers
from maillage.territory import load


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--save", type=Path)
    options = parser.parse_args()
    lines = ["| step | wall s | CPU s |", "| --- | ---: | ---: |"]

    def timed(name: str, work: Callable[[], Any]) -> Any:
        wall, cpu = time.perf_counter(), time.process_time()
        found = work()
        lines.append(f"| {name} | {time.perf_counter() - wall:.2f} | {time.process_time() - cpu:.2f} |")
        return found

    territory = load()
    figures.need_of("france")  # what the need keeps between two starts is there
    ground = timed("read the tables, estimate the need", lambda: figures._ground(territory, silent))
    timed("travel times between communes at most 37.5 minutes apart", lambda: ground.reach._usual)
    table = timed("parts, sums, formulas", lambda: aggregation.everything(ground))
    table = timed("peers, ranks, quartiles", lambda: peers.compared(table, peers.groups(ground)))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "indicators.parquet"
        timed("write the file", lambda: figures._keep(table.sort("level", "code", maintain_order=True), path))
        size = path.stat().st_size / 1e6
        inside = (pl.col("level") == "commune") & (pl.col("code") == "15014")
        one = timed("read one commune", lambda: pl.scan_parquet(path).filter(inside).collect())
    known = table["value"].count()
    lines += [
        "",
        f"{len(table):,} figures of {table.select('level', 'code').n_unique():,} territories ({known:,} known), a file "
        f"of {size:.1f} MB; {len(one)} figures read for the one commune. Sources brought: {len(ground.tables)}.",
    ]
    text = "\n".join(lines)
    print(text)
    if options.save:
        options.save.write_text(f"# Indicators: every territory of France\n\n{text}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
