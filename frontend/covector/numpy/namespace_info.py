"""What the Array API standard (2024.12) asks a namespace about itself."""

from __future__ import annotations

from typing import Any

import numpy as np

from covector import _core, dtypes
from covector.core.devices import CPU, Device, check_device
from covector.errors import error

API_VERSION = "2024.12"
_VERSIONS = ("2021.12", "2022.12", "2023.12", "2024.12")
_KINDS = {
    "bool": ("bool",),
    "signed integer": ("int8", "int16", "int32", "int64"),
    "unsigned integer": ("uint8", "uint16", "uint32", "uint64"),
    "real floating": ("float32", "float64"),
    "complex floating": ("complex64", "complex128"),
}
_KINDS["integral"] = _KINDS["signed integer"] + _KINDS["unsigned integer"]
_KINDS["numeric"] = _KINDS["integral"] + _KINDS["real floating"] + _KINDS["complex floating"]


class NamespaceInfo:
    """What can be asked of ``cnp`` as a namespace of the Array API standard.

    >>> cnp.__array_namespace_info__().default_device()
    CpuDevice(id=0)
    """

    def capabilities(self) -> dict[str, Any]:
        """Whether results may have shapes that depend on data (they may outside of ``jit``)."""
        return {"boolean indexing": True, "data-dependent shapes": True, "max dimensions": 64}

    def default_device(self) -> Device:
        """The device of arrays for which none is given."""
        return CPU

    def devices(self) -> list[Device]:
        """All devices."""
        return [CPU]

    def default_dtypes(self, *, device: Any = None) -> dict[str, np.dtype]:
        """The dtypes of arrays for which none is given."""
        check_device(device, "default_dtypes")
        names = {
            "real floating": np.float64,
            "complex floating": np.complex128,
            "integral": np.int64,
            "indexing": np.int64,
        }
        return {name: dtypes.canonical(np.dtype(dtype)) for name, dtype in names.items()}

    def dtypes(self, *, device: Any = None, kind: str | tuple[str, ...] | None = None) -> dict[str, np.dtype]:
        """The dtypes by name: all of the standard's, or those of a kind, or of several.

        With ``jax_enable_x64`` off those of 64 bits (complex: 128) are left out.
        """
        check_device(device, "dtypes")
        kinds = ("bool", "numeric") if kind is None else kind if isinstance(kind, tuple) else (kind,)
        wrong = [k for k in kinds if k not in _KINDS]
        if wrong:
            raise error(ValueError, f"dtypes: expected kinds among {', '.join(_KINDS)}, got {wrong[0]!r}")
        names = [name for k in kinds for name in _KINDS[k]]
        found = {name: np.dtype(name) for name in names}
        return {name: dtype for name, dtype in found.items() if _core.canonical_dtype(dtype) == dtype}


def __array_namespace_info__() -> NamespaceInfo:
    """Capabilities, devices and dtypes of this namespace.

    Returns:
        An object with the methods of the standard's inspection.
    Raises:
        Nothing.

    >>> sorted(cnp.__array_namespace_info__().dtypes(kind="real floating"))
    ['float32']
    """
    return NamespaceInfo()


def array_namespace(x: Any, *, api_version: str | None = None) -> Any:
    """``x.__array_namespace__()``: the namespace of functions for arrays."""
    if api_version is not None and api_version not in _VERSIONS:
        raise error(
            ValueError,
            f"__array_namespace__: expected a version among {', '.join(_VERSIONS)}, got {api_version!r}",
        )
    import covector.numpy

    return covector.numpy
