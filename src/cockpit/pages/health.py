"""What machines ask: is the site well, whom to tell of a weakness."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cockpit.administration import health, security


@login_not_required
@require_safe
@never_cache
def well(_request: HttpRequest) -> JsonResponse:
    """``ok`` or ``degraded`` (503), and nothing more."""
    good = health.well()
    return JsonResponse({"status": "ok" if good else "degraded"}, status=200 if good else 503)


@login_not_required
@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """RFC 9116; none where no contact has been confirmed within the year."""
    document = security.document(request.build_absolute_uri())
    if document is None:
        raise Http404
    return HttpResponse(document, content_type="text/plain; charset=utf-8")
