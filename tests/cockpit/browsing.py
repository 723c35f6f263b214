"""What journeys in a real browser share: codes of a phone, accessibility, widths."""

import base64
import hmac
import re
import struct
import time
from email.message import EmailMessage
from typing import Any

from accessibility import broken_rules

NARROW = {"width": 320, "height": 800}
WIDE = {"width": 1280, "height": 900}


def phone_code(secret: str, at: float | None = None) -> str:
    """The six digits an authenticator shows (RFC 6238), written from the standard."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.digest(key, struct.pack(">Q", int((at or time.time()) // 30)), "sha1")
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"


def link(message: EmailMessage) -> str:
    """The address a message gives."""
    body = message.get_body()
    assert body is not None
    found = re.search(r"https?://\S+", body.get_content())
    assert found is not None
    return found.group()


def accessible(page: Any) -> list[str]:
    """What axe finds on the page at 1280 and 320 pixels, and whether it scrolls sideways there."""
    found: list[str] = []
    page.wait_for_load_state()
    for size in (WIDE, NARROW):
        page.set_viewport_size(size)
        if said := broken_rules(page):
            found.append(f"{size['width']} px {said}")
        wide = page.locator("html").evaluate("e => [e.scrollWidth, e.clientWidth]")
        if wide[0] > wide[1]:
            found.append(f"{page.url} {size['width']} px: {wide[0]} pixels wide")
    page.set_viewport_size(WIDE)
    return found
