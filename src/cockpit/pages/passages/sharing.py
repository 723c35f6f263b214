"""For town halls: the poster, the QR code, the frame for their own site."""

import segno
from csp.constants import NONE
from csp.decorators import csp_replace
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from cockpit.pages.passages import board
from cockpit.pages.passages.keeping import kept_while_stops_hold
from cockpit.pages.passages.subjects import WIDEST, asked

FRAME_SHOWS = 4
FRAME_POLICY = {"frame-ancestors": ["*"], "script-src": [NONE], "connect-src": [NONE], "form-action": [NONE]}
"""Any site may frame it: it has no script, no form, and reads no cookie."""


@login_not_required
@require_safe
@kept_while_stops_hold
def share(request: HttpRequest, kind: str, code: str) -> HttpResponse:
    """What a town hall may print, show and put on its site."""
    if kind == WIDEST:
        raise Http404
    subject = asked(kind, code)
    page = request.build_absolute_uri(reverse("passages_of", args=(kind, subject.code)))
    frame = request.build_absolute_uri(reverse("passages_frame", args=(kind, subject.code)))
    picture = segno.make(page, error="m", micro=False).svg_data_uri(scale=6, border=4, light="#fff")
    words = {"subject": subject, "page": page, "frame": frame, "picture": picture}
    return render(request, "passages/share.html", words)


@xframe_options_exempt
@csp_replace(FRAME_POLICY)
@login_not_required
@require_safe
@kept_while_stops_hold
def frame(request: HttpRequest, kind: str, code: str) -> HttpResponse:
    """The next stops, to be framed by the site of a town."""
    subject = asked(kind, code)
    told = board.board(subject)
    later = [line for _, lines in told.later for line, _together in lines][: FRAME_SHOWS - 1]
    return render(request, "passages/frame.html", {"subject": subject, "board": told, "later": later})
