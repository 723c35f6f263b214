"""What a phone needs to install the week and open it without network: worker, manifest, icon, page of last resort."""

import functools
import json
from pathlib import Path

import typst
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_safe

from cockpit.configuration.queries import text
from cockpit.pages import theme
from cockpit.wording import both, current

SIZES = (180, 192, 512)
STATIC = Path(__file__).parents[1] / "static"
PARTS = ("week/store.js", "week/sending.js")
SHOWN = (
    "site.css",
    "week.css",
    "icon.svg",
    *PARTS,
    *(f"week/{name}.js" for name in ("leaving", "report", "notes", "page")),
)


@login_not_required
@require_safe
def worker(_request: HttpRequest) -> HttpResponse:
    """The service worker, told the addresses of this version; its scope is the week alone."""
    shown = [*SHOWN, *((theme.STYLES, "state.css", "scheme.js") if theme.current() == "dsfr" else ())]
    kept = {
        "page": reverse("my_week"),
        "fallback": reverse("my_week_offline"),
        "static": settings.STATIC_URL,
        "files": [static(name) for name in shown],
        "parts": [static(name) for name in PARTS],
    }
    script = (STATIC / "week" / "worker.js").read_text(encoding="utf-8")
    response = HttpResponse(f"self.KEPT = {json.dumps(kept)};\n{script}", content_type="text/javascript; charset=utf-8")
    response["Service-Worker-Allowed"] = reverse("my_week")
    response["Cache-Control"] = "no-cache"
    return response


@login_not_required
@require_safe
def manifest(_request: HttpRequest) -> JsonResponse:
    """The web application's manifest (W3C), in the reader's language."""
    icons = [
        {"src": reverse("my_week_icon", args=[size]), "sizes": f"{size}x{size}", "type": "image/png"} for size in SIZES
    ]
    return JsonResponse(
        {
            "id": reverse("my_week"),
            "name": str(both(f"{text('site_name')} : ma semaine", f"{text('site_name')}: my week")),
            "short_name": str(both("Ma semaine", "My week")),
            "lang": current(),
            "start_url": reverse("my_week"),
            "scope": reverse("my_week"),
            "display": "standalone",
            "background_color": "#ffffff",
            "theme_color": "#17537d",
            "icons": [{"src": static("icon.svg"), "sizes": "any", "type": "image/svg+xml"}, *icons],
        },
        content_type="application/manifest+json",
    )


@login_not_required
@require_safe
def icon(_request: HttpRequest, size: int) -> HttpResponse:
    """The site's own drawing as a picture, for phones that take no SVG.

    Raises
    ------
    Http404
        If it is not drawn at this size.
    """
    if size not in SIZES:
        raise Http404
    response = HttpResponse(_drawn(size), content_type="image/png")
    response["Cache-Control"] = "public, max-age=86400"
    return response


@functools.cache
def _drawn(size: int) -> bytes:
    drawing = json.dumps((STATIC / "icon.svg").read_text(encoding="utf-8"))
    source = f"#set page(width: {size}pt, height: {size}pt, margin: 0pt)\n#image(bytes({drawing}), width: 100%)"
    return typst.compile(source.encode(), format="png", ppi=72.0)


@login_not_required
@require_safe
def fallback(request: HttpRequest) -> HttpResponse:
    """What is shown without network when nothing is kept; it tells nothing of anyone."""
    return render(request, "week/offline.html")
