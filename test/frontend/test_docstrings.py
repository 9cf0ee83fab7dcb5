"""Every public function has an example, and the examples run and print what they say."""

import doctest
import importlib
import importlib.util
import inspect
import pkgutil
from pathlib import Path

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


def public_functions():
    """The functions that the pages of the documentation show, by name."""
    path = Path(__file__).resolve().parents[2] / "docs/public_names.py"
    spec = importlib.util.spec_from_file_location("public_names", path)
    assert spec
    assert spec.loader
    names = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(names)
    for module in names.MODULES:
        for name, value in names.public_names(importlib.import_module(module)):
            upstream = not getattr(value, "__module__", FOREIGN).startswith("covector")
            if not inspect.isclass(value) and not upstream:
                yield f"{module}.{name}", value


def test_every_public_function_has_an_example():
    functions = dict(public_functions())
    assert len(functions) > 800
    without = [name for name, value in functions.items() if ">>>" not in (inspect.getdoc(value) or "")]
    assert not without
