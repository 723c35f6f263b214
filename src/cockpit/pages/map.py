"""The map of France: its page, its table, and what they are drawn from."""

from typing import Any

from csp.decorators import csp_update
from django.contrib.auth.decorators import login_not_required
from django.contrib.staticfiles import finders
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_safe

from cockpit.configuration import queries as configuration
from cockpit.map import adopted, listing, measures, pictures, stored, tiles, values
from cockpit.map.adopted import Adopted
from cockpit.map.values import Column
from cockpit.pages.sending import FOR_GOOD, sent
from cockpit.territories import places
from cockpit.territories.places import FRANCE, Place
from cockpit.wording import both, current
from maillage.tiles import MAX_ZOOM, MIN_COMMUNE_ZOOM, feature_id
from maillage.vocabulary.errors import UnknownTerritory

IGN = "https://data.geopf.fr"
IGN_TILES = (
    f"{IGN}/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&LAYER=GEOGRAPHICALGRIDSYSTEMS.PLANIGNV2&STYLE=normal"
    "&FORMAT=image/png&TILEMATRIXSET=PM&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}"
)
FOUND_AT_MOST = 12

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
}  # fmt: skip


def _place(request: HttpRequest) -> Place:
    """The territory asked for, ``departement:15``; France by default.

    Raises
    ------
    Http404
        If there is none.
    """
    level, _, code = request.GET.get("territoire", "").partition(":")
    try:
        return places.get(level, code.upper()) if level and level != "france" else FRANCE
    except UnknownTerritory as error:
        raise Http404 from error


def _measure(code: str) -> Column:
    """A measure.

    Raises
    ------
    Http404
        If there is none of this code.
    """
    try:
        return values.column(code)
    except KeyError as error:
        raise Http404 from error


def _shown(request: HttpRequest, columns: list[Column]) -> Column:
    """The measure asked for where it has figures, else the first."""
    asked = request.GET.get("mesure", "")
    return next((one for one in columns if one.measure.code == asked and one.known), columns[0])


@login_not_required
@require_safe
def page(request: HttpRequest) -> HttpResponseBase:
    """The map, open on a territory; this page alone may ask IGN, where administrators offer its background."""
    offered = configuration.switch("base_map")

    def drawn(asked: HttpRequest) -> HttpResponseBase:
        return _page(asked, offered)

    return csp_update({"connect-src": [IGN]})(drawn)(request) if offered else drawn(request)


def _page(request: HttpRequest, base_map: bool) -> HttpResponse:
    """The map, with IGN's background to turn on or without."""
    place, columns, plan = _place(request), values.columns(), adopted.plan()
    shown = _shown(request, columns)
    rows = None if place == FRANCE else places.rows(place)
    legends = [_legend(one, rows) for one in columns]
    return render(
        request,
        "map/page.html",
        {
            "place": place,
            "shown": shown,
            "legends": legends,
            "overseas": [places.get("departement", code) for code in tiles.OVERSEAS] if place == FRANCE else [],
            "moving": finders.find("maplibre/maplibre-gl.mjs") is not None,
            "base_map": base_map,
            "plan": plan,
            "config": _config(place, columns, shown, plan, base_map),
        },
    )


def _legend(column: Column, rows: Any) -> dict[str, Any]:
    """Classes of a measure with their colours, words and numbers of communes."""
    palette, counts = column.measure.palette, column.counts(rows)
    inks = [*zip(palette.light, palette.dark, strict=True)][: len(column.breaks) + 1]
    lines = [*zip(inks, measures.in_words(column.measure, column.breaks), counts, strict=False)]
    lines.append(((measures.NONE_LIGHT, measures.NONE_DARK), measures.no_figure(), counts[measures.UNKNOWN]))
    told = [{"light": ink[0], "dark": ink[1], "words": words, "count": count} for ink, words, count in lines]
    return {"column": column, "lines": told}


def _config(place: Place, columns: list[Column], shown: Column, plan: Adopted | None, base_map: bool) -> dict[str, Any]:
    """What the script is told."""
    version = tiles.archive().version
    template = reverse("map_tile", args=[version, 1, 2, 3])[: -len("1/2/3.mvt")] + "{z}/{x}/{y}.mvt"
    return {
        "language": current(),
        "texts": {name: str(text) for name, text in TEXTS.items()},
        "worker": static("maplibre/maplibre-gl-worker.mjs") if finders.find("maplibre/maplibre-gl.mjs") else "",
        "tiles": template,
        "zooms": [MIN_COMMUNE_ZOOM, MAX_ZOOM],
        "box": tiles.box(place),
        "boxes": {code: tiles.box(places.get("departement", code)) for code in tiles.OVERSEAS},
        "shown": shown.measure.code,
        "measures": [_told(one) for one in columns if one.known],
        "none": [measures.NONE_LIGHT, measures.NONE_DARK],
        "communes": reverse("map_communes", args=[version]),
        "names": reverse("map_names", args=[version, "0"]).removesuffix("0.json"),
        "landmarks": reverse("map_landmarks", args=[version]),
        "find": reverse("map_find"),
        "territory": reverse("territory", args=["commune", "0"]).removesuffix("0"),
        "departements": {feature_id(one.code): [one.code, one.name] for one in places.of_level("departement")},
        "plan": reverse("map_plan", args=[plan.stamp]) if plan else "",
        "baseMap": IGN_TILES if base_map else "",
    }


