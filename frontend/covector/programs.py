"""Programs to look at: a traced function as IR, and a folder that runs it again without Python."""

from __future__ import annotations

import os
import re
import shlex
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from covector import _core
from covector.core import tree
from covector.core.avals import ShapeDtypeStruct
from covector.core.axis_names import axis_text
from covector.errors import error
from covector.jit import Lowered, jit
from covector.transforms.common import check_callable, name_of
from covector.typing import Array

# A stage, its file, and the pass pipeline that makes it of the one before.
STAGES = (
    ("transformed", "transformed.mlir", "array-transforms-pipeline"),
    ("linalg", "linalg.mlir", "array-linalg-pipeline"),
    ("buffers", "buffers.mlir", "array-buffer-pipeline"),
    ("llvm", "llvm.mlir", "array-llvm-pipeline"),
)


class TracedFunction:
    """A program as it was traced; as text, it is IR of the array dialect.

    Attributes:
        lowered: what ``cv.jit(f).lower`` gives.
    """

    def __init__(self, lowered: Lowered) -> None:
        self.lowered = lowered

    @property
    def in_avals(self) -> list[ShapeDtypeStruct]:
        """The types of the arguments: of the leaves of what the function takes."""
        return [ShapeDtypeStruct(s, d, weak_type=w) for s, d, w in self.lowered._core.in_types]

    @property
    def out_avals(self) -> list[ShapeDtypeStruct]:
        """The types of the results: of the leaves of what the function returns."""
        return [ShapeDtypeStruct(s, d, weak_type=w) for s, d, w in self.lowered._core.out_types]

    @property
    def consts(self) -> list[Array]:
        """Arrays that the function closes over, which are the program's last arguments."""
        return self.lowered._core.captures

    @property
    def module(self) -> Any:
        """The program as a ``covector.mlir.ir.Module``, to walk over its operations."""
        return self.lowered.compiler_ir()

    def as_text(self, stage: str = "array", *, debug_info: bool = False) -> str:
        """The program at a stage, see :meth:`covector.jit.Lowered.as_text`."""
        return self.lowered.as_text(stage, debug_info=debug_info)

    def __str__(self) -> str:
        return self.as_text()

    __repr__ = __str__


def make_ir(
    fun: Callable[..., Any],
    static_argnums: int | Sequence[int] = (),
    axis_env: Sequence[tuple[Any, int]] | None = None,
    return_shape: bool = False,
) -> Callable[..., Any]:
    """A function that traces ``fun`` and gives the program, for looking at.

    Args:
        fun: a function of trees of arrays.
        static_argnums: positions of arguments that are part of the program.
        axis_env: names and sizes of axes that ``lax.psum`` and its like in ``fun`` refer to, as if a
            ``vmap`` around gave them.
        return_shape: whether to return the types of the results too, as a tree like the result.
    Returns:
        A function of the same arguments (arrays, or objects with shape and dtype) that returns a
        :class:`TracedFunction`, which prints as IR of the array dialect.
    Raises:
        TypeError: ``fun`` cannot be called.

    >>> program = cv.make_ir(lambda x, y: cnp.sin(x) * y)(1.0, cnp.ones(3))
    >>> program.in_avals
    [ShapeDtypeStruct(shape=(), dtype=float32, weak_type=True), ShapeDtypeStruct(shape=(3,), dtype=float32)]
    >>> [line.split()[2] for line in str(program).splitlines() if "array." in line]
    ['array.sin', 'array.broadcast_in_dim', 'array.mul']
    """
    check_callable(fun, "make_ir")
    jitted = jit(fun, static_argnums=static_argnums or None)
    axes = [(axis_text(name, "make_ir"), int(size)) for name, size in axis_env or ()]

    def trace(*args: Any, **kwargs: Any) -> Any:
        lowered = _within(axes, lambda: jitted.lower(*args, **kwargs))
        program = TracedFunction(lowered)
        return (program, lowered.out_tree.unflatten(program.out_avals)) if return_shape else program

    return trace


def _within(axes: Sequence[tuple[str, int]], function: Callable[[], Any]) -> Any:
    """What ``function`` gives where all these axes are mapped, the first outermost."""
    if not axes:
        return function()
    (name, size), *rest = axes
    result = None

    def run() -> list[Array]:
        nonlocal result
        result = _within(rest, function)
        return []

    _core.trace(run, [], "vmap", [], "axis_env", axis_name=name, axis_size=size)
    return result


def make_jaxpr(
    fun: Callable[..., Any],
    static_argnums: int | Sequence[int] = (),
    axis_env: Sequence[tuple[Any, int]] | None = None,
    return_shape: bool = False,
) -> Callable[..., Any]:
    """:func:`make_ir` by the name that JAX has for it; the text is IR of the array dialect.

    Args:
        fun: a function of trees of arrays.
        static_argnums: positions of arguments that are part of the program.
        axis_env: names and sizes of axes that collectives refer to.
        return_shape: whether to return the types of the results too.
    Returns:
        A function of the same arguments that returns a :class:`TracedFunction`.
    Raises:
        TypeError: ``fun`` cannot be called.

    >>> "array.sin" in str(cv.make_jaxpr(cnp.sin)(1.0))
    True
    """
    return make_ir(fun, static_argnums, axis_env, return_shape)


