"""The site under readers while plans compute: answers a second, waits, weight of the public pages, time to be ready.

``.venv/bin/python benchmarks/serving.py [--plans 5] [--save docs/benchmarks/serving.md]``

Serves the site with data of its own, asks for the plans of as many régions, and reads it meanwhile from this process:
the readers take their share of the same cores.
"""

import argparse
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.request import urlopen

from maillage.territory import load
from map import SECONDS, Site, addresses, rate

ASK = """
import django
django.setup()
from django.utils import timezone
from cockpit.accounts.models import Mandate, User
from cockpit.plans import operations
from cockpit.plans.models import Plan
from cockpit.territories.places import get
from maillage.flow.options import PlanOptions
boss = User.objects.create_user("pilote@exemple.fr", None)
today = timezone.localdate()
Mandate.objects.create(user=boss, role="national_administrator", level="france", code="", starts_on=today)
for code in {codes}:
    operations.create(by=boss, place=get("region", code), name=f"Essai {{code}}", options=PlanOptions(advisors=300))
"""
STATES = """
import django
django.setup()
from cockpit.plans.models import Plan
print(*Plan.objects.values_list("state", flat=True))
"""
REGIONS = ("84", "76", "75", "44", "32", "27", "28", "93")
PAGES = ("/", "/territoire/france/france", "/territoire/departement/15", "/territoire/commune/15014", "/carte/tableau")
SEED = 2026
READERS = 16
"""Kept connections: enough for both web processes to have some."""


def told(program: str, folder: Path) -> str:
    """What a program that speaks to the site's database prints."""
    environment = {**os.environ, "MAILLAGE_DATA": str(folder / "data"), "DJANGO_SETTINGS_MODULE": "cockpit.settings"}
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True)
    return done.stdout


def territories() -> list[str]:
    """Pages of territories as readers ask for them: mostly communes, each once."""
    communes = load().communes
    chance = random.Random(SEED)
    codes = chance.sample(communes["code"].to_list(), 300)
    groups = chance.sample(communes["epci"].drop_nulls().unique().sort().to_list(), 60)
    departments = communes["departement"].unique().sort().to_list()
    found = [
        *(f"/territoire/commune/{code}" for code in codes),
        *(f"/territoire/epci/{code}" for code in groups),
        *(f"/territoire/departement/{code}" for code in departments[:40]),
    ]
    chance.shuffle(found)
    return found


def report(plans: int) -> str:
    """The table."""
    os.environ |= {"MAILLAGE_PLANS_AT_ONCE": str(plans), "MAILLAGE_FIRST_PLAN": "none"}
    lines = [
        "# The site\n",
        f"`benchmarks/serving.py --plans {plans}`, {os.cpu_count()} cores; the readers, "
        f"{READERS} kept connections, share them with the site and with the plans.\n",
        "| what is read | answers/s | 95 % within ms | answers by status | readers' CPU s | computing |",
        "|---|--:|--:|---|--:|--:|",
    ]
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work)
        start = time.perf_counter()
        with Site(folder) as site:
            first = time.perf_counter() - start
            subjects = {"territory pages": territories(), "tiles": addresses(site)}
            subjects["both"] = [path for pair in zip(*subjects.values(), strict=False) for path in pair]
            rate(site, subjects["both"], READERS)
            for computing in (False, True):
                if computing:
                    told(ASK.format(codes=REGIONS[:plans]), folder)
                    while told(STATES, folder).split().count("running") < plans:
                        time.sleep(1.0)
                for name, paths in subjects.items():
                    before = resource.getrusage(resource.RUSAGE_SELF)
                    speed, wait, statuses = rate(site, paths, READERS)
                    after = resource.getrusage(resource.RUSAGE_SELF)
                    own = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
                    lines.append(
                        f"| {name} | {speed:,.0f} | {wait:.0f} | {dict(sorted(statuses.items()))} | {own:.1f} "
                        f"| {told(STATES, folder).split().count('running')} |"
                    )
            weights = [(path, len(urlopen(site.url + path).read())) for path in PAGES]
        start = time.perf_counter()
        with Site(folder):
            second = time.perf_counter() - start
    lines += [
        f"\nEach line is read for {SECONDS:.0f} s. Ready in {first:.1f} s with a new database; started again: "
        f"{second:.1f} s.\n",
        "Pages before compression, kB: " + ", ".join(f"`{path}` {size / 1000:.0f}" for path, size in weights) + ".",
    ]
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--plans", type=int, default=5, choices=range(1, len(REGIONS) + 1))
    parser.add_argument("--save", type=Path)
    asked = parser.parse_args()
    text = report(asked.plans)
    print(text)
    if asked.save:
        asked.save.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
