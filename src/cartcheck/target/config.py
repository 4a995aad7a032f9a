"""The file `cartcheck.toml`: defaults, and stores by name."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args, get_type_hints

from cartcheck.errors import UsageError
from cartcheck.target.settings import NAMES_IN_FILE, Settings
from cartcheck.target.store_url import StoreUrl

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

FILE_NAME = "cartcheck.toml"

_TYPES: dict[str, Any] = {name: get_args(hint)[0] for name, hint in get_type_hints(Settings).items()}
_CALLED = {str: "a text", int: "a whole number", float: "a number", bool: "true or false"}
_LISTS = {tuple[str, ...]: (str, "a list of texts"), tuple[int, ...]: (int, "a list of whole numbers")}
_NOTHING = Settings()


@dataclass(frozen=True, slots=True)
class Config:
    """What the file says of each store, and of all of them."""

    path: Path
    defaults: Settings = _NOTHING
    stores: Mapping[str, Settings] = field(default_factory=dict)

    def named(self, name: str) -> Settings:
        """What is said of the store of that name, or UsageError."""
        if name in self.stores:
            return self.stores[name]
        raise UsageError(
            f"No store is called {name!r}{_did_you_mean(name, self.stores)}",
            f"Write its address, such as https://shop.example/, or a [stores.{name}] table into {self.path}.",
        )

    def at(self, url: StoreUrl) -> Settings:
        """What is said of the store with that address; nothing when there is none, or more than one."""
        found = [each for each in self.stores.values() if StoreUrl.parse(each.url or "") == url]
        return found[0] if len(found) == 1 else _NOTHING


def load_config(path: Path | None) -> Config:
    """The file at the path, else the working directory's `cartcheck.toml`, if any; UsageError if it is wrong."""
    if path is None and not Path(FILE_NAME).is_file():
        return Config(Path(FILE_NAME))
    path = path or Path(FILE_NAME)
    return _Reader(path).config(_document(path))


def _document(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}.") from error
    except RecursionError:
        raise UsageError(f"{path} is not valid TOML: it is nested too deeply.") from None
    except ValueError as error:  # TOMLDecodeError and UnicodeDecodeError
        raise UsageError(f"{path} is not valid TOML: {error}.") from error


class _Reader:
    """Turns a TOML document into settings; every complaint names the file and the key."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def config(self, document: dict[str, Any]) -> Config:
        self._only_known(document, ("defaults", "stores"), "")
        defaults = self._settings(self._table(document, "defaults"), "defaults", NAMES_IN_FILE[1:])
        tables = self._table(document, "stores")
        stores = {name: self._store(tables, name) for name in tables}
        return Config(self._path, defaults, stores)

    def _store(self, tables: dict[str, Any], name: str) -> Settings:
        settings = self._settings(self._table(tables, name, "stores."), f"stores.{name}", NAMES_IN_FILE)
        if not settings.url:
            raise UsageError(f"{self._path}: [stores.{name}] has no url.")
        try:
            StoreUrl.parse(settings.url)
        except UsageError as error:
            raise UsageError(
                f"{self._path}: [stores.{name}] url: {error.message}", error.next_step
            ) from error
        return settings

    def _settings(self, table: dict[str, Any], name: str, known: tuple[str, ...]) -> Settings:
        self._only_known(table, known, f"[{name}] ")
        values = {key: self._value(key, value, f"[{name}] {key}") for key, value in table.items()}
        settings = Settings(**values).checked(f"{self._path}: [{name}]")
        if settings.key and settings.key_env:
            raise UsageError(f"{self._path}: [{name}] has both key and key_env.", "Keep key_env.")
        return replace(
            settings, ca_bundle=self._beside(settings.ca_bundle), openapi=self._beside(settings.openapi)
        )

    def _beside(self, file: str | None) -> str | None:
        """A file named in the document: relative to the document."""
        return str(self._path.parent / file) if file else None

    def _value(self, key: str, value: Any, where: str) -> Any:
        wanted = _TYPES[key]
        if wanted in _LISTS:
            each_type, called = _LISTS[wanted]
            if isinstance(value, list) and all(_fits(each, each_type) for each in value):
                return tuple(value)
        else:
            called = _CALLED[wanted]
            if _fits(value, wanted):
                return value
        raise UsageError(f"{self._path}: {where} must be {called}.")

    def _table(self, document: dict[str, Any], name: str, prefix: str = "") -> dict[str, Any]:
        table = document.get(name, {})
        if not isinstance(table, dict):
            raise UsageError(f"{self._path}: {prefix}{name} must be a table: [{prefix}{name}].")
        return table

    def _only_known(self, table: dict[str, Any], known: Iterable[str], where: str) -> None:
        for key in table:
            if key not in known:
                raise UsageError(f"{self._path}: {where}{key} is no setting{_did_you_mean(key, known)}")


def _fits(value: Any, wanted: type) -> bool:
    # TOML tells 4 from 4.0 and from true; only the second difference matters.
    if isinstance(value, bool) or wanted is bool:
        return isinstance(value, bool) and wanted is bool
    return isinstance(value, (int, float) if wanted is float else wanted)


def _did_you_mean(word: str, known: Iterable[str]) -> str:
    close = get_close_matches(word, list(known), 1)
    return f". Did you mean {close[0]}?" if close else "."
