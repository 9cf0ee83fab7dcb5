"""What stands at the package's top level besides the transformations: types, devices, shapes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from covector import _core, dtypes
from covector.core import tree
from covector.core.avals import ShapedArray as ShapedArray
from covector.core.avals import ShapeDtypeStruct as ShapeDtypeStruct
from covector.core.devices import CPU, Shard, SingleDeviceSharding, check_device
from covector.core.devices import Device as Device
from covector.core.operands import is_array_like
from covector.errors import error
from covector.numpy.creation import asarray
from covector.transforms.common import as_argument, as_output, check_callable, name_of
from covector.typing import Array


def typeof(x: Any) -> ShapedArray:
    """The type of an array or a number.

    Args:
        x: array-like.
    Returns:
        A ``ShapedArray`` with ``shape``, ``dtype`` and ``weak_type``.
    Raises:
        TypeError: ``x`` is not array-like.

    >>> print(cv.typeof(cnp.ones((2, 3))))
    float32[2,3]
    """
    array = as_argument(x, "typeof")
    return ShapedArray(array.shape, array.dtype, weak_type=array.weak_type)


def eval_shape(fun: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    """The types of what a function returns, without computing it.

    Args:
        fun: a function of trees of arrays.
        args: arrays, numbers, or anything with ``shape`` and ``dtype``.
        kwargs: likewise.
    Returns:
        A tree like the result, of ``ShapeDtypeStruct``.
    Raises:
        TypeError: an argument has no type.

    >>> cv.eval_shape(lambda x: x @ x.T, cv.ShapeDtypeStruct((2, 3), "float32"))
    ShapeDtypeStruct(shape=(2, 2), dtype=float32)
    """
    check_callable(fun, "eval_shape")
    leaves, structure = tree.flatten((args, kwargs))
    result_tree: Any = None

    def flat(*tracers: Array) -> list[Array]:
        nonlocal result_tree
        own_args, own_kwargs = structure.unflatten(list(tracers))
        results, result_tree = tree.flatten(fun(*own_args, **own_kwargs))
        return [as_output(leaf, "eval_shape") for leaf in results]

    types = [_type_of(leaf) for leaf in leaves]
    traced = _core.trace_types(flat, types, name_of(fun))
    return result_tree.unflatten([ShapeDtypeStruct(s, d, weak_type=w) for s, d, w in traced.out_types])


def _type_of(leaf: Any) -> tuple[tuple[int, ...], np.dtype, bool]:
    if not is_array_like(leaf) and hasattr(leaf, "shape") and hasattr(leaf, "dtype"):
        weak = bool(getattr(leaf, "weak_type", False))
        return tuple(leaf.shape), dtypes.canonical(leaf.dtype), weak
    array = as_argument(leaf, "eval_shape")
    return array.shape, array.dtype, array.weak_type


# Devices


def _check_backend(backend: str | None, public: str) -> None:
    if backend not in (None, "cpu"):
        raise error(RuntimeError, f"{public}: unknown backend {backend!r}; there is 'cpu'")


def devices(backend: str | None = None) -> list[Device]:
    """All devices: the CPU.

    Args:
        backend: ``"cpu"`` or ``None``.
    Returns:
        A list of one device.
    Raises:
        RuntimeError: another backend.

    >>> cv.devices()[0].platform
    'cpu'
    """
    _check_backend(backend, "devices")
    return [CPU]


def local_devices(
    process_index: int | None = None, backend: str | None = None, host_id: int | None = None
) -> list[Device]:
    """The devices of this process: the CPU.

    Args:
        process_index: 0 or ``None``.
        backend: ``"cpu"`` or ``None``.
        host_id: 0 or ``None``.
    Returns:
        A list of one device.
    Raises:
        RuntimeError: another backend.

    >>> len(cv.local_devices())
    1
    """
    _check_backend(backend, "local_devices")
    return [CPU]


def device_count(backend: str | None = None) -> int:
    """How many devices there are: one.

    Args:
        backend: ``"cpu"`` or ``None``.
    Returns:
        1.
    Raises:
        RuntimeError: another backend.

    >>> cv.device_count()
    1
    """
    return len(devices(backend))


def local_device_count(backend: str | None = None) -> int:
    """How many devices this process has: one.

    Args:
        backend: ``"cpu"`` or ``None``.
    Returns:
        1.
    Raises:
        RuntimeError: another backend.

    >>> cv.local_device_count()
    1
    """
    return len(devices(backend))


def process_index(backend: str | None = None) -> int:
    """The number of this process among those that compute together: 0.

    Args:
        backend: ``"cpu"`` or ``None``.
    Returns:
        0.
    Raises:
        RuntimeError: another backend.

    >>> cv.process_index()
    0
    """
    _check_backend(backend, "process_index")
    return 0


def process_count(backend: str | None = None) -> int:
    """How many processes compute together: one.

    Args:
        backend: ``"cpu"`` or ``None``.
    Returns:
        1.
    Raises:
        RuntimeError: another backend.

    >>> cv.process_count()
    1
    """
    _check_backend(backend, "process_count")
    return 1


def process_indices(backend: str | None = None) -> list[int]:
    """The numbers of all processes that compute together.

    Args:
        backend: ``"cpu"`` or ``None``.
    Returns:
        ``[0]``.
    Raises:
        RuntimeError: another backend.

    >>> cv.process_indices()
    [0]
    """
    _check_backend(backend, "process_indices")
    return [0]


host_id = process_index
host_count = process_count
host_ids = process_indices


def copy_to_host_async(x: Any) -> Any:
    """Begins to copy the arrays of a tree to the host; they are there already.

    Args:
        x: a tree.
    Returns:
        The same tree.
    Raises:
        Nothing.

    >>> cv.copy_to_host_async((1, 2))
    (1, 2)
    """
    return x


def default_backend() -> str:
    """The platform that programs run on: ``"cpu"``.

    Returns:
        Text.
    Raises:
        Nothing.

    >>> cv.default_backend()
    'cpu'
    """
    return "cpu"


def device_put(x: Any, device: Any = None, *, src: Any = None, donate: bool = False,
               may_alias: bool | None = None) -> Any:  # fmt: skip
    """A tree with its leaves as arrays on a device.

    Args:
        x: a tree of array-likes.
        device: the CPU device or ``None``.
        src: accepted.
        donate: accepted.
        may_alias: accepted.
    Returns:
        A tree of arrays.
    Raises:
        ValueError: ``device`` is not the CPU.

    >>> cv.device_put({"x": 1.0})
    {'x': Array(1., dtype=float32, weak_type=True)}
    """
    check_device(device, "device_put")
    return tree.map_tree(asarray, x)


def device_get(x: Any) -> Any:
    """A tree with its arrays as NumPy arrays.

    Args:
        x: a tree of array-likes.
    Returns:
        A tree of NumPy arrays.
    Raises:
        TracerArrayConversionError: an array is being traced.

    >>> cv.device_get(cnp.arange(2))
    array([0, 1], dtype=int32)
    """
    return tree.map_tree(lambda leaf: np.asarray(leaf) if is_array_like(leaf) else leaf, x)


def block_until_ready(x: Any) -> Any:
    """Waits until all arrays of a tree are computed; they are when a call returns.

    Args:
        x: a tree.
    Returns:
        The same tree.
    Raises:
        Nothing.

    >>> cv.block_until_ready(cnp.ones(1))
    Array([1.], dtype=float32)
    """
    for leaf in tree.leaves(x):
        if hasattr(leaf, "block_until_ready"):
            leaf.block_until_ready()
    return x


def statistics() -> dict[str, Any]:
    """What the process has traced, compiled and run so far.

    Returns:
        A dict of counts, and of seconds.
    Raises:
        Nothing.

    >>> "compile_seconds" in cv.statistics()
    True
    """
    return dict(_core.statistics())


def install(cls: Any) -> None:
    """Gives arrays what they say of devices."""
    cls.device = property(lambda x: CPU)
    cls.devices = lambda x: {CPU}
    cls.sharding = property(lambda x: SingleDeviceSharding())
    cls.addressable_shards = property(lambda x: [Shard(x)])
    cls.global_shards = property(lambda x: [Shard(x)])
    cls.addressable_data = lambda x, index: x
    cls.copy_to_host_async = lambda x: None
    cls.is_ready = lambda x: True
    cls.on_device_size_in_bytes = lambda x: x.nbytes
    cls.to_device = lambda x, device, *, stream=None: device_put(x, device)
    cls.is_fully_addressable = True
    cls.is_fully_replicated = True
    cls.committed = False
    cls.aval = property(typeof)


install(_core.Array)
