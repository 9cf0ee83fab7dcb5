"""What the tests of the Python package share."""

import os

import hypothesis
import pytest

# The same examples in every run: COVECTOR_EXAMPLES=new looks for others.
hypothesis.settings.register_profile("same", derandomize=True, deadline=None)
hypothesis.settings.register_profile("new", deadline=None, print_blob=True)
hypothesis.settings.load_profile(os.environ.get("COVECTOR_EXAMPLES", "same"))
os.environ.setdefault("COVECTOR_TRACEBACK_FILTERING", "off")  # failures here are often our own

from covector.config import enable_x64  # noqa: E402


@pytest.fixture
def x64():
    """Arrays may have 64-bit dtypes during the test."""
    with enable_x64():
        yield
