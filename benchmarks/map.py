"""The map: time to build its tiles, tiles served a second, time to recolour France, weight of its pages.

``.venv/bin/python benchmarks/map.py [--save docs/benchmarks/map.md]``

Builds in an empty cache, serves the site on a free port with data of its own, opens it in Debian's Chromium (which
draws by software: a graphics card is many times faster). CPU seconds are those of the processes measured.
"""

import argparse
import http.client
import json
import os
import resource
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path
from typing import Any
from urllib.request import urlopen

ROOT = Path(__file__).parents[1]
BUILD = """
import json, sys, time
from maillage.territory import load
ground = load()
start, cpu = time.perf_counter(), time.process_time()
from maillage.tiles import open_archive
tiles = open_archive(ground)
print(json.dumps({"wall": time.perf_counter() - start, "cpu": time.process_time() - cpu,
                  "size": sum(map(len, tiles.tiles.values())), "zooms": [z for z, _, _ in tiles.tiles],
                  "largest": max(map(len, tiles.tiles.values()))}))
"""
SECONDS = 8.0
CLIENTS = 4
RECOLOURS = 12
PAGES = ("/", "/territoire/france/france", "/territoire/departement/15", "/territoire/departement/15/chiffres",
         "/territoire/commune/15014", "/plans", "/api")  # fmt: skip
COUNTED = "document.querySelectorAll('*').length - document.querySelectorAll('svg *').length"
"""Elements as EcoIndex counts them: what a drawing is made of is not counted."""
QUANTILES = (
    (0, 47, 75, 159, 233, 298, 358, 417, 476, 537, 603, 674, 753, 843, 949, 1076, 1237, 1459, 1801, 2479, 594601),
    (0, 2, 15, 25, 34, 42, 49, 56, 63, 70, 78, 86, 95, 105, 117, 130, 147, 170, 205, 281, 3920),
    (0, 1.37, 144.7, 319.53, 479.46, 631.97, 783.38, 937.91, 1098.62, 1265.47, 1448.32, 1648.27, 1876.08, 2142.06,
     2465.37, 2866.31, 3401.59, 4155.73, 5400.08, 8037.54, 223212.26),
)  # fmt: skip


def ecoindex(*measured: float) -> float:
    """EcoIndex of elements, requests and kilobytes."""
    total = 0.0
    for value, limits, weight in zip(measured, QUANTILES, (3, 2, 1), strict=True):
        at = next((k for k in range(1, len(limits)) if value < limits[k]), len(limits) - 1)
        total += weight * (at - 1 + (value - limits[at - 1]) / (limits[at] - limits[at - 1]))
    return 100 - 5 * total / 6


def build(cache: Path, compiled: Path) -> dict[str, Any]:
    """Tiles built by a process of its own; the ground is read before, unmeasured."""
    environment = {**os.environ, "MAILLAGE_CACHE": str(cache), "NUMBA_CACHE_DIR": str(compiled)}
    done = subprocess.run([sys.executable, "-c", BUILD], env=environment, capture_output=True, text=True, check=True)
    told: dict[str, Any] = json.loads(done.stdout)
    return told


