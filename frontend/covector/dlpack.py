"""Arrays of other libraries: ``cv.dlpack``."""

from __future__ import annotations

from typing import Any

from covector import dtypes
from covector.core.interop import from_dlpack as from_dlpack


def is_supported_dtype(dtype: Any) -> bool:
    """Whether arrays of a dtype can be given to other libraries through DLPack.

    Args:
        dtype: a dtype.
    Returns:
        A Python ``bool``.
    Raises:
        TypeError: ``dtype`` is none.

    >>> cv.dlpack.is_supported_dtype("float32"), cv.dlpack.is_supported_dtype("int4")
    (True, False)
    """
    parsed = dtypes.parse(dtype, "is_supported_dtype")
    return parsed.isbuiltin == 1 or parsed.name == "bfloat16"
