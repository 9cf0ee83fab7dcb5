"""What the debugging switches do: errors for NaNs and infinities, and a log of compilations."""

from __future__ import annotations

import ast
import linecache
import logging
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from covector import _core
from covector.errors import error

_logger = logging.getLogger("covector.compile")

Place = tuple[str, int]


def number_report(nans: bool, infs: bool) -> Callable[..., None]:
    """A function that raises FloatingPointError for results that hold what they must not.

    Args:
        nans: whether they must not hold NaNs.
        infs: whether they must not hold infinities.
    Returns:
        What ``_core.set_number_check`` takes: it is called with the name of what was computed, its
        results, where these come from (a dict of ``Numbers.cpp``, or ``None``), and whether that
        could be looked for.
    Raises:
        Nothing.
    """

    def report(name: str, results: Sequence[Any], origin: dict[str, Any] | None, repeats: bool) -> None:
        for result in results:
            if np.dtype(result.dtype).kind not in "fcV" or _core.is_tracer(result):
                continue
            value = np.asarray(result)
            if value.dtype.kind == "V":
                value = value.astype(np.float32)
            for wrong, text in ((nans and np.isnan(value), "nan"), (infs and np.isinf(value), "inf")):
                if np.any(wrong):
                    raise error(
                        FloatingPointError,
                        f"invalid value ({_found(origin, text)}) encountered in "
                        f"{_where(name, origin, repeats)}; {int(np.sum(wrong))} of "
                        f"{value.size} elements of a result {result.dtype}{list(result.shape)} are "
                        f"{text}; the switch debug_{text}s looks for it",
                    )

    return report


def _found(origin: dict[str, Any] | None, text: str) -> str:
    return text if origin is None else "nan" if origin["is_nan"] else "inf"


def _where(name: str, origin: dict[str, Any] | None, repeats: bool) -> str:
    """The operation, its line, the iterations of the loops around it, and what it belongs to."""
    if origin is None:
        return name + (
            "" if repeats else " (where is not known: it calls io_callback, which is not called again)"
        )
    if origin["argument"]:
        return f"{name}: {origin['argument']} holds it already"
    text = origin["operation"] + _at(origin["place"])
    function = _function_around(origin["place"])
    if function:
        text += f" (in {function})"
    for place, iteration in origin["loops"]:
        text += f", iteration {iteration} of the loop{_at(place)}"
    if origin["in_derivative"]:
        of = origin["derivative_of"]
        text += ", in the derivative" + (f" of {of}" if of else "")
    elif origin["any_derivative"]:
        text += ", in the primal computation"
    return text if name == origin["operation"] else f"{text}, when {name} ran"


def _at(place: Place | None) -> str:
    return f" at {place[0]}:{place[1]}" if place else ""


def _function_around(place: Place | None) -> str:
    """The name of the innermost function of the source file that a line belongs to, or ``""``."""
    if place is None:
        return ""
    file, line = place
    try:
        tree = ast.parse("".join(linecache.getlines(file)))
    except (SyntaxError, ValueError):
        return ""
    inside = [
        node
        for node in ast.walk(tree)
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
        and node.lineno <= line <= (node.end_lineno or node.lineno)
    ]
    return max(inside, key=lambda node: node.lineno).name if inside else ""


def log_compile(name: str, seconds: float) -> None:
    """Logs that a program was compiled."""
    _logger.warning("Finished compilation of %s in %.6f sec", name, seconds)
