"""checkpoint: what derivatives compute again instead of saving it."""

from __future__ import annotations

import dataclasses
import operator
from collections.abc import Callable, Sequence
from typing import Any

from covector import _core
from covector.core import tree
from covector.errors import error
from covector.transforms.common import (
    as_argument,
    as_output,
    check_callable,
    inexact_positions,
    name_of,
    trace_differentiated,
    wraps,
)
from covector.typing import Array


@dataclasses.dataclass(frozen=True)
class Policy:
    """What :func:`checkpoint` saves: a value that one of ``saves`` names.

    The names are those of the operation ``array.checkpoint`` of the dialect.

    >>> cv.checkpoint_policies.dots_saveable
    Policy(saves=('dots',))
    """

    saves: tuple[str, ...]


def _names(public: str, names: Sequence[str]) -> str:
    for name in names:
        if not isinstance(name, str) or not name or "," in name:
            raise error(
                TypeError,
                f"{public}: expected names as text without commas, got {name!r}; use those given "
                "to checkpoint_name",
            )
    return ",".join(names)


class _Policies:
    """Policies of :func:`checkpoint`: what is saved, and not computed again.

    ``everything_saveable``, ``nothing_saveable``, ``dots_saveable`` (also ``checkpoint_dots``),
    ``dots_with_no_batch_dims_saveable`` (also ``checkpoint_dots_with_no_batch_dims``), and functions
    of names given by ``checkpoint_name``. What JAX moves to the memory of the host is saved where it
    is, as arrays are in that memory.
    """

    everything_saveable = Policy(("everything",))
    nothing_saveable = Policy(())
    dots_saveable = checkpoint_dots = Policy(("dots",))
    dots_with_no_batch_dims_saveable = Policy(("dots_with_no_batch_dims",))
    checkpoint_dots_with_no_batch_dims = dots_with_no_batch_dims_saveable

    @staticmethod
    def save_only_these_names(*names: str) -> Policy:
        """Saves the values that have one of these names."""
        return Policy(tuple(f"name:{_names('save_only_these_names', [name])}" for name in names))

    @staticmethod
    def save_any_names_but_these(*names: str) -> Policy:
        """Saves the values that have a name, but none of these."""
        return Policy((f"names_but:{_names('save_any_names_but_these', names)}",))

    @staticmethod
    def save_anything_except_these_names(*names: str) -> Policy:
        """Saves all values but those that have one of these names."""
        return Policy((f"everything_but:{_names('save_anything_except_these_names', names)}",))

    @staticmethod
    def save_from_both_policies(policy_1: Policy, policy_2: Policy) -> Policy:
        """Saves what either policy saves."""
        both = [*_saves("save_from_both_policies", policy_1), *_saves("save_from_both_policies", policy_2)]
        return Policy(tuple(dict.fromkeys(both)))

    @staticmethod
    def save_and_offload_only_these_names(
        *,
        names_which_can_be_saved: Sequence[str],
        names_which_can_be_offloaded: Sequence[str],
        offload_src: str,
        offload_dst: str,
    ) -> Policy:
        """Saves the values that have one of the names of either list."""
        public = "save_and_offload_only_these_names"
        if both := sorted({*names_which_can_be_saved} & {*names_which_can_be_offloaded}):
            raise error(ValueError, f"{public}: expected each name in one of the lists, got {both} in both")
        names = [*names_which_can_be_saved, *names_which_can_be_offloaded]
        return Policy(tuple(f"name:{_names(public, [name])}" for name in names))

    @staticmethod
    def offload_dot_with_no_batch_dims(offload_src: str, offload_dst: str) -> Policy:
        """Saves what ``dots_with_no_batch_dims_saveable`` saves."""
        return _Policies.dots_with_no_batch_dims_saveable


checkpoint_policies = _Policies()


def _saves(public: str, policy: Any) -> tuple[str, ...]:
    if policy is None:
        return ()
    if isinstance(policy, Policy):
        return policy.saves
    raise error(
        TypeError,
        f"{public}: expected a policy of cv.checkpoint_policies or None, got {policy!r}; name values by "
        "checkpoint_name and choose them with save_only_these_names",
    )


