"""The ground as vector tiles: communes, EPCI, départements and régions, drawn without gaps and kept in one file."""

from maillage.tiles.archive import Archive, open_archive
from maillage.tiles.ids import code_of, feature_id
from maillage.tiles.zooms import LAYERS, MAX_ZOOM, MIN_COMMUNE_ZOOM

__all__ = ["LAYERS", "MAX_ZOOM", "MIN_COMMUNE_ZOOM", "Archive", "code_of", "feature_id", "open_archive"]
