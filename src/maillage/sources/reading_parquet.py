"""Parquet, where a third party saved a table again."""

import polars as pl

from maillage.sources import header
from maillage.sources.archives import damaged
from maillage.sources.payload import Payload
from maillage.sources.reading_csv import MAX_CELLS
from maillage.sources.source import Raw, Source, issues
from maillage.vocabulary.errors import MalformedFile


def read(payload: Payload, source: Source) -> Raw:
    """Columns a source declares, from a Parquet file.

    Raises
    ------
    MalformedFile
        Not Parquet, no such columns, or more cells than memory allows.
    """
    content = payload.read()
    try:
        lazy = pl.scan_parquet(content)
        names = lazy.collect_schema().names()
        matched = header.match(source.columns, names)
        if matched is None:
            raise header.refuse(source, payload.name, names)
        rows = int(lazy.select(pl.len()).collect().item())
        if rows * len(matched) > MAX_CELLS:
            cells = rows * len(matched)
            raise MalformedFile("sources.too_many_cells", path=payload.name, cells=cells, most=MAX_CELLS)
        taken = [pl.col(names[positions[0]]).cast(pl.String).alias(name) for name, positions in matched.items()]
        frame = lazy.select(taken).collect().with_row_index("row", offset=1)
    except BaseException as error:
        if isinstance(error, MalformedFile) or not damaged(error):
            raise
        raise MalformedFile("sources.text", path=payload.name, row=0, cause=str(error)[:200]) from error
    return Raw(frame.with_columns(pl.col("row").cast(pl.UInt32)), issues([]), frame.height)
