"""Element types: names, promotion, kinds."""

from __future__ import annotations

import functools
import warnings
from typing import Any

import ml_dtypes
import numpy as np

from covector import _core
from covector.errors import error, user_stack_level

__all__ = [
    "bfloat16",
    "bool_",
    "can_cast",
    "canonicalize_dtype",
    "complex64",
    "complex128",
    "extended",
    "finfo",
    "float0",
    "float4_e2m1fn",
    "float6_e2m3fn",
    "float6_e3m2fn",
    "float8_e3m4",
    "float8_e4m3",
    "float8_e4m3b11fnuz",
    "float8_e4m3fn",
    "float8_e4m3fnuz",
    "float8_e5m2",
    "float8_e5m2fnuz",
    "float8_e8m0fnu",
    "float16",
    "float32",
    "float64",
    "iinfo",
    "int2",
    "int4",
    "int8",
    "int16",
    "int32",
    "int64",
    "isdtype",
    "issubdtype",
    "itemsize_bits",
    "prng_key",
    "promote_types",
    "result_type",
    "uint2",
    "uint4",
    "uint8",
    "uint16",
    "uint32",
    "uint64",
]

_bfloat16 = np.dtype(ml_dtypes.bfloat16)

NARROW_INTEGERS = ("int2", "int4", "uint2", "uint4")
NARROW_FLOATS = (
    "float4_e2m1fn",
    "float6_e2m3fn",
    "float6_e3m2fn",
    "float8_e3m4",
    "float8_e4m3",
    "float8_e4m3b11fnuz",
    "float8_e4m3fn",
    "float8_e4m3fnuz",
    "float8_e5m2",
    "float8_e5m2fnuz",
    "float8_e8m0fnu",
)
# The dtypes that ml_dtypes defines, by name; NumPy calls all of them void.
_EXTENDED = {
    name: np.dtype(getattr(ml_dtypes, name)) for name in ("bfloat16", *NARROW_FLOATS, *NARROW_INTEGERS)
}
_KINDS = {dtype: "f" if "float" in name else name[0] for name, dtype in _EXTENDED.items()}


class extended(np.generic):
    """Dtypes that no NumPy array has."""


class prng_key(extended):
    """Dtypes of arrays of random keys."""


float0 = np.dtype([("float0", np.void, 0)])
"""Dtype of the tangents of integers and booleans, which hold nothing."""


class ScalarMeta(type):
    """Type of ``cnp.float32`` and its like: a dtype that makes arrays when called."""

    dtype: np.dtype

    def __hash__(cls) -> int:
        return hash(cls.dtype.type)

    def __eq__(cls, other: object) -> bool:
        return cls is other or cls.dtype.type == other or cls.dtype == other

    def __ne__(cls, other: object) -> bool:
        return not cls == other

    def __call__(cls, x: Any = 0) -> _core.Array:
        if isinstance(x, (list, tuple)):
            x = np.asarray(x)
        return _core.convert(_core.as_array(x), canonical(cls.dtype))

    def __instancecheck__(cls, instance: object) -> bool:
        return isinstance(instance, cls.dtype.type)

    def __repr__(cls) -> str:
        return f"<class 'covector.numpy.{cls.__name__}'>"


def _scalar(name: str, scalar: Any) -> Any:
    return ScalarMeta(name, (), {"dtype": np.dtype(scalar), "__module__": "covector.numpy"})


bool_ = _scalar("bool_", np.bool_)
int8 = _scalar("int8", np.int8)
int16 = _scalar("int16", np.int16)
int32 = _scalar("int32", np.int32)
int64 = _scalar("int64", np.int64)
uint8 = _scalar("uint8", np.uint8)
uint16 = _scalar("uint16", np.uint16)
uint32 = _scalar("uint32", np.uint32)
uint64 = _scalar("uint64", np.uint64)
float16 = _scalar("float16", np.float16)
bfloat16 = _scalar("bfloat16", ml_dtypes.bfloat16)
float32 = _scalar("float32", np.float32)
float64 = _scalar("float64", np.float64)
complex64 = _scalar("complex64", np.complex64)
complex128 = _scalar("complex128", np.complex128)
int2 = _scalar("int2", ml_dtypes.int2)
int4 = _scalar("int4", ml_dtypes.int4)
uint2 = _scalar("uint2", ml_dtypes.uint2)
uint4 = _scalar("uint4", ml_dtypes.uint4)
float4_e2m1fn = _scalar("float4_e2m1fn", ml_dtypes.float4_e2m1fn)
float6_e2m3fn = _scalar("float6_e2m3fn", ml_dtypes.float6_e2m3fn)
float6_e3m2fn = _scalar("float6_e3m2fn", ml_dtypes.float6_e3m2fn)
float8_e3m4 = _scalar("float8_e3m4", ml_dtypes.float8_e3m4)
float8_e4m3 = _scalar("float8_e4m3", ml_dtypes.float8_e4m3)
float8_e4m3b11fnuz = _scalar("float8_e4m3b11fnuz", ml_dtypes.float8_e4m3b11fnuz)
float8_e4m3fn = _scalar("float8_e4m3fn", ml_dtypes.float8_e4m3fn)
float8_e4m3fnuz = _scalar("float8_e4m3fnuz", ml_dtypes.float8_e4m3fnuz)
float8_e5m2 = _scalar("float8_e5m2", ml_dtypes.float8_e5m2)
float8_e5m2fnuz = _scalar("float8_e5m2fnuz", ml_dtypes.float8_e5m2fnuz)
float8_e8m0fnu = _scalar("float8_e8m0fnu", ml_dtypes.float8_e8m0fnu)

