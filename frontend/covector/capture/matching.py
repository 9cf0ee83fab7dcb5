"""``match`` as ``if`` and ``elif``, where its patterns only compare::

    match n:                     if n == 1: y = 10
        case 1: y = 10           elif n == 2 or n == 3: y = 20
        case 2 | 3: y = 20       elif n > limit: m = n; y = m
        case m if m > limit:     else: y = 0
            y = m
        case _: y = 0

That is what Python does with values, ``None``, names, alternatives, and with tuples that stand in the
statement. Others, which look at classes and containers, stay as they are and run as Python.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Sequence
from typing import Any

from covector.capture import names
from covector.capture.analysis import SCOPES, own_nodes
from covector.capture.names import placed

_INNER = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp, ast.NamedExpr, ast.Lambda)


class Matching(ast.NodeTransformer):
    """Rewrites the ``match`` statements of one function, and not those of functions inside of it."""

    def block(self, body: Sequence[ast.stmt]) -> list[ast.stmt]:
        """The statements of a function."""
        found: list[ast.stmt] = []
        for node in body:
            result = self.visit(node)
            found += result if isinstance(result, list) else [result]
        return found

    def visit(self, node: ast.AST) -> Any:
        return node if isinstance(node, SCOPES) else super().visit(node)

    def visit_Match(self, node: ast.Match) -> Any:
        """The branches, behind the assignment of what is matched to variables of its own."""
        self.generic_visit(node)
        if not all(_is_plain(case.guard) for case in node.cases):
            return node
        subject, before = _subject_of(node)
        try:
            branches = _branches(subject, node.cases)
        except _Other:
            return node
        before = [placed(each, node, node.subject) for each in before]
        return [*before, *branches] or [placed(ast.Pass(), node)]


class _Other(Exception):
    """A pattern that does not only compare."""


# A variable, or a tuple of such.
_Subject = str | tuple[Any, ...]


def _is_plain(guard: ast.expr | None) -> bool:
    """Whether the names in a guard may be replaced."""
    return guard is None or not any(isinstance(each, _INNER) for each in own_nodes([guard]))


def _subject_of(node: ast.Match) -> tuple[_Subject, list[ast.stmt]]:
    """The variables that hold what is matched, and their assignments."""
    before: list[ast.stmt] = []

    def hold(value: ast.expr, name: str) -> _Subject:
        if isinstance(value, ast.Tuple) and not any(isinstance(each, ast.Starred) for each in value.elts):
            return tuple(hold(each, f"{name}_{i}") for i, each in enumerate(value.elts))
        before.append(names.assign(name, value))
        return name

    # A name that the user does not use, and that is no flag of a jump.
    return hold(node.subject, f"__match_{node.lineno}_{node.col_offset}"), before


def _branches(subject: _Subject, cases: Sequence[ast.match_case]) -> list[ast.stmt]:
    """The cases from the last to the first."""
    rest: list[ast.stmt] = []
    for case in reversed(cases):
        bound: dict[str, str] = {}
        tests = _tests(case.pattern, subject, bound)
        if case.guard is not None:
            tests.append(_Renamed(bound).visit(copy.deepcopy(case.guard)))
        body = [*(names.assign(name, names.load(held)) for name, held in bound.items()), *case.body]
        body = [placed(each, case.pattern) if i < len(bound) else each for i, each in enumerate(body)]
        if not tests:
            rest = body
            continue
        test = tests[0] if len(tests) == 1 else ast.BoolOp(ast.And(), tests)
        branch = ast.If(placed(test, case.pattern), body, rest)
        branch.kind = "case"  # type: ignore[attr-defined]
        rest = [placed(branch, case.pattern)]
    return rest


def _tests(pattern: ast.pattern, subject: _Subject, bound: dict[str, str]) -> list[ast.expr]:
    """What has to be true for a pattern to match, and in ``bound`` the names that it assigns."""
    match pattern:
        case ast.MatchAs(pattern=None, name=None):
            return []
        case ast.MatchAs(pattern=inner, name=name):
            tests = [] if inner is None else _tests(inner, subject, bound)
            if name is not None:
                if not isinstance(subject, str):
                    raise _Other
                bound[name] = subject
            return tests
        case ast.MatchValue(value=value) if isinstance(subject, str):
            return [placed(ast.Compare(names.load(subject), [ast.Eq()], [value]), pattern)]
        case ast.MatchSingleton(value=value) if isinstance(subject, str):
            return [placed(names.call("is_", [names.load(subject), ast.Constant(value)]), pattern)]
        case ast.MatchOr(patterns=patterns):
            own: dict[str, str] = {}
            ways = [_tests(each, subject, own) for each in patterns]
            if own or any(not way for way in ways):
                raise _Other
            every = [way[0] if len(way) == 1 else ast.BoolOp(ast.And(), way) for way in ways]
            return [placed(ast.BoolOp(ast.Or(), every), pattern)]
        case ast.MatchSequence(patterns=patterns) if (
            isinstance(subject, tuple)
            and len(subject) == len(patterns)
            and not any(isinstance(each, ast.MatchStar) for each in patterns)
        ):
            return [test for each, held in zip(patterns, subject) for test in _tests(each, held, bound)]
    raise _Other


class _Renamed(ast.NodeTransformer):
    """A guard that reads what a pattern binds where it is held before."""

    def __init__(self, bound: dict[str, str]) -> None:
        self.bound = bound

    def visit_Name(self, node: ast.Name) -> ast.Name:
        return placed(names.load(self.bound[node.id]), node) if node.id in self.bound else node
