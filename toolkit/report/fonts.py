"""The typefaces of PDF reports, which come with the installation, and which characters each of them has."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from fontTools.ttLib import TTFont

CJK = "manimgx_fonts_cjk"  # the extra `cjk`, for it weighs more than all others
PACKAGES = ("fontpkg_ibm_plex_sans", "fontpkg_jetbrains_mono", "manimgx_fonts", CJK)


def font_folders() -> dict[str, Path]:
    """Return the folder of each package of typefaces that is installed, that of the text first."""
    return _installed(PACKAGES)


@cache
def _installed(packages: tuple[str, ...]) -> dict[str, Path]:
    specs = {package: find_spec(package) for package in packages}
    return {package: Path(spec.origin).parent for package, spec in specs.items() if spec and spec.origin}


def has(cluster: str) -> bool:
    """Tell whether one typeface has all of a letter and its marks: else Typst refuses the whole PDF/A file."""
    points = set(map(ord, cluster))
    return any(points <= face for face in _faces())


@cache
def advances() -> dict[int, float]:
    """Return the width in em of each character of the text's typeface."""
    with TTFont(_upright(font_folders()[PACKAGES[0]])[0], lazy=True) as font:
        unit, widths = font["head"].unitsPerEm, font["hmtx"]
        return {point: widths[glyph][0] / unit for point, glyph in font.getBestCmap().items()}


def _faces() -> Iterator[frozenset[int]]:
    """Read one typeface after the other: the large one of Chinese, Japanese and Korean only if no other will do."""
    for folder in font_folders().values():
        for file in _upright(folder):
            yield _points(file)


@cache
def _points(file: Path) -> frozenset[int]:
    with TTFont(file, lazy=True, fontNumber=0) as font:  # the faces of a collection have the same characters
        return frozenset(font.getBestCmap())


@cache
def _upright(folder: Path) -> list[Path]:
    return [file for file in sorted(folder.rglob("*.tt[fc]")) if "Italic" not in file.name]
