"""The user's own statement as a branch or loop of ``lax``, for errors about traced conditions."""

from __future__ import annotations

import ast
import copy
import functools
import sys
from collections.abc import Iterable, Sequence
from types import FrameType
from typing import Any

from covector import _core
from covector.capture.analysis import Liveness, bound_names, declared, own_nodes, reads
from covector.capture.conversion import is_made
from covector.capture.jumps import LOOPS
from covector.capture.sources import Source, source_of
from covector.capture.values import is_traced
from covector.core import tree
from covector.errors import PACKAGE

_Statement = ast.If | ast.While | ast.For
_JUMPS = (ast.Return, ast.Break, ast.Continue)


def advice(kind: str) -> str:
    """What follows the message of an error, by the name of its class."""
    if kind not in ("TracerBoolConversionError", "TracerIntegerConversionError"):
        return ""
    frame = _user_frame()
    if frame is None or is_made(frame.f_code):
        return ""
    source = source_of(frame.f_code, frame.f_globals)
    if source is None or isinstance(source.node, ast.AsyncFunctionDef):
        return ""
    place = _place(frame)
    node = _node_at(source, place) if place else None
    if node is None:
        return ""
    text = _Writer(source, frame).text(node)
    remedy = "Or cv.jit(f, capture=True), or the decorator cv.capture, does that to a function as it is"
    if not text:
        return f"\n  {remedy}"
    lines = "\n".join("      " + line for line in text.splitlines())
    return f"\n  Line {node.lineno} as it can be compiled:\n\n{lines}\n\n  {remedy}"


def _user_frame() -> FrameType | None:
    frame: FrameType | None = sys._getframe(1)
    while frame is not None and frame.f_code.co_filename.startswith((PACKAGE, "<frozen")):
        frame = frame.f_back
    return frame


