"""What the debugging switches do: checks of results, and a log of compilations."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from covector import _core
from covector.errors import error

_logger = logging.getLogger("covector.compile")


def number_check(nans: bool, infs: bool) -> Callable[[Sequence[Any], str], None]:
    """A function that raises FloatingPointError if a result holds what it must not."""

    def check(results: Sequence[Any], name: str) -> None:
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
                        f"invalid value ({text}) encountered in {name}: {int(np.sum(wrong))} of "
                        f"{value.size} elements of a {result.dtype}{list(result.shape)}; the switch "
                        f"debug_{text}s looks for it",
                    )

    return check


def log_compile(name: str, seconds: float) -> None:
    """Logs that a program was compiled."""
    _logger.warning("Finished compilation of %s in %.6f sec", name, seconds)
