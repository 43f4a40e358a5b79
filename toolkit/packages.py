"""Installed packages that bring declarations of their own, found by their entry points; none is imported here."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import entry_points
from importlib.util import find_spec
from pathlib import Path

GROUP = "demarc.declarations"


@dataclass(frozen=True)
class Package:
    """An entry point: the module that declares, and the distribution that brings it.

    Beside the module may lie `evidence/<framework_id>.csv` and `frameworks/<framework_id>/`.
    """

    module: str
    origin: str

    @property
    def folder(self) -> Path | None:
        """Folder of the module; none if it is not there, which importing it will say."""
        top, *rest = self.module.split(".")
        spec = find_spec(top)
        if not (spec and spec.origin):
            return None
        folder = Path(spec.origin).parent.joinpath(*rest)
        return folder if folder.is_dir() else folder.parent


@lru_cache(maxsize=1)
def packages() -> tuple[Package, ...]:
    """Return what is installed, by name; the origin of its declarations is `name version` of the distribution."""
    found = {
        Package(entry.value.partition(":")[0], f"{entry.dist.name} {entry.dist.version}")
        for entry in entry_points(group=GROUP)
        if entry.dist
    }
    return tuple(sorted(found, key=lambda package: (package.origin, package.module)))
