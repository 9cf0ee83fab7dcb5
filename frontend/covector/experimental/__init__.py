"""``cv.experimental``: names that JAX keeps under ``jax.experimental``."""

from covector.callbacks import io_callback as io_callback
from covector.config import enable_x64 as enable_x64
from covector.experimental import jet as jet

__all__ = ["enable_x64", "io_callback", "jet"]
