"""What a run says while it works: one line per event on standard error, as text or as JSON."""

from __future__ import annotations

import datetime as dt
import json
import sys
from typing import Any, Literal, TextIO

from index.report import BuildReport, Event
from search.terminal import printable

LogFormat = Literal["text", "json"]


class Log:
    """Writes events. When `quiet`, only of trouble: errors, files skipped, and warnings of runs that changed something
    (a warning about the sources file holds until somebody corrects it: cron must not mail it every hour)."""

    def __init__(self, form: LogFormat = "text", *, quiet: bool = False, out: TextIO | None = None) -> None:
        self._form = form
        self._quiet = quiet
        self._out = out or sys.stderr
        self._held: list[Event] = []

    def event(self, event: Event) -> None:
        """Write an event of a run."""
        if self._quiet and event.action == "warn":
            self._held.append(event)
        elif not self._quiet or event.action == "skip":
            self._event(event)

    def _event(self, event: Event) -> None:
        fields = {"path": event.path, "id": event.id, "detail": event.detail}
        self._write(event.action, {name: value for name, value in fields.items() if value})

    def finish(self, report: BuildReport) -> None:
        """Write the last line of a run, its figures; when quiet, only if files failed."""
        if report.changed or report.failed:
            for event in self._held:
                self._event(event)
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
