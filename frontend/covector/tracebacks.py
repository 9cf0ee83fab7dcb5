"""Tracebacks without the frames of this package.

Nothing is wrapped for it: an exception that nobody catches is printed without them, and pytest
leaves them out through ``__tracebackhide__``. ``cv.config.update("traceback_filtering", "off")``,
or the environment variable ``COVECTOR_TRACEBACK_FILTERING=off``, shows everything.
"""

from __future__ import annotations

import sys
import threading
from types import TracebackType
from typing import Any

from covector.config import config
from covector.errors import PACKAGE


def is_internal(filename: str) -> bool:
    """Whether a file is one of this package's."""
    return filename.startswith(PACKAGE)


def filtered(traceback: TracebackType | None) -> TracebackType | None:
    """A traceback without the frames of this package; all of it where no other is left.

    Args:
        traceback: of an exception.
    Returns:
        A traceback of the user's frames.

    >>> filtered(None) is None
    True
    """
    frames = []
    step = traceback
    while step is not None:
        if not is_internal(step.tb_frame.f_code.co_filename):
            frames.append(step)
        step = step.tb_next
    if not frames:
        return traceback
    result: TracebackType | None = None
    for step in reversed(frames):
        result = TracebackType(result, step.tb_frame, step.tb_lasti, step.tb_lineno)
    return result


def filter_exception(problem: BaseException) -> bool:
    """Filters the tracebacks of an exception and of those that it comes from.

    Args:
        problem: an exception; it is changed.
    Returns:
        Whether a frame was left out.
    """
    changed, seen, work = False, set(), [problem]
    while work:
        one = work.pop()
        if id(one) in seen:
            continue
        seen.add(id(one))
        before = one.__traceback__
        after = filtered(before)
        if _length(after) != _length(before):
            one.__traceback__ = after
            changed = True
        work += [x for x in (one.__cause__, one.__context__) if x is not None]
    return changed


def _length(traceback: TracebackType | None) -> int:
    count = 0
    while traceback is not None:
        count, traceback = count + 1, traceback.tb_next
    return count


def _is_on() -> bool:
    return config.traceback_filtering != "off"


def _wrap_hook(before: Any) -> Any:
    def excepthook(
        kind: type[BaseException], problem: BaseException, traceback: TracebackType | None
    ) -> None:
        if _is_on() and isinstance(problem, BaseException):
            problem.__traceback__ = traceback
            filter_exception(problem)
            traceback = problem.__traceback__
        before(kind, problem, traceback)

    return excepthook


def _wrap_thread_hook(before: Any) -> Any:
    def excepthook(args: Any) -> None:
        if _is_on() and args.exc_value is not None:
            filter_exception(args.exc_value)
            args = threading.ExceptHookArgs(
                (args.exc_type, args.exc_value, args.exc_value.__traceback__, args.thread)
            )
        before(args)

    return excepthook


def install() -> None:
    """Filters what is printed of exceptions that nobody catches."""
    sys.excepthook = _wrap_hook(sys.excepthook)
    threading.excepthook = _wrap_thread_hook(threading.excepthook)
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] == "covector":
            module.__dict__.setdefault("__tracebackhide__", _hides)
    _install_in_notebook()


def _hides(problem: Any) -> bool:
    """What pytest asks the globals of every frame."""
    return _is_on()


def _install_in_notebook() -> None:
    """IPython prints tracebacks itself: it is given the shortened one."""
    module = sys.modules.get("IPython")
    shell = module.get_ipython() if module is not None and hasattr(module, "get_ipython") else None
    if shell is None:
        return

    def handler(shell: Any, kind: Any, problem: BaseException, traceback: Any, tb_offset: Any = None) -> None:
        if _is_on():
            problem.__traceback__ = traceback
            filter_exception(problem)
        shell.showtraceback((kind, problem, problem.__traceback__), tb_offset=tb_offset)

    shell.set_custom_exc((Exception,), handler)
