"""Arrays: what every family of functions stands on."""

from covector._core import Tracer as Tracer
from covector.core.avals import ShapedArray as ShapedArray
