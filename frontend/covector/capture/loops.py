"""Loops that run an unknown number of times: their variables are carried, their blocks traced once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from covector import _core
from covector.capture.places import Place
from covector.capture.sites import Site
from covector.capture.values import Kind, Value, converted, joined, kind_of, same_object, truth, zeros
from covector.core.operands import as_array
from covector.errors import error
from covector.lax.bodies import Body, is_array_leaf, trace_body
from covector.typing import Array

# A variable may go from bool by int and float to complex, and from weak to strong.
_MOST_TRACES = 10


class Loop:
    """A loop that is traced.

    Args:
        site: where it stands.
        places: what it carries.
        unset: makes variables that are not carried have no value.
    """

    def __init__(self, site: Site, places: Sequence[Place], unset: Callable[[], None]) -> None:
        self.site, self.places, self.unset = site, places, unset
        self.values = [Value(place.get()) for place in places]
        for place, value in zip(places, self.values):
            if not value.bound and site.needs(place.name):
                self._refuse_unbound(place)
        self.kinds = [[kind_of(x) for x in value.arrays()] for value in self.values]
        self.missing: dict[int, Value] = {}

    def _refuse_unbound(self, place: Place) -> None:
        name = str(place.name)
        when = "read in its first iteration" if name in self.site.head else "read later"
        raise error(
            TypeError,
            f"capture: expected {name} to have a value before {self.site.text}, which is traced, as it may "
            f"be {when}, got none{self.site.line_of(name)}; assign it before the loop",
        )

    def while_(self, test: Callable[[], Any], body: Callable[[], None]) -> None:
        """Runs ``body`` as long as ``test`` is true."""
        traced = self._settled(lambda inits: self._trace(inits, lambda _: body(), 0))
        condition = self._condition(test, [], lambda _: None)
        self._finish(traced, _core.while_loop(condition.traced, traced.traced, self._inits()))

    def for_(self, count: Any, xs: Sequence[Array], body: Callable[[Array, Sequence[Array]], None]) -> None:
        """Runs ``body`` with numbers below ``count``, and elements of ``xs``."""
        traced = self._settled(
            lambda inits: self._trace(inits, lambda extra: body(extra[0], extra[1:]), 0, xs, indexed=True)
        )
        bounds = max(count, 0) if isinstance(count, int) else (as_array(0, "capture"), count)
        self._finish(traced, _core.scan(traced.traced, self._inits(), list(xs), bounds, False))

    def for_while(
        self, start: Any, count: Any, test: Callable[[], Any], body: Callable[[Array], None]
    ) -> None:
        """Runs ``body`` with numbers from ``start`` to below ``count``, as long as ``test`` is true."""
        limit = as_array(count, "capture")
        limit = _core.convert(limit, limit.dtype, False)
        index = _core.convert(as_array(start, "capture"), limit.dtype, False)

        def step(extra: Sequence[Array]) -> None:
            body(extra[0])

        traced = self._settled(
            lambda inits: self._trace([index, *inits], step, 1, advance=lambda i: i + np.ones((), i.dtype))
        )
        condition = self._condition(test, [index], lambda extra: extra[0] < limit)
        results = _core.while_loop(condition.traced, traced.traced, [index, *self._inits()])
        self._finish(traced, results[1:])

    # ---- tracing

    def _inits(self) -> list[Array]:
        """The arrays at first, of the types that are carried."""
        found: list[Array] = []
        for value, kinds in zip(self.values, self.kinds):
            own = value.arrays() if value.bound else [zeros(kind) for kind in kinds]
            found += [converted(x, kind) for x, kind in zip(own, kinds)]
        return found

    def _template(self, number: int) -> Value:
        return self.missing.get(number, self.values[number])

    def _install(self, arrays: Sequence[Array]) -> None:
        start = 0
        for number, (place, kinds) in enumerate(zip(self.places, self.kinds)):
            place.set(self._template(number).rebuilt(arrays[start : start + len(kinds)]))
            start += len(kinds)

    def _trace(
        self,
        inits: Sequence[Array],
        body: Callable[[Sequence[Array]], None],
        before: int,
        xs: Sequence[Array] = (),
        *,
        indexed: bool = False,
        advance: Callable[[Array], Array] | None = None,
    ) -> tuple[Body, list[list[Kind]], bool]:
        """The body traced, the types that are to be carried, and whether they are those that were."""
        wanted: list[list[Kind]] = []
        settled = True

        def function(*tracers: Array) -> tuple[list[Array]]:
            nonlocal settled
            lead = int(indexed) + before
            carried = tracers[lead : lead + len(inits) - before]
            extra = [*tracers[:lead], *tracers[lead + len(carried) :]]
            self.unset()
            self._install(carried)
            body(extra)
            outputs = [advance(extra[0])] if advance is not None else []
            for number, place in enumerate(self.places):
                arrays, kinds, fits = self._next(number, Value(place.get()))
                outputs += arrays
                wanted.append(kinds)
                settled &= fits
            return (outputs,)

        traced = trace_body("capture", function, inits, self.site.function, xs=xs, indexed=indexed)
        return traced, wanted, settled

    def _settled(self, trace: Callable[[list[Array]], tuple[Body, list[list[Kind]], bool]]) -> Body:
        """The body, traced until what it carries has the types that it is given."""
        for _ in range(_MOST_TRACES):
            traced, wanted, settled = trace(self._inits())
            if settled:
                return traced
            self.kinds = wanted
        raise error(
            RuntimeError,
            f"capture: internal error: types of {self.site.text} do not settle; please report this",
        )

    def _next(self, number: int, new: Value) -> tuple[list[Array], list[Kind], bool]:
        """What is carried of a variable after an iteration: arrays, their types, whether those were known."""
        old, kinds = self._template(number), self.kinds[number]
        name = str(self.places[number].name)
        where = self.site.line_of(name)
        if not old.bound:
            # Such as the value that a function returns from within the loop.
            if not new.bound:
                return [], [], True
            self.missing[number] = new
            return new.arrays(), [kind_of(x) for x in new.arrays()], False
        if not new.bound and not self.site.needs(self.places[number].name):
            return [zeros(kind) for kind in kinds], kinds, True
        if not new.bound:
            raise error(
                TypeError,
                f"capture: expected {name} to have a value at the end of {self.site.text}, which is traced, "
                f"got none{where}; keep it",
            )
        if old.structure != new.structure:
            raise error(
                TypeError,
                f"capture: expected {name} to keep its structure in {self.site.text}, which is traced, got "
                f"{old} before an iteration and {new} after it{where}; assign the same containers",
            )
        arrays: list[Array] = []
        found: list[Kind] = []
        remaining = iter(kinds)
        for left, right in zip(old.leaves, new.leaves):
            if not is_array_leaf(left) or not is_array_leaf(right):
                if is_array_leaf(left) or is_array_leaf(right) or not same_object(left, right):
                    raise error(
                        TypeError,
                        f"capture: expected {name} to be made of arrays and numbers in {self.site.text}, "
                        f"which is traced, got {old} before an iteration and {new} after it{where}; other "
                        "objects have to stay the same",
                    )
                continue
            array = as_array(right, "capture")
            kind = next(remaining)
            wider = joined(kind, kind_of(array))
            if wider is None or (wider.dtype != kind.dtype and not kind.weak):
                own = kind_of(array)
                what = "shapes" if own.shape != kind.shape else "dtypes"
                raise error(
                    TypeError,
                    f"capture: expected {name} to keep its type in {self.site.text}, which is traced, got "
                    f"{kind} before an iteration and {own} after it, whose {what} differ{where}; convert it "
                    + ("with astype, before the loop or in it" if what == "dtypes" else "before the loop"),
                )
            arrays.append(converted(array, wider))
            found.append(wider)
        return arrays, found, found == kinds

    def _condition(self, test: Callable[[], Any], before: list[Array], first: Callable[[Any], Any]) -> Body:
        size = len(before)

        def function(*tracers: Array) -> tuple[Any]:
            self.unset()
            self._install(tracers[size:])
            limit = first(tracers[:size])
            result = test()
            result = (
                truth(as_array(result, "capture"), self.site.text) if not isinstance(result, bool) else result
            )
            return (result if limit is None else limit & result,)

        return trace_body("capture", function, [*before, *self._inits()], self.site.function)

    def _finish(self, traced: Body, results: Sequence[Array]) -> None:
        kinds = [kind for each in self.kinds for kind in each]
        self.unset()
        self._install([converted(x, kind) for x, kind in zip(results, kinds)])
