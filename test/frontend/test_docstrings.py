"""The examples in the docstrings of the package run and print what they say."""

import doctest
import importlib
import inspect
import pkgutil

import pytest

import covector

# Built from upstream's sources.
FOREIGN = "covector.mlir"


def examples() -> list[doctest.DocTest]:
    finder = doctest.DocTestFinder(exclude_empty=True)
    found = []
    names = [info.name for info in pkgutil.walk_packages(covector.__path__, "covector.")]
    for name in ["covector", *names]:
        if not name.startswith(FOREIGN) and not name.startswith("covector._"):
            found += [test for test in finder.find(importlib.import_module(name)) if test.examples]
    return found


EXAMPLES = examples()


def test_there_are_examples():
    assert EXAMPLES


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)
def test_example(example: doctest.DocTest):
    assert example.globs is not None
    example.globs.setdefault("cv", covector)
    example.globs.setdefault("cnp", importlib.import_module("covector.numpy"))
    report: list[str] = []
    runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE, verbose=False)
    failures, _ = runner.run(example, out=report.append, clear_globs=False)
    assert not failures, "\n" + inspect.cleandoc("".join(report))
