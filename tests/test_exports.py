"""What each room offers: `__all__` says all of it, and everything in it is documented."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
from types import ModuleType

import pytest

import index
import search
import web
from search import errors

ROOMS = [
    info.name
    for package in (search, index, web)
    for info in pkgutil.walk_packages(package.__path__, package.__name__ + ".")
    if info.ispkg and importlib.util.find_spec(info.name).loader.get_source(info.name).strip()
]


def public(module: ModuleType) -> set[str]:
    return {
        name
        for name, value in vars(module).items()
        if not name.startswith("_")
        and not inspect.ismodule(value)
        and name != "annotations"
        and (getattr(value, "__module__", "").split(".")[0] in ("search", "index", "web"))
    }


@pytest.mark.parametrize("room", ROOMS)
def test_all_names_exactly_what_a_room_offers(room: str) -> None:
    module = importlib.import_module(room)
    offered = getattr(module, "__all__", None)
    assert offered is not None, f"{room} offers names and has no __all__"
    assert list(offered) == sorted(offered), f"{room}.__all__ is not sorted"
    assert {name for name in offered if not hasattr(module, name)} == set()
    assert public(module) <= set(offered), f"{room} imports names that it does not offer"


@pytest.mark.parametrize("room", ROOMS)
def test_what_is_offered_is_documented(room: str) -> None:
    module = importlib.import_module(room)
    things = {name: getattr(module, name) for name in module.__all__}
    undocumented = [n for n, t in things.items() if (inspect.isclass(t) or inspect.isroutine(t)) and not t.__doc__]
    assert undocumented == []


def test_the_tree_drawn_in_errors_is_the_tree_there_is() -> None:
    classes = {
        name
        for name, value in vars(errors).items()
        if inspect.isclass(value) and issubclass(value, errors.DragomanError)
    }
    drawn = re.findall(r"^ +[│├└─ ]*(\w+Error)\b", errors.__doc__, re.MULTILINE)
    assert sorted(drawn) == sorted(classes)
