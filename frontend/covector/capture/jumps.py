"""``break``, ``continue`` and ``return`` as flags, so that every statement runs to its end.

The statements behind an ``if`` one of whose arms ends with a jump belong to the other arm. What
follows a statement that may jump otherwise is guarded by the flags of those jumps::

    while test:                      _cv_break = False
        if a: break                  while going(_cv_break) and test:
        s                                if a: _cv_break = True
                                         else: s
"""

from __future__ import annotations

import ast
import dataclasses
from collections.abc import Sequence
from typing import Any

from covector.capture import names
from covector.capture.analysis import own_nodes, reads
from covector.capture.names import RETURNED, VALUE, placed

LOOPS = (ast.While, ast.For, ast.AsyncFor)
Loop = ast.While | ast.For | ast.AsyncFor


class Refused(Exception):
    """A statement that cannot be captured."""

    def __init__(self, node: ast.AST, what: str) -> None:
        super().__init__(what)
        self.line, self.what = getattr(node, "lineno", 0), what


@dataclasses.dataclass
class _Flags:
    """Those of the loop that a statement is in, and whether it has these jumps."""

    break_: str
    continue_: str


def exits(body: Sequence[ast.stmt]) -> bool:
    """Whether statements always end with a jump."""
    for node in body:
        if isinstance(node, (ast.Return, ast.Break, ast.Continue)):
            return True
        if isinstance(node, ast.If) and exits(node.body) and exits(node.orelse):
            return True
        if isinstance(node, ast.With) and exits(node.body):
            return True
        if isinstance(node, ast.While) and _is_endless(node) and _jumps([node], (ast.Return,)):
            return True
    return False


def _is_endless(node: ast.While) -> bool:
    return isinstance(node.test, ast.Constant) and bool(node.test.value) and not _breaks(node.body)


def _jumps(body: Sequence[ast.AST], kinds: tuple[type[ast.AST], ...]) -> bool:
    return any(isinstance(node, kinds) for node in own_nodes(body))


def _breaks(body: Sequence[ast.stmt], kind: type[ast.stmt] = ast.Break) -> bool:
    """Whether statements of a loop leave that loop, or go to its next iteration."""
    for node in body:
        if isinstance(node, kind):
            return True
        if isinstance(node, LOOPS):
            if _breaks(node.orelse, kind):
                return True
            continue
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            continue
        if any(_breaks(part, kind) for part in _blocks(node)):
            return True
    return False


def _blocks(node: ast.AST) -> list[list[ast.stmt]]:
    """The lists of statements that a statement contains."""
    found = [
        value
        for field in ("body", "orelse", "finalbody")
        if isinstance(value := getattr(node, field, None), list)
    ]
    for field in ("handlers", "cases"):
        found += [each.body for each in getattr(node, field, ())]
    return found