def _place(frame: FrameType) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """The lines and columns of the expression that is evaluated."""
    positions = list(frame.f_code.co_positions())
    line, end_line, column, end_column = positions[frame.f_lasti // 2]
    if line is None or end_line is None or column is None or end_column is None:
        return None
    return (line, column), (end_line, end_column)


def _covers(node: ast.expr, place: tuple[tuple[int, int], tuple[int, int]]) -> bool:
    end = (node.end_lineno or node.lineno, node.end_col_offset or 0)
    return (node.lineno, node.col_offset) <= place[0] and place[1] <= end


def _node_at(source: Source, place: tuple[tuple[int, int], tuple[int, int]]) -> Any:
    """The innermost statement or expression whose condition, or bound, this is."""
    found = None
    inside = source.node.body
    for node in own_nodes([inside] if isinstance(inside, ast.expr) else inside):
        if (isinstance(node, (ast.If, ast.While, ast.IfExp)) and _covers(node.test, place)) or (
            isinstance(node, ast.For) and _covers(node.iter, place)
        ):
            found = node
        elif isinstance(node, (ast.BoolOp, ast.UnaryOp, ast.Compare)) and _covers(node, place):
            simple = isinstance(node, ast.UnaryOp) and not isinstance(node.op, ast.Not)
            simple |= isinstance(node, ast.Compare) and len(node.ops) == 1
            if found is None and not simple:
                found = node
    return found


class _Writer:
    """Writes statements of one function in another way."""

    def __init__(self, source: Source, frame: FrameType) -> None:
        self.source = source
        self.lax = _name_of_lax({**frame.f_globals, **frame.f_locals})
        self.body = source.node.body if isinstance(source.node, ast.FunctionDef) else []
        if self.body:
            Liveness(self.body, declared(self.body, ast.Nonlocal))
        self.traced = _traced_names(self.body, frame)

    def text(self, node: Any) -> str:
        """The statement or expression as it can be compiled, or nothing where that takes more."""
        match node:
            case ast.If():
                return self._if(node)
            case ast.While():
                return self._while(node)
            case ast.For():
                return self._for(node)
            case ast.IfExp():
                arms = f"lambda: {ast.unparse(node.body)}, lambda: {ast.unparse(node.orelse)}"
                return f"{self.lax}.cond({_condition(node.test)}, {arms})"
            case _:
                return _condition(node)

    def _is_plain(self, body: Sequence[ast.stmt], jumps: tuple[type[ast.AST], ...] = _JUMPS) -> bool:
        """Whether statements do nothing but assign variables."""
        refused = (
            *jumps,
            ast.Global,
            ast.Nonlocal,
            ast.Yield,
            ast.YieldFrom,
            ast.Await,
            ast.Raise,
            ast.Try,
            ast.Delete,
        )
        return not any(
            isinstance(each, refused)
            or (isinstance(each, (ast.Attribute, ast.Subscript)) and not isinstance(each.ctx, ast.Load))
            for each in own_nodes(body)
        )

    def _if(self, node: ast.If) -> str:
        if returning := self._returning(node):
            return returning
        live: Any = node.live_after  # type: ignore[attr-defined]
        arms = bound_names(node.body), bound_names(node.orelse)
        results = sorted((arms[0] | arms[1]) & live)
        if not results or not self._is_plain([*node.body, *node.orelse]):
            return ""
        needed = _read_first(node.body, results) | _read_first(node.orelse, results)
        taken = sorted((arms[0] | arms[1]) & needed)
        given = ", ".join(["", *taken])
        result = ", ".join(results)
        lines = [
            f"def if_true({', '.join(taken)}):",
            *self._lines(node.body),
            f"    return {result}",
            f"def if_false({', '.join(taken)}):",
            *self._lines(node.orelse),
            f"    return {result}",
            f"{result} = {self.lax}.cond({_condition(node.test)}, if_true, if_false{given})",
        ]
        return "\n".join(lines)

    def _returning(self, node: ast.If) -> str:
        """An ``if`` that returns from the function in any case."""
        orelse = node.orelse or self._following(node)
        for body in (node.body, orelse):
            if not body or not isinstance(body[-1], ast.Return) or body[-1].value is None:
                return ""
            if not self._is_plain(body[:-1]):
                return ""
        taken = sorted(
            bound_names(node.body) & _read_first(node.body) | bound_names(orelse) & _read_first(orelse)
        )
        lines = [
            f"def if_true({', '.join(taken)}):",
            *self._lines(node.body),
            f"def if_false({', '.join(taken)}):",
            *self._lines(orelse),
            f"return {self.lax}.cond({_condition(node.test)}, if_true, if_false{', '.join(['', *taken])})",
        ]
        return "\n".join(lines)

    def _following(self, node: ast.stmt) -> list[ast.stmt]:
        """The statements after one at the top of its function."""
        return self.body[self.body.index(node) + 1 :] if node in self.body else []

    def _while(self, node: ast.While) -> str:
        state = self._carried(node, node.body)
        if (
            not state
            or node.orelse
            or any(isinstance(each, ast.NamedExpr) for each in own_nodes([node.test]))
        ):
            return ""
        text = ", ".join(state)
        one = len(state) == 1
        parameter, unpack = (text, []) if one else ("state", [f"    {text} = state"])
        lines = [
            f"def condition({parameter}):",
            *unpack,
            f"    return {_condition(node.test, boolean=True)}",
            f"def body({parameter}):",
            *unpack,
            *self._lines(node.body),
            f"    return {text}",
            f"{text} = {self.lax}.while_loop(condition, body, {text if one else f'({text})'})",
        ]
        return "\n".join(lines)

    def _for(self, node: ast.For) -> str:
        call = node.iter
        if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "range"):
            return ""
        if (
            not isinstance(node.target, ast.Name)
            or len(call.args) not in (1, 2)
            or call.keywords
            or node.orelse
        ):
            return ""
        state = [name for name in self._carried(node, node.body) if name != node.target.id]
        if not state or node.target.id in node.live_after:  # type: ignore[attr-defined]
            return ""
        lower, upper = ["0", *map(ast.unparse, call.args)][-2:]
        text = ", ".join(state)
        one = len(state) == 1
        lines = [
            f"def body({node.target.id}, {text if one else 'state'}):",
            *([] if one else [f"    {text} = state"]),
            *self._lines(node.body),
            f"    return {text}",
            f"{text} = {self.lax}.fori_loop({lower}, {upper}, body, {text if one else f'({text})'})",
        ]
        return "\n".join(lines)

    def _lines(self, body: Sequence[ast.stmt]) -> list[str]:
        """Statements within a function that is written."""
        inside = _Inside(self)
        made = ast.Module([inside.visit(copy.deepcopy(each)) for each in body], [])
        made.body = [each for part in made.body for each in (part if isinstance(part, list) else [part])]
        lines = ast.unparse(ast.fix_missing_locations(made)).splitlines()
        return ["    " + line for line in lines if line.strip()]

    def _carried(self, node: ast.While | ast.For, body: Sequence[ast.stmt]) -> list[str]:
        if not self._is_plain(body) or any(
            isinstance(each, LOOPS) and each.orelse for each in own_nodes(body)
        ):
            return []
        return sorted(bound_names(body) & (node.live_head | node.live_after))  # type: ignore[attr-defined]


