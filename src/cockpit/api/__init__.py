"""Open data by address: JSON in pages, CSV, GeoJSON and Parquet whole; described in OpenAPI 3.1."""

from cockpit.api.addresses import urls

__all__ = ["urls"]
