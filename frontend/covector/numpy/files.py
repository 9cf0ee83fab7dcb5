"""Arrays from and to files, bytes and text, and how NumPy prints them."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import IO, Any

import numpy as np

from covector.core import printing
from covector.core.operands import as_array
from covector.dtypes import requested
from covector.numpy import creation
from covector.typing import Array, ArrayLike, DTypeLike

get_printoptions = np.get_printoptions
set_printoptions = np.set_printoptions
printoptions = np.printoptions


def save(file: IO[bytes] | str | os.PathLike[Any], arr: ArrayLike, allow_pickle: bool = True) -> None:
    """Writes an array to a file in NumPy's format ``.npy``.

    Args:
        file: name, or open file; ``.npy`` is added to a name that lacks it.
        arr: array.
        allow_pickle: as for ``numpy.save``.

    >>> import io
    >>> file = io.BytesIO()
    >>> cnp.save(file, cnp.arange(3))
    >>> _ = file.seek(0)
    >>> cnp.load(file)
    Array([0, 1, 2], dtype=int32)
    """
    np.save(file, np.asarray(arr), allow_pickle=allow_pickle)


def savez(file: IO[bytes] | str | os.PathLike[Any], *args: ArrayLike, **kwds: ArrayLike) -> None:
    """Writes several arrays to a file in NumPy's format ``.npz``.

    Args:
        file: name, or open file.
        args: arrays, named ``arr_0``, ``arr_1``, ... in the file.
        kwds: arrays by the names that they get; ``allow_pickle`` is accepted.

    >>> import io
    >>> file = io.BytesIO()
    >>> cnp.savez(file, x=cnp.arange(2))
    >>> _ = file.seek(0)
    >>> cnp.load(file)["x"]
    array([0, 1], dtype=int32)
    """
    kwds.pop("allow_pickle", None)  # our arrays hold no objects
    named: dict[str, Any] = {name: np.asarray(array) for name, array in kwds.items()}
    np.savez(file, *map(np.asarray, args), **named)


def load(file: IO[bytes] | str | os.PathLike[Any], *args: Any, **kwargs: Any) -> Any:
    """Reads what :func:`save` or :func:`savez` wrote.

    Args:
        file: name, or open file.
        args: as for ``numpy.load``.
        kwargs: as for ``numpy.load``.
    Returns:
        Array; NumPy's dictionary of NumPy arrays for a file ``.npz``.
    Raises:
        OSError: the file cannot be read.

    >>> import io
    >>> file = io.BytesIO()
    >>> cnp.save(file, cnp.ones(2))
    >>> _ = file.seek(0)
    >>> cnp.load(file)
    Array([1., 1.], dtype=float32)
    """
    found = np.load(file, *args, **kwargs)
    if not isinstance(found, np.ndarray):
        return found
    if found.dtype.kind == "V" and found.dtype.itemsize == 2:
        # NumPy's format knows bfloat16 as two bytes of whatever.
        from covector.dtypes import bfloat16

        found = found.view(np.dtype(bfloat16))
    return creation.asarray(found)


def frombuffer(buffer: Any, dtype: DTypeLike = float, count: int = -1, offset: int = 0) -> Array:
    """Bytes read as numbers.

    Args:
        buffer: object with the buffer protocol.
        dtype: what the bytes are.
        count: how many numbers to read; -1: all.
        offset: how many bytes to skip.
    Returns:
        Array of rank 1.
    Raises:
        ValueError: the bytes are no whole number of numbers.

    >>> cnp.frombuffer(b"\\x00\\x02\\x04", dtype=cnp.uint8)
    Array([0, 2, 4], dtype=uint8)
    """
    return creation.asarray(np.frombuffer(buffer, requested(dtype, "frombuffer"), count, offset))


def fromfile(*args: Any, **kwargs: Any) -> Array:
    """Numbers read from a file, as ``numpy.fromfile`` does.

    Args:
        args: file and dtype, as for ``numpy.fromfile``.
        kwargs: as for ``numpy.fromfile``.
    Returns:
        Array of rank 1.
    Raises:
        OSError: the file cannot be read.

    >>> import tempfile
    >>> with tempfile.NamedTemporaryFile() as file:
    ...     _ = file.write(bytes([1, 2])), file.flush()
    ...     cnp.fromfile(file.name, dtype="uint8")
    Array([1, 2], dtype=uint8)
    """
    return creation.asarray(np.fromfile(*args, **kwargs))


def fromiter(iter: Iterable[Any], dtype: DTypeLike, count: int = -1) -> Array:
    """Numbers from an iterator.

    Args:
        iter: gives numbers.
        dtype: dtype of the result.
        count: how many numbers to read; -1: all.
    Returns:
        Array of rank 1.
    Raises:
        ValueError: there are fewer.

    >>> cnp.fromiter((x * x for x in range(3)), dtype="int32")
    Array([0, 1, 4], dtype=int32)
    """
    return creation.asarray(np.fromiter(iter, requested(dtype, "fromiter"), count))


def fromstring(string: str, dtype: DTypeLike = float, count: int = -1, *, sep: str) -> Array:
    """Numbers from text.

    Args:
        string: text.
        dtype: dtype of the result.
        count: how many numbers to read; -1: all.
        sep: what stands between numbers.
    Returns:
        Array of rank 1.
    Raises:
        ValueError: the text holds something else.

    >>> cnp.fromstring("1 2 3", sep=" ", dtype="int32")
    Array([1, 2, 3], dtype=int32)
    """
    return creation.asarray(np.fromstring(string, requested(dtype, "fromstring"), count, sep=sep))


def _options(
    precision: int | None, suppress_small: bool | None, max_line_width: int | None
) -> dict[str, Any]:
    options = {"precision": precision, "suppress": suppress_small, "linewidth": max_line_width}
    return {key: value for key, value in options.items() if value is not None}


def array_repr(
    arr: ArrayLike,
    max_line_width: int | None = None,
    precision: int | None = None,
    suppress_small: bool | None = None,
) -> str:
    """What ``repr`` of an array gives, with other options of printing.

    Args:
        arr: array.
        max_line_width: as for ``numpy.array_repr``.
        precision: digits after the point.
        suppress_small: whether very small numbers are shown as 0.
    Returns:
        Text.

    >>> cnp.array_repr(cnp.array([0.123456]), precision=2)
    'Array([0.12], dtype=float32)'
    """
    x = as_array(arr, "array_repr")
    with np.printoptions(**_options(precision, suppress_small, max_line_width)):
        return printing.repr_array(x)


def array_str(
    a: ArrayLike,
    max_line_width: int | None = None,
    precision: int | None = None,
    suppress_small: bool | None = None,
) -> str:
    """What ``str`` of an array gives, with other options of printing.

    Args:
        a: array.
        max_line_width: as for ``numpy.array_str``.
        precision: digits after the point.
        suppress_small: whether very small numbers are shown as 0.
    Returns:
        Text.

    >>> cnp.array_str(cnp.array([0.123456]), precision=2)
    '[0.12]'
    """
    x = as_array(a, "array_str")
    with np.printoptions(**_options(precision, suppress_small, max_line_width)):
        return printing.str_array(x)


__all__ = [
    "array_repr",
    "array_str",
    "frombuffer",
    "fromfile",
    "fromiter",
    "fromstring",
    "get_printoptions",
    "load",
    "printoptions",
    "save",
    "savez",
    "set_printoptions",
]
