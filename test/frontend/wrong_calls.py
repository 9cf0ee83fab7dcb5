"""Wrong calls: the exception names the function, what was expected, what came, what to do, and where.

Each wrong call is a function; the comment `# here` marks the line that the message must name. Its
decorator gives the exception's class and words that the message must have: the public name first,
then what came, what was expected, and the remedy. The calls of a family stand in
`wrong_calls_<family>.py`; `test_errors.py` makes them all.
"""

import dataclasses
import inspect
from collections.abc import Callable


@dataclasses.dataclass(frozen=True)
class Wrong:
    """A wrong call, and what its message must say."""

    call: Callable[[], object]
    kind: type[Exception]
    words: tuple[str, ...]

    @property
    def file(self) -> str:
        """The file in which the call stands."""
        return inspect.getsourcefile(self.call) or ""

    @property
    def line(self) -> int:
        """The number of the marked line."""
        lines, first = inspect.getsourcelines(self.call)
        (place,) = (i for i, line in enumerate(lines) if "# here" in line)
        return first + place


CALLS: list[Wrong] = []


def wrong(kind, *words):
    """Adds the decorated function to the wrong calls."""

    def add(call):
        CALLS.append(Wrong(call, kind, words))
        return call

    return add
