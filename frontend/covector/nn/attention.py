"""Attention."""

from __future__ import annotations

import math
from typing import Any, Literal, overload

import numpy as np

from covector import _core, dtypes
from covector import numpy as cnp
from covector.core.compiled import compiled
from covector.errors import error
from covector.nn.normalization import logsumexp, softmax
from covector.typing import Array, ArrayLike

Window = int | tuple[int, int] | None


def _with_batch(x: ArrayLike, name: str) -> Array:
    array = cnp.asarray(x)
    if array.ndim > 4:
        raise error(
            ValueError,
            f"dot_product_attention: {name} ndim should be 4 at most, but got {array.ndim}; "
            "use vmap for more axes",
        )
    return cnp.reshape(array, (1,) * (4 - array.ndim) + array.shape)


def _check(array: Array | None, name: str, shape: tuple[int, ...], dtype: Any) -> None:
    """The array has the sizes given (-1: any) and the dtype given (``None``: any)."""
    if array is None:
        return
    if array.ndim != len(shape) or any(n not in (-1, m) for n, m in zip(shape, array.shape, strict=True)):
        raise error(
            ValueError,
            f"dot_product_attention: {name} shape should be {shape}, but got {array.shape}; "
            "queries are (batch, length, heads, size), keys and values alike",
        )
    if dtype is not None and array.dtype != dtype:
        raise error(
            ValueError,
            f"dot_product_attention: {name} dtype should be {np.dtype(dtype)}, but got {array.dtype}; "
            "cast it",
        )


def _mask(
    shape: tuple[int, int],
    mask: Array | None,
    causal: bool,
    queries: Array | None,
    keys: Array | None,
    window: tuple[int, int] | None,
) -> Array | None:
    """Where a query sees a key, of axes batch, head, query, key; nothing if everywhere."""
    rows = cnp.arange(shape[0])[:, None]
    columns = cnp.arange(shape[1])[None, :]
    parts: list[Array] = [] if mask is None else [mask]
    if causal:
        parts.append((rows >= columns)[None, None])
    if window is not None:
        parts.append(((rows <= columns + window[0]) & (rows >= columns - window[1]))[None, None])
    if queries is not None:
        parts.append((rows[None] < queries[:, None, None])[:, None])
    if keys is not None:
        parts.append((columns[None] < keys[:, None, None])[:, None])
    combined = None
    for part in parts:
        combined = part if combined is None else cnp.logical_and(combined, part)
    return combined


@compiled("scale", "causal", "window", "with_residual")
def _attention(
    query: Array,
    key: Array,
    value: Array,
    bias: Array | None,
    mask: Array | None,
    queries: Array | None,
    keys: Array | None,
    scale: float,
    causal: bool,
    window: tuple[int, int] | None,
    with_residual: bool,
) -> Any:
    batch, length, heads, size = query.shape
    sources, key_heads = key.shape[1:3]
    groups = heads // key_heads
    wide = dtypes.promote_types(query.dtype, np.float32)
    # Axes: b batch, t query, s key, k head of the keys, g query head of the same key, h size.
    grouped = cnp.reshape(query, (batch, length, key_heads, groups, size))
    logits = cnp.einsum("btkgh,bskh->bkgts", grouped, key, preferred_element_type=wide)
    logits = cnp.reshape(logits, (batch, heads, length, sources))
    logits = cnp.multiply(logits, _core.full((), scale, wide))
    if bias is not None:
        logits = _core.convert(cnp.add(logits, bias), wide)
    seen = _mask((length, sources), mask, causal, queries, keys, window)
    if seen is not None:
        # Not -inf: a query that sees nothing gets the mean of the values, and no NaN.
        hidden = -0.7 * float(min(dtypes.finfo(wide).max, dtypes.finfo(np.float32).max))
        logits = cnp.where(seen, logits, _core.full((), hidden, wide))
    logits = _core.convert(logits, np.dtype("float32"))
    weights = _core.convert(softmax(logits), key.dtype)
    weights = cnp.reshape(weights, (batch, key_heads, groups, length, sources))
    result = cnp.reshape(cnp.einsum("bkgts,bskh->btkgh", weights, value), (batch, length, heads, size))
    if queries is not None:
        inside = cnp.arange(length)[None, :] < queries[:, None]
        result = cnp.multiply(result, _core.convert(inside[:, :, None, None], result.dtype))
    if not with_residual:
        return result
    residual = cnp.transpose(_core.convert(logsumexp(logits, -1), key.dtype), (0, 2, 1))
    return result, _core.stop_gradient(residual)


