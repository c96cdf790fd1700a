"""What deploy/ ships: its commands exist and run, its times and keys are valid."""

from __future__ import annotations

import configparser
import os
import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from index.cli import main
from search.engine import open_engine

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
PLACE = "/srv/dragoman"

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="cron and systemd: not on this system")


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """A folder as the files expect it: settings, an archive, and index-cli in .venv/bin."""
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    shutil.copy(ROOT / "dragoman.toml", tmp_path)
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    (tmp_path / ".venv" / "bin" / "index-cli").symlink_to(Path(sysconfig.get_path("scripts")) / "index-cli")
    return tmp_path


def cron_lines() -> list[str]:
    lines = (DEPLOY / "crontab").read_text("utf-8").splitlines()
    return [line for line in lines if line.strip() and not line.startswith("#")]


def test_the_crontab_line_is_one_and_has_five_valid_times() -> None:
    (line,) = cron_lines()
    times = line.split()[:5]
    assert all(re.fullmatch(r"(\*|\d+(-\d+)?)(/\d+)?(,\d+)*", time) for time in times)
    assert "%" not in line, "cron would read it as a new line"


def test_the_crontab_command_runs_as_cron_runs_it(installed: Path) -> None:
    (line,) = cron_lines()
    command = line.split(None, 5)[5].replace(PLACE, str(installed))
    environment = {"PATH": "/usr/bin:/bin", "HOME": str(Path.home()), "SHELL": "/bin/sh", "LANG": "C"}
    for _ in range(2):
        done = subprocess.run(["/bin/sh", "-c", command], cwd="/", env=environment, capture_output=True, timeout=600)
        assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    engine = open_engine(f"whoosh:{installed / 'var/index'}")
    assert engine.count() == 5
    engine.close()


def unit(name: str) -> configparser.RawConfigParser:
    parser = configparser.RawConfigParser(strict=False, interpolation=None)
    parser.optionxform = str  # type: ignore[assignment]
    parser.read(DEPLOY / name, "utf-8")
    return parser


def test_the_service_runs_the_command_where_the_settings_are(
    installed: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    service = unit("dragoman-update.service")["Service"]
    assert service["WorkingDirectory"] == PLACE
    program, *arguments = service["ExecStart"].split()
    assert program == f"{PLACE}/.venv/bin/index-cli"
    monkeypatch.chdir(installed)
    assert main(arguments) == 0
    assert '"indexed": 5' in capsys.readouterr().err
    assert service["ReadWritePaths"] == f"{PLACE}/var", "where the demo settings put the index"
    assert service["SuccessExitStatus"] == "75"
    assert service["Environment"] == f"DRAGOMAN_CACHE=/var/cache/{service['CacheDirectory']}"


def test_the_timer_is_of_the_service() -> None:
    assert (DEPLOY / "dragoman-update.timer").stem == (DEPLOY / "dragoman-update.service").stem
    assert unit("dragoman-update.timer")["Timer"]["Persistent"] == "true"


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd-analyze on this system")
def test_systemd_accepts_the_units(tmp_path: Path) -> None:
    for name in ("dragoman-update.service", "dragoman-update.timer"):
        text = (
            (DEPLOY / name).read_text("utf-8").replace(f"ExecStart={PLACE}/.venv/bin/index-cli", "ExecStart=/bin/true")
        )
        (tmp_path / name).write_text(text)
    done = subprocess.run(
        ["systemd-analyze", "verify", *map(str, tmp_path.glob("dragoman-update.*"))],
        capture_output=True, text=True, env=dict(os.environ),
    )  # fmt: skip
    assert done.returncode == 0 and "dragoman-update" not in done.stderr, done.stderr


def test_the_readme_names_every_file() -> None:
    text = (DEPLOY / "README.md").read_text("utf-8")
    assert [path.name for path in DEPLOY.iterdir() if path.name != "README.md" and path.name not in text] == []
