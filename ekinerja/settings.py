"""One settings file. Values come from the environment through typed readers (ekinerja/env.py).

DEMO=1 (what `make run` and `make test` set) allows a generated secret, DEBUG and the embedded PostgreSQL.
Without it SECRET_KEY, ALLOWED_HOSTS and DATABASE_URL are required, and the start says which one is missing.
"""

import secrets
from pathlib import Path

from csp.constants import NONE, SELF

from ekinerja import postgres
from ekinerja.env import env_bool, env_database, env_int, env_list, env_required, env_str

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(env_str("EKINERJA_VAR", str(BASE_DIR / "var")))

DEMO = env_bool("DEMO", False)
DEBUG = env_bool("DEBUG", DEMO)


def _demo_secret() -> str:
    """A secret of this machine's own, made once: a default in the source would be everybody's key."""
    path = VAR_DIR / "secret_key"
    if not path.exists():
        VAR_DIR.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50))
    return path.read_text()


if DEMO:
    SECRET_KEY = env_str("SECRET_KEY") or _demo_secret()
    ALLOWED_HOSTS = env_list("ALLOWED_HOSTS") or ["localhost", "127.0.0.1", "[::1]"]
else:
    SECRET_KEY = env_required("SECRET_KEY", "Production needs its own secret of at least 50 characters.")
    env_required("ALLOWED_HOSTS", "Production needs the host names it answers to, separated by commas.")
    ALLOWED_HOSTS = env_list("ALLOWED_HOSTS")
SECRET_KEY_FALLBACKS = env_list("SECRET_KEY_FALLBACKS")
CSRF_TRUSTED_ORIGINS = env_list("CSRF_TRUSTED_ORIGINS")

INSTALLED_APPS = [
    "organisasi.administrasi.AdministrasiConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.forms",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "axes",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    "django_filters",
    "django_htmx",
    "import_export",
    "pgtrigger",
    "pghistory",
    "procrastinate.contrib.django",
    "ekinerja",
    "organisasi",
    "skp",
    "kegiatan",
    "penilaian",
    "dashboard",
]

MIDDLEWARE = [
    "ekinerja.middleware.ArrivalMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "ekinerja.middleware.SoundRequestMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "ekinerja.resubmit.LoginKeepingFormsMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "organisasi.middleware.AuditMiddleware",
    "organisasi.middleware.ScopeMiddleware",
    "organisasi.middleware.MustChangePasswordMiddleware",
    "ekinerja.middleware.PrivatePagesMiddleware",
    "ekinerja.middleware.AnswerErrorsMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "ekinerja.urls"
WSGI_APPLICATION = "ekinerja.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "skp.context_processors.nav",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

# --- Database -------------------------------------------------------------------------------------

_database = env_database("DATABASE_URL")
if _database is None and not DEMO:
    env_required("DATABASE_URL", "Production needs a PostgreSQL server, version 15 or newer.")
if _database is None:
    CLUSTER = postgres.default_cluster(VAR_DIR / "pg").start()
    _database = CLUSTER.settings("postgres")
else:
    CLUSTER = None


def _database_limits(*, statement: int, lock: int, idle: int) -> str:
    return f"-c statement_timeout={statement} -c lock_timeout={lock} -c idle_in_transaction_session_timeout={idle}"


DATABASES = {
    "default": {
        **_database,
        "ATOMIC_REQUESTS": True,
        "CONN_MAX_AGE": env_int("CONN_MAX_AGE", 600, minimum=0, maximum=86_400),
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            # One runaway page must not stop the others, and a lost browser must not hold a lock.
            "options": _database_limits(
                statement=env_int("STATEMENT_TIMEOUT_MS", 10_000, minimum=0, maximum=3_600_000),
                lock=env_int("LOCK_TIMEOUT_MS", 5_000, minimum=0, maximum=3_600_000),
                idle=30_000,
            ),
        },
    }
}
# `manage.py kerja`: an import of 50,000 rows is one statement, and reads its file while its transaction is open.
DATABASE_LIMITS_OF_WORKER = _database_limits(
    statement=env_int("WORKER_STATEMENT_TIMEOUT_MS", 1_800_000, minimum=0, maximum=86_400_000),
    lock=env_int("WORKER_LOCK_TIMEOUT_MS", 60_000, minimum=0, maximum=3_600_000),
    idle=env_int("WORKER_IDLE_TIMEOUT_MS", 600_000, minimum=0, maximum=86_400_000),
)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- People, passwords, sessions ------------------------------------------------------------------