class Site:
    """The site, served for the time of the measures."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as trial:
            trial.bind(("127.0.0.1", 0))
            self.port = trial.getsockname()[1]
        environment = {**os.environ, "MAILLAGE_DATA": str(folder / "data")}
        command = [str(Path(sys.executable).with_name("maillage")), "serve", "--port", str(self.port)]
        self.process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
        self.url = f"http://localhost:{self.port}"

    def __enter__(self) -> "Site":
        for _ in range(600):
            try:
                urlopen(f"{self.url}/carte", timeout=30).read()
                return self
            except OSError:
                time.sleep(1.0)
        raise TimeoutError

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        self.process.wait()


def rate(site: Site, paths: list[str], clients: int = CLIENTS) -> tuple[float, float, Counter[int]]:
    """Answers a second over kept connections, 95th percentile of waits in ms, and statuses."""
    waits: list[float] = []
    statuses: Counter[int] = Counter()
    stop = time.perf_counter() + SECONDS

    def ask(first: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", site.port)
        at = first
        while time.perf_counter() < stop:
            start = time.perf_counter()
            connection.request("GET", paths[at % len(paths)], headers={"Accept-Encoding": "gzip", "Host": "localhost"})
            answer = connection.getresponse()
            answer.read()
            waits.append(time.perf_counter() - start)
            statuses[answer.status] += 1
            at += clients
        connection.close()

    threads = [threading.Thread(target=ask, args=(k,)) for k in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return len(waits) / SECONDS, 1000 * statistics.quantiles(waits, n=20)[18], statuses


def addresses(site: Site) -> list[str]:
    """Tiles of the metropole from zoom 4 to 10, as a reader who goes in would ask them."""
    page = urlopen(f"{site.url}/carte").read().decode()
    config = json.loads(page.split('id="map-config" type="application/json">')[1].split("</script>")[0])
    found = []
    for zoom in range(4, 11):
        scale = 2 ** (zoom - 4)
        found += [
            config["tiles"].format(z=zoom, x=x, y=y)
            for x in range(int(7.9 * scale), int(8.3 * scale) + 1)
            for y in range(int(5.5 * scale), int(5.85 * scale) + 1)
        ]
    return found[:: max(1, len(found) // 400)]


def look(site: Site) -> dict[str, Any]:
    """Recolouring and weights in a browser."""
    from playwright.sync_api import sync_playwright

    path = shutil.which("chromium") or shutil.which("chromium-browser")
    told: dict[str, Any] = {"pages": {}}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        for name in ("/carte", "/carte?territoire=departement:15", "/carte/tableau", *PAGES):
            page = browser.new_context(viewport={"width": 1280, "height": 900}, locale="fr-FR").new_page()
            sizes: list[int] = []
            page.on("response", lambda answer, sizes=sizes: sizes.append(int(answer.headers.get("content-length", 0))))
            start = time.perf_counter()
            page.goto(site.url + name, wait_until="domcontentloaded")
            if name.split("?")[0] == "/carte":
                page.wait_for_selector("#map[data-ready]", timeout=120_000)
            page.wait_for_load_state("networkidle")
            seconds = time.perf_counter() - start
            elements = page.evaluate(COUNTED)
            told["pages"][name] = (seconds, elements, len(sizes), sum(sizes) / 1000)
            if name == "/carte":
                told["recolour"] = [recolour(page, turn) for turn in range(RECOLOURS)]
            page.context.close()
        browser.close()
    return told


def recolour(page: Any, turn: int) -> float:
    """Milliseconds from the choice of another measure to the frame that shows it."""
    page.evaluate("document.getElementById('map').removeAttribute('data-recoloured')")
    page.locator(f"input[value={('personnes-eloignees', 'part-eloignee')[turn % 2]}]").check()
    page.wait_for_selector("#map[data-recoloured]")
    milliseconds = float(page.locator("#map").get_attribute("data-recoloured"))
    page.wait_for_timeout(700)
    return milliseconds


def report() -> str:
    """The table."""
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work)
        subprocess.run([sys.executable, "-c", "from maillage.territory import load; load()"], check=True,
                       env={**os.environ, "MAILLAGE_CACHE": str(folder / "cache")})  # fmt: skip
        first = build(folder / "cache", folder / "compiled")
        for file in (folder / "cache").glob("*/tiles-*"):
            file.unlink()
        again = build(folder / "cache", folder / "compiled")
        kept = build(folder / "cache", folder / "compiled")
        with Site(folder) as site:
            paths = addresses(site)
            rate(site, paths)
            before = resource.getrusage(resource.RUSAGE_SELF)
            speed, wait, statuses = rate(site, paths)
            after = resource.getrusage(resource.RUSAGE_SELF)
            seen = look(site)
    counts = Counter(first["zooms"])
    own = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    lines = [
        "# The map\n",
        f"`benchmarks/map.py`, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} (other work on the machine slows "
        "every wall time; CPU seconds do not count it).\n",
        "## Tiles of France\n",
        "| | CPU s | wall s |",
        "|---|---|---|",
        f"| build, kernels compiled for the first time | {first['cpu']:.1f} | {first['wall']:.1f} |",
        f"| build | {again['cpu']:.1f} | {again['wall']:.1f} |",
        f"| read from the cache | {kept['cpu']:.2f} | {kept['wall']:.2f} |\n",
        f"{sum(counts.values()):,} tiles, {first['size'] / 1e6:.1f} MB, largest {first['largest'] / 1000:.0f} kB; "
        f"by zoom {', '.join(f'{zoom}: {counts[zoom]}' for zoom in sorted(counts))}.\n",
        "## Serving\n",
        f"{len(paths)} addresses of zooms 4 to 10 over {CLIENTS} kept connections for {SECONDS:.0f} s, the client "
        f"({own:.1f} CPU s) on the same cores, the first plan of France computed meanwhile: **{speed:,.0f} tiles/s**, "
        f"95 % within {wait:.0f} ms; answers {dict(sorted(statuses.items()))}.\n",
        "## Recolouring France\n",
        "From the choice to the drawn frame, software WebGL, 1280 x 900, 34,871 communes, ms: "
        f"median **{statistics.median(seen['recolour']):.0f}**, least {min(seen['recolour']):.0f}, most "
        f"{max(seen['recolour']):.0f}.\n",
        "## Weight of pages\n",
        "| page | ready s | elements | requests | kB sent | EcoIndex |",
        "|---|---|---|---|---|---|",
        *(
            f"| `{name}` | {seconds:.1f} | {elements} | {requests} | {size:,.0f} | {score:.0f} |"
            for name, (seconds, elements, requests, size) in seen["pages"].items()
            for score in [ecoindex(elements, requests, size)]
        ),
    ]
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--save", type=Path)
    asked = parser.parse_args()
    text = report()
    print(text)
    if asked.save:
        asked.save.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
