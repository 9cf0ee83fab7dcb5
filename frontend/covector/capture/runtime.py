"""What rewritten functions call: statements run as Python, or are traced as branches and loops."""

from __future__ import annotations

import functools
import operator
import threading
from collections.abc import Callable, Sequence
from types import BuiltinFunctionType, CodeType, FunctionType
from typing import Any

from covector.capture.branches import Arms
from covector.capture.calls import REPLACED, contains
from covector.capture.iteration import Elements, elements_of, known_elements
from covector.capture.loops import Loop
from covector.capture.names import VALUE
from covector.capture.places import UNBOUND, Place, Watch, cells_of, places_of, restored
from covector.capture.sites import PlaceName, Site
from covector.capture.values import is_traced, truth
from covector.core.operands import describe
from covector.errors import (
    PACKAGE,
    ConcretizationTypeError,
    TracerBoolConversionError,
    TracerIntegerConversionError,
    error,
)

Block = Callable[..., None]

# How often a function may be within one of its own traced branches.
_DEEPEST = 24
_COMPARISONS: dict[str, Callable[[Any, Any], Any]] = {
    "Eq": operator.eq, "NotEq": operator.ne, "Lt": operator.lt, "LtE": operator.le, "Gt": operator.gt,
    "GtE": operator.ge, "Is": operator.is_, "IsNot": operator.is_not,
}  # fmt: skip


class _Active(threading.local):
    """The traced branches and loops that are being traced now, the innermost last."""

    def __init__(self) -> None:
        self.sites: list[tuple[Runtime, int]] = []


_active = _Active()