class _Inside(ast.NodeTransformer):
    """Rewrites what stands inside of a statement that is rewritten, where that is traced too."""

    def __init__(self, writer: _Writer) -> None:
        self.writer = writer

    def visit(self, node: ast.AST) -> Any:
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef() | ast.Lambda():
                return node
            case ast.If(test=decides) | ast.While(test=decides) | ast.For(iter=decides):
                pass
            case ast.IfExp(test=decides):
                pass
            case ast.BoolOp() | ast.UnaryOp(op=ast.Not()):
                decides = node
            case ast.Compare() if len(node.ops) > 1:
                decides = node
            case _:
                return self.generic_visit(node)
        text = self.writer.text(node) if reads(decides) & self.writer.traced else ""
        if not text:
            return self.generic_visit(node)
        made = ast.parse(text).body
        return made if isinstance(node, ast.stmt) else made[0].value  # type: ignore[attr-defined]


def _traced_names(body: Sequence[ast.stmt], frame: FrameType) -> set[str]:
    """The variables that hold tracers, and those that may be made of them."""
    found = {name for name, value in frame.f_locals.items() if any(map(is_traced, tree.leaves(value)))}
    before = -1
    while len(found) > before:
        before = len(found)
        for node in own_nodes(body):
            match node:
                case ast.Assign(value=value) | ast.AugAssign(value=value) | ast.NamedExpr(value=value):
                    made: list[ast.AST] = [node]
                case ast.If(test=value) | ast.While(test=value):
                    made = [*node.body, *node.orelse]
                case ast.For(iter=value):
                    made = [node.target, *node.body]
                case _:
                    continue
            if reads(value) & found:
                found |= bound_names(made)
    return found


def _read_first(body: Sequence[ast.stmt], after: Iterable[str] = ()) -> frozenset[str]:
    """The variables that statements, or what follows them, may read before they are assigned."""
    body = copy.deepcopy(list(body))
    return Liveness(body, set()).block(body, frozenset(after))


def _name_of_lax(names: dict[str, Any]) -> str:
    """How the user calls ``covector.lax``."""
    package = sys.modules.get("covector")
    for name, value in names.items():
        if value is sys.modules.get("covector.lax") and value is not None:
            return name
    return next(
        (f"{name}.lax" for name, value in names.items() if value is package and value is not None), "cv.lax"
    )


def _condition(node: ast.expr, boolean: bool = False) -> str:
    """A condition as an expression of arrays."""
    new = _Conditions().truth(copy.deepcopy(node)) if boolean else _Conditions().visit(copy.deepcopy(node))
    return ast.unparse(new)


class _Conditions(ast.NodeTransformer):
    """``and``, ``or``, ``not`` and chains of comparisons as ``&``, ``|`` and ``~``."""

    def truth(self, node: ast.expr) -> ast.expr:
        """A condition as a boolean array."""
        is_boolean = isinstance(node, (ast.BoolOp, ast.Compare))
        is_boolean |= isinstance(node, ast.UnaryOp) and isinstance(node.op, (ast.Not, ast.Invert))
        is_boolean |= isinstance(node, ast.BinOp) and isinstance(node.op, (ast.BitAnd, ast.BitOr))
        is_boolean |= isinstance(node, ast.Call)
        new = self.visit(node)
        return new if is_boolean else ast.Compare(new, [ast.NotEq()], [ast.Constant(0)])

    def visit_BoolOp(self, node: ast.BoolOp) -> Any:
        op = ast.BitAnd() if isinstance(node.op, ast.And) else ast.BitOr()
        return functools.reduce(lambda x, y: ast.BinOp(x, op, y), map(self.truth, node.values))

    def visit_UnaryOp(self, node: ast.UnaryOp) -> Any:
        if isinstance(node.op, ast.Not):
            return ast.UnaryOp(ast.Invert(), self.truth(node.operand))
        return self.generic_visit(node)

    def visit_Compare(self, node: ast.Compare) -> Any:
        self.generic_visit(node)
        operands = [node.left, *node.comparators]
        pairs: list[ast.expr] = [
            ast.Compare(left, [op], [right]) for left, op, right in zip(operands, node.ops, operands[1:])
        ]
        return functools.reduce(lambda x, y: ast.BinOp(x, ast.BitAnd(), y), pairs)

    def visit_Lambda(self, node: ast.Lambda) -> Any:
        return node


def install() -> None:
    """Gives errors about traced conditions this advice."""
    _core.set_advisor(advice)
