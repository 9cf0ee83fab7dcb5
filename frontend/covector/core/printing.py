"""How arrays are shown."""

from __future__ import annotations

from typing import Any

import numpy as np

from covector import _core
from covector.core.interop import numpy_view
from covector.typing import Array


def repr_array(x: Array) -> str:
    """``Array([1., 2.], dtype=float32)``."""
    if _core.is_tracer(x):
        return str_tracer(x)
    if x.is_deleted():
        return f"Array({x.dtype.name}[{_sizes(x)}]) (deleted)"
    weak = ", weak_type=True" if x.weak_type else ""
    tail = f"dtype={x.dtype.name}{weak})"
    width = np.get_printoptions()["linewidth"]
    if x.size == 0:
        body = f"[], shape={x.shape}"
    else:
        body = np.array2string(
            numpy_view(x), prefix="Array(", suffix=",", separator=", ", max_line_width=width
        )
    # As in JAX, wide spacing instead of a new line where the last line has no room for the dtype.
    last_line = len(body) - body.rfind("\n") + 1
    gap = " " if last_line + len(tail) + 1 <= width else " " * len("Array(")
    return f"Array({body},{gap}{tail}"


def _sizes(x: Array) -> str:
    return ",".join(map(str, x.shape))


def str_tracer(x: Array) -> str:
    """A traced array by its type, and by its value where that is known."""
    weak = "~" if x.weak_type else ""
    kind = f"{weak}{x.dtype.name}[{_sizes(x)}]"
    try:
        known = numpy_view(x.concrete())
    except Exception:
        return f"Tracer({kind})"
    text = np.array2string(known, separator=", ", prefix=f"Tracer({kind}, value=")
    return f"Tracer({kind}, value={text})"


def str_array(x: Array) -> str:
    """As NumPy prints it."""
    return str_tracer(x) if _core.is_tracer(x) else str(numpy_view(x))


def format_array(x: Array, spec: str) -> str:
    """``format(x, spec)``: an array of rank 0 is formatted as its number."""
    if _core.is_tracer(x) and not spec:
        return str_tracer(x)
    if x.ndim == 0:
        return format(x.item(), spec) if spec or not _core.is_tracer(x) else str_array(x)
    return format(numpy_view(x), spec)


def install(cls: Any) -> None:
    """Gives the array class its text forms."""
    cls.__repr__ = repr_array
    cls.__str__ = str_array
    cls.__format__ = format_array
