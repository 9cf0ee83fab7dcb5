"""How exactly products of matrices and convolutions are computed."""

from __future__ import annotations

import enum
from typing import Any

from covector.errors import error


class Precision(enum.Enum):
    """How exact products and sums are to be. Here they are always in the operands' full precision.

    >>> cv.lax.Precision('highest') is cv.lax.Precision.HIGHEST
    True
    """

    DEFAULT = 0
    HIGH = 1
    HIGHEST = 2

    @classmethod
    def _missing_(cls, value: object) -> Precision | None:
        return _NAMES.get(value.lower() if isinstance(value, str) else None)

    def __repr__(self) -> str:
        return f"{type(self).__name__}.{self.name}"

    def __str__(self) -> str:
        return self.name


_NAMES: dict[str | None, Precision] = {
    "highest": Precision.HIGHEST,
    "float32": Precision.HIGHEST,
    "bfloat16_3x": Precision.HIGH,
    "tensorfloat32": Precision.HIGH,
    "high": Precision.HIGH,
    "bfloat16": Precision.DEFAULT,
    "fastest": Precision.DEFAULT,
    "default": Precision.DEFAULT,
}

PrecisionLike = Any
"""What ``precision`` arguments take: ``None``, a :class:`Precision`, its name, or one for each operand."""


def check_precision(precision: Any, public: str) -> None:
    """Checks that ``precision`` is one.

    Raises:
        ValueError: it is none.
    """
    each = precision if isinstance(precision, (tuple, list)) and len(precision) == 2 else (precision,)
    for value in each:
        if value is None or isinstance(value, Precision):
            continue
        if not isinstance(value, str) or value.lower() not in _NAMES:
            raise error(
                ValueError,
                f"{public}: expected None, a Precision, a name like 'highest', or a pair of these for "
                f"precision, got {precision!r}",
            )