_PYTHON = {bool: "bool", int: "int64", float: "float64", complex: "complex128"}


def python_scalar_dtype(kind: type) -> np.dtype:
    """The dtype that Python's ``bool``, ``int``, ``float`` or ``complex`` stands for."""
    return canonical(np.dtype(_PYTHON[kind]))


@functools.lru_cache(maxsize=512)
def _parse(dtype: Any) -> np.dtype:
    if isinstance(dtype, str) and dtype in _EXTENDED:
        return _EXTENDED[dtype]
    parsed = np.dtype(dtype)
    if (parsed.kind not in "biufc" and parsed not in _KINDS) or parsed.itemsize > 16:
        raise TypeError(str(parsed))
    return parsed


def parse(dtype: Any, public: str = "dtype") -> np.dtype:
    """``dtype`` in any of its spellings as an ``np.dtype`` that arrays can have.

    Raises:
        TypeError: no array has that dtype.
    """
    if type(dtype) is type(_bfloat16) or isinstance(dtype, np.dtype):
        if dtype.kind in "biufc" or dtype in _KINDS:
            return dtype
    if dtype is None:
        dtype = np.float64
    if not isinstance(dtype, (type, str, np.dtype)) and hasattr(dtype, "dtype"):
        dtype = dtype.dtype
    try:
        return _parse(dtype)
    except TypeError:
        raise error(
            TypeError,
            f"{public}: {dtype!r} is not a dtype of arrays; they have bool, int8 to int64, "
            "uint8 to uint64, float16, bfloat16, float32, float64, complex64 or complex128, or are "
            "stored as int2, int4, uint2, uint4, float8_e4m3fn or another float of 4 to 8 bits",
        ) from None


def canonical(dtype: Any) -> np.dtype:
    """``dtype`` as arrays have it now: 64 bits become 32 unless the x64 switch is on."""
    return _core.canonical_dtype(parse(dtype))


def requested(dtype: Any, public: str) -> np.dtype:
    """As :func:`canonical`, with a warning where a 64-bit dtype was asked by name and denied."""
    parsed = parse(dtype, public)
    result = _core.canonical_dtype(parsed)
    # By identity: np.dtype("int64") equals int.
    if result != parsed and not any(dtype is kind for kind in (float, int, complex)):
        warnings.warn(
            f"{public}: Explicitly requested dtype {parsed.name} is not available, and is truncated to "
            f"dtype {result.name}. To enable more dtypes, set the x64 switch: "
            'cv.config.update("jax_enable_x64", True), or COVECTOR_ENABLE_X64=1 in the environment',
            UserWarning,
            stacklevel=user_stack_level(),
        )
    return result


def result_type(*args: Any) -> np.dtype:
    """The dtype that an operation on these arrays, numbers and dtypes has.

    >>> result_type(np.int32(1), 2.0).name
    'float32'
    """
    if not args:
        raise error(ValueError, "result_type: expected at least one array or dtype, got none")
    return _core.promote(*[_promotable(arg) for arg in args])[0]


def _promotable(arg: Any) -> Any:
    if isinstance(arg, (_core.Array, np.ndarray, np.generic, bool, int, float, complex)):
        return arg
    # Python's types stand for numbers of theirs: their dtype is weak.
    return arg() if arg in _PYTHON else parse(arg, "result_type").type


def promote_types(a: Any, b: Any) -> np.dtype:
    """The smallest dtype of the promotion lattice that holds both.

    >>> promote_types("int32", "float16").name
    'float16'
    """
    return result_type(a, b)


def kind(dtype: np.dtype) -> str:
    """``b``, ``i``, ``u``, ``f`` or ``c``, also for the dtypes that NumPy calls void."""
    return _KINDS.get(dtype, dtype.kind)


def is_inexact(dtype: np.dtype) -> bool:
    """Whether floating point or complex."""
    return kind(dtype) in "fc"


def is_float(dtype: np.dtype) -> bool:
    """Whether floating point."""
    return kind(dtype) == "f"


def is_narrow(dtype: np.dtype) -> bool:
    """Whether of the dtypes for storage, of at most 8 bits, that ml_dtypes defines."""
    return dtype in _KINDS and dtype != _bfloat16


def itemsize_bits(dtype: Any) -> int:
    """Bits of an element that count: less than 8 for int4 and its like, 8 for bool.

    >>> itemsize_bits("int4"), itemsize_bits("float32")
    (4, 32)
    """
    parsed = parse(dtype, "itemsize_bits")
    if parsed in _KINDS:
        limits = ml_dtypes.finfo if is_float(parsed) else ml_dtypes.iinfo
        return int(limits(parsed).bits)
    return 8 * parsed.itemsize


