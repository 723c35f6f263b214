"""Background work gives way to pages, whoever starts it and however many start at once."""

import subprocess
import sys
from pathlib import Path

import pytest

import environment
from cockpit import process

GIVE_WAY = "from cockpit.process import give_way; give_way(); "
TELL = "from pathlib import Path; print(Path('/proc/self/autogroup').read_text().split()[-1])"
CHILD = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {TELL!r}], "
UNPRIVILEGED = ("setpriv", "--bounding-set=-sys_admin", "--inh-caps=-sys_admin")
"""The kernel grants one change in a tenth of a second to all but its administrators."""

pytestmark = pytest.mark.skipif(not process.AUTOGROUP.exists(), reason="this kernel has no autogroups")


def started(program: str, *before: str) -> "subprocess.Popen[str]":
    """A program in a session of its own, as the site's parts are."""
    return subprocess.Popen(
        [*before, sys.executable, "-c", program], stdout=subprocess.PIPE, text=True, start_new_session=True
    )


def said(asked: "subprocess.Popen[str]") -> str:
    return asked.communicate(timeout=60)[0].strip()


@pytest.fixture
def setpriv() -> None:
    """Who runs as an ordinary user; every Debian has it."""
    if not Path("/usr/bin/setpriv").exists():
        environment.missing("needs setpriv, of Debian's util-linux")


def test_what_gives_way_starts_gives_way_unless_it_opens_a_session() -> None:
    group = started(f"{GIVE_WAY}{CHILD}process_group=0)")
    session = started(f"{GIVE_WAY}{CHILD}start_new_session=True)")
    assert (said(group), said(session)) == (str(process.POLITENESS), "0")


@pytest.mark.usefixtures("setpriv")
def test_many_that_start_at_once_all_give_way() -> None:
    asked = [started(GIVE_WAY + TELL, *UNPRIVILEGED) for _ in range(4)]
    assert {said(each) for each in asked} == {str(process.POLITENESS)}


@pytest.mark.usefixtures("setpriv")
def test_asking_once_would_not_do() -> None:
    """The control: the kernel refuses those who come too soon after another."""
    once = "from cockpit import process; print(all([process._session_gives_way() for _ in range(20)]))"
    assert said(started(once, *UNPRIVILEGED)) == "False"
