"""Checks of derivatives by differences: ``cv.test_util``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from covector import _core, dtypes
from covector.core import tree
from covector.errors import error
from covector.transforms.autodiff import jvp, vjp

# How far a derivative may be from differences, by dtype: what differences are good for.
_TOLERANCE = {"bfloat16": 1e-1, "float16": 1e-2, "float32": 2e-2, "float64": 1e-5,
              "complex64": 2e-2, "complex128": 1e-5}  # fmt: skip
_STEP = {"float64": 1e-4, "complex128": 1e-4}


def _leaves(values: Any) -> tuple[list[Any], Any]:
    leaves, structure = tree.flatten(values)
    return [leaf if isinstance(leaf, _core.Array) else _core.as_array(leaf) for leaf in leaves], structure


def _random_like(values: Any, rng: np.random.Generator) -> Any:
    leaves, structure = _leaves(values)
    result = []
    for x in leaves:
        if not dtypes.is_inexact(x.dtype):
            result.append(np.zeros(x.shape, dtypes.float0))
            continue
        numbers = rng.standard_normal(x.shape)
        if x.dtype.kind == "c":
            numbers = numbers + 1j * rng.standard_normal(x.shape)
        result.append(_core.convert(_core.as_array(np.asarray(numbers)), x.dtype, x.weak_type))
    return structure.unflatten(result)


def _shift(values: Any, tangents: Any, step: float) -> Any:
    leaves, structure = _leaves(values)
    directions = tree.leaves(tangents)
    return structure.unflatten(
        [
            x if not dtypes.is_inexact(x.dtype) else _core.add(x, _core.multiply(t, step))
            for x, t in zip(leaves, directions)
        ]
    )


def _inner(xs: Any, ys: Any) -> complex:
    total = 0.0 + 0.0j
    for x, y in zip(tree.leaves(xs), tree.leaves(ys)):
        a, b = np.asarray(x), np.asarray(y)
        if a.dtype == dtypes.float0 or b.dtype == dtypes.float0:
            continue
        total += np.sum(a.astype(np.complex128) * b.astype(np.complex128))
    return total


def _differences(f: Callable[..., Any], primals: Any, tangents: Any, eps: float) -> Any:
    above = f(*_shift(primals, tangents, eps / 2))
    below = f(*_shift(primals, tangents, -eps / 2))

    def slope(high: Any, low: Any) -> Any:
        a, b = np.asarray(high), np.asarray(low)
        wide = np.complex128 if a.dtype.kind == "c" else np.float64
        if not dtypes.is_inexact(a.dtype):
            return np.zeros(a.shape, dtypes.float0)
        return (a.astype(wide) - b.astype(wide)) / eps

    return tree.map_tree(slope, above, below)


def _compare(got: Any, expected: Any, what: str, atol: float | None, rtol: float | None) -> None:
    for path_leaf, y in zip(tree.flatten_with_path(got)[0], tree.leaves(expected)):
        path, x = path_leaf
        a, b = np.asarray(x), np.asarray(y)
        if a.dtype == dtypes.float0 or b.dtype == dtypes.float0:
            continue
        loose = _TOLERANCE.get(a.dtype.name, 1e-2)
        wide = np.complex128 if a.dtype.kind == "c" or b.dtype.kind == "c" else np.float64
        a, b = a.astype(wide), b.astype(wide)
        if not np.allclose(a, b, rtol=loose if rtol is None else rtol, atol=loose if atol is None else atol):
            worst = np.max(np.abs(a - b))
            raise error(
                AssertionError,
                f"check_grads: {what}{tree.keystr(path)} is {a}, expected {b} (differs by up to {worst:.3g})",
            )


def _step_for(args: Any, eps: float | None) -> float:
    if eps is not None:
        return eps
    return min((_STEP.get(x.dtype.name, 1e-2) for x in _leaves(args)[0]), default=1e-2)


def check_jvp(
    f: Callable[..., Any],
    f_jvp: Callable[..., Any],
    args: Sequence[Any],
    atol: float | None = None,
    rtol: float | None = None,
    eps: float | None = None,
    err_msg: str = "",
) -> None:
    """Compares a forward derivative with central differences along a random direction.

    Args:
        f: a function of arrays.
        f_jvp: takes tuples of primals and tangents, returns a pair of value and tangent.
        args: the point.
        atol: absolute tolerance; ``None``: by dtype.
        rtol: relative tolerance; ``None``: by dtype.
        eps: step of the differences; ``None``: by dtype.
        err_msg: text put before the error's.
    Raises:
        AssertionError: they differ.

    >>> check_jvp(cnp.sin, lambda p, t: cv.jvp(cnp.sin, p, t), (1.0,))
    """
    primals = tuple(args)
    tangents = _random_like(primals, np.random.default_rng(0))
    value, tangent = f_jvp(primals, tangents)
    label = f"{err_msg}: " if err_msg else ""
    _compare(value, f(*primals), label + "value by jvp", atol, rtol)
    expected = _differences(f, primals, tangents, _step_for(primals, eps))
    _compare(tangent, expected, label + "tangent by jvp", atol, rtol)


def check_vjp(
    f: Callable[..., Any],
    f_vjp: Callable[..., Any],
    args: Sequence[Any],
    atol: float | None = None,
    rtol: float | None = None,
    eps: float | None = None,
    err_msg: str = "",
) -> None:
    """Compares a reverse derivative with central differences, by the dot-product identity.

    Args:
        f: a function of arrays.
        f_vjp: takes the arguments, returns a pair of value and pullback.
        args: the point.
        atol: absolute tolerance; ``None``: by dtype.
        rtol: relative tolerance; ``None``: by dtype.
        eps: step of the differences; ``None``: by dtype.
        err_msg: text put before the error's.
    Raises:
        AssertionError: they differ.

    >>> check_vjp(cnp.sin, lambda x: cv.vjp(cnp.sin, x), (1.0,))
    """
    primals = tuple(args)
    rng = np.random.default_rng(1)
    value, pullback = f_vjp(*primals)
    label = f"{err_msg}: " if err_msg else ""
    _compare(value, f(*primals), label + "value by vjp", atol, rtol)
    tangents = _random_like(primals, rng)
    expected = _differences(f, primals, tangents, _step_for(primals, eps))
    cotangent = _random_like(value, rng)
    pulled = pullback(cotangent)
    left, right = _inner(pulled, tangents), _inner(cotangent, expected)
    # A pullback is the transpose: <J^T ct, v> = <ct, J v>; real parts of complex numbers.
    loose = max(_TOLERANCE.get(x.dtype.name, 0.0) for x in _leaves(primals)[0])
    size = max(abs(left), abs(right), 1.0)
    if (
        abs(left.real - right.real)
        > (loose if atol is None else atol) + (loose if rtol is None else rtol) * size
    ):
        raise error(
            AssertionError,
            f"check_grads: {label}vjp gives <J^T ct, v> = {left.real}, differences give "
            f"<ct, J v> = {right.real}",
        )


def check_grads(
    f: Callable[..., Any],
    args: Sequence[Any],
    order: int,
    modes: Sequence[str] = ("fwd", "rev"),
    atol: float | None = None,
    rtol: float | None = None,
    eps: float | None = None,
) -> None:
    """Compares derivatives of every order with central differences, recursively.

    Args:
        f: a function of arrays.
        args: the point.
        order: up to which order.
        modes: ``"fwd"`` checks jvp, ``"rev"`` checks vjp; of both, all combinations.
        atol: absolute tolerance; ``None``: by dtype.
        rtol: relative tolerance; ``None``: by dtype.
        eps: step of the differences; ``None``: by dtype.
    Raises:
        AssertionError: they differ.

    >>> check_grads(lambda x: cnp.sin(x) * x, (1.0,), order=2)
    """
    given = (modes,) if isinstance(modes, str) else tuple(modes)
    if not set(given) <= {"fwd", "rev"}:
        raise error(ValueError, f"check_grads: expected modes 'fwd' and 'rev', got {modes!r}")
    _check(f, tuple(args), order, given, atol, rtol, eps, "")


def _check(
    f: Callable[..., Any],
    args: tuple[Any, ...],
    order: int,
    modes: tuple[str, ...],
    atol: float | None,
    rtol: float | None,
    eps: float | None,
    label: str,
) -> None:
    if "fwd" in modes:
        check_jvp(f, lambda p, t: jvp(f, p, t), args, atol, rtol, eps, label)
        if order > 1:
            tangents = _random_like(args, np.random.default_rng(order))

            def along(*primals: Any) -> Any:
                return jvp(f, primals, tangents)[1]

            _check(along, args, order - 1, modes, atol, rtol, eps, f"{label}jvp of ")
    if "rev" in modes:
        check_vjp(f, lambda *p: vjp(f, *p), args, atol, rtol, eps, label)
        if order > 1:
            cotangent = _random_like(f(*args), np.random.default_rng(order))

            def back(*primals: Any) -> Any:
                return vjp(f, *primals)[1](cotangent)

            _check(back, args, order - 1, modes, atol, rtol, eps, f"{label}vjp of ")
