"""Solvers whose derivatives come from what they solve: custom_root and custom_linear_solve."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from covector import _core
from covector.core import tree
from covector.core.avals import ShapeDtypeStruct
from covector.errors import error
from covector.transforms.autodiff import jvp, linearize
from covector.transforms.common import Outputs, as_argument, check_callable
from covector.transforms.custom_jvp import custom_jvp
from covector.transforms.custom_rules import Kind, is_varying, kind_of, text_of_kinds, zero_of
from covector.transforms.linear import linear_call, linear_transpose


class _Closed:
    """A traced function of a list of arrays, with what it closes over as a list of its own."""

    def __init__(
        self, fun: Callable[..., Any], kinds: list[Kind], public: str, has_aux: bool = False
    ) -> None:
        self.outputs = Outputs()

        def flat(*tracers: Any) -> list[Any]:
            return self.outputs.set(fun(list(tracers)), public, has_aux)

        self.traced = _core.trace_types(flat, kinds, public)
        self.captures: list[Any] = self.traced.captures
        self.kinds: list[Kind] = list(self.traced.out_types)[: self.outputs.number]

    def __call__(self, captures: list[Any], arrays: list[Any]) -> list[Any]:
        return _core.call(self.traced, arrays, captures)

    @property
    def constants(self) -> list[Any]:
        """What it closes over, of which no derivative is taken."""
        return [_core.stop_gradient(x) for x in self.captures]


def _arrays_of(value: Any, public: str) -> tuple[list[Any], Any, list[Kind]]:
    leaves, structure = tree.flatten(value)
    arrays = [as_argument(leaf, public) for leaf in leaves]
    return arrays, structure, [kind_of(array) for array in arrays]


def _check_like(closed: _Closed, structure: Any, kinds: list[Kind], what: str, like: str) -> None:
    """Raises TypeError or ValueError where a function returns something else than it should."""
    if closed.outputs.tree != structure:
        raise error(
            TypeError,
            f"{what}() output pytree structure must match {like}, got {closed.outputs.tree} and {structure}.",
        )
    if [k[:2] for k in closed.kinds] != [k[:2] for k in kinds]:
        raise error(
            ValueError,
            f"{what}() output shapes must match {like}, got {text_of_kinds(structure, closed.kinds)} and "
            f"{text_of_kinds(structure, kinds)}",
        )


def custom_root(
    f: Callable[[Any], Any],
    initial_guess: Any,
    solve: Callable[[Callable[[Any], Any], Any], Any],
    tangent_solve: Callable[[Callable[[Any], Any], Any], Any],
    has_aux: bool = False,
) -> Any:
    """A root of a function, differentiated by the implicit function theorem.

    Derivatives are by what ``f`` closes over; there is none by the initial guess.

    Args:
        f: takes and returns a tree like ``initial_guess``; the result is where it is zero.
        initial_guess: a tree of arrays.
        solve: takes a function like ``f`` and an initial guess, and returns a root; with ``has_aux`` a
            pair of that and anything else. Any method, no derivative is taken of it.
        tangent_solve: takes a linear function ``g`` and ``y``, and returns ``x`` with ``g(x) = y``; for
            numbers ``lambda g, y: y / g(1.0)``.
        has_aux: whether ``solve`` returns a pair.
    Returns:
        What ``solve`` returns.
    Raises:
        TypeError: structures differ.
        ValueError: shapes or dtypes differ.

    >>> def root(a):
    ...     def newton(f, x):
    ...         for _ in range(10):
    ...             x = x - f(x) / (2 * x)
    ...         return x
    ...     return cv.lax.custom_root(lambda x: x * x - a, 1.0, newton, lambda g, y: y / g(1.0))
    >>> print(f"{root(4.0):.3f} {cv.grad(root)(4.0):.3f}")
    2.000 0.250
    """
    for function in (f, solve, tangent_solve):
        check_callable(function, "custom_root")
    guess, structure, kinds = _arrays_of(initial_guess, "custom_root")

    of = _Closed(lambda xs: f(structure.unflatten(xs)), kinds, "custom_root")
    _check_like(of, structure, kinds, "f", "initial_guess")

    def at(captures: list[Any]) -> Callable[[Any], Any]:
        return lambda x: structure.unflatten(of(captures, tree.leaves(x)))

    number = len(of.captures)
    given = [kind_of(x) for x in of.captures]
    solving = _Closed(
        lambda xs: solve(at(xs[:number]), structure.unflatten(xs[number:])),
        [*given, *kinds],
        "custom_root",
        has_aux,
    )
    _check_like(solving, structure, kinds, "solve", "initial_guess")

    def tangents(xs: list[Any]) -> Any:
        captures, solution, rhs = xs[:number], xs[number : number + len(kinds)], xs[number + len(kinds) :]
        linear = linearize(at(captures), structure.unflatten(solution))[1]
        return tangent_solve(linear, structure.unflatten(rhs))

    solving_tangents = _Closed(tangents, [*given, *kinds, *kinds], "custom_root")
    _check_like(solving_tangents, structure, kinds, "tangent_solve", "initial_guess")

    @custom_jvp
    def root(captures: list[Any], constants: list[Any], inner: list[Any], guess: list[Any]) -> list[Any]:
        return solving(constants, [*captures, *guess])

    @root.defjvp
    def root_jvp(primals: Any, directions: Any) -> tuple[list[Any], list[Any]]:
        captures, _, inner, _ = primals
        results = root(*primals)
        solution = results[: len(kinds)]
        if number == 0:
            return results, [zero_of(kind_of(x), False) for x in results]
        # f(a, x(a)) = 0, so that df/dx dx = -df/da da.
        _, rhs = jvp(lambda a: of(a, solution), (captures,), (directions[0],))
        slopes = solving_tangents(inner, [*captures, *solution, *[-r for r in rhs]])
        return results, [*slopes, *[zero_of(kind_of(x), False) for x in results[len(kinds) :]]]

    results = root(
        of.captures, solving.constants, solving_tangents.captures, [_core.stop_gradient(x) for x in guess]
    )
    value, aux = solving.outputs.split(results)
    return (value, aux) if has_aux else value


class _Solver:
    """A linear equation and how it is solved: for itself, and its transpose."""

    def __init__(self, matvec: Any, solve: Any, transposed: _Solver | None) -> None:
        # Functions of (captures, arrays); the first is linear in the arrays.
        self.matvec, self.solve = matvec, solve
        self.transposed = transposed
        self.function = custom_jvp(self._solve)
        self.function.defjvp(self._jvp)

    def _solve(self, captures: tuple[Any, ...], b: list[Any]) -> list[Any]:
        return self.solve(captures, b)

    def _jvp(self, primals: Any, tangents: Any) -> tuple[list[Any], list[Any]]:
        captures, b = primals
        results = self.function(captures, b)
        x = results[: len(b)]
        # A x = b, so that A dx = db - dA x.
        rhs = tangents[1]
        if captures[0]:
            _, change = jvp(lambda a: self.matvec(a, x), (captures[0],), (tangents[0][0],))
            rhs = [db - c for db, c in zip(rhs, change)]
        dx = linear_call(self._forward, self._backward, captures, rhs)
        return results, [*dx, *[zero_of(kind_of(a), False) for a in results[len(b) :]]]

    def _forward(self, captures: tuple[Any, ...], rhs: list[Any]) -> list[Any]:
        return self.function(captures, rhs)[: len(rhs)]

    def _backward(self, captures: tuple[Any, ...], cotangents: list[Any]) -> list[Any]:
        if self.transposed is None:
            raise error(
                TypeError,
                "transpose_solve required for backwards mode automatic differentiation of "
                "custom_linear_solve; give it, or symmetric=True",
            )
        return self.transposed.function(captures, cotangents)[: len(cotangents)]


def custom_linear_solve(
    matvec: Callable[[Any], Any],
    b: Any,
    solve: Callable[[Callable[[Any], Any], Any], Any],
    transpose_solve: Callable[[Callable[[Any], Any], Any], Any] | None = None,
    symmetric: bool = False,
    has_aux: bool = False,
) -> Any:
    """The solution of a linear equation, differentiated as such and not by how it is found.

    Derivatives are by ``b`` and by what ``matvec`` closes over.

    Args:
        matvec: a linear function of a tree like ``b``.
        b: a tree of floating-point or complex arrays.
        solve: takes a function like ``matvec`` and ``b``, and returns ``x`` with ``matvec(x) = b``; with
            ``has_aux`` a pair of that and anything else.
        transpose_solve: the same for the transpose of ``matvec``; reverse mode needs it.
        symmetric: whether ``matvec`` is its own transpose, so that ``solve`` does for both.
        has_aux: whether ``solve`` and ``transpose_solve`` return pairs.
    Returns:
        What ``solve`` returns.
    Raises:
        TypeError: structures differ, or there is no ``transpose_solve`` in reverse mode.
        ValueError: shapes or dtypes differ.

    >>> def solve(a, b):
    ...     return cv.lax.custom_linear_solve(lambda x: a * x, b, lambda _, b: b / a, symmetric=True)
    >>> print(solve(4.0, 2.0), cv.grad(solve)(4.0, 2.0))
    0.5 -0.125
    """
    for function in (matvec, solve, transpose_solve or solve):
        check_callable(function, "custom_linear_solve")
    arrays, structure, kinds = _arrays_of(b, "custom_linear_solve")
    for kind in kinds:
        if not is_varying(kind):
            raise error(
                TypeError,
                "custom_linear_solve: expected b to be floating-point or complex, got "
                f"{kind[1].name}; cast it",
            )

    of = _Closed(lambda xs: matvec(structure.unflatten(xs)), kinds, "custom_linear_solve")
    _check_like(of, structure, kinds, "matvec", "b")
    given = [kind_of(x) for x in of.captures]
    number = len(given)

    def transposed_of(captures: list[Any], xs: list[Any]) -> list[Any]:
        types = [ShapeDtypeStruct(shape, dtype, weak_type=weak) for shape, dtype, weak in kinds]
        return linear_transpose(lambda ys: of(captures, ys), types)(xs)[0]

    def closed(solver: Any, equation: Any, what: str) -> _Closed:
        def flat(xs: list[Any]) -> Any:
            return solver(
                lambda x: structure.unflatten(equation(xs[:number], tree.leaves(x))),
                structure.unflatten(xs[number:]),
            )

        made = _Closed(flat, [*given, *kinds], "custom_linear_solve", has_aux)
        _check_like(made, structure, kinds, what, "b")
        return made

    solving = closed(solve, of, "solve")
    captures: tuple[Any, ...] = (of.captures, solving.constants, [])
    solver = _Solver(of, lambda cs, xs: solving(cs[1], [*cs[0], *xs]), None)
    if symmetric:
        solver.transposed = solver
    elif transpose_solve is not None:
        solving_transposed = closed(transpose_solve, transposed_of, "transpose_solve")
        captures = (of.captures, solving.constants, solving_transposed.constants)
        solver.transposed = _Solver(
            transposed_of, lambda cs, xs: solving_transposed(cs[2], [*cs[0], *xs]), solver
        )
    value, aux = solving.outputs.split(solver.function(captures, arrays))
    return (value, aux) if has_aux else value
