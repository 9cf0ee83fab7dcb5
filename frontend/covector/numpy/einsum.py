"""Einstein's sum convention, reduced to sums, transpositions and ``dot_general``."""

from __future__ import annotations

from typing import Any

import numpy as np

from covector import _core, dtypes
from covector.core import ops
from covector.core.contraction import contract
from covector.core.operands import promote
from covector.errors import error
from covector.typing import Array, DTypeLike


def einsum(
    subscripts: Any,
    /,
    *operands: Any,
    out: None = None,
    optimize: Any = "auto",
    precision: Any = None,
    preferred_element_type: DTypeLike | None = None,
) -> Array:
    """Sum of products over the indices that ``subscripts`` leaves out of the result.

    Args:
        subscripts: as ``"ij,jk->ik"``; ``...`` stands for broadcast axes. NumPy's other form,
            ``einsum(x, [0, 1], y, [1, 2], [0, 2])``, is taken too.
        operands: one array for each term.
        out: must be ``None``.
        optimize: ``False`` contracts from left to right; otherwise opt_einsum says in which order,
            searched for as this says: ``"auto"`` (``True``), ``"optimal"``, ``"greedy"`` ..., or a path.
        precision: accepted; products and sums are in the operands' full precision.
        preferred_element_type: dtype of the sums and the result.
    Returns:
        Array with one axis for each index of the result.
    Raises:
        ValueError: the subscripts do not fit the operands.

    >>> cnp.einsum("ij,j->i", cnp.ones((2, 3)), cnp.ones(3))
    Array([3., 3.], dtype=float32)
    """
    if not isinstance(subscripts, str):
        subscripts, operands = _from_lists((subscripts, *operands))
    xs = promote("einsum", *operands)
    terms, result = _parse(subscripts, xs)
    weak = all(x.weak_type for x in xs)
    target = None
    if preferred_element_type is not None:
        target = dtypes.requested(preferred_element_type, "einsum")
    pending = [_drop_repeats(x, term) for x, term in zip(xs, terms)]
    for pair in _path(pending, result, optimize):
        second, first = (pending.pop(i) for i in sorted(pair, reverse=True))
        others = "".join(term for _, term in pending) + result
        pending.append(_product(first, second, others, target))
    x, term = pending[0]
    x, term = _sum_out(x, term, result)
    x = ops.transpose(x, [term.index(c) for c in result])
    if target is not None and x.dtype != target:
        return _core.convert(x, target)
    return _core.convert(x, x.dtype, weak) if weak else x


def einsum_path(subscripts: Any, /, *operands: Any, optimize: Any = "auto") -> tuple[list[Any], Any]:
    """The order in which :func:`einsum` contracts, as opt_einsum finds and describes it.

    Args:
        subscripts: as for :func:`einsum`.
        operands: one array for each term.
        optimize: how to search: ``"auto"``, ``"optimal"``, ``"greedy"``, ...; ``True`` is ``"auto"``,
            ``False`` contracts all at once.
    Returns:
        The positions of the operands of each step, and a description.
    Raises:
        ValueError: the subscripts do not fit the operands.

    >>> x, y, z = cnp.ones((2, 3)), cnp.ones((3, 4)), cnp.ones((4, 5))
    >>> cnp.einsum_path("ij,jk,kl->il", x, y, z)[0]
    [(0, 1), (0, 1)]
    """
    import opt_einsum

    if not isinstance(subscripts, str):
        subscripts, operands = _from_lists((subscripts, *operands))
    search = optimize
    if isinstance(optimize, bool):
        search = "auto" if optimize else [tuple(range(len(operands)))]
    path, info = opt_einsum.contract_path(
        subscripts, *(np.shape(x) for x in operands), shapes=True, optimize=search
    )
    return list(path), info


Term = tuple[Array, str]


def _from_lists(arguments: tuple[Any, ...]) -> tuple[str, tuple[Any, ...]]:
    count = len(arguments) // 2
    names = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"

    def text(numbers: Any) -> str:
        return "".join("..." if n is Ellipsis else names[n] for n in numbers)

    pairs = [arguments[2 * i : 2 * i + 2] for i in range(count)]
    subscripts = ",".join(text(numbers) for _, numbers in pairs)
    if len(arguments) % 2:
        subscripts += "->" + text(arguments[-1])
    return subscripts, tuple(x for x, _ in pairs)


