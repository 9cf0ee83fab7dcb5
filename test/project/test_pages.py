"""What pages of the documentation say that examples print is what they print."""

import sys

import pytest
from repository import BUILD, ROOT

sys.path.insert(0, str(ROOT / "docs"))

import outputs


@pytest.mark.parametrize("name", outputs.PAGES)
def test_examples_of_page(name: str):
    if not (BUILD / "tools/covector-opt").exists():
        pytest.skip("covector-opt was not built in this build folder")
    page = (ROOT / "docs/pages" / name).read_text()
    compared = 0
    for match, got in outputs.outputs(page):
        if match[3] is not None:
            problem = outputs.difference(match[3], got)
            assert not problem, (
                f"{match[2]}\n{problem}\n`python docs/outputs.py` writes what is printed today"
            )
            compared += 1
    assert compared >= 3


def test_differences_of_outputs():
    assert not outputs.difference("a 1.0000001\nb\n", "  a  1.0\n\nb")
    assert outputs.difference("a\nb", "a\nc")
    assert not outputs.difference("...\nb\nc\n...\ne\n...", "a\nb\nc\nd\ne\nf")
    assert outputs.difference("...\nb\n...\na\n...", "a\nb")
    assert outputs.difference("...\nb\nc\n...", "a\nb\nd\nc")
    assert not outputs.difference("call @Sleef_sinf8_u10(x)", "call @cv_sin_f32x4(x)")
    assert outputs.rewritten("```python\nprint(1)\n```\n\n```text\n2\n```\n").endswith("```text\n1\n```\n")
