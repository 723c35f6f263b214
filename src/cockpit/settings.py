"""Settings of the site, each from the environment where a deployment may differ."""

import os
from typing import Any
from urllib.parse import urlsplit

import dj_database_url
from csp.constants import NONCE, NONE, SELF

from cockpit import folders

DEBUG = False
SECRET_KEY = folders.secret()
SECRET_KEY_FALLBACKS = folders.former_secrets()
ALLOWED_HOSTS = os.environ.get("MAILLAGE_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
HTTPS = os.environ.get("MAILLAGE_HTTPS", "") == "1"
"""Behind HTTPS: a public deployment sets ``MAILLAGE_HTTPS=1``; the local site runs on plain HTTP."""

SITE_ADDRESS = os.environ.get("MAILLAGE_ADDRESS", f"http{'s' if HTTPS else ''}://{ALLOWED_HOSTS[0]}")
"""Address of the site in messages sent without a request to read it from."""

PROXIES = int(os.environ.get("MAILLAGE_PROXIES", "0"))
"""Reverse proxies in front of the site, each adding the address it saw to ``X-Forwarded-For``."""

INSTALLED_APPS = [
    "cockpit.pages",
    "cockpit.journal",
    "cockpit.configuration",
    "cockpit.accounts",
    "cockpit.plans",
    "cockpit.timetables",
    "cockpit.week",
    "cockpit.administration",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "axes",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "cockpit.pages.middleware.SentencesMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "cockpit.pages.middleware.SecondFactorMiddleware",
    "cockpit.pages.week.leaving.LeavingMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "cockpit.urls"
WSGI_APPLICATION = "cockpit.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "cockpit.pages.context.site",
            ],
            "builtins": ["cockpit.pages.templatetags.words"],
        },
    }
]

SQLITE_OPTIONS: dict[str, Any] = {
    # Deferred transactions fail under concurrency; WAL without FULL loses acknowledged commits on a power cut.
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
}
_url = os.environ.get("MAILLAGE_DATABASE")
DATABASES: dict[str, Any] = {
    "default": dj_database_url.parse(_url, conn_max_age=60, conn_health_checks=True)
    if _url
    else {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": folders.site() / "site.sqlite3",
        "OPTIONS": SQLITE_OPTIONS,
        "CONN_MAX_AGE": 60,
    }
}
ATOMIC_REQUESTS = False
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
_MEMORY = "django.core.cache.backends.locmem.LocMemCache"
CACHES = {
    "default": {  # counted by all processes together and across restarts: limits, codes already used
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "site_memory",
        "KEY_FUNCTION": "cockpit.accounts.remembering.hidden",
        "OPTIONS": {"MAX_ENTRIES": 200_000},
    },
    "pages": {"BACKEND": _MEMORY, "LOCATION": "pages", "OPTIONS": {"MAX_ENTRIES": 2000}},  # some 40 MB a process
}

LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "cockpit.accounts.adapters.InvitedOnly"
SOCIALACCOUNT_ADAPTER = "cockpit.accounts.adapters.KnownOnly"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_SESSION_REMEMBER = None
ACCOUNT_FORMS = {"login": "cockpit.pages.login_form.Login"}
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True  # a changed password or second factor is told to its owner
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # nobody is written to who did not ask to have an account
ACCOUNT_RATE_LIMITS = {
    "login_failed": "60/m/ip,20/5m/key",  # also bounds guesses of second factors; passwords: axes
    "passage_enrol": "40/h/ip,8/h/key",  # forms open to everyone (pages.passages.limits); a town hall books for many
    "passage_follow": "20/h/ip,3/d/key",
}
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = os.environ.get("MAILLAGE_NAME", "Maillage")
MFA_ADAPTER = "cockpit.accounts.adapters.Secrets"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True  # the provider (ProConnect) has verified the address
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_PROVIDERS: dict[str, Any] = {"openid_connect": {"APPS": []}}
OPENID_SERVER = os.environ.get("MAILLAGE_OIDC_URL", "")
if OPENID_SERVER:
    _acr = os.environ.get("MAILLAGE_OIDC_ACR")
    SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"] = [
        {
            "provider_id": "proconnect",
            "name": os.environ.get("MAILLAGE_OIDC_NAME", "ProConnect"),
            "client_id": os.environ["MAILLAGE_OIDC_CLIENT"],
            "secret": os.environ["MAILLAGE_OIDC_SECRET"],
            "settings": {
                "server_url": OPENID_SERVER,
                "oauth_pkce_enabled": True,
                "scope": os.environ.get("MAILLAGE_OIDC_SCOPE", "openid email").split(),
                "auth_params": {"acr_values": _acr} if _acr else {},
                # ProConnect vouches for every address without saying so in the claim `email_verified`.
                "verified_email": os.environ.get("MAILLAGE_OIDC_VERIFIED", "") == "1",
            },
        }
    ]

AXES_CLIENT_IP_CALLABLE = "cockpit.accounts.addresses.of_request"
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_FORM_FIELD = "login"
AXES_LOCKOUT_TEMPLATE = "errors/locked.html"
AXES_VERBOSE = False

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "plans", "timetables"]}}

PLAN_SILENCE_SECONDS = float(os.environ.get("MAILLAGE_PLAN_SILENCE", "30"))
"""Without a sign of life for so long, a computation is taken for lost and goes on elsewhere from its checkpoint."""
PROPOSAL_SECONDS = 6.0
"""A page that asks for the mending of a timetable waits so long for it before it says how far it is."""
PLAN_MOST_LOSSES = 3
"""Losses after which a plan is reported as failed rather than taken up again."""
FIRST_PLAN = os.environ.get("MAILLAGE_FIRST_PLAN", "france=4000")
"""Plan made when the site has none: ``france=4000``, ``departement:15=40``; ``none``: no plan."""

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", "Français"), ("en", "English")]
TIME_ZONE = "Europe/Paris"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = folders.site() / "static"
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "cockpit.pages.assets.StateThemeFinder",
]
STATICFILES_DIRS = [path for path in [folders.made_again() / "vendor"] if path.is_dir()]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "worker-src": [SELF],
        # Browsers hold the redirection that answers a form to this too: logging in leads to the OpenID provider.
        "form-action": [SELF, *(["{0.scheme}://{0.netloc}".format(urlsplit(OPENID_SERVER))] if OPENID_SERVER else [])],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 12 * 3600
CSRF_FAILURE_VIEW = "cockpit.pages.errors.csrf"

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = os.environ.get("MAILLAGE_SMTP_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("MAILLAGE_SMTP_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("MAILLAGE_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("MAILLAGE_SMTP_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("MAILLAGE_SMTP_TLS", "") == "1"
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = os.environ.get("MAILLAGE_FROM", "maillage@localhost")

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": os.environ.get("MAILLAGE_LOG", "WARNING")},
}
SILENCED_SYSTEM_CHECKS: list[str] = []
