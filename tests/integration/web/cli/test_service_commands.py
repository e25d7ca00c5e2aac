"""The commands that run the service: what they call, and what they say when they cannot."""

from __future__ import annotations

import json
import socket

import pytest

from belong.cli import main
from belong.domain.errors import BelongError
from belong.web.accounts.models import User
from belong.web.agencies.models import Agency
from belong.web.config import running


@pytest.mark.django_db
def test_agency_and_user_added_are_there(capsys):
    assert main(["agency", "add", "Four Rivers Adoption", "--kind", "raa"]) == 0
    person = ["user", "add", "jo@x.example", "--name", "Jo Field", "--role", "administrator"]
    assert main([*person, "--agency", "Four Rivers Adoption"]) == 0
    assert "administrator at Four Rivers Adoption" in capsys.readouterr().err
    assert User.objects.get().appointments.get().agency == Agency.objects.get()


@pytest.mark.django_db
def test_user_of_an_unknown_agency_is_refused_in_one_line(capsys):
    command = ["user", "add", "jo@x.example", "--name", "Jo", "--role", "auditor"]
    assert main([*command, "--agency", "Nowhere"]) == 2
    assert capsys.readouterr().err.startswith("belong: Nowhere: There is no such agency.")


def test_demo_accounts_as_json_name_role_agency_email_and_password(capsys):
    assert main(["demo-accounts", "--format", "json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert len(rows) == 24
    assert set(rows[0]) == {"role", "agency", "email", "password"}


def test_demo_accounts_as_a_table_fit_a_terminal(capsys):
    assert main(["demo-accounts"]) == 0
    assert max(len(line) for line in capsys.readouterr().out.splitlines()) <= 100


@pytest.mark.parametrize(
    "command",
    [["serve", "--demo"], ["migrate"], ["demo-accounts"], ["agency", "add", "X", "--kind", "raa"]],
)
def test_command_without_the_web_extra_says_how_to_install_it(monkeypatch, capsys, command):
    monkeypatch.setattr("belong.cli.service.find_spec", lambda name: None)
    assert main(command) == 2
    assert "pip install 'belong[web]'" in capsys.readouterr().err


def test_serve_before_migrate_says_what_to_run(monkeypatch, capsys):
    monkeypatch.setattr(running, "is_prepared", lambda: False)
    assert main(["serve"]) == 2
    assert "Run: belong migrate" in capsys.readouterr().err


@pytest.mark.parametrize(
    "command",
    [
        ["agency", "add", "X", "--kind", "raa"],
        ["user", "add", "a@x.example", "--name", "A", "--role", "auditor", "--agency", "X"],
        ["forget"],
        ["import", "returns"],
        ["rebuild"],
        ["backup", "x.backup"],
        ["restore", "x.backup"],
        ["drill", "x.backup"],
        ["returns", "asglb", "--agency", "991", "--quarter", "2024-1"],
    ],
)
def test_command_before_migrate_says_what_to_run(monkeypatch, capsys, command):
    monkeypatch.setattr(running, "is_up_to_date", lambda: False)
    assert main(command) == 2
    assert "Run: belong migrate" in capsys.readouterr().err


@pytest.mark.django_db
def test_serve_prepared_serves_at_the_port(monkeypatch, capsys):
    asked = {}

    def serve(**options):
        asked.update(options)
        options["when_ready"]("http://127.0.0.1:8080")

    monkeypatch.setattr(running, "is_prepared", lambda: True)
    monkeypatch.setattr(running, "serve", serve)
    assert main(["serve", "--port", "8080"]) == 0
    assert (asked["host"], asked["port"], asked["ends_when_ready"]) == ("127.0.0.1", 8080, False)
    assert "Belong is at http://127.0.0.1:8080" in capsys.readouterr().err


def test_serve_demo_to_other_computers_is_refused(capsys):
    assert main(["serve", "--demo", "--host", "0.0.0.0"]) == 2  # noqa: S104
    assert "this computer only" in capsys.readouterr().err


def test_serve_port_taken_says_so(capsys):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(BelongError, match=f"Port {port} is taken"):
            running.serve(host="127.0.0.1", port=port, when_ready=print)


@pytest.mark.django_db
def test_demo_into_a_real_installation_is_refused():
    from belong.web.config.demo import prepare_demo

    with pytest.raises(BelongError, match="not the demo"):
        prepare_demo(print)
    assert not Agency.objects.exists()


@pytest.mark.django_db
def test_prepared_needs_the_database_and_the_static_files(tmp_path, settings):
    settings.STATIC_ROOT = tmp_path
    assert not running.is_prepared()
    (tmp_path / "staticfiles.json").touch()
    assert running.is_prepared()
