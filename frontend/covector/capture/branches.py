"""An ``if`` whose condition is traced: both arms are traced, one is run."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from covector import _core
from covector.capture.values import Kind, Value, converted, joined, kind_of, same_object, zeros
from covector.core.operands import as_array
from covector.errors import error
from covector.lax.bodies import Body, is_array_leaf, trace_body
from covector.typing import Array


class Arms:
    """The two arms of a branch.

    Args:
        ways: to say of what holds in both arms, for messages.
        function: the name of the user's function.
        names: of the values that arms give, and where each is assigned, for messages.
        may_miss: for each arm, whether a value that it does not give is never read where it was run;
            and for each name.
    """

    def __init__(self, ways: str, function: str, names: Sequence[tuple[str, str]],
                 may_miss: Callable[[int, int], bool]) -> None:  # fmt: skip
        self.ways, self.function, self.names, self.may_miss = ways, function, names, may_miss

    def run(self, condition: Array, arms: Sequence[Callable[[], Sequence[Any]]]) -> list[Any]:
        """What the chosen arm gives; the first arm is that for true.

        Raises:
            TypeError: the arms give values of different types.
        """
        first, given = self._trace(arms[0], lambda values: self._own(values))
        columns: list[list[Kind]] = []

        def aligned(values: list[Value]) -> list[Array]:
            columns[:] = self._columns(given, values)
            return self._fitted(values, columns, given)

        second, others = self._trace(arms[1], aligned)
        if [kind for kinds in columns for kind in kinds] != [
            Kind(tuple(shape), dtype, weak) for shape, dtype, weak in first.types(0)
        ]:
            first, given = self._trace(arms[0], lambda values: self._fitted(values, columns, others))
        results = iter(_core.case(condition, [second.traced, first.traced], []))
        return [self._merged(*each, results) for each in zip(given, others, columns)]

    def _trace(
        self, arm: Callable[[], Sequence[Any]], arrays_of: Callable[[list[Value]], list[Array]]
    ) -> tuple[Body, list[Value]]:
        given: list[Value] = []

        def function() -> tuple[list[Array]]:
            given[:] = [Value(value) for value in arm()]
            return (arrays_of(given),)

        return trace_body("capture", function, [], self.function), given

    def _own(self, values: list[Value]) -> list[Array]:
        return [array for value in values for array in value.arrays()]

    def _columns(self, firsts: list[Value], seconds: list[Value]) -> list[list[Kind]]:
        """The types of the arrays of each value, in both arms."""
        return [self._kinds(number, x, y) for number, (x, y) in enumerate(zip(firsts, seconds))]

    def _kinds(self, number: int, x: Value, y: Value) -> list[Kind]:
        name, where = self.names[number]
        if not x.bound or not y.bound:
            missing = 0 if not x.bound else 1
            if x.bound == y.bound or self.may_miss(missing, number):
                return [kind_of(array) for array in (*x.arrays(), *y.arrays())]
            arm = ("where the condition holds", "where it does not")[missing]
            raise error(
                TypeError,
                f"capture: expected {name} to be assigned {self.ways}, as it is read later, got one that has "
                f"no value {arm}{where}; assign it before",
            )
        if x.structure != y.structure:
            raise error(
                TypeError,
                f"capture: expected one structure of {name} {self.ways}, got {x} and {y}{where}; assign the "
                "same containers",
            )
        kinds = []
        for left, right in zip(x.leaves, y.leaves):
            arrays = is_array_leaf(left), is_array_leaf(right)
            if all(arrays):
                own = [kind_of(as_array(leaf, "capture")) for leaf in (left, right)]
                kind = joined(*own)
                if kind is None:
                    what = "shapes" if own[0].shape != own[1].shape else "dtypes"
                    raise error(
                        TypeError,
                        f"capture: expected {name} to have one type {self.ways}, got {own[0]} and {own[1]}, "
                        f"whose {what} differ{where}; convert one of them with "
                        + ("broadcast_to" if what == "shapes" else "astype"),
                    )
                kinds.append(kind)
            elif any(arrays) or not same_object(left, right):
                raise error(
                    TypeError,
                    f"capture: expected arrays and numbers for {name} {self.ways}, got {x} and {y}{where}; "
                    "other objects cannot depend on a traced condition",
                )
        return kinds

    def _fitted(self, values: list[Value], columns: list[list[Kind]], others: list[Value]) -> list[Array]:
        """The arrays of these types."""
        found: list[Array] = []
        for value, kinds in zip(values, columns):
            if value.bound:
                found += [converted(x, kind) for x, kind in zip(value.arrays(), kinds)]
            else:
                found += [zeros(kind) for kind in kinds]
        return found

    def _merged(self, x: Value, y: Value, kinds: list[Kind], results: Any) -> Any:
        """One value of what the branch gives; what is the same in both arms stays what it is."""
        arrays = [converted(next(results), kind) for kind in kinds]
        if not x.bound or not y.bound:
            return (x if x.bound else y).rebuilt(arrays)
        kept: list[Any] = []
        remaining = iter(arrays)
        for left, right in zip(x.leaves, y.leaves):
            if is_array_leaf(left):
                array = next(remaining)
                kept.append(left if same_object(left, right) else array)
        return x.rebuilt(kept)
