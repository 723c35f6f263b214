"""What stands in the way of people on a page, as axe-core sees it."""

from typing import Any

WANTED = {"resultTypes": ["violations"]}
"""Nothing is told of what is right: twice as quick on long pages."""


def broken_rules(page: Any) -> str:
    """Each rule broken by a page opened with ``bypass_csp=True``, and elements that break it; empty when none is."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, options=WANTED).response["violations"]
    return "; ".join(f"{page.url}: {one['id']} {[node['html'] for node in one['nodes']][:3]}" for one in found)
