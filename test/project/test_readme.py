"""The README's Python runs, and prints what the README says that it prints."""

import contextlib
import io
import re

import pytest
from repository import ROOT

README = (ROOT / "README.md").read_text()
# A block of Python, and the block of output that follows it, if one does.
BLOCKS = re.findall(r"```python\n(.*?)```\n(?:\s*```text\n(.*?)```)?", README, re.DOTALL)

NUMBER = re.compile(r"-?\d+\.\d*(?:e[+-]\d+)?")


def test_there_are_examples():
    assert len(BLOCKS) >= 3
    assert sum(bool(output) for _, output in BLOCKS) >= 2


@pytest.mark.parametrize("number", range(len(BLOCKS)))
def test_example(number: int):
    code, expected = BLOCKS[number]
    if "covector.mlir" in code:
        pytest.importorskip(
            "covector.mlir.ir", reason="covector.mlir was not built: its sources were missing"
        )
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(code, f"README.md, block {number}", "exec"), {"__name__": "readme"})
    if expected:
        # The last digits of a number depend on the machine's vectors.
        assert NUMBER.sub("#", printed.getvalue()).split() == NUMBER.sub("#", expected).split()
        numbers = [float(number) for number in NUMBER.findall(printed.getvalue())]
        assert numbers == pytest.approx([float(number) for number in NUMBER.findall(expected)], rel=1e-6)
