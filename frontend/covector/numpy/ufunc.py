"""Universal functions, and the makers of documented elementwise functions."""

from __future__ import annotations

import inspect
import operator
from collections.abc import Callable
from typing import Any

from covector import _core
from covector.core.compiled import compiled
from covector.core.operands import as_array, promote
from covector.errors import error
from covector.typing import Array, ArrayLike

FLOAT = "a float or complex dtype; integers and booleans become floats"

REAL = "a float dtype; integers and booleans become floats"

SAME = "the dtype of ``x``"

COMMON = "the common dtype of the operands"

__test__: dict[str, str] = {}  # the examples of functions, which doctest does not find otherwise

# Universal functions

ufunc = _core.Ufunc

_DOC = """A function of elements that is broadcast over arrays, with methods that apply it in other ways.

The usual ones are functions of this module; :func:`frompyfunc` makes others. ``nin``, ``nout`` and
``nargs`` are numbers of arguments and results, ``identity`` is what changes nothing. The methods are
``reduce``, ``accumulate``, ``at``, ``outer`` and ``reduceat``. The type is compiled: a call costs no
more than that of the function in it.

>>> cnp.add.reduce(cnp.arange(4))
Array(6, dtype=int32)
>>> cnp.multiply.outer(cnp.array([1, 2]), cnp.array([3, 4]))
Array([[3, 4],
       [6, 8]], dtype=int32)
"""


def _init(
    self: Any,
    func: Callable[..., Any],
    /,
    nin: int,
    nout: int,
    *,
    name: str | None = None,
    nargs: int | None = None,
    identity: Any = None,
    call: Callable[..., Any] | None = None,
    reduce: Callable[..., Any] | None = None,
    accumulate: Callable[..., Any] | None = None,
    at: Callable[..., Any] | None = None,
    reduceat: Callable[..., Any] | None = None,
) -> None:
    """A universal function.

    Args:
        func: function of scalars.
        nin: number of its arguments.
        nout: number of its results.
        name: its name; ``None`` takes the name of ``func``.
        nargs: number of arguments in all; ``None`` is ``nin``.
        identity: what changes nothing when combined; ``None``: nothing does.
        call: function of arrays that does the same; ``None`` broadcasts ``func``.
        reduce: does what :meth:`reduce` does.
        accumulate: does what :meth:`accumulate` does.
        at: does what :meth:`at` does.
        reduceat: does what :meth:`reduceat` does.
    """
    if call is None:
        from covector.numpy.vectorizing import vectorize

        call = vectorize(func)
    own = {"reduce": reduce, "accumulate": accumulate, "at": at, "reduceat": reduceat}
    self.__dict__.update(
        __name__=name or func.__name__,
        __qualname__=name or func.__name__,
        __doc__=func.__doc__,
        __module__="covector.numpy",
        _func=func,
        _nin=operator.index(nin),
        _nout=operator.index(nout),
        _nargs=operator.index(nargs or nin),
        _identity=identity,
        _own={key: method for key, method in own.items() if method is not None},
    )
    self._function = call
    self._arity = self._nin


def _call_with_options(self: Any, *args: Any, out: None = None, where: None = None, **unknown: Any) -> Any:
    for option, value in (("out", out), ("where", where)):
        if value is not None:
            raise error(
                NotImplementedError,
                f"{self.__name__}: the argument {option} is not supported, as arrays are immutable; use "
                "cnp.where on the result",
            )
    if unknown:
        raise error(TypeError, f"{self.__name__}: got an unexpected keyword argument {next(iter(unknown))!r}")
    if len(args) != self._nin:
        raise error(
            TypeError,
            f"{self.__name__}: expected {self._nin} positional arguments, got {len(args)}",
        )
    return self._function(*args)


class _SignatureOf:
    """The signature of a universal function, or of their constructor."""

    def __get__(self, function: Any, owner: Any) -> inspect.Signature:
        if function is None:
            own = inspect.signature(_init)
            return own.replace(parameters=list(own.parameters.values())[1:])
        names = ["x"] if function._nin == 1 else [f"x{i + 1}" for i in range(function._nin)]
        kind = inspect.Parameter.POSITIONAL_ONLY
        return inspect.Signature(
            [inspect.Parameter(name, kind, annotation="ArrayLike") for name in names],
            return_annotation="Array",
        )


def _same(self: Any, other: Any) -> bool:
    return isinstance(other, ufunc) and _key(self) == _key(other)


def _key(self: Any) -> tuple[Any, ...]:
    return (self._func, self.__name__, self._identity, self._nin, self._nout, self._nargs)


