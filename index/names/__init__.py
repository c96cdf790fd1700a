"""The owner's side of the authority of names: his overlay, what it would change, and what he may want to add.

rows.py (the files) -> changes.py (rows over the shipped names) -> `search.names.overlay.Overlay` (in the index)
"""

from __future__ import annotations

from index.names.files import NAMES_FILES, OwnersNames, names_files, read_names

__all__ = ["NAMES_FILES", "OwnersNames", "names_files", "read_names"]
