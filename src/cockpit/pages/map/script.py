"""What the map's script is told: addresses, colours, sentences."""

from typing import Any

from django.contrib.staticfiles import finders
from django.templatetags.static import static
from django.urls import reverse

from cockpit.map import measures, tiles
from cockpit.map.adopted import Adopted
from cockpit.map.values import Column
from cockpit.territories import places
from cockpit.territories.places import Place
from cockpit.wording import both, current
from maillage.tiles import MAX_ZOOM, MIN_COMMUNE_ZOOM, feature_id

IGN = "https://data.geopf.fr"
IGN_TILES = (
    f"{IGN}/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&LAYER=GEOGRAPHICALGRIDSYSTEMS.PLANIGNV2&STYLE=normal"
    "&FORMAT=image/png&TILEMATRIXSET=PM&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}"
)

TEXTS = {
    "title": both("Carte des communes de France", "Map of the communes of France"),
    "zoomIn": both("Agrandir", "Zoom in"),
    "zoomOut": both("Réduire", "Zoom out"),
    "twoFingers": both("Deux doigts pour déplacer la carte", "Use two fingers to move the map"),
    "none": both("pas de chiffre", "no figure"),
    "noContour": both("contour manquant dans les données publiées", "contour missing from published data"),
    "nobody": both(
        "Sol dont aucun contour publié ne dit la commune.", "Ground that no published contour gives to a commune."
    ),
    "more": both("… {count} de plus : agrandissez la carte.", "… {count} more: zoom in."),
    "open": both("Ouvrir la page de la commune", "Open the commune's page"),
    "found": both("{count} réponses", "{count} answers"),
    "nothing": both("Aucun territoire ne répond.", "No territory answers."),
    "noWebgl": both(
        "Ce navigateur ne sait pas dessiner la carte (WebGL) : voici son image, et le tableau dit la même chose.",
        "This browser cannot draw the moving map (WebGL): here is its picture; the table holds the same figures.",
    ),
    "halfDays": both("demi-journées par quinzaine", "half-days a fortnight"),
    "posts": both("postes basés ici", "posts based here"),
    "stop": both("passage cette semaine-là", "stop in that week"),
    "stops": both("passages cette semaine-là", "stops in that week"),
}  # fmt: skip


def can_move() -> bool:
    """Whether the browser's map library is installed."""
    return finders.find("maplibre/maplibre-gl.mjs") is not None


def config(place: Place, columns: list[Column], shown: Column, plan: Adopted | None, base_map: bool) -> dict[str, Any]:
    """Everything the script needs to draw a territory by a measure."""
    return {
        "language": current(),
        "texts": {name: str(text) for name, text in TEXTS.items()},
        "worker": static("maplibre/maplibre-gl-worker.mjs") if can_move() else "",
        "zooms": [MIN_COMMUNE_ZOOM, MAX_ZOOM],
        "box": tiles.box(place),
        "boxes": {code: tiles.box(places.get("departement", code)) for code in tiles.OVERSEAS},
        "shown": shown.measure.code,
        "measures": [_told(one) for one in columns if one.known],
        "none": [measures.NONE_LIGHT, measures.NONE_DARK],
        "around": {
            level: {feature_id(one.code): [one.code, one.name] for one in places.of_level(level)}
            for level in ("region", "departement")
        },
        "plan": reverse("map_plan", args=[plan.stamp]) if plan else "",
        "baseMap": IGN_TILES if base_map else "",
        **_addresses(tiles.archive().version),
    }


def _addresses(version: str) -> dict[str, str]:
    """Where the ground, its names and its pages are."""
    tile = reverse("map_tile", args=[version, 1, 2, 3]).removesuffix("1/2/3.mvt")
    return {
        "tiles": tile + "{z}/{x}/{y}.mvt",
        "communes": reverse("map_communes", args=[version]),
        "names": reverse("map_names", args=[version, "0"]).removesuffix("0.json"),
        "landmarks": reverse("map_landmarks", args=[version]),
        "find": reverse("map_find"),
        "territory": reverse("territory", args=["commune", "0"]).removesuffix("0"),
    }


def _told(column: Column) -> dict[str, Any]:
    """A measure."""
    measure = column.measure
    return {
        "code": measure.code,
        "address": reverse("map_measure", args=[column.stamp, measure.code]),
        "picture": reverse("map_picture", args=[column.stamp, measure.code]),
        "label": str(measure.label),
        "unit": str(measure.unit),
        "digits": measure.digits,
        "breaks": column.breaks,
        "light": measure.palette.light,
        "dark": measure.palette.dark,
    }
