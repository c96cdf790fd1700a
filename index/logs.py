"""What a run says while it works: one line per event on standard error, as text or as JSON."""

from __future__ import annotations

import datetime as dt
import json
import sys
from typing import Any, Final, Literal, TextIO

from index.report import BuildReport, Event
from search.terminal import printable

LogFormat = Literal["text", "json"]

_TROUBLE: Final = frozenset({"skip", "warn"})


class Log:
    """Writes events. When `quiet`, only of trouble: files skipped, warnings, errors."""

    def __init__(self, form: LogFormat = "text", *, quiet: bool = False, out: TextIO | None = None) -> None:
        self._form = form
        self._quiet = quiet
        self._out = out or sys.stderr

    def event(self, event: Event) -> None:
        """Write an event of a run."""
        if self._quiet and event.action not in _TROUBLE:
            return
        fields = {"path": event.path, "id": event.id, "detail": event.detail}
        self._write(event.action, {name: value for name, value in fields.items() if value})

    def finish(self, report: BuildReport) -> None:
        """Write the last line of a run, its figures; when quiet, only if files failed."""
        if not self._quiet or report.failed:
            more = {"removed": dict(report.removed_blocks)} if self._form == "json" else {}
            self._write("would" if report.dry_run else "done", report.figures() | more)

    def error(self, message: str) -> None:
        """Write why a run ended without success."""
        if self._form == "json":
            self._write("error", {"detail": message})
        else:
            self._print(f"index-cli: {message}")

    def _write(self, action: str, fields: dict[str, Any]) -> None:
        if self._form == "json":
            now = dt.datetime.now(dt.UTC).isoformat(timespec="milliseconds")
            self._print(json.dumps({"time": now, "event": action, **fields}))
        elif action in ("done", "would"):
            self._print(
                " ".join([*(["dry-run"] if action == "would" else []), *(f"{k}={v}" for k, v in fields.items())])
            )
        else:
            detail = fields.pop("detail", "")
            said = " ".join(str(value) for value in fields.values())
            self._print(": ".join(part for part in (f"{action} {said}".strip(), str(detail)) if part))

    def _print(self, line: str) -> None:
        print(printable(line), file=self._out, flush=True)