def replay(
    fun: Callable[..., Any],
    *args: Any,
    folder: str | os.PathLike[str] | None = None,
    static_argnums: int | Sequence[int] = (),
    **kwargs: Any,
) -> Any:
    """Runs ``fun`` once, and writes a folder from which anybody can run it again without Python.

    The folder holds the program as it was traced (``array.mlir``), the text of every stage of its
    compilation, the arguments and results (``inputs/0.npy``, ``outputs/0.npy`` and so on, leaf by leaf,
    arrays that the function closes over last among the arguments), and ``replay.sh``. The script makes all
    stages with ``covector-opt``, compiles and runs ``array.mlir`` with ``covector-run`` and compares the
    results with the recorded ones; options that it is given, such as ``--rtol 1e-6`` for another
    machine, go to ``covector-run``. Where these tools lie elsewhere, ``COVECTOR_OPT`` and
    ``COVECTOR_RUN`` name them.

    Args:
        fun: a function of trees of arrays.
        args: its arguments.
        folder: where to write; made if it is not there. Files in it are replaced. By default
            ``replay-`` and the name of ``fun``, in the current folder.
        static_argnums: positions of arguments that are part of the program.
        kwargs: its arguments by keyword.
    Returns:
        The result of ``fun``.
    Raises:
        TypeError: ``fun`` cannot be called.
        NotImplementedError: the program calls functions of this process.

    >>> import os, tempfile
    >>> folder = tempfile.mkdtemp()
    >>> cv.replay(lambda x: x * 2, cnp.arange(3), folder=folder)
    Array([0, 2, 4], dtype=int32)
    >>> sorted(name for name in os.listdir(folder) if not name.startswith("a"))
    ['inputs', 'linalg.mlir', 'llvm.ll', 'outputs', 'replay.sh', 'transformed.mlir']
    """
    check_callable(fun, "replay")
    jitted = jit(fun, static_argnums=static_argnums or None)
    program = make_ir(fun, static_argnums)(*args, **kwargs)
    text = str(program)
    for call in ("array.callback", "array.foreign_call"):
        if f" {call} " in text:
            raise error(
                NotImplementedError,
                f"replay: the program has the operation '{call}', which calls a function of this process; "
                "expected a program that needs no other code",
            )
    result = jitted(*args, **kwargs)
    if folder is None:
        folder = "replay-" + re.sub("[^A-Za-z0-9_]+", "", name_of(fun))
    place = Path(folder)
    place.mkdir(parents=True, exist_ok=True)
    numbers = (static_argnums,) if isinstance(static_argnums, int) else tuple(static_argnums)
    static = {number % len(args) for number in numbers} if args else set()
    dynamic = [arg for i, arg in enumerate(args) if i not in static]
    by_name = [kwargs[name] for name in sorted(kwargs)]
    inputs = [*tree.leaves((*dynamic, *by_name)), *program.consts]
    outputs = tree.leaves(result)
    _write_arrays(place / "inputs", inputs)
    _write_arrays(place / "outputs", outputs)
    (place / "array.mlir").write_text(text)
    (place / "array-with-lines.mlir").write_text(program.as_text(debug_info=True))
    for stage, name in (("transformed", "transformed.mlir"), ("linalg", "linalg.mlir"), ("llvm", "llvm.ll")):
        (place / name).write_text(program.as_text(stage))
    (place / "asm.s").write_text(program.as_text("asm"))
    script = place / "replay.sh"
    script.write_text(_script(len(inputs), len(outputs)))
    script.chmod(0o755)
    return result


def _write_arrays(folder: Path, arrays: Sequence[Any]) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for number, array in enumerate(arrays):
        np.save(folder / f"{number}.npy", np.asarray(_core.as_array(array)))


def _script(inputs: int, outputs: int) -> str:
    """What runs the program again, in the words of a shell."""
    lines = [
        "#!/bin/sh",
        "# Makes the stages of array.mlir, runs it, and compares its results with those in outputs/.",
        "set -eu",
        'cd "$(dirname "$0")"',
        "opt=${COVECTOR_OPT:-covector-opt} run=${COVECTOR_RUN:-covector-run}",
        "mkdir -p stages",
    ]
    before = "array.mlir"
    for _, name, pipeline in STAGES:
        lines.append(f'"$opt" {before} --{pipeline} -o stages/{name}')
        before = f"stages/{name}"
    command = ['"$run"', "array.mlir"]
    if inputs:
        command += ["--args", *(shlex.quote(f"@inputs/{i}.npy") for i in range(inputs))]
    command += ["--check", *(f"outputs/{i}.npy" for i in range(outputs))] if outputs else []
    lines.append(" ".join([*command, '"$@"']))
    return "\n".join(lines) + "\n"
