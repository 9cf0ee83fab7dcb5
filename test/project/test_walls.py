"""Who may see whom: includes between the rooms of C++, imports between those of Python.

The rules are explained in docs/design/0001-rooms-and-walls.md.
"""

import ast
import re
from pathlib import Path

import pytest
from repository import ROOT, name, room_files

# ---- C++: first the room that a file is in, then what it may include
ROOMS = {
    "dialects": ("dialects/", "mlir/", "llvm/"),
    "passes": ("dialects/", "passes/", "runtime/KernelAbi.h", "mlir/", "llvm/"),
    "runtime": ("runtime/", "llvm/", "hwy/", "boost/", "ducc0/"),
    "tools": ("dialects/", "passes/", "mlir/", "llvm/"),
    "tools/covector-run": ("dialects/", "passes/", "runtime/", "tools/", "mlir/", "llvm/"),
    "tools/Npy": ("runtime/", "tools/", "mlir/", "llvm/"),
    "frontend": ("dialects/", "passes/", "runtime/", "frontend/", "mlir/", "mlir-c/", "llvm/", "nanobind/"),
}
INCLUDE = re.compile(r'^\s*#\s*include\s*["<]([^">]+)[">]', re.MULTILINE)
# The C++ and C libraries, and Python's header.
FREE = re.compile(r"^(?:[a-z_0-9]+(?:\.h)?|sys/\w+\.h|Python\.h)$")


def cpp_room(path: Path) -> tuple[str, ...]:
    """What a file may include: the rule with the longest prefix of its name."""
    prefixes = [room for room in ROOMS if name(path).startswith(room)]
    return ROOMS[max(prefixes, key=len)]


def sources() -> list[Path]:
    return room_files("dialects", "passes", "runtime", "tools", "frontend", suffixes=(".cpp", ".h"))


def test_there_are_sources():
    assert len(sources()) > 20


@pytest.mark.parametrize("path", sources(), ids=name)
def test_includes_stay_inside_the_walls(path: Path):
    allowed = cpp_room(path)
    wrong = []
    for include in INCLUDE.findall(path.read_text()):
        if FREE.match(include) or include.startswith(allowed):
            continue
        if "/" not in include and (path.parent / include).exists():
            continue  # beside the file, as precompiled headers are
        wrong.append(include)
    assert not wrong, f"{name(path)} may include only {', '.join(allowed)}; it includes {wrong}"


# ---- Python: layers, from the lowest up; a file sees its own layer and those below
PACKAGE = ROOT / "frontend" / "covector"
BASE = {"_core", "errors", "config", "checks", "dtypes", "tracebacks", "typing", "version"}
CORE = BASE | {"core"}
TREES = CORE | {"tree", "tree_util", "flatten_util"}
SEES = {
    "base": BASE,
    "core": CORE,
    "dlpack": CORE,
    "tree": TREES,
    "tree_util": TREES,
    "flatten_util": TREES,
    "runtime": CORE | {"runtime"},
    "lax": TREES | {"transforms", "lax"},
    "numpy": CORE | {"lax", "numpy"},
    "capture": CORE | {"lax", "capture"},
    "transforms": TREES | {"transforms"},
    "ad_checkpoint": TREES | {"transforms"},
    "custom_derivatives": TREES | {"transforms"},
    "callbacks": TREES | {"transforms", "callbacks"},
    "debug": TREES | {"transforms", "callbacks", "debug"},
    "ffi": TREES | {"transforms", "callbacks", "ffi"},
    "experimental": TREES | {"transforms", "callbacks", "experimental"},
    "einops_support": CORE | {"lax", "numpy", "einops_support"},
    "inspection": TREES | {"transforms", "jit", "inspection"},
    "programs": TREES | {"transforms", "jit", "programs"},
    "jit": TREES | {"transforms", "lax", "capture", "jit", "mlir"},
    "random": TREES | {"lax", "numpy", "transforms", "random"},
    "image": CORE | {"lax", "numpy", "image"},
    "ops": CORE | {"lax", "numpy", "ops"},
    "nn": TREES | {"lax", "numpy", "transforms", "random", "nn"},
    "scipy": TREES | {"lax", "numpy", "transforms", "random", "nn", "scipy"},
    "test_util": TREES | {"lax", "numpy", "transforms", "random", "test_util"},
    "api": TREES | {"runtime", "lax", "numpy", "transforms", "jit", "random", "nn", "api"},
}
# Only these may import jaxlib, and nothing imports jax.
JAXLIB = {"frontend/covector/runtime/pjrt.py"}


def layer(path: Path) -> str:
    """The layer of a file of the package: its first folder, or its own name."""
    first = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    return "base" if first in BASE else first


def imports(path: Path) -> set[str]:
    """The full names of the modules that a file imports, those for type checking left out."""
    tree = ast.parse(path.read_text())
    skipped: set[ast.AST] = set()
    found = set()
    package = ["covector", *path.relative_to(PACKAGE).parts[:-1]] if path.is_relative_to(PACKAGE) else []
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            skipped |= {inner for statement in node.body for inner in ast.walk(statement)}
        if node in skipped:
            continue
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        if isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*base, *([node.module] if node.module else [])])
            if module == "covector":
                found |= {f"covector.{alias.name}" for alias in node.names}
            else:
                found.add(module)
    return found


def modules() -> list[Path]:
    return [
        path
        for path in room_files("frontend/covector", suffixes=(".py",))
        if path.parent != PACKAGE or path.stem != "__init__"
    ]


@pytest.mark.parametrize("path", modules(), ids=name)
def test_imports_point_downward(path: Path):
    assert layer(path) in SEES, f"{name(path)} is in no layer that docs/design/0001-rooms-and-walls.md names"
    allowed = SEES[layer(path)] | {layer(path)}
    inside = {module.split(".")[1] for module in imports(path) if module.startswith("covector.")}
    wrong = inside - allowed
    assert not wrong, (
        f"{name(path)} is in the layer {layer(path)} and imports {sorted(wrong)}, which lie above it"
    )


def test_jaxlib_is_imported_in_one_file():
    found = {
        name(path)
        for path in room_files("frontend", suffixes=(".py",))
        if any(module.split(".")[0] in ("jax", "jaxlib") for module in imports(path))
    }
    assert found <= JAXLIB
