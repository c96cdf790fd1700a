"""The build step of wheels and of editable installations: the tables of names, compiled, lie beside them."""

from __future__ import annotations

import sys
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompiledNames(BuildHookInterface):  # type: ignore[type-arg]
    """Compiles the names beside their tables, where an editable installation finds them."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Before the files are gathered."""
        sys.path.insert(0, self.root)
        try:
            from search.names.compiler import compile_shipped

            made = compile_shipped()
        finally:
            sys.path.remove(self.root)
        # git ignores the file; what is forced in comes last, so that it is the youngest where the wheel is unpacked
        build_data["force_include"][str(made)] = made.relative_to(self.root).as_posix()
