"""The command `search-web`: what it listens on, what it warns of, how it fails."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import Any

import pytest

from web import app


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What waitress was asked to serve."""
    held: dict[str, Any] = {}
    monkeypatch.setattr(app.waitress, "serve", lambda application, **options: held.update(options, app=application))
    return held


def test_it_listens_on_this_computer_only(served: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> None:
    assert app.main(["--index", "whoosh:nowhere"]) == 0
    assert (served["host"], served["port"]) == ("127.0.0.1", 8765)
    said = capsys.readouterr().err
    assert "http://127.0.0.1:8765/" in said
    assert "WARNING" not in said
    client = served["app"].test_client()
    assert client.get("/healthz", headers={"Host": "[::1]:8765"}).status_code == 200
    assert client.get("/healthz", headers={"Host": "evil.example"}).status_code == 400


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.1", "::", "archive.example"])
def test_it_warns_when_others_can_read(served: dict[str, Any], capsys: pytest.CaptureFixture[str], host: str) -> None:
    assert app.main(["--index", "whoosh:nowhere", "--host", host]) == 0
    said = capsys.readouterr().err
    assert "WARNING" in said
    assert "no password" in said


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "::1", "127.3.2.1"])
def test_it_does_not_warn_otherwise(served: dict[str, Any], capsys: pytest.CaptureFixture[str], host: str) -> None:
    assert app.main(["--index", "whoosh:nowhere", "--host", host]) == 0
    assert "WARNING" not in capsys.readouterr().err


def test_its_address_is_a_setting(served: dict[str, Any]) -> None:
    assert app.main(["--index", "whoosh:nowhere", "--public-url", "https://archive.example/desk/"]) == 0
    client = served["app"].test_client()
    answer = client.get("/opensearch.xml", headers={"Host": "archive.example"})
    assert 'template="https://archive.example/desk/?q={searchTerms}"' in answer.get_data(as_text=True)
    assert client.get("/healthz", headers={"Host": "other.example"}).status_code == 400
    assert served["url_prefix"] == "/desk"


@pytest.mark.parametrize("url", ["archive", "//archive", "ftp://archive.example", "javascript:alert(1)"])
def test_wrong_settings_are_one_line(capsys: pytest.CaptureFixture[str], url: str) -> None:
    assert app.main(["--public-url", url]) == 2
    assert "write --public-url" in capsys.readouterr().err


def test_an_engine_that_does_not_exist(capsys: pytest.CaptureFixture[str]) -> None:
    assert app.main(["--index", "sqlite:x"]) == 2
    assert "no engine is called 'sqlite:x'" in capsys.readouterr().err


def test_a_port_that_is_taken(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        assert app.main(["--index", "whoosh:nowhere", "--port", str(taken.getsockname()[1])]) == 2
    assert "Traceback" not in capsys.readouterr().err


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        app.main(["--version"])
    assert stop.value.code == 0
    assert capsys.readouterr().out.startswith("search-web ")


def test_templates_are_found_beside_the_package_and_in_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert (app.template_folder() / "base.html").is_file()
    (tmp_path / "web" / "templates").mkdir(parents=True)
    monkeypatch.setattr(app, "__file__", str(tmp_path / "web" / "app.py"))
    assert app.template_folder() == tmp_path / "web" / "templates"