@overload
def dot_product_attention(
    query: ArrayLike,
    key: ArrayLike,
    value: ArrayLike,
    bias: ArrayLike | None = None,
    mask: ArrayLike | None = None,
    *,
    scale: float | None = None,
    is_causal: bool = False,
    query_seq_lengths: ArrayLike | None = None,
    key_value_seq_lengths: ArrayLike | None = None,
    local_window_size: Window = None,
    implementation: str | None = None,
    return_residual: Literal[False] = ...,
) -> Array: ...
@overload
def dot_product_attention(
    query: ArrayLike,
    key: ArrayLike,
    value: ArrayLike,
    bias: ArrayLike | None = None,
    mask: ArrayLike | None = None,
    *,
    scale: float | None = None,
    is_causal: bool = False,
    query_seq_lengths: ArrayLike | None = None,
    key_value_seq_lengths: ArrayLike | None = None,
    local_window_size: Window = None,
    implementation: str | None = None,
    return_residual: Literal[True],
) -> tuple[Array, Array]: ...
def dot_product_attention(
    query: ArrayLike,
    key: ArrayLike,
    value: ArrayLike,
    bias: ArrayLike | None = None,
    mask: ArrayLike | None = None,
    *,
    scale: float | None = None,
    is_causal: bool = False,
    query_seq_lengths: ArrayLike | None = None,
    key_value_seq_lengths: ArrayLike | None = None,
    local_window_size: Window = None,
    implementation: str | None = None,
    return_residual: bool = False,
) -> Array | tuple[Array, Array]:
    """Attention ``softmax(q k^T * scale + bias) v`` of several heads.

    Args:
        query: queries, shape ``(batch, length, heads, size)`` or without the batch.
        key: keys, shape ``(batch, sources, key_heads, size)``; ``heads`` is a multiple of ``key_heads``, and
            neighbouring query heads share a key head.
        value: values, of the shape and dtype of ``key``.
        bias: what is added to the logits, broadcast to ``(batch, heads, length, sources)``.
        mask: booleans, broadcast alike: where a query sees a source.
        scale: factor of the logits; ``None`` is ``1 / sqrt(size)``.
        is_causal: whether a query sees only the sources up to its own position.
        query_seq_lengths: int32, shape ``(batch,)``: later queries give zeros.
        key_value_seq_lengths: int32, shape ``(batch,)``: later sources are not seen.
        local_window_size: how many sources before and after its position a query sees, or both numbers.
        implementation: ``None`` or ``"xla"``, which are the same here.
        return_residual: whether the logsumexp of the logits is returned too.
    Returns:
        Array of the shape and dtype of ``query``; with ``return_residual`` also one of shape
        ``(batch, length, heads)``.
    Raises:
        ValueError: shapes or dtypes do not fit, or ``implementation`` is another one.

    Source: A. Vaswani et al., "Attention is all you need", 2017; J. Ainslie et al., "GQA", 2023.

    >>> q = k = v = cnp.ones((1, 3, 2, 4))
    >>> cv.nn.dot_product_attention(q, k, v, is_causal=True).shape
    (1, 3, 2, 4)
    """
    if implementation not in (None, "xla"):
        raise error(
            ValueError,
            f"dot_product_attention: expected implementation None or 'xla', got {implementation!r}; "
            "leave it out",
        )
    shape = np.shape(query)
    q, k, v = (_with_batch(x, name) for x, name in ((query, "query"), (key, "key"), (value, "value")))
    batch, _, key_heads, size = k.shape
    _check(v, "value", k.shape, k.dtype)
    _check(q, "query", (batch, -1, -1, size), k.dtype)
    if q.shape[2] % max(key_heads, 1):
        raise error(
            ValueError,
            "dot_product_attention: the number of query heads must be a multiple of key/value heads, "
            f"but got {q.shape[2]} vs {key_heads}; repeat the keys or choose other heads",
        )
    biases = None if bias is None else _with_batch(bias, "bias")
    masks = None if mask is None else _with_batch(mask, "mask")
    _check(masks, "mask", (-1,) * 4, np.bool_)
    lengths = [None if x is None else cnp.asarray(x) for x in (query_seq_lengths, key_value_seq_lengths)]
    for name, array in zip(("query_seq_lengths", "key_value_seq_lengths"), lengths, strict=True):
        _check(array, name, (batch,), np.int32)
    window = (local_window_size,) * 2 if isinstance(local_window_size, int) else local_window_size
    factor = 1 / math.sqrt(size) if scale is None else float(scale)
    result = _attention(
        q, k, v, biases, masks, *lengths, factor, bool(is_causal), window, bool(return_residual)
    )
    if not return_residual:
        return cnp.reshape(result, shape)
    return cnp.reshape(result[0], shape), cnp.reshape(result[1], shape[:-1])
