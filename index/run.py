"""One run over an archive, from the listing of its files to the commit."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from index.archive import Archive
from index.articles import RawArticle, Skipped
from index.batch import Batch
from index.build import Built, build_document, stage_of
from index.changes import content_of, digest, fingerprint
from index.collector import rare_collection
from index.facets.owner import unknown_values
from index.identity import Ids
from index.ledger import JUST_NOW, Failed, Seen, write_failures, write_ledger, write_suspicions
from index.past import guard, guard_early, look_back
from index.patience import PATIENCE, TooSlowError, time_limit
from index.readers.read import read_article
from index.readers.walk import Found, Unreadable, list_files
from index.repeats.survey import Repeats, survey
from index.report import LISTED, Action, BuildReport, Event
from index.suspicion import Suspicion
from search import freshness
from search.documents import Document
from search.engine import Engine
from search.errors import ArchiveError, DocumentNotFoundError, EngineError

if TYPE_CHECKING:
    from index.cleaning.repeated import Repeated
    from index.cleaning.rules import Rules
    from search.names import Names


class Build(Protocol):
    """What makes a document of an article: `index.build.build_document`. The run gives it its id and digest."""

    def __call__(self, raw: RawArticle, names: Names, *, rules: Rules | None, repeated: Repeated) -> Built:
        """`rules` are those of cleaning if the owner has his own, `repeated` what the article's source repeats. Any
        exception means that the article cannot be indexed."""
        ...


@dataclass(frozen=True, slots=True)
class Wishes:
    """How to run: the keyword arguments of `index.pipeline.update`."""

    rebuild: bool = False
    dry_run: bool = False
    allow_mass_delete: bool = False
    retry_failed: bool = False
    patience: float = PATIENCE
    build: Build = build_document
    on_event: Callable[[Event], None] | None = None


class Run:
    """One run, from the listing to the commit."""

    _batch: Batch
    _repeats: Repeats

    def __init__(self, archive: Archive, engine: Engine, wishes: Wishes) -> None:
        self._started = time.monotonic()
        self._archive, self._engine, self._wishes = archive, engine, wishes
        self._past = look_back(engine, rebuild=wishes.rebuild)
        self._before = self._past.ledger
        self._rebuild = wishes.rebuild or bool(self._past.broken)
        overlay = archive.overlay
        self._rules = fingerprint() if overlay is None else f"{fingerprint()} {overlay.content}"
        if archive.names:
            self._rules += f" {content_of(archive.names)}"
        self._cleaning = None if overlay is None else overlay.rules
        self._report = BuildReport(dry_run=wishes.dry_run)
        self._seen: dict[str, Seen] = {}
        self._renamed: set[str] = set()
        self._written: set[str] = set()
        self._failed: dict[str, Failed] = {}

    def run(self) -> BuildReport:
        """Do it; see `index.pipeline.update` for what it does and raises, and `index.batch.OvertakenError`."""
        if self._past.broken:
            self._warn(f"{self._past.broken}; this is done now")
        seen = self._look()
        listing = list(list_files(self._archive.root))
        files = [found for found in listing if isinstance(found, Found)]
        listed = {found.path for found in files}
        self._ids = Ids(self._before.seen, listed)
        self._vanished = {seen.id for seen in self._before.seen.values() if seen.path not in listed}
        self._warn_of(files)
        unreachable = list(self._pass_over([skipped for skipped in listing if isinstance(skipped, Skipped)]))
        if not self._wishes.allow_mass_delete:
            guard_early(self._before, listed, {seen.path for seen in unreachable}, self._archive.root)
        self._batch = Batch(self._engine, self._past.generation, rebuild=self._rebuild, dry=self._wishes.dry_run)
        self._write_all(files, unreachable)
        self._note(seen)
        self._report.generation = self._engine.generation
        self._report.seconds = time.monotonic() - self._started
        return self._report

    def _write_all(self, files: list[Found], unreachable: list[Seen]) -> None:
        """Survey the archive, write what changed, and keep the notes for the next run once it is published."""
        with rare_collection(), self._batch as batch, closing(self._survey(files, unreachable)) as self._repeats:
            for seen in unreachable:
                self._keep(seen)
            for found in files:
                self._file(found)
            self._delete()
            if self._rebuild or self._archive.names != self._past.names:
                batch.open().carry(self._archive.names)
            batch.commit()
            if not self._wishes.dry_run:
                self._store()

    def _look(self) -> freshness.Look | None:
        """How the archive looks before it is read, for `search-cli --require-fresh`; None where that cannot be told."""
        try:
            return freshness.look(self._archive.root, self._archive.beside(), self._engine.url)
        except OSError:
            return None

    def _note(self, seen: freshness.Look | None) -> None:
        if seen is None or self._wishes.dry_run:
            return
        try:
            freshness.note(self._engine.url, self._engine.generation, seen)
        except OSError as error:
            self._warn(f"it cannot be noted how the archive looked ({error}): search-cli --require-fresh will refuse")

    def _survey(self, files: list[Found], unreachable: list[Seen]) -> Repeats:
        if self._rebuild or not self._past.generation:
            self._batch.open()
        return survey(
            self._archive,
            files,
            url=self._engine.url,
            patience=self._wishes.patience,
            passing=self._wishes.dry_run,
            anew=self._rebuild,
            unreachable={seen.path for seen in unreachable},
            on_progress=lambda read: self._tell("survey", detail=f"{read} files looked through for what repeats"),
        )

    def _warn_of(self, files: list[Found]) -> None:
        for warning in self._archive.warnings(found.path for found in files):
            self._warn(warning)
        if any(article.facts.facets for article in self._archive.articles.values()):
            for warning in unknown_values(self._archive, self._names()):
                self._warn(warning)
        if not files:
            self._warn(f"{self._archive.root}: holds no article (.html, .txt or .md file)")

    def _warn(self, warning: str) -> None:
        self._report.warnings.append(warning)
        self._tell("warn", detail=warning)

    def _pass_over(self, skipped: list[Skipped]) -> Iterator[Seen]:
        """Note what the listing could not offer; give the articles that lie in unreachable folders."""
        for one in skipped:
            if isinstance(one, Unreadable):
                if not one.path:
                    raise ArchiveError(f"{one.reason}: check its permissions", path=str(self._archive.root))
                below = one.path + "/"
                yield from (s for s in self._before.seen.values() if s.path == one.path or s.path.startswith(below))
            self._fail(one)

    def _file(self, found: Found) -> None:
        remembered = self._before.failed.get(found.path)
        if remembered is not None and not self._fresh and remembered.is_of(found.size, found.changed, self._rules):
            self._failed[found.path] = remembered
            self._report.skipped += 1
            return
        before = None if self._rebuild else self._before.seen.get(found.path)
        if before is not None and (found.size, found.changed) == (before.size, before.changed) and self._same(before):
            self._unchanged(before)
            return
        raw = read_article(self._archive, found)
        if isinstance(raw, Skipped):
            self._fail(raw, found)
        elif before is not None and raw.content == before.content and self._same(before):
            self._unchanged(_seen(found, before.id, before.content, before.url))
        else:
            self._article(found, raw)

    @property
    def _fresh(self) -> bool:
        """Whether files that failed are tried again."""
        return self._rebuild or self._wishes.retry_failed

    def _same(self, before: Seen) -> bool:
        """Whether the index would hold of this file what it holds, if its bytes are the same."""
        applied = self._repeats.applied(before.path)
        wanted = digest(before.content, self._archive.facts(before.path), self._rules, applied)
        return self._past.digests.get(before.id) == wanted and (
            before.id == self._ids.id_for(before.path, before.url, before.content)
        )

    def _unchanged(self, seen: Seen) -> None:
        self._ids.take(seen.id, seen.path)
        self._seen[seen.path] = seen
        self._report.unchanged += 1

    def _article(self, found: Found, raw: RawArticle) -> None:
        names = self._names()
        try:
            with time_limit(self._wishes.patience):
                repeated = self._repeats.of(raw.path)
                raw = self._repeats.dated(raw)
                document, suspicion = self._wishes.build(raw, names, rules=self._cleaning, repeated=repeated)
        except (Exception, TooSlowError) as error:
            self._fail(Skipped(raw.path, stage_of(error), _in_words(error)), found)
            return
        id = self._ids.id_for(raw.path, document.url, raw.content)
        try:
            wanted = digest(raw.content, raw.facts, self._rules, self._repeats.applied(raw.path))
            self._batch.open().write(replace(document, id=id, digest=wanted))
        except (ValueError, TypeError) as error:
            self._fail(Skipped(raw.path, "write", _in_words(error)), found)
            return
        self._ids.take(id, raw.path)
        self._seen[raw.path] = _seen(found, id, raw.content, document.url)
        if suspicion is not None:
            self._report.suspicious.append(suspicion)
        self._written.add(raw.path)
        self._count(document, id, "" if suspicion is None else f"suspicious: {suspicion.why}")

    def _names(self) -> Names:
        from search.names import load_names

        return load_names(self._archive.names)

    def _count(self, document: Document, id: str, detail: str) -> None:
        report = self._report
        action: Action = "index"
        if document.path in self._before.seen:
            action = "update"
        elif id in self._vanished:
            action = "rename"
            self._renamed.add(id)
        if action == "index" or self._rebuild:
            report.indexed += 1
        else:
            report.updated += 1
        report.removed_blocks.update(block.reason for block in document.removed)
        self._tell(action, document.path, id, detail)

    def _keep(self, seen: Seen) -> None:
        """Leave an article as it is, though its file cannot be read now."""
        self._ids.keep([seen])
        self._seen[seen.path] = replace(seen, size=-1, changed=-1)
        if self._rebuild:
            try:
                self._batch.open().write(self._engine.get(seen.id))
            except (DocumentNotFoundError, EngineError):
                del self._seen[seen.path]

    def _fail(self, skipped: Skipped, found: Found | None = None) -> None:
        size, changed = (-1, -1) if found is None or isinstance(skipped, Unreadable) else (found.size, found.changed)
        failed = Failed(skipped.path, skipped.stage, skipped.reason, size, changed, self._rules)
        before = self._before.failed.get(skipped.path)
        self._failed[skipped.path] = failed
        self._report.skipped += 1
        # the same trouble as last time is no news: cron would mail it every hour
        if self._fresh or before is None or replace(before, rules=self._rules) != failed:
            self._report.failed += 1
            if len(self._report.failures) < LISTED:
                self._report.failures.append(skipped)
            self._tell("skip", skipped.path, detail=f"{skipped.stage}: {skipped.reason}")
        known = self._before.seen.get(skipped.path)
        if known is not None and found is not None and isinstance(skipped, Unreadable):
            self._keep(known)

    def _delete(self) -> None:
        """Remove what is gone, once it is sure that the owner meant it."""
        taken = self._ids.taken()
        known = self._before.seen
        gone = [s for s in known.values() if s.path not in self._seen and s.id not in self._renamed]
        if not self._wishes.allow_mass_delete:
            guard(self._before, len(gone), self._archive.root)
        for seen in gone:
            self._report.deleted += 1
            self._tell("delete", seen.path, seen.id)
        if self._rebuild:
            return
        for id in self._past.digests.keys() - taken.keys():
            self._batch.open().delete(id)

    def _store(self) -> None:
        self._report.duplicates = sum(n > 1 for n in Counter(s.content for s in self._seen.values()).values())
        try:
            self._repeats.commit()
            if self._batch.opened or self._seen != self._before.seen:
                write_ledger(self._engine, self._seen.values())
            if self._failed != self._before.failed:
                write_failures(self._engine, self._failed.values())
            suspicious = self._suspicious()
            if suspicious != self._before.suspicious:
                write_suspicions(self._engine, suspicious)
        except (OSError, EngineError) as error:
            # the index is published and whole; only the next run is slower
            self._warn(f"the ledger beside the index cannot be written ({error}): the next run reads all files again")

    def _suspicious(self) -> tuple[Suspicion, ...]:
        """What is suspicious of all that the index holds now, articles of earlier runs included."""
        earlier = (s for s in self._before.suspicious if s.path in self._seen and s.path not in self._written)
        return (*earlier, *self._report.suspicious)

    def _tell(self, action: Action, path: str = "", id: str = "", detail: str = "") -> None:
        if self._wishes.on_event is not None:
            self._wishes.on_event(Event(action, path, id, detail))


def _seen(found: Found, id: str, content: str, url: str | None) -> Seen:
    """The record of a file; a change so recent that another could follow within one tick of the clock is not
    relied on, so the next run reads the file again."""
    changed = found.changed if time.time_ns() - found.changed > JUST_NOW else -1
    return Seen(found.path, id, content, url, found.size, changed)


def _in_words(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}"[:500]
