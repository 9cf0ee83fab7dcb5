"""``cv.jit``: a function compiled to one native function."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Sequence
from typing import Any

from covector import _core
from covector.capture import capture as captured
from covector.core import tree
from covector.errors import error
from covector.transforms.common import check_callable, name_of

_STAGES = ("array", "transformed", "linalg", "llvm", "asm", "stablehlo")


def jit(
    fun: Callable[..., Any] | None = None,
    /,
    *,
    static_argnums: int | Sequence[int] | None = None,
    static_argnames: str | Sequence[str] | None = None,
    donate_argnums: int | Sequence[int] | None = None,
    donate_argnames: str | Sequence[str] | None = None,
    keep_unused: bool = False,
    inline: bool = False,
    device: Any = None,
    backend: str | None = None,
    capture: bool = False,
) -> Any:
    """A function that is traced and compiled once for every new kind of arguments.

    ``fun`` runs as Python only while it is traced: on tracers, which know shapes and dtypes but no
    values. ``jit(f).lower(*args)`` gives what is compiled, for looking at.

    Args:
        fun: a function of trees of arrays that has no side effects; without it a decorator is
            returned, so that ``@cv.jit(static_argnames="n")`` works.
        static_argnums: positions of arguments that are part of the program (hashable): the
            function is compiled anew for each of their values.
        static_argnames: names of such arguments.
        donate_argnums: positions of arguments whose memory the results may take; they cannot be
            used after the call.
        donate_argnames: names of such arguments.
        keep_unused: accepted; arguments that are not used cost nothing.
        inline: accepted; inner functions are always inlined.
        device: a CPU device or ``None``.
        backend: ``"cpu"`` or ``None``.
        capture: whether ``if``, ``while`` and ``for`` on traced values become branches and loops,
            see :func:`covector.capture`.
    Returns:
        A function of the same arguments.
    Raises:
        TypeError: ``fun`` cannot be called.
        ValueError: it has no such arguments, or a static one is not hashable.

    >>> f = cv.jit(lambda x: x * 2 + 1)
    >>> f(cnp.arange(3))
    Array([1, 3, 5], dtype=int32)
    """
    if fun is None:
        return functools.partial(
            jit,
            static_argnums=static_argnums,
            static_argnames=static_argnames,
            donate_argnums=donate_argnums,
            donate_argnames=donate_argnames,
            keep_unused=keep_unused,
            inline=inline,
            device=device,
            backend=backend,
            capture=capture,
        )
    check_callable(fun, "jit")
    if backend not in (None, "cpu"):
        raise error(ValueError, f"jit: expected backend 'cpu', got {backend!r}")
    if capture:
        fun = captured(fun)
    parameters = _parameters(fun)
    numbers, names = _resolve(parameters, static_argnums, static_argnames, "static")
    donated, donated_names = _resolve(parameters, donate_argnums, donate_argnames, "donate")
    both = sorted(set(numbers) & set(donated)) + sorted(set(names) & set(donated_names))
    if both:
        raise error(
            ValueError,
            f"jit: static_argnums and donate_argnums cannot intersect; both have {both}",
        )
    jitted = _core.make_jit(fun, numbers, names, donated, donated_names, name_of(fun))
    functools.update_wrapper(jitted, fun)
    return jitted


def _parameters(fun: Callable[..., Any]) -> list[inspect.Parameter] | None:
    try:
        return list(inspect.signature(fun).parameters.values())
    except (TypeError, ValueError):
        return None


def _tuple(value: Any, kind: type) -> tuple[Any, ...]:
    if value is None:
        return ()
    return (value,) if isinstance(value, kind) else tuple(value)


def _resolve(
    parameters: list[inspect.Parameter] | None, argnums: Any, argnames: Any, what: str
) -> tuple[list[int], list[str]]:
    """Positions and names of the same arguments, each found from the other."""
    numbers, names = list(_tuple(argnums, int)), list(_tuple(argnames, str))
    if parameters is None:
        return numbers, names
    kinds = inspect.Parameter
    positional = [
        p.name for p in parameters if p.kind in (kinds.POSITIONAL_ONLY, kinds.POSITIONAL_OR_KEYWORD)
    ]
    open_ended = any(p.kind is kinds.VAR_POSITIONAL for p in parameters)
    wrong = [n for n in numbers if not open_ended and not -len(positional) <= n < len(positional)]
    if wrong:
        raise error(
            ValueError,
            f"jit: jitted function has {what}_argnums={tuple(numbers)}, but only accepts "
            f"{len(positional)} positional arguments.",
        )
    numbers = [n + len(positional) if n < 0 else n for n in numbers]
    any_name = any(p.kind is kinds.VAR_KEYWORD for p in parameters)
    known = {p.name for p in parameters}
    unknown = {n for n in names if n not in known}
    if unknown and not any_name:
        raise error(
            ValueError,
            f"jit: Jitted function has invalid argnames {unknown} in {what}_argnames. Function "
            f"does not take these args; it takes {', '.join(p.name for p in parameters)}.",
        )
    if not names:
        by_keyword = {p.name for p in parameters if p.kind is kinds.POSITIONAL_OR_KEYWORD}
        names = [positional[n] for n in numbers
                 if n < len(positional) and positional[n] in by_keyword]  # fmt: skip
    elif not numbers:
        numbers = [positional.index(n) for n in names if n in positional]
    return sorted(set(numbers)), names


class Compiled:
    """A lowered function compiled for arguments of one kind."""

    def __init__(self, lowered: Lowered) -> None:
        self._lowered = lowered

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        given = tree.flatten((args, kwargs))[1]
        kinds = _kinds(args, kwargs)
        if given != self._lowered.in_tree or kinds != self._lowered.in_kinds:
            raise error(
                TypeError,
                f"Compiled: {self._lowered.name} was compiled for arguments "
                f"{_describe(self._lowered.in_kinds)}, called with {_describe(kinds)}; call the "
                "jitted function itself for others",
            )
        return self._lowered.function(*args, **kwargs)

    def as_text(self, stage: str = "asm") -> str:
        """The program at a stage, see :meth:`Lowered.as_text`."""
        return self._lowered.as_text(stage)

    def __repr__(self) -> str:
        return f"Compiled({self._lowered.name}, {_describe(self._lowered.in_kinds)})"


def _kinds(args: Any, kwargs: Any) -> list[Any]:
    kinds = []
    for leaf in tree.leaves((args, kwargs)):
        if hasattr(leaf, "shape") and hasattr(leaf, "dtype"):
            kinds.append((tuple(leaf.shape), str(_core.canonical_dtype(leaf.dtype))))
        else:
            kinds.append(leaf if isinstance(leaf, str) else type(leaf).__name__)
    return kinds


def _describe(kinds: list[Any]) -> str:
    texts = [f"{k[1]}{list(k[0])}" if isinstance(k, tuple) else str(k) for k in kinds]
    return "(" + ", ".join(texts) + ")"


class Lowered:
    """A traced function before it is compiled: what ``cv.jit(f).lower(*args)`` gives.

    >>> lowered = cv.jit(lambda x: x + 1).lower(1.0)
    >>> "array.add" in lowered.as_text()
    True
    """

    def __init__(self, function: Any, args: Any, kwargs: Any) -> None:
        self.function = function
        self.name = name_of(function)
        self.in_tree = tree.flatten((args, kwargs))[1]
        self.in_kinds = _kinds(args, kwargs)
        self._core = _core.jit_lower(function, args, kwargs)

    def as_text(self, stage: str = "array", *, debug_info: bool = False) -> str:
        """The program as text.

        Args:
            stage: ``"array"`` (as traced), ``"transformed"`` (with derivatives and batching made),
                ``"linalg"``, ``"llvm"``, ``"asm"``, or ``"stablehlo"`` for other compilers.
            debug_info: whether to print the user's lines too, at the stage ``"array"``.
        Returns:
            MLIR, LLVM IR or assembler.
        Raises:
            ValueError: there is no such stage.
            NotImplementedError: the program has an operation that has no form in StableHLO.
        """
        if stage not in _STAGES:
            raise error(ValueError, f"as_text: expected a stage among {', '.join(_STAGES)}, got {stage!r}")
        if debug_info and stage == "array":
            return self._core.text_with_locations()
        return self._core.text(stage)

    def compiler_ir(self) -> Any:
        """The program in the array dialect as a ``covector.mlir.ir.Module``.

        Returns:
            A module in a context of its own, with the user's lines as locations.
        Raises:
            ImportError: covector was built without MLIR's Python bindings.
        """
        from covector.mlir import ir

        with ir.Context():
            return ir.Module.parse(self.as_text(debug_info=True))

    def compile(self) -> Compiled:
        """The program compiled, as a function of arguments of this kind."""
        return Compiled(self)

    @property
    def out_tree(self) -> Any:
        """The structure of the result."""
        return self._core.out_tree

    def __repr__(self) -> str:
        return f"Lowered({self.name}, {_describe(self.in_kinds)})"


def _lower(function: Any, *args: Any, **kwargs: Any) -> Lowered:
    """What would be compiled for these arguments (arrays, or ``ShapeDtypeStruct``)."""
    return Lowered(function, args, kwargs)


def _clear_cache(function: Any) -> None:
    """Forgets what was compiled for this function."""
    _core.jit_clear_cache(function)


_core.JitFunction.lower = _lower
_core.JitFunction.clear_cache = _clear_cache
