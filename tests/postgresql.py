"""Run a command beside a real PostgreSQL made for it and thrown away: ``python tests/postgresql.py COMMAND...``.

The command finds it in ``MAILLAGE_DATABASE``. Needs Debian's ``postgresql``.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

NEWEST = max(
    Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name), default=Path("/nonexistent")
)
SETTINGS = "-c listen_addresses='' -c fsync=off -c full_page_writes=off -c max_connections=100"


def main(command: list[str]) -> int:
    """Exit code of the command."""
    if not NEWEST.is_dir():
        print("PostgreSQL is missing: apt-get install postgresql", file=sys.stderr)
        return 2
    folder = Path(tempfile.mkdtemp(prefix="maillage-postgresql-"))
    owner = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
    if owner:
        shutil.chown(folder, "postgres")
    folder.chmod(0o755)

    def run(program: str, *arguments: str) -> None:
        subprocess.run([*owner, str(NEWEST / program), *arguments], cwd=folder, check=True, stdout=subprocess.DEVNULL)

    data, control = str(folder / "data"), ("-D", str(folder / "data"), "-w", "-l", str(folder / "log"))
    run("initdb", "-D", data, "-A", "trust", "-U", "maillage", "-E", "UTF8", "--locale", "C.UTF-8")
    run("pg_ctl", *control, "-o", f"{SETTINGS} -k {folder}", "start")
    try:
        address = f"postgresql://maillage@{str(folder).replace('/', '%2F')}/postgres"
        return subprocess.run(command, env={**os.environ, "MAILLAGE_DATABASE": address}, check=False).returncode
    finally:
        run("pg_ctl", *control, "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
