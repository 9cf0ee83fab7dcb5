"""What the tests of the Python package share."""

import pytest

from covector.config import enable_x64


@pytest.fixture
def x64():
    """Arrays may have 64-bit dtypes during the test."""
    with enable_x64():
        yield
