"""Builders of the array dialect's operations, generated from their records.

``array.add(x, y)`` returns a value, ``array.AddOp(x, y)`` an operation.
"""

from ._array_enum_gen import *  # noqa: F403
from ._array_ops_gen import *  # noqa: F403
