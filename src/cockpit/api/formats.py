"""Whole tables as files: CSV, GeoJSON, Parquet."""

import io
import json
from typing import Literal

import polars as pl
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag

from maillage.publish.tables import csv_text

Format = Literal["json", "csv", "geojson", "parquet"]

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "geojson": "application/geo+json",
    "parquet": "application/vnd.apache.parquet",
}


def file(request: HttpRequest, table: pl.DataFrame, kind: str, name: str, stamp: str) -> HttpResponse:
    """A table as a file to download; answered with 304 where the reader has this version already.

    Parameters
    ----------
    table
        For GeoJSON, with ``lon`` and ``lat`` (degrees, WGS 84).
    kind
        ``csv``, ``geojson`` or ``parquet``.
    name
        Of the file, without its ending.
    stamp
        Names the version of the data.
    """
    tag = quote_etag(f"{stamp}-{name}-{kind}")
    known = get_conditional_response(request, etag=tag)
    if known is not None:
        return known
    response = HttpResponse(
        {"csv": _csv, "geojson": _geojson, "parquet": _parquet}[kind](table), content_type=TYPES[kind]
    )
    response["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    response["ETag"] = tag
    return response


def _csv(table: pl.DataFrame) -> bytes:
    return csv_text(table).encode()


def _parquet(table: pl.DataFrame) -> bytes:
    buffer = io.BytesIO()
    table.write_parquet(buffer)
    return buffer.getvalue()


def _geojson(table: pl.DataFrame) -> bytes:
    """Points with the other columns as properties; no geometry where there is no point."""
    features = []
    for row in table.iter_rows(named=True):
        lon, lat = row.pop("lon"), row.pop("lat")
        point = None if lon is None or lat is None else {"type": "Point", "coordinates": [lon, lat]}
        features.append({"type": "Feature", "geometry": point, "properties": row})
    return json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False, default=str).encode()