def _from_methods(name: str) -> Callable[..., Any]:
    """A method of `ufunc_methods`, imported at the first call: it needs the functions made here."""

    def method(self: Any, *args: Any, **kwargs: Any) -> Any:
        from covector.numpy import ufunc_methods

        return getattr(ufunc_methods, name)(self, *args, **kwargs)

    method.__name__ = name
    return method


def _install() -> None:
    ufunc.__init__ = _init
    ufunc._call_with_options = _call_with_options
    ufunc.__doc__ = __test__["ufunc"] = _DOC
    ufunc.__signature__ = _SignatureOf()
    ufunc.__repr__ = lambda self: f"<cnp.ufunc '{self.__name__}'>"
    ufunc.__reduce__ = lambda self: self.__name__
    ufunc.__eq__ = _same
    ufunc.__hash__ = lambda self: hash(_key(self))
    for name in ("nin", "nout", "nargs", "identity"):
        setattr(ufunc, name, property(operator.attrgetter(f"_{name}")))
    for name in ("reduce", "accumulate", "at", "outer", "reduceat"):
        setattr(ufunc, name, _from_methods(name))


_install()


def frompyfunc(func: Callable[..., Any], /, nin: int, nout: int, *, identity: Any = None) -> Any:
    """A universal function of a function of scalars.

    Args:
        func: function of scalars, that can be traced.
        nin: number of its arguments.
        nout: number of its results.
        identity: what changes nothing when combined, if there is such a thing.
    Returns:
        A :class:`ufunc`.
    Raises:
        TypeError: ``func`` is not callable.

    >>> double_sum = cnp.frompyfunc(lambda x, y: 2 * (x + y), nin=2, nout=1)
    >>> double_sum(cnp.arange(3), 1)
    Array([2, 4, 6], dtype=int32)
    """
    if not callable(func):
        raise error(TypeError, f"frompyfunc: expected a function, got {func!r}")
    return ufunc(func, nin, nout, identity=identity)


_IDENTITIES: dict[str, Any] = {
    "add": 0,
    "multiply": 1,
    "bitwise_and": -1,
    "bitwise_or": 0,
    "bitwise_xor": 0,
    "logical_and": True,
    "logical_or": False,
    "logical_xor": False,
    "logaddexp": -float("inf"),
    "logaddexp2": -float("inf"),
}

# Makers

Unary = Callable[[ArrayLike], Array]

Binary = Callable[[ArrayLike, ArrayLike], Array]


def _documented(name: str, op: Any, nin: int, doc: str) -> Any:
    function = ufunc(op, nin, 1, name=name, identity=_IDENTITIES.get(name), call=op)
    function.__dict__["__doc__"] = doc
    __test__[name] = doc
    return function


def unary(name: str, op: Any, summary: str, example: str, dtype: str = FLOAT) -> Unary:
    """A documented function of one array; ``example`` is ``call -> printed result``."""
    call, result = example.split(" -> ")
    doc = f"""{summary}

    Args:
        x: array or number of any shape.
    Returns:
        Array of the shape of ``x``, of {dtype}.
    Raises:
        TypeError: ``x`` is not array-like (convert lists with ``cnp.asarray``), or of a dtype
            that the function is not defined for.

    >>> {call}
    {result}
    """
    return _documented(name, op, 1, doc)


def binary(name: str, op: Any, summary: str, example: str, dtype: str = COMMON) -> Binary:
    """A documented function of two arrays; ``example`` is ``call -> printed result``."""
    call, result = example.split(" -> ")
    doc = f"""{summary}

    Args:
        x1: array or number of any shape.
        x2: array or number, broadcast against ``x1``.
    Returns:
        Array of the broadcast shape, of {dtype}.
    Raises:
        TypeError: the shapes do not broadcast, or an operand is not array-like.

    >>> {call}
    {result}
    """
    return _documented(name, op, 2, doc)


# Put together from others


def composed(example: str, dtype: str = FLOAT) -> Any:
    """Makes a documented unary function, compiled when called eagerly, of its body."""

    def decorate(body: Any) -> Unary:
        name = body.__name__
        return unary(name, checked(name, compiled()(body), 1), body.__doc__, example, dtype)

    return decorate


def composed2(example: str, dtype: str = COMMON) -> Any:
    """Makes a documented binary function, compiled when called eagerly, of its body."""

    def decorate(body: Any) -> Binary:
        name = body.__name__
        return binary(name, checked(name, compiled()(body), 2), body.__doc__, example, dtype)

    return decorate


def checked(name: str, function: Any, arity: int) -> Any:
    """``function`` on operands checked to be array-like and, of two, promoted to one dtype."""
    if arity == 1:
        return lambda x: function(as_array(x, name))
    return lambda x, y: function(*promote(name, x, y))
