"""Types of arrays as objects: shape and dtype without elements."""

from __future__ import annotations

from typing import Any

import numpy as np

from covector import dtypes
from covector.core.operands import as_shape
from covector.errors import error


class ShapeDtypeStruct:
    """The type of an array: its shape and dtype, without elements.

    Args:
        shape: the shape.
        dtype: the dtype.
        weak_type: whether the dtype is weak.

    >>> cv.ShapeDtypeStruct((2, 3), "float32")
    ShapeDtypeStruct(shape=(2, 3), dtype=float32)
    """

    __slots__ = ("dtype", "shape", "sharding", "weak_type")

    def __init__(self, shape: Any, dtype: Any, *, weak_type: bool = False, sharding: Any = None) -> None:
        if dtype is None:
            raise error(ValueError, "ShapeDtypeStruct: dtype must be specified.")
        self.shape = as_shape(shape, "ShapeDtypeStruct")
        self.dtype = dtypes.parse(dtype, "ShapeDtypeStruct")
        self.weak_type = weak_type
        self.sharding = sharding

    @property
    def ndim(self) -> int:
        """The number of axes."""
        return len(self.shape)

    @property
    def size(self) -> int:
        """The number of elements."""
        return int(np.prod(self.shape, dtype=np.int64))

    def update(self, **changes: Any) -> Any:
        """The same with other values of ``shape``, ``dtype`` or ``weak_type``."""
        values = {"shape": self.shape, "dtype": self.dtype, "weak_type": self.weak_type, **changes}
        return type(self)(values.pop("shape"), values.pop("dtype"), **values)

    def __len__(self) -> int:
        if not self.shape:
            raise error(TypeError, "len() of unsized object: the shape is ()")
        return self.shape[0]

    def __repr__(self) -> str:
        weak = ", weak_type=True" if self.weak_type else ""
        return f"ShapeDtypeStruct(shape={self.shape}, dtype={self.dtype.name}{weak})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ShapeDtypeStruct) and self._key() == other._key()

    def __hash__(self) -> int:
        return hash(self._key())

    def _key(self) -> tuple[Any, ...]:
        return self.shape, self.dtype, self.weak_type


class ShapedArray(ShapeDtypeStruct):
    """The type of an array as ``cv.typeof`` gives it; its text is ``float32[2,3]``."""

    def __str__(self) -> str:
        return self.str_short()

    def str_short(self, short_dtypes: bool = False) -> str:
        """Its text."""
        weak = "~" if self.weak_type else ""
        return f"{weak}{self.dtype.name}[{','.join(map(str, self.shape))}]"

    def __repr__(self) -> str:
        sizes = ",".join(map(str, self.shape))
        weak = ", weak_type=True" if self.weak_type else ""
        return f"ShapedArray({self.dtype.name}[{sizes}]{weak})"
