"""Where the syntax tree of a function is found: in the file that it was compiled from."""

from __future__ import annotations

import ast
import dataclasses
import functools
import linecache
from types import CodeType
from typing import Any

Function = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda


@dataclasses.dataclass(frozen=True)
class Source:
    """The syntax tree of a function.

    Attributes:
        node: the definition; it belongs to the tree of the whole file, and is not to be changed.
        class_name: of the innermost class around it, by which private names are mangled.
        parents: the node above each node of the file.
    """

    node: Function
    class_name: str | None
    parents: dict[ast.AST, ast.AST]


def source_of(code: CodeType, names: dict[str, Any]) -> Source | None:
    """The syntax tree that a code object was compiled from.

    Args:
        code: of a function.
        names: the globals of the function, by which the lines of zipped modules are found.
    Returns:
        What was found, or None where there is no source, or another than was compiled.
    """
    text = "".join(linecache.getlines(code.co_filename, names))
    parsed = _parse(text) if text else None
    if parsed is None:
        return None
    functions, parents = parsed
    found = [node for node in functions.get(code.co_firstlineno, ()) if _fits(node, code)]
    if not found:
        return None
    # Of lambdas within lambdas the innermost one is the one that starts last.
    node = max(found, key=lambda each: (each.lineno, each.col_offset))
    return Source(node, _class_around(node, parents), parents)


@functools.lru_cache(maxsize=64)
def _parse(text: str) -> tuple[dict[int, list[Function]], dict[ast.AST, ast.AST]] | None:
    """The functions of a file by the lines that they start in, and the parents of all nodes."""
    try:
        tree = ast.parse(text)
    except SyntaxError:
        return None
    functions: dict[int, list[Function]] = {}
    parents: dict[ast.AST, ast.AST] = {}
    for node in ast.walk(tree):
        for child in ast.iter_child_nodes(node):
            parents[child] = node
        if isinstance(node, Function):
            functions.setdefault(_first_line(node), []).append(node)
    return functions, parents


def _first_line(node: Function) -> int:
    """The line that code objects name: that of the first decorator, where there is one."""
    decorators = [] if isinstance(node, ast.Lambda) else node.decorator_list
    return min([node.lineno, *(each.lineno for each in decorators)])


def _fits(node: Function, code: CodeType) -> bool:
    name = "<lambda>" if isinstance(node, ast.Lambda) else node.name
    arguments = node.args
    named = [a.arg for a in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)]
    given = list(code.co_varnames[: code.co_argcount + code.co_kwonlyargcount])
    if code.co_name not in (name, _unmangled(code.co_name)) or len(named) != len(given):
        return False
    if any(x != y and not y.endswith(x) for x, y in zip(named, given)):
        return False
    return not isinstance(node, ast.Lambda) or _contains(node.body, code)


def _unmangled(name: str) -> str:
    return name[name.index("__", 1) :] if name.startswith("_") and "__" in name[1:] else name


def _contains(body: ast.expr, code: CodeType) -> bool:
    """Whether all instructions of a lambda belong to this expression."""
    start = (body.lineno, body.col_offset)
    end = (body.end_lineno or body.lineno, body.end_col_offset or 0)
    for line, end_line, column, end_column in code.co_positions():
        if None in (line, end_line, column, end_column) or (line == end_line and column == end_column == 0):
            continue
        if (line, column) < start or (end_line, end_column) > end:
            return False
    return True


def _class_around(node: ast.AST, parents: dict[ast.AST, ast.AST]) -> str | None:
    above: ast.AST | None = parents.get(node)
    while above is not None:
        if isinstance(above, ast.ClassDef):
            return above.name
        above = parents.get(above)
    return None


class Mangling(ast.NodeTransformer):
    """Private names as they are called within their class: ``self.__x`` is ``self._Class__x``."""

    def __init__(self, class_name: str) -> None:
        self.prefix = "_" + class_name.lstrip("_")

    def _mangled(self, name: str) -> str:
        private = name.startswith("__") and not name.endswith("__") and self.prefix != "_"
        return self.prefix + name if private else name

    def visit(self, node: ast.AST) -> Any:
        for field in ("id", "attr", "arg"):
            value = getattr(node, field, None)
            if isinstance(value, str):
                setattr(node, field, self._mangled(value))
        if isinstance(node, (ast.Global, ast.Nonlocal)):
            node.names = [self._mangled(name) for name in node.names]
        return self.generic_visit(node)
