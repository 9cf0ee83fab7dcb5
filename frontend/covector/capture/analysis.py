"""Which variables statements assign, and which are read later.

Liveness is found from the last statement to the first, on the function as the user wrote it: a
variable is live where the value that it has may be read. Jumps go where they go.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Sequence

SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


def own_nodes(roots: Iterable[ast.AST]) -> Iterator[ast.AST]:
    """All nodes that are not in an inner function or class; those themselves are."""
    stack = list(roots)[::-1]
    while stack:
        node = stack.pop()
        yield node
        if isinstance(node, SCOPES):
            continue
        stack.extend(reversed(list(ast.iter_child_nodes(node))))


def parameters(arguments: ast.arguments) -> list[str]:
    """The names of all parameters."""
    every = [
        *arguments.posonlyargs,
        *arguments.args,
        arguments.vararg,
        *arguments.kwonlyargs,
        arguments.kwarg,
    ]
    return [each.arg for each in every if each is not None]


def bound_names(roots: Iterable[ast.AST]) -> set[str]:
    """The variables that statements assign, delete, import or define."""
    found: set[str] = set()
    inner: set[ast.AST] = set()
    for node in own_nodes(roots):
        if isinstance(node, _COMPREHENSIONS):
            # Their variables are their own.
            inner |= {n for g in node.generators for n in ast.walk(g.target)}
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            if node not in inner:
                found.add(node.id)
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            found.add(node.name)
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            found |= {(alias.asname or alias.name).partition(".")[0] for alias in node.names}
        elif (isinstance(node, ast.ExceptHandler) and node.name) or (
            isinstance(node, (ast.MatchAs, ast.MatchStar)) and node.name
        ):
            found.add(node.name)
        elif isinstance(node, ast.MatchMapping) and node.rest:
            found.add(node.rest)
    return found


def declared(roots: Iterable[ast.AST], kind: type[ast.Global] | type[ast.Nonlocal]) -> set[str]:
    """The names in statements ``global`` or ``nonlocal``."""
    return {name for node in own_nodes(roots) if isinstance(node, kind) for name in node.names}


def free_names(node: ast.AST) -> set[str]:
    """The names that an inner function or class reads from outside."""
    if isinstance(node, ast.Lambda):
        inside, own = [node.body], set(parameters(node.args))
    elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
        inside, own = list(node.body), set(parameters(node.args))
    elif isinstance(node, ast.ClassDef):
        inside, own = list(node.body), set()
    else:
        return reads(node)
    own |= bound_names(inside) - declared(inside, ast.Nonlocal)
    return {name for each in inside for name in reads(each)} - own


def reads(root: ast.AST | None) -> set[str]:
    """The names that an expression, or all of a statement, reads, inner functions included."""
    match root:
        case None:
            return set()
        case ast.Name():
            return {root.id} if isinstance(root.ctx, ast.Load) else set()
        case ast.AugAssign(target=ast.Name(id=name)):
            return {name} | reads(root.value)
        case ast.ListComp() | ast.SetComp() | ast.DictComp() | ast.GeneratorExp():
            own = {n.id for g in root.generators for n in ast.walk(g.target) if isinstance(n, ast.Name)}
            first = root.generators[0].iter
            inside = {name for child in _parts(root, first) for name in reads(child)}
            return (inside - own) | reads(first)
        case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.Lambda() | ast.ClassDef():
            return free_names(root) | _outer_reads(root)
        case _:
            return {name for child in ast.iter_child_nodes(root) for name in reads(child)}


def _parts(comprehension: ast.AST, first: ast.expr) -> Iterator[ast.AST]:
    """What is evaluated where the variables of a comprehension are known."""
    for child in ast.iter_child_nodes(comprehension):
        if isinstance(child, ast.comprehension):
            yield from (part for part in ast.iter_child_nodes(child) if part is not first)
        else:
            yield child


def _outer_reads(node: ast.AST) -> set[str]:
    """What the definition of a function or class reads at once: defaults, decorators, bases."""
    outside: list[ast.AST] = []
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
        outside += [each for each in (*node.args.defaults, *node.args.kw_defaults) if each is not None]
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        outside += node.decorator_list
    if isinstance(node, ast.ClassDef):
        outside += [*node.bases, *(keyword.value for keyword in node.keywords)]
    return {name for each in outside for name in reads(each)}


class Liveness:
    """Annotates the statements of a function.

    All get ``live_after``, which is for a jump what is live where it goes. Loops get ``live_head``,
    what is live before their iterations, and ``live_exit``, after the last one.

    Args:
        body: of the function.
        always: names that others see, and that are live at the end.
    """

    def __init__(self, body: Sequence[ast.stmt], always: set[str]) -> None:
        self.always = frozenset(always)
        # What the local functions close over is read where they are.
        self.closures: dict[str, set[str]] = {}
        for node in own_nodes(body):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                self.closures.setdefault(node.name, set()).update(free_names(node))
            elif isinstance(node, ast.Assign) and isinstance(node.value, ast.Lambda):
                for target in node.targets:
                    if isinstance(target, ast.Name):
                        self.closures.setdefault(target.id, set()).update(free_names(node.value))
        # Where break and continue lead, from the outermost loop to the innermost.
        self.targets: list[tuple[frozenset[str], frozenset[str]]] = []
        # What handlers of exceptions may read.
        self.handlers: list[frozenset[str]] = []
        self.block(body, self.always)

    def _reads(self, node: ast.AST | None) -> frozenset[str]:
        found, work = set(), list(reads(node))
        while work:
            name = work.pop()
            if name not in found:
                found.add(name)
                work += self.closures.get(name, ())
        return frozenset(found)

    def block(self, body: Sequence[ast.stmt], live: frozenset[str]) -> frozenset[str]:
        """What is live before statements, of what is live after them."""
        for statement in reversed(body):
            live = self.statement(statement, live)
            for handler in self.handlers:
                live |= handler
        return live

    def statement(self, node: ast.stmt, live: frozenset[str]) -> frozenset[str]:
        """What is live before a statement."""
        node.live_after = live  # type: ignore[attr-defined]
        match node:
            case ast.If():
                return self._reads(node.test) | self.block(node.body, live) | self.block(node.orelse, live)
            case ast.While() | ast.For() | ast.AsyncFor():
                return self._loop(node, live)
            case ast.Break() | ast.Continue():
                after, head = self.targets[-1]
                node.live_after = after if isinstance(node, ast.Break) else head  # type: ignore[attr-defined]
                return node.live_after  # type: ignore[attr-defined]
            case ast.Return():
                node.live_after = self.always  # type: ignore[attr-defined]
                return self._reads(node.value) | self.always
            case ast.Raise():
                return self._reads(node) | self.always
            case ast.With() | ast.AsyncWith():
                live = self.block(node.body, live)
                for item in reversed(node.items):
                    if item.optional_vars is not None:
                        live = (live - bound_names([item.optional_vars])) | self._reads(item.optional_vars)
                    live |= self._reads(item.context_expr)
                return live
            case ast.Try() | ast.TryStar():
                return self._try(node, live)
            case ast.Match():
                before = live
                for case in node.cases:
                    inside = self.block(case.body, live) | self._reads(case.guard)
                    before |= (inside - bound_names([case.pattern])) | self._reads(case.pattern)
                return before | self._reads(node.subject)
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                return (live - {node.name}) | self._reads(node)
            case _:
                return (live - bound_names([node])) | self._reads(node)

    def _loop(self, node: ast.While | ast.For | ast.AsyncFor, live: frozenset[str]) -> frozenset[str]:
        after = self.block(node.orelse, live)
        head = after
        while True:
            self.targets.append((live, head))
            inside = self.block(node.body, head)
            self.targets.pop()
            if isinstance(node, ast.While):
                before = self._reads(node.test) | inside | after
            else:
                before = (inside - bound_names([node.target])) | self._reads(node.target) | after
            if before <= head:
                break
            head |= before
        node.live_head, node.live_exit = head, after  # type: ignore[union-attr]
        return head if isinstance(node, ast.While) else head | self._reads(node.iter)

    def _try(self, node: ast.Try | ast.TryStar, live: frozenset[str]) -> frozenset[str]:
        live = self.block(node.finalbody, live) if node.finalbody else live
        caught = live
        for handler in node.handlers:
            inside = self.block(handler.body, live)
            caught |= (inside - {handler.name or ""}) | self._reads(handler.type)
        live = self.block(node.orelse, live)
        self.handlers.append(caught)
        live = self.block(node.body, live)
        self.handlers.pop()
        return live | caught
