"""The index in memory."""

from search.engines.memory.engine import MemoryEngine

__all__ = ["MemoryEngine"]
