"""The documents say what the program does: every file, column, option and link."""

import re
from pathlib import Path

import click
import pytest

from maillage.cli.commands import application
from maillage.vocabulary import plan

ROOT = Path(__file__).parents[1]
REFERENCE = ROOT / "docs" / "reference"


@pytest.mark.parametrize("table", [plan.PLACES, plan.POSTS, plan.ROUNDS, plan.COVERAGE])
def test_every_column_has_its_word(table: dict[str, object]) -> None:
    text = (REFERENCE / "plan-files.md").read_text()
    assert [name for name in table if f"`{name}`" not in text] == []


def test_every_option_has_its_line() -> None:
    text = (REFERENCE / "options.md").read_text()
    app = application()
    for name, command in app.commands.items():
        assert f"## maillage {name}" in text
        for parameter in command.params:
            if isinstance(parameter, click.Option) and not parameter.is_eager:
                assert any(f"`{option}" in text for option in parameter.opts), f"{name} {parameter.opts}"


@pytest.mark.parametrize("page", sorted(ROOT.glob("*.md")) + sorted(ROOT.glob("docs/**/*.md")), ids=lambda p: p.name)
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text()):
        assert (page.parent / target).exists(), target


def test_readme_names_every_room() -> None:
    readme = (ROOT / "README.md").read_text()
    rooms = {path.name for path in (ROOT / "src/maillage").iterdir() if (path / "__init__.py").is_file()}
    assert [room for room in sorted(rooms) if f"| `{room}` |" not in readme] == []
