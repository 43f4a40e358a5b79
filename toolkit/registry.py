"""Find declarations in the modules of a package, and admit those of others beside them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType
from typing import Any, Generic, Protocol, TypeVar

from toolkit.errors import DeclarationError, UnknownName, one_line
from toolkit.packages import packages
from toolkit.printed import Printed, few

SHIPPED = "shipped"


class Named(Protocol):
    """What a registry holds."""

    @property
    def name(self) -> str:
        """Name that the declaration is registered under."""


T = TypeVar("T", bound=Named)


class Registry(Printed, dict[str, T], Generic[T]):
    """Declarations by name; a name that is not there says what it is close to.

    `origins` says who brings each: `shipped`, a distribution with its version, or an engagement's code.
    """

    def __init__(
        self, kind: str, package: str, path: Iterable[str], type_: type[T], settled: Callable[[T], T] | None = None
    ) -> None:
        super().__init__()
        self.kind, self.type, self.origins = kind, type_, dict[str, str]()
        self._settled = settled
        self._declared: dict[str, T] = {}
        for info in sorted(iter_modules(path), key=lambda info: info.name):
            self.add(import_module(f"{package}.{info.name}"), SHIPPED)

    def add(self, module: ModuleType, origin: str) -> None:
        """Take in what a module declares; what it only uses of others stays theirs.

        Raises
        ------
        DeclarationError
            It calls a declaration as another is called: nothing is ever replaced.

        """
        for item in vars(module).values():
            if not isinstance(item, self.type) or self._declared.get(item.name) is item:
                continue
            if item.name in self:
                whose = f"one of them in {module.__name__}" if origin == SHIPPED else f"one of them by {origin}"
                raise DeclarationError(f"Two {self.kind}s are called {item.name!r}, {whose}. Rename it.")
            self._declared[item.name] = item
            self[item.name] = self._settled(item) if self._settled else item
            self.origins[item.name] = origin

    def drop(self, origin: str) -> None:
        """Take out what one origin brought."""
        for name in [name for name, whose in self.origins.items() if whose == origin]:
            del self[name], self.origins[name], self._declared[name]

    def _said(self) -> tuple[str, Mapping[str, str]]:
        return f"{self.kind.capitalize()}s by name: {few(self)}", {}

    def __missing__(self, name: str) -> T:
        raise UnknownName(self.kind, name, self)


def add_packages(registries: Sequence[Registry[Any]]) -> None:
    """Take in what installed packages declare, once all that ships is there.

    Raises
    ------
    DeclarationError
        A package cannot be imported, or what it declares cannot be used: it is never left out silently.

    """
    for package in packages():
        try:
            module = import_module(package.module)
        except (Exception, SystemExit) as error:  # whatever it is: a check that is missing would be a silent hole
            raise DeclarationError(
                f"What {package.origin} declares cannot be used ({one_line(error)}). Mend or uninstall it."
            ) from None
        if getattr(module.__spec__, "_initializing", False):  # it was imported first, and imports this
            raise DeclarationError(
                f"{package.module} of {package.origin} is imported by itself, and imports more of the toolkit than "
                "declarations need. Import toolkit.workbook before it."
            )
        for registry in registries:
            registry.add(module, package.origin)