def _parse(subscripts: str, xs: list[Array]) -> tuple[list[str], str]:
    """The terms with one letter for each axis, and the letters of the result."""
    left, arrow, right = subscripts.replace(" ", "").partition("->")
    terms = left.split(",")
    if len(terms) != len(xs):
        raise error(
            ValueError,
            f"einsum: expected one operand for each of the {len(terms)} terms of {subscripts!r}, "
            f"got {len(xs)}",
        )
    spare = iter(c for c in map(chr, range(0x100, 0x200)))
    widths = [x.ndim - len(t.replace("...", "")) for x, t in zip(xs, terms) if "..." in t]
    shared = "".join(next(spare) for _ in range(max(widths, default=0)))
    full = []
    for x, term in zip(xs, terms):
        width = x.ndim - len(term.replace("...", ""))
        if (width and "..." not in term) or width < 0:
            raise error(
                ValueError,
                f"einsum: term {term!r} of {subscripts!r} has {len(term)} indices, got an operand "
                f"of shape {x.shape}",
            )
        full.append(term.replace("...", shared[len(shared) - width :]))
    if arrow:
        result = right.replace("...", shared)
    else:
        letters = "".join(terms).replace("...", "")
        result = shared + "".join(sorted(c for c in set(letters) if letters.count(c) == 1))
    unknown = [c for c in result if not any(c in t for t in full)]
    if unknown or len(set(result)) != len(result):
        raise error(
            ValueError,
            f"einsum: expected each index of the result once and in a term, got {subscripts!r}",
        )
    _check_sizes(subscripts, xs, full, shared)
    return full, result


def _check_sizes(subscripts: str, xs: list[Array], terms: list[str], shared: str) -> None:
    sizes: dict[str, int] = {}
    for x, term in zip(xs, terms):
        for letter, size in zip(term, x.shape):
            known = sizes.setdefault(letter, size)
            if known == 1:
                sizes[letter] = size
            elif size not in (known, 1):
                what = "broadcast axes" if letter in shared else f"index {letter!r}"
                raise error(
                    ValueError,
                    f"einsum: {what} of {subscripts!r} has sizes {known} and {size}",
                )


def _drop_repeats(x: Array, term: str) -> Term:
    """The diagonal for an index that a term has twice."""
    while len(set(term)) != len(term):
        letter = next(c for c in term if term.count(c) > 1)
        first, second = [i for i, c in enumerate(term) if c == letter][:2]
        positions = np.arange(x.shape[first], dtype=np.int32)
        index: list[Any] = [slice(None)] * x.ndim
        index[first] = index[second] = positions
        x = x[tuple(index)]
        rest = term[:first] + term[first + 1 : second] + term[second + 1 :]
        # Neighbouring index arrays stay in place; separated ones come in front.
        place = first if second == first + 1 else 0
        term = rest[:place] + letter + rest[place:]
    return x, term


def _path(pending: list[Term], result: str, optimize: Any) -> list[tuple[int, int]]:
    count = len(pending)
    if count < 3 or optimize is False:
        return [(0, 1) if i == 0 else (0, count - i - 1) for i in range(count - 1)]
    import opt_einsum

    text = ",".join(term for _, term in pending) + "->" + result
    search = "auto" if optimize is True else optimize
    path, _ = opt_einsum.contract_path(text, *(x.shape for x, _ in pending), shapes=True, optimize=search)
    pairs: list[tuple[int, int]] = []
    for step in path:
        left = sorted(step)
        while len(left) >= 2:
            first, second, *rest = left
            pairs.append((first, second))
            # Both are taken out, and their product is put at the end.
            count -= 1
            left = [p - (p > first) - (p > second) for p in rest]
            if left:
                left.append(count - 1)
    return pairs


def _sum_out(x: Array, term: str, keep: str) -> Term:
    axes = [i for i, c in enumerate(term) if c not in keep]
    if not axes:
        return x, term
    kind = "or" if x.dtype.kind == "b" else "sum"
    return ops.reduce(kind, x, axes, "einsum"), "".join(c for c in term if c in keep)


def _product(left: Term, right: Term, others: str, target: Any) -> Term:
    x, x_term = _sum_out(*left, keep=right[1] + others)
    y, y_term = _sum_out(*right, keep=left[1] + others)
    # Axes of size 1 that the other operand has longer are broadcast: dropped here.
    x, x_term = _drop_units(x, x_term, y, y_term)
    y, y_term = _drop_units(y, y_term, x, x_term)
    batch = [c for c in x_term if c in y_term and c in others]
    summed = [c for c in x_term if c in y_term and c not in others]
    result = contract(
        "einsum",
        x,
        y,
        ([x_term.index(c) for c in summed], [y_term.index(c) for c in summed]),
        ([x_term.index(c) for c in batch], [y_term.index(c) for c in batch]),
        target,
    )
    free = [c for c in x_term if c not in y_term] + [c for c in y_term if c not in x_term]
    return result, "".join(batch + free)


def _drop_units(x: Array, x_term: str, y: Array, y_term: str) -> Term:
    axes = [
        i for i, c in enumerate(x_term) if x.shape[i] == 1 and c in y_term and y.shape[y_term.index(c)] != 1
    ]
    if not axes:
        return x, x_term
    return ops.squeeze(x, axes), "".join(c for i, c in enumerate(x_term) if i not in axes)