AUTH_USER_MODEL = "organisasi.Pegawai"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "organisasi.auth.NipBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("nip", "nama", "email")},
    },
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "masuk"
LOGIN_REDIRECT_URL = "beranda"
LOGOUT_REDIRECT_URL = "masuk"
PASSWORD_RESET_TIMEOUT = 3 * 3600

SESSION_COOKIE_AGE = 9 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "ekinerja.resubmit.csrf_failure"

# Five tries for one account from one address; the account as a whole is slowed by organisasi.auth, so that
# guessing from many addresses is slow too and the owner is not locked out by a stranger.
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_FORM_FIELD = "username"
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "organisasi.auth.locked_out"
AXES_USERNAME_CALLABLE = "organisasi.auth.axes_username"
AXES_HANDLER = "organisasi.auth.SignInGuard"
AXES_CLIENT_IP_CALLABLE = "organisasi.middleware.client_ip"
# A refused try prolongs nothing, so the page can say when the next one is looked at; each one that was is logged.
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_ENABLE_ACCESS_FAILURE_LOG = True
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = False
AXES_ENABLE_ADMIN = False
# What was typed beside a wrong password is kept with the failure; of these fields only that they were filled in.
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "old_password", "new_password1", "new_password2"]

EMAIL_BACKEND = env_str(
    "EMAIL_BACKEND",
    "django.core.mail.backends.console.EmailBackend" if DEMO else "django.core.mail.backends.smtp.EmailBackend",
)
EMAIL_HOST = env_str("EMAIL_HOST", "localhost")
EMAIL_PORT = env_int("EMAIL_PORT", 25, minimum=1, maximum=65_535)
EMAIL_HOST_USER = env_str("EMAIL_HOST_USER")
EMAIL_HOST_PASSWORD = env_str("EMAIL_HOST_PASSWORD")
EMAIL_USE_TLS = env_bool("EMAIL_USE_TLS", False)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env_str("DEFAULT_FROM_EMAIL", "ekinerja@localhost")

# --- Language and time ----------------------------------------------------------------------------

LANGUAGE_CODE = "id"
TIME_ZONE = "Asia/Jakarta"
USE_I18N = True
USE_TZ = True
# Grouping everywhere would print ids as "1.234"; the template filters group where a person reads an amount.
USE_THOUSAND_SEPARATOR = False

# --- Files ----------------------------------------------------------------------------------------

STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = VAR_DIR / "staticfiles"
WHITENOISE_USE_FINDERS = DEBUG
# Looked up when asked for, also where the tests turn DEBUG off: each of their clients would read all files anew.
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ("map", "woff2", "png", "jpg", "gz", "br")
# No MEDIA_URL: uploaded files have no address of their own. A view hands them out after a permission check.
MEDIA_ROOT = Path(env_str("MEDIA_ROOT", str(VAR_DIR / "berkas")))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 5_000_000
# A penilai may grade 40 x 22 activities on one page: version, tick, grade and note of each.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4_000
DATA_UPLOAD_MAX_NUMBER_FILES = 10
IMPOR_MAX_BYTES = env_int("IMPOR_MAX_BYTES", 15 * 1024 * 1024, minimum=1024, maximum=100 * 1024 * 1024)
# What a workbook may be once unpacked: a few kilobytes can stand for gigabytes.
IMPOR_MAX_UNPACKED_BYTES = env_int(
    "IMPOR_MAX_UNPACKED_BYTES", 120 * 1024 * 1024, minimum=1024 * 1024, maximum=1024 * 1024 * 1024
)
BUKTI_MAX_BYTES = env_int("BUKTI_MAX_BYTES", 5 * 1024 * 1024, minimum=1024, maximum=100 * 1024 * 1024)

# --- Browser safety -------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
        "manifest-src": [SELF],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
# Behind a proxy the sender's address is what the proxy appended to X-Forwarded-For, never what the sender wrote there.
BEHIND_PROXY = env_bool("BEHIND_PROXY", False)
if not DEMO:
    SESSION_COOKIE_NAME = "__Host-sesi"
    CSRF_COOKIE_NAME = "__Host-csrf"
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    SECURE_SSL_REDIRECT = env_bool("SECURE_SSL_REDIRECT", True)
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    if BEHIND_PROXY:
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# --- Audit ----------------------------------------------------------------------------------------

# Who and from where is written by organisasi.middleware.AuditMiddleware; which models, by organisasi.audit.audited.
PGHISTORY_APPEND_ONLY = True
PGHISTORY_MIDDLEWARE_METHODS = ("POST",)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env_str("LOG_LEVEL", "WARNING")},
}
