"""Settings: one table, from which the reading of `dragoman.toml`, its documentation and a test are made."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from search.errors import ConfigError

FILE: Final = "dragoman.toml"
INDEX_VARIABLE: Final = "DRAGOMAN_INDEX"


@dataclass(frozen=True, slots=True)
class Setting:
    """One key of `dragoman.toml`: `name` is "table.key". `default` has the setting's type; None: a text, not set."""

    name: str
    default: str | int | None
    description: str

    @property
    def type(self) -> type:
        """What its value must be."""
        return str if self.default is None else type(self.default)


SETTINGS: Final = (
    Setting("index.url", "whoosh:var/index", "Address of the index: an engine and a folder, relative to this file"),
    Setting("archive.path", None, "Folder of the articles, relative to this file"),
    Setting("archive.sources", None, "Sources file, relative to this file; without it sources.toml in the archive"),
    Setting("archive.largest", 10_000_000, "Bytes that an article file may have; larger ones are skipped, and named"),
    Setting("cleaning.rules", None, "Rules file of your own, laid over the shipped rules, relative to this file"),
    Setting(
        "names.overlay",
        None,
        "Names file of your own, or a folder of them, laid over the shipped names, relative to this file; without it "
        "names.toml and names.tsv beside the sources file",
    ),
    Setting("web.url", "http://127.0.0.1:8765", "Address of the search page, as `search-cli --url` gives it"),
)
SETTING_BY_NAME: Final = {setting.name: setting for setting in SETTINGS}


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings that hold in a folder: `folder` is where their file lies (paths are relative to it), or None when
    there is no file and all values are defaults."""

    folder: Path | None = None
    values: Mapping[str, Any] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Any:
        """The value of "table.key", or its default; KeyError for names that are not in the table."""
        return self.values.get(name, SETTING_BY_NAME[name].default)

    def path(self, name: str) -> Path | None:
        """A setting that names a file or folder, found from where the settings lie; None when it is not set."""
        value = self[name]
        return None if value is None else (self.folder or Path()) / value


def read_settings(start: Path | None = None) -> Settings:
    """The settings of the nearest `dragoman.toml`, from `start` (the current folder) upwards; defaults without one.
    `ConfigError` when it cannot be read, or holds an unknown key or a value of the wrong type."""
    here = (start or Path.cwd()).absolute()
    for folder in (here, *here.parents):
        file = folder / FILE
        if file.is_file():
            return Settings(folder, _checked(_parsed(file), file))
    return Settings()


def find_index(flag: str | None = None) -> str:
    """The address of the index: the flag, DRAGOMAN_INDEX, [index] url of the nearest dragoman.toml, var/index here.
    A folder without an engine's name is a Whoosh index."""
    given = flag or os.environ.get(INDEX_VARIABLE)
    if given:
        return _with_engine(given)
    settings = read_settings()
    return _placed(_with_engine(settings["index.url"]), settings.folder)


def find_page() -> str:
    """The address of the search page, without a slash at its end; `ConfigError` where the settings give none."""
    settings = read_settings()
    url: str = settings["web.url"]
    if not url.startswith(("http://", "https://")):
        raise ConfigError(f"{FILE}: 'web.url' is '{url}': write an address that begins with http:// or https://")
    return url.rstrip("/")


def _with_engine(url: str) -> str:
    engine, colon, _ = url.partition(":")
    # C:\archive\index is a folder on a drive, not an engine called C
    return url if colon and engine.isalpha() and len(engine) > 1 else f"whoosh:{url}"


def _placed(url: str, folder: Path | None) -> str:
    engine, _, place = url.partition(":")
    if folder is None or not place or place.startswith("//"):
        return url
    path = folder / place
    here = Path.cwd()
    return f"{engine}:{path.relative_to(here) if path.is_relative_to(here) else path}"


def _parsed(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text("utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{file}: cannot be read ({error}): write it as a text file in UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{file}: {error}: correct it, or see https://toml.io for how TOML is written") from error


def _checked(data: Mapping[str, Any], file: Path) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for table, keys in data.items():
        for key, value in keys.items() if isinstance(keys, dict) else [("", keys)]:
            name = f"{table}.{key}" if key else table
            setting = SETTING_BY_NAME.get(name)
            if setting is None:
                raise ConfigError(f"{file}: no setting is called '{name}': {_nearest(name)}")
            if type(value) is not setting.type:
                raise ConfigError(f"{file}: '{name}' is {value!r}: write {_wanted(setting)}")
            values[name] = value
    return values


def _nearest(name: str) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name, SETTING_BY_NAME, 1, 0.5)
    return f"did you mean '{near[0]}'?" if near else f"the settings are {', '.join(SETTING_BY_NAME)}"


def _wanted(setting: Setting) -> str:
    example = "a text in quotation marks" if setting.type is str else "a whole number"
    return f"{example}, such as {setting.default!r}" if setting.default is not None else example
