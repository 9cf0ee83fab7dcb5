"""Typed arrays of random keys."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from covector import _core
from covector.core import ops
from covector.errors import error
from covector.typing import Array


class KeyArray:
    """An array of random keys: a pytree node around their uint32 words.

    Args:
        words: array of uint32, shape ``(..., 2)``.
    """

    __slots__ = ("_words",)
    dtype = "key<fry>"

    def __init__(self, words: Array) -> None:
        self._words = words

    @property
    def shape(self) -> tuple[int, ...]:
        return self._words.shape[:-1]

    @property
    def ndim(self) -> int:
        return self._words.ndim - 1

    @property
    def size(self) -> int:
        return self._words.size // 2

    def __len__(self) -> int:
        if not self.ndim:
            raise error(TypeError, "len() of unsized object: the key array has rank 0")
        return self.shape[0]

    def __getitem__(self, index: Any) -> KeyArray:
        index = index if isinstance(index, tuple) else (index,)
        if Ellipsis not in index:
            index = (*index, Ellipsis)
        return KeyArray(self._words[(*index, slice(None))])

    def __iter__(self) -> Iterator[KeyArray]:
        return (self[i] for i in range(len(self)))

    def reshape(self, *shape: Any) -> KeyArray:
        """The same keys in another shape."""
        sizes = shape[0] if len(shape) == 1 and isinstance(shape[0], (tuple, list)) else shape
        return KeyArray(ops.reshape(self._words, (*sizes, 2)))

    def __repr__(self) -> str:
        if _core.is_tracer(self._words):
            return f"KeyArray({self.shape}, dtype=key<fry>, traced)"
        return f"Array({self.shape}, dtype=key<fry>) overlaying:\n{np.asarray(self._words)}"


_core.register_node(KeyArray, lambda keys: ((keys._words,), None), lambda _, words: KeyArray(*words))


def key_words(keys: Any, function: str) -> Array:
    """The words of typed keys, or of a uint32 array used as keys."""
    if isinstance(keys, KeyArray):
        return keys._words
    if isinstance(keys, (_core.Array, np.ndarray)) and keys.dtype == np.uint32:
        if keys.ndim and keys.shape[-1] == 2:
            return _core.as_array(keys)
    got = f"{keys.dtype}{list(keys.shape)}" if hasattr(keys, "dtype") else repr(keys)
    raise error(
        TypeError,
        f"{function}: unexpected PRNG key: expected a key from random.key or random.PRNGKey "
        f"(uint32 with a last axis of size 2), got {got}",
    )


def like_key(key: Any, words: Array) -> Any:
    """Words as keys of the kind that ``key`` has."""
    return KeyArray(words) if isinstance(key, KeyArray) else words