class Runtime:
    """The branches and loops of one rewritten function.

    Args:
        sites: what is known of them, by their numbers.
        code: that the function was made of.
        convert: gives what is called in the place of a function.
    """

    def __init__(self, sites: Sequence[Site], code: CodeType, convert: Callable[[Any], Any]) -> None:
        self.sites, self.code, self.convert = sites, code, convert

    def _traced(self, number: int, block: Block, *args: Any) -> None:
        """Runs a block within a branch or loop that is being traced."""
        if _active.sites.count((self, number)) >= _DEEPEST:
            site = self.sites[number]
            raise error(
                RecursionError,
                f"capture: expected {site.function} to call itself a number of times that is known while "
                f"tracing, got calls of itself in {site.text}, whose condition is traced; write a loop",
            )
        _active.sites.append((self, number))
        try:
            block(*args)
        finally:
            _active.sites.pop()

    def _is_within(self, numbers: Sequence[int]) -> bool:
        return any((self, number) in _active.sites for number in numbers)

    # ---- branches

    def if_(self, number: int, test: Any, then: Block, orelse: Block) -> None:
        """``if test: then() else: orelse()``"""
        if not is_traced(test):
            (then if test else orelse)()
            return
        site = self.sites[number]
        self._branch(number, truth(test, site.text), (then, orelse), (then, orelse), site.leaves)

    def _check(self, site: Site) -> None:
        """Refuses statements that cannot run where a condition is traced."""
        for line, what in site.refused:
            raise error(
                TypeError,
                f"capture: expected statements that can be traced in {site.text}, which is traced, got "
                f"{what} in line {line}; move it out of the loop, or keep what the loop "
                "depends on known while tracing",
            )

    def _branch(self, number: int, condition: Any, arms: Sequence[Block], functions: Sequence[Block],
                leaves: Sequence[bool], guards: bool = False) -> None:  # fmt: skip
        site = self.sites[number]
        self._check(site)
        cells = cells_of(*functions)
        places = places_of(site, cells)
        dropped = [Place(PlaceName(name), cells[name]) for name in site.dropped if name in cells]
        every = [*places, *dropped]
        watch = Watch(site, cells, every)
        before = [place.get() for place in every]

        def run(block: Block) -> list[Any]:
            restored(every, before)
            self._traced(number, block)
            watch.check()
            return [place.get() for place in places]

        named = [self._described(site, place) for place in places]
        guarded = guards or site.guards

        def may_miss(arm: int, place: int) -> bool:
            return guarded or leaves[arm] or not site.needs(places[place].name)

        merged = Arms(site.ways, site.function, named, may_miss)
        try:
            results = merged.run(condition, [functools.partial(run, block) for block in arms])
        except BaseException:
            restored(every, before)
            raise
        restored(dropped, [UNBOUND] * len(dropped))
        restored(places, results)

    def _described(self, site: Site, place: Place) -> tuple[str, str]:
        if place.name.base == VALUE:
            return f"what {site.function} returns", site.line_of(VALUE)
        return str(place.name), site.line_of(str(place.name))

    def if_expression(self, test: Any, then: Callable[[], Any], orelse: Callable[[], Any]) -> Any:
        """``then() if test else orelse()``"""
        if not is_traced(test):
            return then() if test else orelse()
        return self._choice(
            "the conditional expression", truth(test, "a conditional expression"), then, orelse
        )

    def _choice(self, text: str, condition: Any, then: Callable[[], Any], orelse: Callable[[], Any]) -> Any:
        arms = Arms(
            f"in both arms of {text}, whose condition is traced",
            self.code.co_name,
            [("the value", "")],
            lambda arm, place: False,
        )
        return arms.run(condition, [lambda: [then()], lambda: [orelse()]])[0]

    # ---- loops

    def while_(self, number: int, test: Callable[[], Any], body: Block) -> None:
        """``while test(): body()``"""
        while True:
            condition = test()
            if is_traced(condition):
                truth(condition, self.sites[number].text)
                self._loop(number, [test, body], lambda loop, run: loop.while_(test, lambda: run(body)))
                return
            if not condition:
                return
            body()

    def for_(self, number: int, iterable: Any, body: Block, going: Callable[[], Any] | None) -> None:
        """``for element in iterable: body(element)``, as long as ``going()`` is true."""
        elements = elements_of(iterable)
        if elements is not None:
            self._traced_for(number, elements, 0, body, going)
            return
        writes_out = False
        for position, element in enumerate(iterable):
            condition = True if going is None else going()
            if is_traced(condition):
                known = None if writes_out else known_elements(iterable)
                if known is not None:
                    try:
                        self._traced_for(number, known, position, body, going)
                        return
                    except (ConcretizationTypeError, TracerIntegerConversionError):
                        # The body needs elements that are known, such as indices into a list.
                        writes_out = True
                # Each iteration is guarded.
                block = functools.partial(body, element)
                self._branch(number, condition, (block, _nothing), (body,), (False, False), guards=True)
                continue
            if not condition:
                return
            body(element)

    def _traced_for(self, number: int, elements: Elements, start: int, body: Block,
                    going: Callable[[], Any] | None) -> None:  # fmt: skip
        known = isinstance(elements.count, int)

        def trace(loop: Loop, run: Callable[..., None]) -> None:
            def step(index: Any, rows: Sequence[Any]) -> None:
                run(body, elements.at(index, iter(rows) if known and elements.arrays else None))

            if going is not None:
                loop.for_while(start, elements.count, going, lambda i: run(body, elements.at(i, None)))
            else:
                loop.for_(elements.count, elements.arrays if known else (), step)

        self._loop(number, [body, going], trace)

    def _loop(self, number: int, functions: Sequence[Any],
              trace: Callable[[Loop, Callable[..., None]], None]) -> None:  # fmt: skip
        """Traces a loop; ``trace`` is given it, and what runs its blocks."""
        site = self.sites[number]
        self._check(site)
        cells = cells_of(*functions)
        places = places_of(site, cells)
        dropped = [Place(PlaceName(name), cells[name]) for name in site.dropped if name in cells]
        every = [*places, *dropped]
        watch = Watch(site, cells, every)
        before = [place.get() for place in every]

        def unset() -> None:
            restored(dropped, [UNBOUND] * len(dropped))

        def run(block: Block, *args: Any) -> None:
            self._traced(number, block, *args)
            watch.check()

        try:
            trace(Loop(site, places, unset), run)
        except BaseException:
            restored(every, before)
            raise

    # ---- jumps

    def going(self, *flags: Any) -> Any:
        """Whether no jump was taken."""
        if any(flag is True for flag in flags):
            return False
        traced = [flag for flag in flags if flag is not False]
        return ~functools.reduce(operator.or_, traced) if traced else True

    def leaving(self, numbers: Sequence[int], line: int, *reads: tuple[str, Callable[[], Any]]) -> None:
        """Checks what is read where a jump leads, which is taken under traced conditions."""
        if not self._is_within(numbers):
            return
        for name, read in reads:
            try:
                read()
            except NameError:
                raise error(
                    TypeError,
                    f"capture: expected {name} to have a value where the loop is left in line {line}, under "
                    "a traced condition, as it may be read later, got none; assign it before",
                ) from None

    def raising(self, numbers: Sequence[int]) -> None:
        """Refuses to raise where a program alone knows whether it gets there."""
        if self._is_within(numbers):
            raise error(
                ConcretizationTypeError,
                "capture: expected no raise under a condition that is traced: whether it is reached is known "
                "only when the program runs; return nan or a flag, or use cv.debug.callback",
            )

    def assert_(self, test: Any, message: Callable[[], Any] | None) -> None:
        """``assert test, message()``"""
        if is_traced(test):
            raise error(
                ConcretizationTypeError,
                "capture: expected an assertion that is known while tracing, got a traced one; check it "
                "outside, or use cv.debug.callback",
            )
        if not test:
            raise AssertionError(*[] if message is None else [message()])

    def is_(self, x: Any, constant: Any) -> Any:
        """``x is constant``, as patterns ask; a traced boolean is True or False as one of Python is."""
        if is_traced(x) and isinstance(constant, bool) and x.dtype.kind == "b":
            boolean = truth(x, "a case")
            return boolean if constant else ~boolean
        return x is constant

    def subject(self, x: Any) -> Any:
        """What is matched with patterns some of which Python alone can match."""
        if is_traced(x):
            raise error(
                TracerBoolConversionError,
                "capture: expected something known while tracing for a match statement with patterns of "
                f"classes or containers, got {describe(x)}, which is traced; match values by a statement "
                "of their own, whose patterns are numbers, names and |, or write if x == 1: ... elif ...",
            )
        return x

    def guard(self, test: Any) -> Any:
        """The condition of a case of such a statement."""
        if is_traced(test):
            raise error(
                TracerBoolConversionError,
                "capture: expected a condition known while tracing for a case in a match statement with "
                "patterns of classes or containers, or with := or a function in its guard, got a traced "
                f"{describe(test)}; write an if statement in the case",
            )
        return test

    # ---- expressions

    def kept(self, test: Any) -> Any:
        """The condition of a comprehension."""
        if is_traced(test):
            raise error(
                TracerBoolConversionError,
                "capture: expected a condition known while tracing in a comprehension, as the number of its "
                f"elements depends on it, got a traced {describe(test)}; choose for each element instead, as "
                "in sum(x if x > 0 else 0 for x in xs), or use cnp.where",
            )
        return test

    def call(self, fun: Any) -> Any:
        """What is called in the place of ``fun``."""
        if isinstance(fun, (BuiltinFunctionType, type)):
            return REPLACED.get(fun, fun) if fun.__hash__ is not None else fun
        if isinstance(fun, FunctionType) and fun.__code__.co_filename.startswith(PACKAGE):
            return functools.partial(self._library, fun)
        return self.convert(fun)

    def _library(self, fun: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """Functions of the user's that this package is given are captured too."""
        own = [self.convert(x) if isinstance(x, FunctionType) else x for x in args]
        return fun(
            *own, **{k: self.convert(x) if isinstance(x, FunctionType) else x for k, x in kwargs.items()}
        )

    def not_(self, x: Any) -> Any:
        """``not x``"""
        return ~truth(x, "not") if is_traced(x) else not x

    def bool_op(self, is_and: bool, simple: bool, value: Any, rest: Callable[[], Any]) -> Any:
        """``value and rest()``, or the same with ``or``."""
        what = "and" if is_and else "or"
        if not is_traced(value):
            return (rest() if value else value) if is_and else (value if value else rest())
        condition = truth(value, what)
        if simple:
            other = rest()
            if value.dtype.kind == "b" and _is_boolean(other):
                other = truth(other, what) if is_traced(other) else bool(other)
                return condition & other if is_and else condition | other
            rest = lambda: other
        first, second = (rest, lambda: value) if is_and else (lambda: value, rest)
        return self._choice(f"an expression with {what!r}", condition, first, second)

    def compare(self, simple: bool, left: Any, op: str, right: Callable[[], Any], *more: Any) -> Any:
        """``left op right() ...``, where each operand is evaluated once."""
        other = right()
        if op in ("In", "NotIn"):
            result = contains(other, left)
            result = self.not_(result) if op == "NotIn" else result
        else:
            result = _COMPARISONS[op](left, other)
        if not more:
            return result
        return self.bool_op(True, simple, result, lambda: self.compare(simple, other, *more))


def _is_boolean(x: Any) -> bool:
    return isinstance(x, bool) or (hasattr(x, "dtype") and x.dtype.kind == "b" and x.size == 1)


def _nothing() -> None:
    """The arm where a loop has ended."""
