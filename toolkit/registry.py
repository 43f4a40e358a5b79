"""Find declarations in the modules of a package."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType
from typing import Generic, Protocol, TypeVar

from toolkit.errors import DeclarationError, UnknownName
from toolkit.printed import Printed, few


class Named(Protocol):
    """What a registry holds."""

    @property
    def name(self) -> str:
        """Name that the declaration is registered under."""


T = TypeVar("T", bound=Named)


class Registry(Printed, dict[str, T], Generic[T]):
    """Declarations by name; a name that is not there says what it is close to."""

    def __init__(self, kind: str, package: str, path: Iterable[str], type_: type[T]) -> None:
        super().__init__()
        self.kind = kind
        for info in sorted(iter_modules(path), key=lambda info: info.name):
            self._add(import_module(f"{package}.{info.name}"), type_)

    def _add(self, module: ModuleType, type_: type[T]) -> None:
        for item in vars(module).values():
            if not isinstance(item, type_):
                continue
            if item.name in self:
                raise DeclarationError(f"Two {self.kind}s are called {item.name!r}, one of them in {module.__name__}.")
            self[item.name] = item

    def _said(self) -> tuple[str, Mapping[str, str]]:
        return f"{self.kind.capitalize()}s by name: {few(self)}", {}

    def __missing__(self, name: str) -> T:
        raise UnknownName(self.kind, name, self)
