"""Every file says what it is, and none says whose machine it was written on."""

import re
from pathlib import Path

import pytest
from repository import ROOT, files, name, room_files

# Written in two parts, so that this file does not hold what it looks for.
MACHINE_PATHS = re.compile(r"(?<![\w.~}\-/])/" + r"(?:work|root|home|Users|tmp)/")
CPP_HEAD = re.compile(
    r"//===- (?P<name>\S+) - (?P<what>.+?) -*(?:\*- C\+\+ -\*-+)?===//\n//\n"
    r"// Part of Covector, under the Apache License v2\.0 with LLVM Exceptions\.\n"
    r"// SPDX-License-Identifier: Apache-2\.0 WITH LLVM-exception\n"
)
LONGEST = 1000


@pytest.mark.parametrize("path", files(), ids=name)
def test_no_path_of_a_machine(path: Path):
    lines = [line for line in path.read_text().splitlines() if MACHINE_PATHS.search(line)]
    assert not lines, f"{name(path)} holds paths of one machine: {lines}"


@pytest.mark.parametrize(
    "path",
    room_files("dialects", "passes", "runtime", "tools", "frontend", suffixes=(".cpp", ".h", ".td")),
    ids=name,
)
def test_head_of_a_cpp_file(path: Path):
    match = CPP_HEAD.match(path.read_text())
    if path.name == "Precompiled.h":
        return
    assert match, f"{name(path)} does not begin with its name, what it does, and the licence"
    assert match["name"] == path.name


@pytest.mark.parametrize(
    "path", room_files("frontend", "tools", "test", "benchmarks", "examples", suffixes=(".py",)), ids=name
)
def test_head_of_a_python_file(path: Path):
    text = path.read_text()
    assert not text or re.match(r'(#!.*\n)?r?"""\S', text), f"{name(path)} does not begin with a docstring"


@pytest.mark.parametrize("path", [p for p in files() if p.suffix in {".py", ".cpp", ".h", ".td"}], ids=name)
def test_files_are_short(path: Path):
    count = len(path.read_text().splitlines())
    assert count <= LONGEST, f"{name(path)} has {count} lines; split it by family"


def test_links_in_documents():
    wrong = []
    for path in files():
        if path.suffix == ".md":
            for link in re.findall(r"\]\((?!https?:|#)([^)#\s]+)", path.read_text()):
                if not (path.parent / link).exists() and not (ROOT / link).exists():
                    wrong.append(f"{name(path)}: {link}")
    assert not wrong
