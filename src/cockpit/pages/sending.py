"""Answers that never change under their address: kept by browsers for good, asked again by their name only."""

import gzip

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified

from cockpit.map.stored import Stored

FOR_GOOD = "public, max-age=31536000, immutable"
ASK_AGAIN = "public, no-cache"


def sent(request: HttpRequest, answer: Stored, *, lasting: bool = True) -> HttpResponse:
    """A stored answer, as it is where the browser takes gzip.

    Parameters
    ----------
    request
        Whose ``If-None-Match`` and ``Accept-Encoding`` are obeyed.
    answer
        What is sent.
    lasting
        Whether the address names the content: then it is kept for good.
    """
    compressed = "gzip" in request.headers.get("Accept-Encoding", "")
    etag = answer.etag if compressed else f'{answer.etag[:-1]}-plain"'
    known = [one.strip().removeprefix("W/") for one in request.headers.get("If-None-Match", "").split(",")]
    response: HttpResponse
    if etag in known or "*" in known:
        response = HttpResponseNotModified()
    else:
        content = answer.content if compressed else gzip.decompress(answer.content)
        response = HttpResponse(content, content_type=answer.kind)
        if compressed:
            response["Content-Encoding"] = "gzip"
    response["ETag"] = etag
    response["Vary"] = "Accept-Encoding"
    response["Cache-Control"] = FOR_GOOD if lasting else ASK_AGAIN
    return response