def to_inexact(dtype: np.dtype) -> np.dtype:
    """``dtype`` where it is inexact; float64 for 64-bit integers, float32 for others."""
    if is_inexact(dtype):
        return dtype
    return np.dtype("float64" if dtype.itemsize == 8 else "float32")


def to_real(dtype: np.dtype) -> np.dtype:
    """The dtype of the parts of a complex number; other dtypes as they are."""
    return np.dtype(f"f{dtype.itemsize // 2}") if dtype.kind == "c" else dtype


def to_complex(dtype: np.dtype) -> np.dtype:
    """The complex dtype that holds ``dtype``."""
    if dtype.kind == "c":
        return dtype
    return np.dtype("complex128" if dtype == np.dtype("float64") else "complex64")


def issubdtype(arg1: Any, arg2: Any) -> bool:
    """Whether the first dtype is below the second in NumPy's hierarchy; bfloat16 is floating.

    >>> issubdtype("bfloat16", np.floating)
    True
    """
    if isinstance(arg1, KeyDType):
        return arg2 in (extended, prng_key, np.generic) or arg1 == arg2
    if arg2 in (extended, prng_key):
        return isinstance(arg1, type) and issubclass(arg1, arg2)
    first, second = _hierarchy(arg1), _hierarchy(arg2)
    if first in _ABOVE or second in _ABOVE:
        return first is second or second in _ABOVE.get(first, ())
    return np.issubdtype(first, second)


_ABOVE = {
    dtype.type: {
        "f": (np.floating, np.inexact, np.number, np.generic),
        "i": (np.signedinteger, np.integer, np.number, np.generic),
        "u": (np.unsignedinteger, np.integer, np.number, np.generic),
    }[letter]
    for dtype, letter in _KINDS.items()
}


def _hierarchy(arg: Any) -> Any:
    if isinstance(arg, type) and issubclass(arg, np.generic):
        return arg
    if isinstance(arg, KeyDType):
        return prng_key
    if isinstance(arg, str) and arg in _EXTENDED:
        return _EXTENDED[arg].type
    return np.dtype(arg).type


def isdtype(dtype: Any, kind: Any) -> bool:
    """Whether ``dtype`` is of the kind (or one of the kinds) that the Array API names.

    Args:
        dtype: a dtype.
        kind: ``"bool"``, ``"signed integer"``, ``"unsigned integer"``, ``"integral"``,
            ``"real floating"``, ``"complex floating"``, ``"numeric"``, a dtype, or a tuple of them.

    >>> isdtype("float32", ("integral", "real floating"))
    True
    """
    kinds = kind if isinstance(kind, tuple) else (kind,)
    of = parse(dtype, "isdtype")
    letters = {
        "bool": "b",
        "signed integer": "i",
        "unsigned integer": "u",
        "integral": "iu",
        "real floating": "f",
        "complex floating": "c",
        "numeric": "iufc",
    }
    letter = _KINDS.get(of, of.kind)
    for one in kinds:
        if isinstance(one, str) and one in letters:
            if letter in letters[one]:
                return True
        elif parse(one, "isdtype") == of:
            return True
    return False


def can_cast(from_: Any, to: Any, casting: str = "safe") -> bool:
    """Whether values of one dtype may be cast to another under the rule ``casting``.

    >>> can_cast("int32", "float64")
    True
    """
    source = from_ if np.isscalar(from_) and not isinstance(from_, str) else parse(from_, "can_cast")
    if not isinstance(source, np.dtype):
        source = np.result_type(source)
    return np.can_cast(source, parse(to, "can_cast"), casting=casting)  # type: ignore[arg-type]


def finfo(dtype: Any) -> Any:
    """Limits of a floating-point dtype, as ``np.finfo`` gives them.

    >>> finfo("bfloat16").bits
    16
    """
    return ml_dtypes.finfo(_parse_of(dtype))


def iinfo(dtype: Any) -> Any:
    """Limits of an integer dtype, as ``np.iinfo`` gives them.

    >>> iinfo("int8").max
    127
    """
    return ml_dtypes.iinfo(_parse_of(dtype))


def _parse_of(dtype: Any) -> np.dtype:
    if isinstance(dtype, (_core.Array, np.ndarray, np.generic)):
        return np.dtype(dtype.dtype)
    return parse(dtype)


def canonicalize_dtype(dtype: Any) -> np.dtype:
    """``dtype`` as arrays have it now: 64 bits become 32 unless the x64 switch is on.

    >>> canonicalize_dtype("float64").name
    'float32'
    """
    return canonical(dtype)


class KeyDType:
    """Dtype of an array of random keys; ``name`` is ``key<fry>``."""

    type = prng_key

    def __init__(self, implementation: str, tag: str) -> None:
        self.implementation = implementation
        self.name = f"key<{tag}>"

    def __repr__(self) -> str:
        return self.name

    def __eq__(self, other: object) -> bool:
        return isinstance(other, KeyDType) and other.name == self.name

    def __hash__(self) -> int:
        return hash(self.name)
