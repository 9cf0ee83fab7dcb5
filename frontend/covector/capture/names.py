"""Names and small pieces of syntax that rewritten functions are made of."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Sequence
from typing import TypeVar

# What rewritten code calls, and the beginning of all the names that it adds.
PREFIX = "_cv_"
RUNTIME = "_cv_runtime"
VALUE = "_cv_value"
RETURNED = "_cv_returned"
ELEMENT = "_cv_element"
THUNK = "_cv_thunk"

N = TypeVar("N", bound=ast.AST)


def placed(new: N, old: ast.AST, end: ast.AST | None = None) -> N:
    """New syntax at the place of the old one; what it contains keeps its own places."""
    ast.copy_location(new, old)
    if end is not None:
        new.end_lineno, new.end_col_offset = end.end_lineno, end.end_col_offset  # type: ignore[attr-defined]
    return ast.fix_missing_locations(new)


def load(name: str) -> ast.Name:
    """A variable, read."""
    return ast.Name(name, ast.Load())


def assign(name: str, value: ast.expr) -> ast.Assign:
    """``name = value``"""
    return ast.Assign([ast.Name(name, ast.Store())], value)


def call(function: str, arguments: Iterable[ast.expr]) -> ast.Call:
    """A call of something that the runtime offers."""
    return ast.Call(ast.Attribute(load(RUNTIME), function, ast.Load()), list(arguments), [])


def is_runtime_call(node: ast.AST) -> bool:
    """Whether this is a call that was added."""
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == RUNTIME
    )


def function(name: str, parameters: Sequence[str], body: Sequence[ast.stmt]) -> ast.FunctionDef:
    """``def name(parameters): body``"""
    # By way of text, as the fields of the node differ between versions of Python.
    node = ast.parse(f"def {name}({', '.join(parameters)}): pass").body[0]
    assert isinstance(node, ast.FunctionDef)
    for each in ast.walk(node):
        for field in ("lineno", "col_offset", "end_lineno", "end_col_offset"):
            if hasattr(each, field):
                delattr(each, field)
    node.body = list(body) or [ast.Pass()]
    return node


def thunk(value: ast.expr) -> ast.Lambda:
    """A function without arguments that evaluates an expression later."""
    parameters = function("f", [f"{THUNK}=None"], []).args
    return ast.Lambda(parameters, value)


def is_hidden(name: str) -> bool:
    """Whether rewriting added this name."""
    return name.startswith(PREFIX)