def _told(column: Column) -> dict[str, Any]:
    """A measure for the script."""
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


@login_not_required
@require_safe
def table(request: HttpRequest) -> HttpResponse:
    """The same figures as the map's, commune by commune."""
    place, by = _place(request), request.GET.get("tri", next(iter(measures.MEASURES)))
    descending = request.GET.get("sens", "croissant" if by == "name" else "decroissant") == "decroissant"
    number = request.GET.get("page", "1")
    try:
        shown = listing.page(place, by, descending, int(number) if number.isdecimal() else 1)
    except KeyError as error:
        raise Http404 from error
    columns = values.columns()
    return render(
        request,
        "map/table.html",
        {
            "place": place,
            "page": shown,
            "by": by,
            "descending": descending,
            "columns": [one for one in columns if one.known],
            "silent": [one for one in columns if not one.known],
            "rows": [
                (row, [(row[one.measure.code], one.measure) for one in columns if one.known]) for row in shown.rows
            ],
        },
    )


@login_not_required
@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """Territories that answer a search, with the box to fly to; without script, the search's own page."""
    asked = request.GET.get("q", "").strip()[:80]
    if "application/json" not in request.headers.get("Accept", ""):
        return redirect(f"{reverse('search')}?{request.GET.urlencode()}")
    answers = [
        {
            "name": one.place.name,
            "within": one.within or "",
            "level": one.place.level,
            "code": one.place.code,
            "box": tiles.box(one.place),
        }
        for one in (places.search(asked, FOUND_AT_MOST) if asked else [])
    ]
    return JsonResponse({"answers": answers})


@login_not_required
@require_safe
def tile(request: HttpRequest, version: str, z: int, x: int, y: int) -> HttpResponse:
    """A vector tile; 204 where nothing is drawn."""
    if version != tiles.archive().version or z > MAX_ZOOM or x >> z or y >> z:
        raise Http404
    answer = stored.tile(z, x, y)
    return HttpResponse(status=204, headers={"Cache-Control": FOR_GOOD}) if answer is None else sent(request, answer)


@login_not_required
@require_safe
def export(request: HttpRequest) -> HttpResponse | FileResponse:  # noqa: ARG001 - Django's signature
    """Every tile in one PMTiles file, to serve elsewhere."""
    archive = tiles.archive()
    if archive.path is None:
        raise Http404
    name = f"maillage-{archive.version}.pmtiles"
    return FileResponse(
        archive.path.open("rb"), as_attachment=True, filename=name, content_type="application/vnd.pmtiles"
    )


@login_not_required
@require_safe
def measure(request: HttpRequest, version: str, code: str) -> HttpResponse:
    """Figures of every commune."""
    stamp = _measure(code).stamp
    return sent(request, stored.measure(code), lasting=version == stamp)


@login_not_required
@require_safe
def picture(request: HttpRequest, version: str, code: str) -> HttpResponse:
    """The map as a picture."""
    place, column, panel = _place(request), _measure(code), request.GET.get("panneau")
    theme = request.GET.get("theme", "light")
    if theme not in pictures.THEMES:
        raise Http404
    try:
        content = pictures.png(code, place, theme, panel)
    except KeyError as error:
        raise Http404 from error
    caching = FOR_GOOD if version == column.stamp else "no-cache"
    return HttpResponse(content, content_type="image/png", headers={"Cache-Control": caching})


@login_not_required
@require_safe
def communes(request: HttpRequest, version: str) -> HttpResponse:
    """Numbers of the communes in the order of figures."""
    return sent(request, stored.communes(), lasting=version == tiles.archive().version)


@login_not_required
@require_safe
def names(request: HttpRequest, version: str, departement: str) -> HttpResponse:
    """Names of a département's communes."""
    try:
        code = places.get("departement", departement.upper()).code
    except UnknownTerritory as error:
        raise Http404 from error
    return sent(request, stored.names(code), lasting=version == tiles.archive().version)


@login_not_required
@require_safe
def landmarks(request: HttpRequest, version: str) -> HttpResponse:
    """Names to find one's way."""
    return sent(request, stored.landmarks(), lasting=version == tiles.archive().version)


@login_not_required
@require_safe
def plan(request: HttpRequest, version: str) -> HttpResponse:
    """Places and bases of the adopted plan."""
    answer, current_plan = stored.plan(), adopted.plan()
    if answer is None or current_plan is None:
        raise Http404
    return sent(request, answer, lasting=version == current_plan.stamp)
