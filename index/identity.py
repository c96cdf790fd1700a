"""Giving ids to the articles of one run, in path order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from itertools import count

from index.changes import article_id
from index.ledger import Seen


class Ids:
    """The ids of a run. Ask with `id_for`, in path order, and `take` what is used.

    `known` is what the last run saw, `listed` the paths that are there now. Files that vanished and whose
    bytes reappear under a new path were renamed: these keep their id.
    """

    def __init__(self, known: Mapping[str, Seen], listed: Collection[str]) -> None:
        self._known = known
        self._taken: dict[str, str] = {}
        # ids made from paths stay with the files that have them, whoever comes first
        self._reserved = {seen.id: seen.path for seen in known.values() if seen.url is None and seen.path in listed}
        self._vanished: dict[str, list[Seen]] = defaultdict(list)
        for path in sorted(known.keys() - listed, reverse=True):
            if known[path].url is None:
                self._vanished[known[path].content].append(known[path])

    def id_for(self, path: str, url: str | None, content: str) -> str:
        """The id of the article in this file, with this address and bytes (SHA-256)."""
        own = article_id(url, path) if url is not None else self._kept(path, content)
        if self._free(own, path):
            return own
        return next(id for n in count(1) if self._free(id := article_id(url, path, copy=n), path))

    def take(self, id: str, path: str) -> None:
        """Note that an article has this id from now on."""
        self._taken[id] = path

    def keep(self, seen: Iterable[Seen]) -> None:
        """Note that these articles keep what they have, though their files cannot be looked at now."""
        for one in seen:
            self._taken[one.id] = one.path
            self._vanished.pop(one.content, None)

    def taken(self) -> Mapping[str, str]:
        """All ids in use, with the path of each."""
        return self._taken

    def _kept(self, path: str, content: str) -> str:
        before = self._known.get(path)
        if before is not None and before.url is None:
            return before.id
        if before is None and self._vanished.get(content):
            return self._vanished[content].pop().id
        return article_id(None, path)

    def _free(self, id: str, path: str) -> bool:
        return self._taken.get(id, path) == path and self._reserved.get(id, path) == path
