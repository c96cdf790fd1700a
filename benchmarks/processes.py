"""Processes whose start is measured."""

from __future__ import annotations

import compileall
import os
from pathlib import Path

ROOT = Path(__file__).parent.parent


def as_installed(checkout: Path = ROOT) -> dict[str, str]:
    """The environment for processes that start as an installed Dragoman does: with compiled modules, as pip installs
    them, even where ours tells Python to keep no bytecode."""
    for package in ("search", "index", "web"):
        compileall.compile_dir(checkout / package, quiet=1)
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
