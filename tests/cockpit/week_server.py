"""The site of the tests in a process of its own, to be killed: ``python week_server.py PORT MORTAL DATABASE``.

While the file ``MORTAL`` exists, the process kills itself (-9) once an act is written and before it is answered.
"""

import os
import signal
import sys
from pathlib import Path
from typing import Any


def mortal(application: Any, mark: Path) -> Any:
    """The application, which may die between its write and its answer."""

    def answer(environ: dict[str, Any], start_response: Any) -> Any:
        response = application(environ, start_response)
        if environ["PATH_INFO"] == "/ma-semaine/actes" and mark.exists():
            os.kill(os.getpid(), signal.SIGKILL)
        return response

    return answer


def serve(port: int, mark: Path, database: str) -> None:
    """Serve the tests' database until killed."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "site_settings"
    import django
    from django.conf import settings

    settings.DATABASES["default"]["NAME"] = database
    django.setup()
    from django.contrib.staticfiles.handlers import StaticFilesHandler
    from django.core.servers.basehttp import run
    from django.core.wsgi import get_wsgi_application

    run("127.0.0.1", port, mortal(StaticFilesHandler(get_wsgi_application()), mark), threading=True)


if __name__ == "__main__":
    serve(int(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
