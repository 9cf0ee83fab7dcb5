"""Statements and expressions that may meet traced values, as calls of the runtime.

The blocks of an ``if`` or a loop become local functions that assign the variables of the function
around them, by ``nonlocal``::

    if x > 0:                def _cv_then():
        y = x                    nonlocal y
    else:                        y = x
        y = -x               def _cv_else(): ...
                             _cv_runtime.if_(0, x > 0, _cv_then, _cv_else)

So the same code runs as Python, where the condition is known, and is traced where it is not. All that
is added stands at the lines of the statements that it comes from.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Sequence
from typing import Any

from covector.capture import names
from covector.capture.analysis import Liveness, bound_names, declared, own_nodes, parameters
from covector.capture.jumps import Jumps, Refused
from covector.capture.matching import Matching
from covector.capture.names import placed
from covector.capture.sites import PlaceName, Site

_REFUSED_IN_LOOPS = {
    ast.Try: "try", ast.TryStar: "try", ast.With: "with",
}  # fmt: skip


class Rewriting(ast.NodeTransformer):
    """Rewrites one function, and those inside of it.

    Args:
        sites: where branches and loops are noted; a statement is known by its number there.
        method: whether the function may call ``super()``.
    """

    def __init__(self, sites: list[Site], method: bool = False) -> None:
        self.sites, self.method = sites, method
        self.name = "<lambda>"
        self.first: str | None = None
        self.local: set[str] = set()
        self.globals: set[str] = set()
        self.outer: set[str] = set()
        self.shared: set[str] = set()
        # The numbers of the branches that a statement is in.
        self.enclosing: list[int] = []

    # ---- functions

    def function(self, node: ast.FunctionDef) -> ast.FunctionDef:
        """A function without decorators, rewritten."""
        self._check(node)
        self.name = node.name
        node.body = Matching().block(node.body)
        given = parameters(node.args)
        self.first = given[0] if given else None
        self.globals, self.outer = declared(node.body, ast.Global), declared(node.body, ast.Nonlocal)
        self.local = bound_names(node.body) | set(given)
        self.local -= self.globals | self.outer
        inner = [each for each in own_nodes(node.body) if isinstance(each, (ast.FunctionDef, ast.Lambda))]
        self.shared = {
            name
            for each in inner
            if isinstance(each, ast.FunctionDef)
            for name in _assigned_outside(each.body)
        } & (self.local | self.outer)
        always = self.outer | self.shared
        body = [each for each in node.body if not isinstance(each, (ast.Global, ast.Nonlocal))]
        body = body or [placed(ast.Pass(), node)]
        Liveness(body, always)
        doc = body[:1] if ast.get_docstring(node, clean=False) is not None else []
        body = Jumps().function(body[len(doc) :] or [placed(ast.Pass(), node)])
        hidden = {name for name in bound_names(body) if names.is_hidden(name)}
        self.local |= hidden
        rewritten = self._statements(body)
        node.body = [*doc, *self._declarations(sorted(self.local - set(given)), node), *rewritten]
        node.decorator_list = []
        return node

    def _check(self, node: ast.FunctionDef) -> None:
        for each in own_nodes(node.body):
            if isinstance(each, (ast.Yield, ast.YieldFrom)):
                raise Refused(each, "yield: a generator")
            if isinstance(each, ast.Await):
                raise Refused(each, "await")

    def _declarations(self, local: Sequence[str], at: ast.AST) -> list[ast.stmt]:
        """What makes these names variables of this function: code that never runs."""
        found: list[ast.stmt] = []
        if self.globals:
            found.append(ast.Global(sorted(self.globals)))
        if self.outer:
            found.append(ast.Nonlocal(sorted(self.outer)))
        if local:
            never: list[ast.stmt] = [names.assign(name, ast.Constant(None)) for name in local]
            found.append(ast.If(ast.Constant(False), never, []))
        return [placed(each, at) for each in found]

    def visit_FunctionDef(self, node: ast.FunctionDef) -> Any:
        """An inner function: its defaults belong to this one."""
        node.args = self.visit(node.args)
        try:
            inner = Rewriting(self.sites, self.method)
            decorators = node.decorator_list
            inner.function(node)
            node.decorator_list = decorators
        except Refused:
            # A generator, which nobody asks to capture.
            return node
        return node

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> Any:
        return node

    def visit_ClassDef(self, node: ast.ClassDef) -> Any:
        return node

    def visit_arguments(self, node: ast.arguments) -> Any:
        node.defaults = [self.visit(each) for each in node.defaults]
        node.kw_defaults = [each and self.visit(each) for each in node.kw_defaults]
        return node

    # ---- branches and loops

    def _statements(self, body: Iterable[ast.stmt]) -> list[ast.stmt]:
        found: list[ast.stmt] = []
        for node in body:
            result = self.visit(node)
            found += result if isinstance(result, list) else [] if result is None else [result]
        return found

    def _block(self, name: str, body: list[ast.stmt], at: ast.stmt, assigned: set[str],
               takes: Sequence[str] = ()) -> ast.FunctionDef:  # fmt: skip
        """A block of statements as a function."""
        prefix: list[ast.stmt] = []
        assigned = assigned | self.shared  # so that the block holds their cells
        if own := sorted(assigned & (self.local | self.outer)):
            prefix.append(placed(ast.Nonlocal(own), at))
        if own := sorted(assigned & self.globals):
            prefix.append(placed(ast.Global(own), at))
        return placed(names.function(name, takes, [*prefix, *self._statements(body)]), at)

    def visit_If(self, node: ast.If) -> Any:
        if isinstance(node.test, ast.Constant) and node.test.value is False:
            return node
        number = self._site(getattr(node, "kind", "if"), node, [*node.body, *node.orelse])
        assigned = bound_names(node.body), bound_names(node.orelse)
        test = self.visit(node.test)
        self.enclosing.append(number)
        then = self._block("_cv_then", node.body, node, assigned[0])
        orelse = self._block("_cv_else", node.orelse, node, assigned[1])
        self.enclosing.pop()
        arguments = [ast.Constant(number), test, names.load("_cv_then"), names.load("_cv_else")]
        return [then, orelse, self._run("if_", arguments, node, test)]

    def visit_While(self, node: ast.While) -> Any:
        number = self._site("while", node, node.body)
        body = self._block("_cv_body", node.body, node, bound_names(node.body))
        condition = node.test
        if node.going is not None:  # type: ignore[attr-defined]
            condition = placed(ast.BoolOp(ast.And(), [node.going, condition]), node.test)  # type: ignore[attr-defined]
        condition = self.visit(condition)
        test = placed(
            names.function("_cv_test", [], [placed(ast.Return(condition), condition)]), node, node.test
        )
        arguments = [ast.Constant(number), names.load("_cv_test"), names.load("_cv_body")]
        return [test, body, self._run("while_", arguments, node, node.test)]

    def visit_For(self, node: ast.For) -> Any:
        inside = [placed(ast.Assign([node.target], names.load(names.ELEMENT)), node.target), *node.body]
        number = self._site("for", node, inside)
        body = self._block("_cv_body", inside, node, bound_names(inside), [names.ELEMENT])
        going: ast.expr = ast.Constant(None)
        if node.going is not None:  # type: ignore[attr-defined]
            going = placed(names.thunk(node.going), node, node.iter)  # type: ignore[attr-defined]
        elements = self.visit(node.iter)
        arguments = [ast.Constant(number), elements, names.load("_cv_body"), going]
        return [body, self._run("for_", arguments, node, elements)]

    def _run(self, function: str, arguments: list[ast.expr], at: ast.stmt, end: ast.AST) -> ast.stmt:
        return placed(ast.Expr(placed(names.call(function, arguments), at, end)), at, end)

    def _site(self, kind: str, node: Any, inside: Sequence[ast.stmt]) -> int:
        """Notes a branch or loop, and gives its number."""
        assigned = bound_names(inside)
        if self.shared and any(isinstance(each, ast.Call) for each in own_nodes(inside)):
            assigned |= self.shared  # a function that is called may assign them
        loops = kind in ("while", "for")
        required = node.live_head if loops else node.live_after
        required = required | self.shared | self.outer | self.globals
        # What is read only where a jump leads has a value only if that was taken.
        kept = required | (node.live_break if loops else getattr(node, "targets", frozenset()))
        flags = getattr(node, "flags", None)
        own = {name for name in assigned if names.is_hidden(name)}
        if flags is not None:
            # Flags of inner loops begin anew in each iteration.
            own &= {*flags, names.VALUE} if names.RETURNED in flags else set(flags)
        else:
            own -= {name for each in own_nodes(inside) for name in _own_flags(each)}
        carried = (assigned & kept) | own
        places = [PlaceName(name) for name in sorted(carried)]
        places += [place for place in _assigned_parts(inside) if place.base not in bound_names(inside)]
        refused = [
            (each.lineno, _REFUSED_IN_LOOPS[type(each)])  # type: ignore[attr-defined]
            for each in own_nodes(inside)
            if loops and type(each) in _REFUSED_IN_LOOPS
        ]
        refused += [
            (each.lineno, "an assignment to a part of an expression") for each in _unknown_parts(inside)
        ]
        self.sites.append(
            Site(
                kind=kind,
                function=self.name,
                line=node.lineno,
                carried=tuple(places),
                dropped=tuple(sorted(assigned - carried)),
                required=frozenset(required),
                head=frozenset(node.live_head - node.live_exit) if loops else frozenset(),
                guards=getattr(node, "is_guard", False),
                leaves=getattr(node, "leaves", (False, False)),
                refused=tuple(refused),
                lines=_lines(inside),
            )
        )
        return len(self.sites) - 1

    # ---- other statements

    def visit_Expr(self, node: ast.Expr) -> Any:
        needed = getattr(node, "leaving", None)
        if needed is None:
            return self.generic_visit(node)
        # A jump under a traced condition: what is read where it leads must have a value here.
        checked = sorted((needed & self.local) - {name for name in needed if names.is_hidden(name)})
        if not checked or not self.enclosing:
            return None
        arguments: list[ast.expr] = [
            self._numbers(),
            ast.Constant(node.lineno),
            *(thunk_of_name(name) for name in checked),
        ]
        return placed(ast.Expr(names.call("leaving", arguments)), node)

    def _numbers(self) -> ast.expr:
        """The numbers of the branches around, as a tuple."""
        return ast.Tuple([ast.Constant(number) for number in self.enclosing], ast.Load())

    def visit_Raise(self, node: ast.Raise) -> Any:
        self.generic_visit(node)
        if not self.enclosing:
            return node
        numbers = self._numbers()
        return [placed(ast.Expr(names.call("raising", [numbers])), node), node]

    def visit_Assert(self, node: ast.Assert) -> Any:
        self.generic_visit(node)
        message = ast.Constant(None) if node.msg is None else names.thunk(node.msg)
        check = ast.Expr(placed(names.call("assert_", [node.test, message]), node))
        return placed(ast.If(names.load("__debug__"), [check], []), node)

    def visit_Match(self, node: ast.Match) -> Any:
        """One whose patterns look at classes or containers."""
        self.generic_visit(node)
        if any(isinstance(each, ast.MatchValue) for case in node.cases for each in _ways(case.pattern)):
            node.subject = placed(names.call("subject", [node.subject]), node.subject)
        return node

    def visit_match_case(self, node: ast.match_case) -> Any:
        self.generic_visit(node)
        if node.guard is not None:
            node.guard = placed(names.call("guard", [node.guard]), node.guard)
        return node

    def visit_AnnAssign(self, node: ast.AnnAssign) -> Any:
        """Without its annotation, which a variable that is ``nonlocal`` cannot have."""
        if not isinstance(node.target, ast.Name):
            return self.generic_visit(node)
        if node.value is None:
            return placed(ast.Pass(), node)
        return placed(ast.Assign([node.target], self.visit(node.value)), node)

    # ---- expressions

    def visit_Call(self, node: ast.Call) -> Any:
        if names.is_runtime_call(node):
            return node
        if isinstance(node.func, ast.Name) and node.func.id == "super":
            if not node.args and self.method and self.first:
                node.args = [names.load("__class__"), names.load(self.first)]
            return placed(node, node)
        self.generic_visit(node)
        node.func = placed(names.call("call", [node.func]), node.func)
        return node

    def visit_comprehension(self, node: ast.comprehension) -> Any:
        self.generic_visit(node)
        node.ifs = [placed(names.call("kept", [each]), each) for each in node.ifs]
        return node

    def visit_UnaryOp(self, node: ast.UnaryOp) -> Any:
        self.generic_visit(node)
        if isinstance(node.op, ast.Not):
            return placed(names.call("not_", [node.operand]), node)
        return node

    def visit_BoolOp(self, node: ast.BoolOp) -> Any:
        simple = [_is_simple(each) for each in node.values]
        later = any(_assigns(each) for each in node.values[1:])
        self.generic_visit(node)
        if later:
            return node
        is_and = isinstance(node.op, ast.And)
        result = node.values[-1]
        # From the last operand to the first: a and (b and c).
        for value, is_simple in zip(node.values[-2::-1], simple[:0:-1]):
            arguments = [
                ast.Constant(is_and),
                ast.Constant(is_simple),
                value,
                placed(names.thunk(result), result),
            ]
            result = placed(names.call("bool_op", arguments), value, node)
        return result

    def visit_IfExp(self, node: ast.IfExp) -> Any:
        later = _assigns(node.body) or _assigns(node.orelse)
        self.generic_visit(node)
        if later:
            return node
        arms = [placed(names.thunk(each), each) for each in (node.body, node.orelse)]
        return placed(names.call("if_expression", [node.test, *arms]), node)

    def visit_Compare(self, node: ast.Compare) -> Any:
        later = any(_assigns(each) for each in node.comparators[1:])
        member = any(isinstance(op, (ast.In, ast.NotIn)) for op in node.ops)
        simple = all(_is_simple(each) for each in node.comparators[1:])
        self.generic_visit(node)
        if later or (len(node.ops) == 1 and not member):
            return node
        arguments: list[ast.expr] = [ast.Constant(simple), node.left]
        for op, other in zip(node.ops, node.comparators):
            arguments += [ast.Constant(type(op).__name__), placed(names.thunk(other), other)]
        return placed(names.call("compare", arguments), node)


def _ways(pattern: ast.pattern) -> list[ast.pattern]:
    """The patterns that the thing itself is compared with."""
    if isinstance(pattern, ast.MatchOr):
        return [way for each in pattern.patterns for way in _ways(each)]
    if isinstance(pattern, ast.MatchAs) and pattern.pattern is not None:
        return _ways(pattern.pattern)
    return [pattern]


def thunk_of_name(name: str) -> ast.expr:
    """A pair: a name, and a function that reads it."""
    return ast.Tuple([ast.Constant(name), names.thunk(names.load(name))], ast.Load())


def _is_simple(node: ast.expr) -> bool:
    """Whether an operand costs little, so that it may be evaluated where Python would not."""
    return not any(
        isinstance(each, (ast.Call, ast.Await, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp))
        and not names.is_runtime_call(each)
        for each in ast.walk(node)
    )


def _assigns(node: ast.expr) -> bool:
    return any(isinstance(each, ast.NamedExpr) for each in own_nodes([node]))


def _assigned_outside(body: Sequence[ast.stmt]) -> set[str]:
    """What an inner function, and those inside of it, assign by ``nonlocal``."""
    found = declared(body, ast.Nonlocal)
    for each in own_nodes(body):
        if isinstance(each, ast.FunctionDef):
            found |= _assigned_outside(each.body)
    return found


def _own_flags(node: ast.AST) -> set[str]:
    """The flags that begin with a loop, or with its iterations."""
    if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant) and node.value.value is False:
        return {each.id for each in node.targets if isinstance(each, ast.Name) and names.is_hidden(each.id)}
    return set()


def _assigned_parts(body: Sequence[ast.stmt]) -> list[PlaceName]:
    """The attributes, and things with items, that statements assign."""
    found: dict[PlaceName, None] = {}
    for node in own_nodes(body):
        if isinstance(node, (ast.Attribute, ast.Subscript)) and not isinstance(node.ctx, ast.Load):
            place = _part(node)
            if place is not None:
                found[place] = None
    return [
        place for place in found if not (place.items and PlaceName(place.base, place.attributes) in found)
    ]


def _unknown_parts(body: Sequence[ast.stmt]) -> list[ast.expr]:
    """What is assigned in objects that no variable holds, such as ``d[k].x`` and ``f().x``."""
    return [
        node
        for node in own_nodes(body)
        if isinstance(node, (ast.Attribute, ast.Subscript))
        and not isinstance(node.ctx, ast.Load)
        and (_part(node) is None or (isinstance(node, ast.Attribute) and _has_items(node.value)))
    ]


def _has_items(node: ast.expr) -> bool:
    return any(isinstance(each, ast.Subscript) for each in ast.walk(node))


def _part(node: ast.expr) -> PlaceName | None:
    items, attributes = False, []
    while not isinstance(node, ast.Name):
        if isinstance(node, ast.Subscript):
            # What is above an item is reached by way of it.
            items, attributes = True, []
        elif isinstance(node, ast.Attribute):
            attributes.append(node.attr)
        else:
            return None
        node = node.value
    return PlaceName(node.id, tuple(reversed(attributes)), items)


def _lines(body: Sequence[ast.stmt]) -> dict[str, int]:
    """The first lines in which names are assigned, or changed by a method."""
    found: dict[str, int] = {}
    for node in own_nodes(body):
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            found.setdefault(node.id, node.lineno)
        elif isinstance(node, (ast.Attribute, ast.Subscript)) and not isinstance(node.ctx, ast.Load):
            place = _part(node)
            if place is not None:
                found.setdefault(str(place), node.lineno)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            place = _part(node.func.value)
            if place is not None:
                found.setdefault(f"{place}.", node.lineno)
    return found
