"""Production starts only when it is complete, and is then clean."""

import os
import subprocess
import sys

import pytest

from tests.project.packages import ROOT

pytestmark = pytest.mark.once

COMPLETE = {
    "DJANGO_SETTINGS_MODULE": "portal.settings.production",
    "SECRET_KEY": "k" * 25 + "0123456789" * 4,
    "DATABASE_URL": "postgres://portal@127.0.0.1:1/portal",
    "ALLOWED_HOSTS": "portail.example.org",
    "BASE_URL": "https://portail.example.org",
    "EMAIL_URL": "smtp+tls://user@mail.example.org:587",
    "DEFAULT_FROM_EMAIL": "portail@example.org",
}
REQUIRED = sorted(COMPLETE.keys() - {"DJANGO_SETTINGS_MODULE"})


def start(*arguments: str, **env: str) -> "subprocess.CompletedProcess[str]":
    """Run Python in a bare environment."""
    bare = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return subprocess.run([sys.executable, *arguments], cwd=ROOT, env={**bare, **env}, capture_output=True, text=True)


@pytest.mark.parametrize("name", REQUIRED)
def test_production_refuses_to_start_without(name: str) -> None:
    done = start("-c", "import portal.settings.production", **{**COMPLETE, name: ""})
    assert done.returncode != 0
    assert "ImproperlyConfigured" in done.stderr
    assert name in done.stderr


def test_production_refuses_a_short_key() -> None:
    done = start("-c", "import portal.settings.production", **{**COMPLETE, "SECRET_KEY": "short"})
    assert "SECRET_KEY" in done.stderr


def test_production_refuses_an_address_without_encryption() -> None:
    done = start("-c", "import portal.settings.production", **{**COMPLETE, "BASE_URL": "http://portail.example.org"})
    assert "BASE_URL" in done.stderr


def test_check_deploy_is_clean() -> None:
    done = start("manage.py", "check", "--deploy", "--fail-level", "WARNING", **COMPLETE)
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout


@pytest.mark.parametrize(
    ("env", "address"),
    [
        ({}, "http://127.0.0.1:8000"),
        ({"PORT": "8123"}, "http://127.0.0.1:8123"),
        ({"PORT": "8123", "BASE_URL": "https://portail.example.org/"}, "https://portail.example.org"),
    ],
)
def test_the_demo_says_the_address_that_it_serves(env: dict[str, str], address: str) -> None:
    done = start("-c", "from portal.settings.demo import BASE_URL as a, WAGTAILADMIN_BASE_URL as b; print(a, b)", **env)
    assert done.stdout.split() == [address, address]


def test_make_passes_its_port_on() -> None:
    probe = ["make", "--no-print-directory", "--eval", "probe: ; @printenv PORT", "probe"]
    for arguments, port in (([], "8000"), (["PORT=8123"], "8123")):
        asked = subprocess.run([*probe, *arguments], cwd=ROOT, capture_output=True, text=True)
        assert asked.stdout.split() == [port]
