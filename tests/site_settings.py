"""Settings of the site under test: its own, with passwords hashed quickly and mail kept in memory."""

import environment
from cockpit.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}  # noqa: F405
DATABASES["default"]["CONN_MAX_AGE"] = None  # noqa: F405 - a test's transaction outlives any age a connection may have
if "OPTIONS" in DATABASES["default"]:  # noqa: F405
    DATABASES["default"]["TEST"] = {"NAME": str(environment.DATABASE)}  # noqa: F405 - a file, as in use: threads and processes share it
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # noqa: F405
