"""A backup put back is the same site, on either database; a restoration cut short leaves the old one."""

import json
import os
import shutil
import subprocess
import sys
import uuid
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
import pytest

pytestmark = pytest.mark.database
CHILD = Path(__file__).with_name("backup_child.py")
SERVER = os.environ.get("MAILLAGE_DATABASE")
ENGINES = ["postgresql", "sqlite"] if SERVER else ["sqlite"]


class Site:
    """A site of its own; it is asked to act in a process of its own."""

    def __init__(self, engine: str, folder: Path, template: "Site | None" = None) -> None:
        self.folder, self.database = folder, f"site_{uuid.uuid4().hex}"
        if template is not None:
            shutil.copytree(template.folder, folder)
        own = {"MAILLAGE_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "cockpit.settings"}
        self.environment = {name: value for name, value in os.environ.items() if name != "MAILLAGE_DATABASE"} | own
        if engine == "postgresql":
            assert SERVER is not None
            with psycopg.connect(SERVER, autocommit=True) as server:
                like = f" TEMPLATE {template.database}" if template else ""
                server.execute(f"CREATE DATABASE {self.database}{like}")  # type: ignore[call-overload]
            self.environment["MAILLAGE_DATABASE"] = urlsplit(SERVER)._replace(path=f"/{self.database}").geturl()

    def act(self, *acts: str, killed: bool = False) -> list[Any]:
        command = [sys.executable, str(CHILD), *acts]
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True, check=False)
        assert done.returncode == (-9 if killed else 0), done.stderr
        return [json.loads(line) for line in done.stdout.splitlines()]


@dataclass(frozen=True)
class Lived:
    """A site that has lived on each engine, its archive and what it holds."""

    sites: dict[str, Site]
    archives: dict[str, Path]
    seen: dict[str, dict[str, Any]]


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Lived:
    folder = tmp_path_factory.mktemp("lived")
    sites = {engine: Site(engine, folder / engine) for engine in ENGINES}
    archives = {engine: folder / f"{engine}.zip" for engine in ENGINES}
    return Lived(
        sites, archives, {name: site.act("fill", f"backup:{archives[name]}", "seen")[0] for name, site in sites.items()}
    )


@pytest.fixture(scope="module")
def another(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    """Archive of another site, and what it holds."""
    folder = tmp_path_factory.mktemp("another")
    file = folder / "other.zip"
    return file, Site(ENGINES[0], folder / "site").act("fill", f"backup:{file}", "seen")[0]


@pytest.mark.parametrize("after", ENGINES)
@pytest.mark.parametrize("before", ENGINES)
def test_the_same_site_comes_back(lived: Lived, tmp_path: Path, before: str, after: str) -> None:
    saved, file = lived.seen[before], lived.archives[before]
    assert (saved["accounts.user"][0], saved["journal.entry"][0]) == (41, 200 + 42)
    assert (saved["opened"], saved["broken"]) == ("JBSWY3DPEHPK3PXP", 0)
    assert file.stat().st_mode & 0o777 == 0o600
    new = Site(after, tmp_path / "new")
    assert new.act(f"restore:{file}") == []
    back, again = new.act(
        "seen", "act_after", f"restore:{file}", "seen"
    )  # this process reads the secret that came back
    assert back == again == saved


@pytest.mark.parametrize("where", ["files", "tables", "checks", "commit"])
def test_killed_in_the_middle(lived: Lived, another: tuple[Path, dict[str, Any]], tmp_path: Path, where: str) -> None:
    engine = ENGINES[0]
    file, wanted = another
    site, old = Site(engine, tmp_path / "site", lived.sites[engine]), lived.seen[engine]
    site.act(f"die:{where}", f"restore:{file}", killed=True)
    left, finished = site.act("seen", f"restore:{file}", "seen")
    expected = wanted if where == "commit" else old
    assert tables(left) == tables(expected)
    assert left["opened"] == "JBSWY3DPEHPK3PXP"
    assert {name for name in old if name.startswith("plans/")} <= set(left)
    assert finished == wanted | {"opened": finished["opened"]}


def tables(seen: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in seen.items() if isinstance(value, list)}


def test_what_is_not_whole_is_refused_and_touches_nothing(lived: Lived, tmp_path: Path) -> None:
    engine = ENGINES[0]
    file, site = lived.archives[engine], Site(engine, tmp_path / "site", lived.sites[engine])
    spoiled = {
        name: tmp_path / f"{name}.zip" for name in ("cut", "table", "file", "outside", "text", "newer", "format")
    }
    spoiled["cut"].write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    spoiled["text"].write_text("bonjour")
    for name, change in {
        "table": ("tables/accounts.user.jsonl", lambda old: old.replace(b"p3@", b"p4@")),
        "file": ("files/plans/b/two/words.json", lambda old: old[:-1]),
        "newer": ("manifest.json", lambda old: old.replace(b'"0001_initial"', b'"0001_initial", "9999_later"', 1)),
        "outside": ("manifest.json", lambda old: old.replace(b"plans/b/two/words.json", b"../../words.json")),
        "format": ("manifest.json", lambda old: old.replace(b'"format": 1', b'"format": 2')),
    }.items():
        _rewrite(file, spoiled[name], *change)
    asked = (*(f"restore:{path}" for path in spoiled.values()), f"restore:{tmp_path}/none.zip", f"backup:{file}")
    *refusals, left = site.act(*asked, "seen")
    said = [one["refused"] for one in refusals]
    assert [sentence for sentence in said[:5] if "Rien n'a été touché" not in sentence] == []
    assert all("version plus récente" in sentence for sentence in said[5:7])
    assert "Rien n'a été touché" in said[7]
    assert "existe déjà" in said[8]
    assert left == lived.seen[engine]


def _rewrite(source: Path, target: Path, name: str, change: Callable[[bytes], bytes]) -> None:
    """The same archive with one member changed."""
    with zipfile.ZipFile(source) as before, zipfile.ZipFile(target, "w") as after:
        for item in before.namelist():
            content = before.read(item)
            after.writestr(item, change(content) if item == name else content)
