"""What all tests share: where the checkout lies, and when skipping is not allowed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"

settings.register_profile("default", deadline=None)
settings.load_profile("default")


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of labelled development sets beside the checkout; a test that wants it is skipped without it."""
    if not (SHARED / "data").is_dir():
        pytest.skip("no ../shared/data beside the checkout: figures on the development sets are not measured")
    return SHARED


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]):
    """With DRAGOMAN_REQUIRE_ALL set, a skip is a failure (but for the development sets, which are not ours to give)."""
    report = yield
    if report.skipped and os.environ.get("DRAGOMAN_REQUIRE_ALL") and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        if "../shared" not in reason and "on this system" not in reason:
            report.outcome, report.longrepr = "failed", f"skipped where nothing may be skipped: {reason}"
    return report
