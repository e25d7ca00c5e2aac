"""Django's settings. What differs between installations comes from the environment (``env``)."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

from csp.constants import NONCE, NONE, SELF

from belong.web.config import env

DATA_FOLDER = env.data_folder()
IS_DEMO = env.flag("BELONG_DEMO")
DEBUG = False
ALLOWED_HOSTS = env.hosts()
SECRET_KEY = env.secret_key(DATA_FOLDER)
DATABASES = {"default": env.database(DATA_FOLDER, is_demo=IS_DEMO)}
#: SQLite is for trying Belong out: pages say so.
IS_TRIAL = not IS_DEMO and DATABASES["default"]["ENGINE"].endswith("sqlite3")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# What people see.
SERVICE_NAME = os.environ.get("BELONG_NAME", "Belong")
REQUIRE_SECOND_FACTOR = env.flag("BELONG_SECOND_FACTOR", default=not IS_DEMO)

INSTALLED_APPS = [
    "belong.web.ui",
    "belong.web.accounts",
    "belong.web.agencies",
    "belong.web.audit",
    "belong.web.ledger",
    "belong.web.children",
    "belong.web.families",
    "belong.web.due",
    "belong.web.documents",
    "belong.web.tracker",
    "belong.web.recruitment",
    "belong.web.imports",
    "belong.web.returns",
    "belong.web.governance",
    "belong.web.performance",
    "belong.web.reports",
    "belong.web.keeping",
    "belong.web.home",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "belong.web.accounts.middleware.PrivateResponses",
    "belong.web.accounts.middleware.IdleSessions",
    "belong.web.accounts.middleware.SignInRequired",
    "belong.web.agencies.middleware.ActorOfRequest",
    "belong.web.audit.middleware.Refusals",
]

ROOT_URLCONF = "belong.web.config.urls"
WSGI_APPLICATION = "belong.web.config.wsgi.application"
HOME_URL_NAME = "home"

#: Pages that anybody may open, by the names of their addresses. Everything else needs a sign-in.
PUBLIC_URL_NAMES = frozenset(
    {
        "health",
        "account_login",
        "account_logout",
        "account_inactive",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key",
        "account_reset_password_from_key_done",
        "mfa_authenticate",
        "due-calendar",
    }
)

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "OPTIONS": {"environment": "belong.web.ui.environment.environment"},
    },
    {
        # For what allauth renders itself and is not overridden: the words of its notices.
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    },
]

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA_FOLDER / "static"
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        # what people upload: only a view that asks who reads gives it to anybody
        "OPTIONS": {
            "location": DATA_FOLDER / "files",
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    },
    "staticfiles": {"BACKEND": "belong.web.ui.storage.HashedStaticFiles"},
}

#: Where published tables are that figures are compared with (`belong comparators import`).
COMPARATORS_FOLDER = Path(os.environ.get("BELONG_DATA") or DATA_FOLDER)

# clamd, which looks at what people upload.
VIRUS_SCANNER = env.scanner()
VIRUS_SCANNER_SECONDS = 30

# The cache holds the counts of failed sign-ins, which every process must share.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
    }
}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# --- signing in -------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["belong.web.accounts.backend.Backend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = HOME_URL_NAME
ACCOUNT_ADAPTER = "belong.web.accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = int(timedelta(minutes=15).total_seconds())
# Lockout: five wrong passwords for one address in fifteen minutes, or thirty tries a minute from
# one computer.
ACCOUNT_RATE_LIMITS = {"login_failed": "20/m/ip,5/15m/key", "login": "30/m/ip"}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if env.flag("BELONG_BEHIND_PROXY") else 0
ACCOUNT_FORMS = {
    "login": "belong.web.accounts.forms.SignInForm",
    "reauthenticate": "belong.web.accounts.forms.PasswordAgainForm",
    "reset_password": "belong.web.accounts.forms.AskForNewPasswordForm",
    "reset_password_from_key": "belong.web.accounts.forms.NewPasswordForm",
}
MFA_FORMS = {
    "authenticate": "belong.web.accounts.forms.CodeForm",
    "reauthenticate": "belong.web.accounts.forms.CodeAgainForm",
    "activate_totp": "belong.web.accounts.forms.SetUpAppForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = SERVICE_NAME

SESSION_COOKIE_AGE = int(timedelta(hours=10).total_seconds())
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
IDLE_SESSION_SECONDS = int(timedelta(minutes=60).total_seconds())

# --- safety -----------------------------------------------------------------------------------

IS_PLAIN_HTTP = env.flag("BELONG_PLAIN_HTTP", default=IS_DEMO)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not IS_PLAIN_HTTP
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "belong.web.accounts.kept.form_out_of_date"
SECURE_SSL_REDIRECT = not IS_PLAIN_HTTP
SECURE_REDIRECT_EXEMPT = [r"^health$"]
SECURE_HSTS_SECONDS = 0 if IS_PLAIN_HTTP else int(timedelta(days=365).total_seconds())
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if env.flag("BELONG_BEHIND_PROXY"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],  # data: is the square to scan when setting up a second factor
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "manifest-src": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# --- e-mail and logs --------------------------------------------------------------------------

DEFAULT_FROM_EMAIL = os.environ.get("BELONG_EMAIL_FROM", "belong@localhost")
EMAIL_HOST = os.environ.get("BELONG_EMAIL_HOST", "")
EMAIL_PORT = int(os.environ.get("BELONG_EMAIL_PORT", "587"))
EMAIL_HOST_USER = os.environ.get("BELONG_EMAIL_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("BELONG_EMAIL_PASSWORD", "")
EMAIL_USE_TLS = True
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if EMAIL_HOST
    else "django.core.mail.backends.console.EmailBackend"
)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        # A page that is not there is somebody's typing error or attempt: the audit log has it.
        "django.request": {"handlers": ["console"], "level": "ERROR", "propagate": False},
        "django.security.DisallowedHost": {"handlers": [], "propagate": False},
    },
}