def checkpoint(
    fun: Callable[..., Any] | None = None,
    *,
    prevent_cse: bool = True,
    policy: Policy | None = None,
    static_argnums: int | Sequence[int] = (),
    concrete: bool = False,
) -> Any:
    """A function whose derivatives save its arguments, and compute again what they need besides.

    Reverse mode then holds in memory what ``fun`` is given instead of all that it computes, at the
    price of computing it twice.

    Args:
        fun: a function of trees of arrays; without it a decorator is returned.
        prevent_cse: accepted; what is computed again is never merged with the first computation.
        policy: what is saved nevertheless, of ``cv.checkpoint_policies``; ``None`` saves nothing.
        static_argnums: positions of arguments that are no arrays.
        concrete: accepted if false.
    Returns:
        A function of the same arguments.
    Raises:
        TypeError: ``fun`` cannot be called, or there is no such policy.

    >>> f = cv.checkpoint(lambda x: cnp.sin(cnp.sin(x)))
    >>> cv.grad(f)(0.0)
    Array(1., dtype=float32, weak_type=True)
    """
    if fun is None:
        return lambda f: checkpoint(f, prevent_cse=prevent_cse, policy=policy,
                                    static_argnums=static_argnums, concrete=concrete)  # fmt: skip
    check_callable(fun, "checkpoint")
    if concrete:
        raise error(
            NotImplementedError,
            "checkpoint: expected concrete=False, got True; name arguments that Python looks at by "
            "static_argnums",
        )
    saves = _saves("checkpoint", policy)
    given = (static_argnums,) if isinstance(static_argnums, int) else tuple(static_argnums)
    static = [operator.index(number) for number in given]

    @wraps(fun, f"Checkpointed {name_of(fun)}.")
    def checkpointed(*args: Any, **kwargs: Any) -> Any:
        fixed = {number % len(args): args[number % len(args)] for number in static} if args else {}
        dynamic = [arg for number, arg in enumerate(args) if number not in fixed]
        leaves, structure = tree.flatten((dynamic, kwargs))
        arrays = [as_argument(leaf, "checkpoint") for leaf in leaves]
        result_tree: Any = None

        def flat(*tracers: Array) -> list[Array]:
            nonlocal result_tree
            own, own_kwargs = structure.unflatten(list(tracers))
            remaining = iter(own)
            all_args = [fixed[n] if n in fixed else next(remaining) for n in range(len(args))]
            results, result_tree = tree.flatten(fun(*all_args, **own_kwargs))
            return [as_output(leaf, "checkpoint") for leaf in results]

        traced = _core.trace_body(flat, arrays, [], name_of(fun), False)
        return result_tree.unflatten(_core.checkpoint(traced, arrays, list(saves)))

    return checkpointed


remat = checkpoint


def checkpoint_name(x: Any, name: str) -> Any:
    """The arrays of a tree, with a name by which a policy of :func:`checkpoint` may choose them.

    Args:
        x: a tree of arrays.
        name: text without commas.
    Returns:
        The same tree.
    Raises:
        TypeError: ``name`` is no such text.

    >>> cv.ad_checkpoint.checkpoint_name(cnp.ones(2), "hidden")
    Array([1., 1.], dtype=float32)
    """
    name = _names("checkpoint_name", [name])

    def named(leaf: Any) -> Array:
        array = as_argument(leaf, "checkpoint_name")
        return _core.emit("checkpoint_name", (array,), label=name, weak_type=array.weak_type,
                          public="checkpoint_name")  # fmt: skip

    return tree.map_tree(named, x)


def saved_residuals(fun: Callable[..., Any], *args: Any, **kwargs: Any) -> list[Any]:
    """What reverse mode saves of a function at a point: types of the residuals.

    Args:
        fun: a function of trees of arrays.
        args: its arguments.
        kwargs: likewise.
    Returns:
        A list of ``(shape, dtype)``, in the order of their first use.
    Raises:
        TypeError: an argument is no array.

    >>> cv.ad_checkpoint.saved_residuals(cnp.sin, 1.0)
    [((), dtype('float32'))]
    """
    check_callable(fun, "saved_residuals")
    leaves, structure = tree.flatten((args, kwargs))
    arrays = [as_argument(leaf, "saved_residuals") for leaf in leaves]

    def flat(*tracers: Array) -> list[Array]:
        own, own_kwargs = structure.unflatten(list(tracers))
        return [as_output(leaf, "saved_residuals") for leaf in tree.leaves(fun(*own, **own_kwargs))]

    traced = trace_differentiated(flat, arrays, name_of(fun))
    inexact = inexact_positions(arrays)
    if not inexact:
        return []
    linear = _core.linearize(traced, arrays, inexact)[1]
    return [(tuple(x.shape), x.dtype) for x in linear.residuals]


def print_saved_residuals(fun: Callable[..., Any], *args: Any, **kwargs: Any) -> None:
    """Prints what :func:`saved_residuals` gives, a line each.

    Args:
        fun: a function of trees of arrays.
        args: its arguments.
        kwargs: likewise.
    Returns:
        Nothing.
    Raises:
        TypeError: an argument is no array.

    >>> cv.ad_checkpoint.print_saved_residuals(cnp.sin, 1.0)
    float32[]
    """
    for shape, dtype in saved_residuals(fun, *args, **kwargs):
        print(f"{dtype.name}[{','.join(map(str, shape))}]")
