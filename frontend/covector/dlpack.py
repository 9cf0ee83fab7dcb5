"""Arrays of other libraries: ``cv.dlpack``."""

from covector.core.interop import from_dlpack as from_dlpack
