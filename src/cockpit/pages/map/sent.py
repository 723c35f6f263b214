"""What the map is drawn from: tiles, figures, names, pictures, each kept by browsers under its version."""

from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from cockpit.map import adopted, pictures, stored, tiles
from cockpit.pages.map.asking import measure_of, place_asked
from cockpit.pages.sending import FOR_GOOD, sent
from cockpit.pages.territory import asked
from maillage.tiles import MAX_ZOOM


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
    stamp = measure_of(code).stamp
    return sent(request, stored.measure(code), lasting=version == stamp)


@login_not_required
@require_safe
def picture(request: HttpRequest, version: str, code: str) -> HttpResponse:
    """The map as a picture."""
    place, column, panel = place_asked(request), measure_of(code), request.GET.get("panneau")
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
    code = asked("departement", departement).code
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
