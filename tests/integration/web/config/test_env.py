"""What an installation tells Belong is read strictly, and never repeated where it may be secret."""

from __future__ import annotations

import stat

import pytest
from django.core.exceptions import ImproperlyConfigured

from belong.web.config import env


@pytest.mark.parametrize(("word", "value"), [("1", True), ("yes", True), ("0", False), ("", False)])
def test_flag_word_known_is_read(monkeypatch, word, value):
    monkeypatch.setenv("BELONG_DEMO", word)
    assert env.flag("BELONG_DEMO") is value


def test_flag_word_unknown_is_refused(monkeypatch):
    monkeypatch.setenv("BELONG_DEMO", "perhaps")
    with pytest.raises(ImproperlyConfigured, match="BELONG_DEMO"):
        env.flag("BELONG_DEMO")


def test_secret_key_not_named_is_made_once_for_the_owner_only(monkeypatch, tmp_path):
    monkeypatch.delenv("SECRET_KEY", raising=False)
    first = env.secret_key(tmp_path)
    assert env.secret_key(tmp_path) == first
    assert len(first) > 50
    assert stat.S_IMODE((tmp_path / "secret-key").stat().st_mode) == 0o600


def test_secret_key_file_empty_is_refused(monkeypatch, tmp_path):
    monkeypatch.delenv("SECRET_KEY", raising=False)
    (tmp_path / "secret-key").touch()
    with pytest.raises(ImproperlyConfigured):
        env.secret_key(tmp_path)


def test_data_folder_is_closed_to_others(monkeypatch, tmp_path):
    monkeypatch.setenv("BELONG_HOME", str(tmp_path / "new"))
    assert stat.S_IMODE(env.data_folder().stat().st_mode) == 0o700


def test_database_none_named_is_sqlite_and_the_demo_apart(monkeypatch, tmp_path):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    real = env.database(tmp_path, is_demo=False)
    demo = env.database(tmp_path, is_demo=True)
    assert real["ENGINE"].endswith("sqlite3")
    assert real["NAME"] != demo["NAME"]
    assert real["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_database_address_of_postgres_is_taken_apart(monkeypatch, tmp_path):
    monkeypatch.setenv("DATABASE_URL", "postgres://jo:p%40ss@db:5433/belong?sslmode=require")
    read = env.database(tmp_path, is_demo=False)
    assert (read["USER"], read["PASSWORD"], read["HOST"], read["PORT"], read["NAME"]) == (
        "jo",
        "p@ss",
        "db",
        "5433",
        "belong",
    )
    assert read["OPTIONS"] == {"sslmode": "require", "options": "-c jit=off"}


def test_database_address_that_names_options_keeps_its_own(monkeypatch, tmp_path):
    monkeypatch.setenv("DATABASE_URL", "postgres://h/belong?options=-c%20jit%3Don")
    assert env.database(tmp_path, is_demo=False)["OPTIONS"] == {"options": "-c jit=on"}


@pytest.mark.parametrize("address", ["mysql://u:secret@h/d", "postgres://u:secret@h/", "x"])
def test_database_address_not_understood_is_refused_without_repeating_it(
    monkeypatch, tmp_path, address
):
    monkeypatch.setenv("DATABASE_URL", address)
    with pytest.raises(ImproperlyConfigured) as refused:
        env.database(tmp_path, is_demo=False)
    assert "secret" not in str(refused.value)


def test_hosts_named_with_commas_are_parted_and_this_computer_is_always_one(monkeypatch):
    monkeypatch.setenv("BELONG_HOSTS", "a.example, b.example")
    assert env.hosts() == ["a.example", "b.example", "localhost", "127.0.0.1", "[::1]"]
    monkeypatch.setenv("BELONG_HOSTS", "")
    assert env.hosts() == ["localhost", "127.0.0.1", "[::1]"]
