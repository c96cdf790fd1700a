"""The articles that labels are about: where they lie, and what the owner knows of them."""

from __future__ import annotations

from pathlib import Path

from index.archive import Archive
from index.articles import RawArticle, Skipped
from index.labels import Label, Labels
from index.readers.kinds import kind_of
from index.readers.read import read_article
from index.readers.walk import Found
from index.sources import read_archive
from search.errors import ArchiveError


class Places:
    """Where labelled articles lie: in the archive that was named; else beside the labels file, or in the archive of
    the settings (`known`), whose sources file speaks for what lies in it. `sources` stands for the sources file of a
    folder that is no known archive."""

    def __init__(self, known: Archive | None, *, named: bool = False, sources: Path | None = None) -> None:
        self._known = known
        self._named = named
        self._sources = sources
        self._beside: dict[Path, Archive] = {}

    def read(self, labels: Labels, label: Label) -> RawArticle | Skipped:
        """The article that a label is about, with what the owner knows of it."""
        kind = kind_of(label.path)
        if kind is None:
            return Skipped(label.path, "read", "is no article: label .html, .txt and .md files")
        try:
            archive, path = self._find(labels.file.parent, label.path)
            raw = read_article(archive, Found(path, kind, 0, 0))
        except (OSError, ValueError) as error:  # a name that no file can have
            if isinstance(error, ArchiveError):
                raise
            return Skipped(label.path, "read", f"cannot be read ({error}): check the path")
        return Skipped(label.path, raw.stage, raw.reason) if isinstance(raw, Skipped) else raw

    def label_for(self, file: Path, folder: Path) -> Label | None:
        """A label, in a labels file in `folder`, that is about this file; None when it can lie in no such label."""
        if self._known is not None and not file.exists():
            file = self._known.root / file
        roots = [folder] if self._known is None else [self._known.root] if self._named else [self._known.root, folder]
        for root in roots:
            if file.resolve().is_relative_to(root.resolve()):
                path = file.resolve().relative_to(root.resolve()).as_posix()
                archive, inside = self._find(folder, path)
                if (archive.root / inside).resolve() == file.resolve():
                    return Label(path)
        return None

    def _find(self, folder: Path, path: str) -> tuple[Archive, str]:
        known = self._known
        if known is None:
            return self._archive(folder), path
        if self._named:
            return known, path
        file, root = (folder / path).resolve(), known.root.resolve()
        if not file.exists():
            return known, path
        return (
            (known, file.relative_to(root).as_posix()) if file.is_relative_to(root) else (self._archive(folder), path)
        )

    def _archive(self, folder: Path) -> Archive:
        if folder not in self._beside:
            self._beside[folder] = read_archive(folder, self._sources)
        return self._beside[folder]
