"""Writes the pages that are made of other things: docstrings, records, results, design notes.

`make docs` copies the written pages (`docs/pages`) into a folder of the build, runs this on it,
and then Sphinx. Nothing of it is committed.
"""

from __future__ import annotations

import importlib
import inspect
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

from public_names import MODULES, public_names
from sphinx.ext.napoleon import Config, GoogleDocstring

ROOT = Path(__file__).resolve().parents[1]
BUILD = Path(os.environ.get("COVECTOR_BUILD_DIR", ROOT / "build")).resolve()
LICENSE_LINE = re.compile(r"^<!--.*?-->\n", re.MULTILINE)
SECTIONS = Config(napoleon_use_param=False, napoleon_use_rtype=False, napoleon_use_ivar=True)


# ---- API


def signature_of(value: Any) -> str:
    """The arguments as written; empty if they are not known."""
    try:
        return str(inspect.signature(value)).replace("'", "")
    except (TypeError, ValueError):
        return "(*args)"


def escaped(line: str) -> str:
    """A line in which a bar outside of code is a bar, as in |x|."""
    if line.lstrip().startswith((">>>", "...")):
        return line
    parts = line.split("``")
    return "``".join(part.replace("|", "\\|") if i % 2 == 0 else part for i, part in enumerate(parts))


def body_of(value: Any) -> list[str]:
    """The docstring as reStructuredText."""
    text = "\n".join(map(escaped, (inspect.getdoc(value) or "").split("\n")))
    lines = GoogleDocstring(text, SECTIONS, what="function").lines()
    return [*lines, ""]


def entry(module: str, name: str, value: Any) -> list[str]:
    """The directive that describes one function or class."""
    kind = "class" if inspect.isclass(value) else "function"
    is_upstream = not getattr(value, "__module__", "covector").startswith("covector")
    if is_upstream:  # a dtype of NumPy or ml_dtypes
        body = [f"``{getattr(value, '__module__', '')}.{getattr(value, '__name__', name)}``", ""]
        return [f".. py:class:: {module}.{name}", "", *[f"   {line}" for line in body]]
    signature = "" if kind == "class" else signature_of(value)
    # A signature that Sphinx cannot parse would be a warning: defaults are shortened.
    signature = re.sub(r"<[^>]*>", "...", signature)
    lines = [f".. py:{kind}:: {module}.{name}{signature}", ""]
    return [*lines, *[f"   {line}".rstrip() for line in body_of(value)]]


def api_page(name: str) -> str | None:
    """The page of one module, or nothing if there is no such module."""
    try:
        module = importlib.import_module(name)
    except ModuleNotFoundError as error:
        if error.name and name.startswith(error.name):
            return None
        raise
    summary = (inspect.getdoc(module) or "").split("\n\n")[0].replace("\n", " ")
    lines = [name, "=" * len(name), "", summary, ""]
    for public, value in public_names(module):
        lines += entry(name, public, value)
    return "\n".join(lines) + "\n"


# ---- records


def tool(name: str) -> str:
    """A tool of the LLVM that the build folder was configured with."""
    cache = (BUILD / "CMakeCache.txt").read_text()
    match = re.search(r"^MLIR_DIR:\w+=(.+)$", cache, re.MULTILINE)
    if not match:
        raise RuntimeError(f"{BUILD}/CMakeCache.txt does not say where MLIR is; run `make build` first")
    return str(Path(match[1]).parents[2] / "bin" / name)


def record_page(records: str, *options: str) -> str:
    """What mlir-tblgen writes of records, with its headings in order."""
    include = Path(tool("mlir-tblgen")).parents[1] / "include"
    command = [tool("mlir-tblgen"), *options, "-I", str(ROOT), "-I", str(include), str(ROOT / records)]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    text = LICENSE_LINE.sub("", text).replace("[TOC]", "").replace("```tablegen", "```text")
    text = text.replace("```mlir", "```text")
    return re.sub(r"^_(Syntax|Traits|Interfaces|Effects)", r"*\1", text, flags=re.MULTILINE)


# ---- the pages


def operation_table() -> str:
    """What the last run of the tests showed."""
    record = BUILD / "operation-table.json"
    if not record.exists():
        return "The tests have not been run in this build folder: `make test` writes the table.\n"
    sys.path.insert(0, str(ROOT / "tools"))
    import operation_table as table

    return table.as_markdown(json.loads(record.read_text())) + "\n"


def differences() -> str:
    """The expressions that are known to give something else in JAX."""
    lines = ["| expression | difference |", "| --- | --- |"]
    for table in sorted((ROOT / "test/frontend/parity").glob("*.txt")):
        for line in table.read_text().splitlines():
            expression, mark, why = line.partition("# differs:")
            if mark and not line.startswith("#"):
                code = expression.strip().replace("|", "\\|")
                lines.append(f"| `{code}` | {why.strip()} |")
    return "\n".join(lines) + "\n"


def pages(source: Path) -> None:
    """Writes every generated page into the folder of sources `source`."""
    (source / "differences.txt").write_text(differences())
    api = source / "api"
    api.mkdir(exist_ok=True)
    names = []
    for module in MODULES:
        text = api_page(module)
        if text is not None:
            (api / f"{module}.rst").write_text(text)
            names.append(module)
    entries = "\n".join(names)
    (api / "index.md").write_text(f"# API\n\n```{{toctree}}\n:maxdepth: 1\n\n{entries}\n```\n")

    dialect = record_page("dialects/array/ArrayOps.td", "-gen-dialect-doc", "-dialect=array")
    (source / "dialect.md").write_text(re.sub(r"\A\s*# .*\n", "# The array dialect\n", dialect))
    passes = record_page("passes/Passes.td", "-gen-pass-doc")
    lowering = record_page("passes/lowering/Passes.td", "-gen-pass-doc")
    (source / "passes.md").write_text(
        f"# Passes\n\n## Transformations\n\n{passes}\n## Lowering\n\n{lowering}"
    )
    (source / "operations.md").write_text(
        "# What is checked of every operation\n\nA cell says in how many element types a check passed; "
        "a dot, that it does not apply.\n\n" + operation_table()
    )
    accuracy = ROOT / "benchmarks/results/accuracy.md"
    text = accuracy.read_text() if accuracy.exists() else "# Accuracy\n\nNot measured yet.\n"
    (source / "accuracy.md").write_text(text if text.startswith("# ") else f"# Accuracy\n\n{text}")

    design = source / "design"
    design.mkdir(exist_ok=True)
    notes = sorted((ROOT / "docs/design").glob("*.md"))
    for note in notes:
        (design / note.name).write_text(note.read_text())
    entries = "\n".join(note.stem for note in notes)
    (design / "index.md").write_text(f"# Design notes\n\n```{{toctree}}\n:maxdepth: 1\n\n{entries}\n```\n")
