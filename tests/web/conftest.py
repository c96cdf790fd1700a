"""The application over the real memory engine, with articles of `tests.web.archive`."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest
from flask.testing import FlaskClient

from search.documents import Document
from search.engines.memory import MemoryEngine
from tests.web import archive
from web.app import create_app

Serve = Callable[[Iterable[Document]], FlaskClient]


def memory(documents: Iterable[Document]) -> MemoryEngine:
    engine = MemoryEngine()
    with engine.writer() as writer:
        for document in documents:
            writer.write(document)
    return engine


def serve(documents: Iterable[Document]) -> FlaskClient:
    return create_app(engine=memory(documents)).test_client()


@pytest.fixture(scope="session")
def client() -> FlaskClient:
    """A browser without JavaScript before the whole archive."""
    return serve(archive.whole())


@pytest.fixture(scope="session")
def hostile_client() -> FlaskClient:
    """The same with the hostile article in it."""
    return serve([*archive.few(), archive.hostile()])
