"""The version of this package."""

from __future__ import annotations

from importlib import metadata


def _version() -> str:
    try:
        return metadata.version("covector")
    except metadata.PackageNotFoundError:  # run from the source
        return "0.1.0"


__version__ = _version()
__version_info__ = tuple(int(part) for part in __version__.split(".")[:3] if part.isdigit())