class Jumps:
    """Rewrites the jumps of one function whose statements say what is live."""

    def __init__(self) -> None:
        self.count = 0
        self.read: set[str] = set()
        self.keeps_return = False

    def function(self, body: list[ast.stmt]) -> list[ast.stmt]:
        """The statements of a function without jumps, but for a ``return`` at its end."""
        found = [node for node in own_nodes(body) if isinstance(node, ast.Return)]
        self.keeps_return = not found or (len(found) == 1 and body[-1] is found[0])
        if self.keeps_return:
            return self._pruned(self.block(body, frozenset(), None))
        if not exits(body):
            # To fall off the end is to return None.
            last = placed(ast.Return(ast.Constant(None)), body[-1])
            last.live_after = found[0].live_after  # type: ignore[attr-defined]
            body = [*body, last]
        lowered = self.block(body, found[0].live_after, None)  # type: ignore[attr-defined]
        start = placed(names.assign(RETURNED, ast.Constant(False)), body[0])
        end = placed(ast.Return(names.load(VALUE)), found[-1])
        return self._pruned([start, *lowered, end])

    def _pruned(self, body: list[ast.stmt]) -> list[ast.stmt]:
        """Without flags that are never read."""
        kept: list[ast.stmt] = []
        for node in body:
            if isinstance(node, ast.Assign) and isinstance(target := node.targets[0], ast.Name):
                if names.is_hidden(target.id) and target.id != VALUE and target.id not in self.read:
                    continue
            if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
                for part in _blocks(node):
                    part[:] = self._pruned(part)
                for field in ("body", "handlers", "cases"):
                    for each in [node, *getattr(node, field, ())]:
                        if getattr(each, "body", None) == [] and hasattr(each, "body"):
                            each.body = [placed(ast.Pass(), node)]
            kept.append(node)
        return kept

    def block(self, body: Sequence[ast.stmt], live: frozenset[str], loop: _Flags | None) -> list[ast.stmt]:
        """Statements after which ``live`` is live, with flags for jumps."""
        lowered: list[ast.stmt] = []
        for position, node in enumerate(body):
            rest = list(body[position + 1 :])
            if isinstance(node, (ast.Return, ast.Break, ast.Continue)):
                return lowered + self._jump(node, loop)
            flags = self._flags_of(node, loop)
            targets = _targets([node, *rest])
            if isinstance(node, ast.If):
                rest, done = self._if(node, rest, live, loop)
                lowered.append(node)
                if done:
                    return lowered
            elif isinstance(node, LOOPS):
                lowered += self._loop(node, loop)
            else:
                self._other(node, loop)
                lowered.append(node)
            if flags and rest:
                return [*lowered, self._guard(flags, self.block(rest, live, loop), rest[0], live, targets)]
        return lowered

    def _flags_of(self, node: ast.stmt, loop: _Flags | None) -> list[str]:
        """The flags of the jumps that leave a statement."""
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            return []
        flags = []
        if loop is not None:
            flags += [loop.break_] if _breaks([node]) else []
            flags += [loop.continue_] if _breaks([node], ast.Continue) else []
        return flags + ([RETURNED] if _jumps([node], (ast.Return,)) else [])

    def _going(self, flags: list[str]) -> ast.Call:
        self.read |= set(flags)
        return names.call("going", map(names.load, flags))

    def _guard(self, flags: list[str], body: list[ast.stmt], at: ast.AST, live: frozenset[str],
               targets: frozenset[str] = frozenset()) -> ast.If:  # fmt: skip
        node = placed(ast.If(self._going(flags), body, []), at)
        node.live_after, node.is_guard = live, True  # type: ignore[attr-defined]
        node.targets = targets  # type: ignore[attr-defined]
        return node

    def _jump(self, node: ast.stmt, loop: _Flags | None) -> list[ast.stmt]:
        if isinstance(node, ast.Return):
            if self.keeps_return:
                return [node]
            value = placed(names.assign(VALUE, node.value or ast.Constant(None)), node)
            return [value, placed(names.assign(RETURNED, ast.Constant(True)), node)]
        assert loop is not None
        flag = loop.break_ if isinstance(node, ast.Break) else loop.continue_
        # The names are checked where the function is rewritten.
        leaving = placed(ast.Expr(ast.Constant(None)), node)
        leaving.leaving = node.live_after  # type: ignore[attr-defined]
        return [leaving, placed(names.assign(flag, ast.Constant(True)), node)]

    def _if(self, node: ast.If, rest: list[ast.stmt], live: frozenset[str],
            loop: _Flags | None) -> tuple[list[ast.stmt], bool]:  # fmt: skip
        leaves = exits(node.body), exits(node.orelse)
        body, orelse, done = node.body, node.orelse, False
        if all(leaves):
            done = True
        elif leaves[0] and rest:
            orelse, done = orelse + rest, True
        elif leaves[1] and rest:
            body, done = body + rest, True
        if done:
            node.live_after = live  # type: ignore[attr-defined]
        inside: Any = node.live_after  # type: ignore[attr-defined]
        node.leaves = leaves  # type: ignore[attr-defined]
        node.targets = _targets([*body, *orelse])  # type: ignore[attr-defined]
        node.body = self.block(body, inside, loop)
        node.orelse = self.block(orelse, inside, loop)
        return ([] if done else rest), done

    def _loop(self, node: Loop, outer: _Flags | None) -> list[ast.stmt]:
        self.count += 1
        own = _Flags(f"{names.PREFIX}break_{self.count}", f"{names.PREFIX}continue_{self.count}")
        if isinstance(node, ast.While) and _jumps([node.test], (ast.NamedExpr,)):
            self._move_test(node)
        body = node.body
        flags = [own.break_] if _breaks(body) else []
        flags += [RETURNED] if _jumps(body, (ast.Return,)) else []
        continues = _breaks(body, ast.Continue)
        node.body = self.block(body, node.live_head, own)  # type: ignore[attr-defined]
        if continues:
            node.body.insert(0, placed(names.assign(own.continue_, ast.Constant(False)), node))
        node.flags = flags  # type: ignore[attr-defined]
        node.live_break = node.live_after if own.break_ in flags else frozenset()  # type: ignore[attr-defined]
        node.going = placed(self._going(flags), node, _head(node)) if flags else None  # type: ignore[attr-defined]
        lowered: list[ast.stmt] = []
        if own.break_ in flags:
            lowered.append(placed(names.assign(own.break_, ast.Constant(False)), node))
        lowered.append(node)
        orelse, node.orelse = node.orelse, []
        if orelse:
            after: Any = node.live_after  # type: ignore[attr-defined]
            block = self.block(orelse, after, outer)
            lowered += [self._guard(flags, block, orelse[0], after)] if flags else block
        return lowered

    def _move_test(self, node: ast.While) -> None:
        """``while (x := f(x)) > 0`` leaves from its body: what a test assigns is carried then."""
        if node.orelse:
            raise Refused(node, "a while loop with := in its condition and an else clause")
        leave = placed(ast.Break(), node, node.test)
        leave.live_after = node.live_after  # type: ignore[attr-defined]
        check = placed(ast.If(ast.UnaryOp(ast.Not(), node.test), [leave], []), node, node.test)
        check.live_after = node.live_head  # type: ignore[attr-defined]
        node.body = [check, *node.body]
        node.test = placed(ast.Constant(True), node.test)

    def _other(self, node: ast.stmt, loop: _Flags | None) -> None:
        """Statements that contain others and run as Python: ``with``, ``try``, ``match``."""
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)) or not _blocks(node):
            return
        if isinstance(node, (ast.Try, ast.TryStar)):
            if self._flags_of(ast.If(ast.Constant(True), node.finalbody, []), loop):
                raise Refused(node.finalbody[0], "a jump in a finally clause")
        live: Any = node.live_after  # type: ignore[attr-defined]
        later = [
            *getattr(node, "orelse", ()),
            *getattr(node, "finalbody", ()),
            *getattr(node, "handlers", ()),
        ]
        live |= {name for each in later for name in reads(each)}
        flags = (
            self._flags_of(ast.If(ast.Constant(True), node.body, []), loop) if hasattr(node, "orelse") else []
        )
        for part in _blocks(node):
            if part:
                part[:] = self.block(part, live, loop)
        if flags and node.orelse:  # type: ignore[attr-defined]
            orelse = node.orelse  # type: ignore[attr-defined]
            node.orelse = [self._guard(flags, orelse, orelse[0], live)]  # type: ignore[attr-defined]


def _targets(body: Sequence[ast.AST]) -> frozenset[str]:
    """What is live where the jumps of statements go, those of inner loops left out."""
    found: frozenset[str] = frozenset()
    for node in body:
        if isinstance(node, (ast.Break, ast.Continue)):
            found |= node.live_after  # type: ignore[attr-defined]
        elif isinstance(node, LOOPS):
            found |= _targets(node.orelse)
        elif not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            for part in _blocks(node):
                found |= _targets(part)
    return found


def _head(node: Loop) -> ast.expr:
    """The expression in the first line of a loop."""
    return node.test if isinstance(node, ast.While) else node.iter
