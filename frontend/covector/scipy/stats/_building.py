"""Makes the functions of a distribution from formulas in the standardised variable.

A module of a distribution gives formulas of ``z = (x - loc) / scale`` and the shape parameters, and
where the density is not zero; the public functions, which promote their arguments, standardise,
choose the value outside of the support and document themselves, are made here.
"""

from __future__ import annotations

import inspect
import math
from collections.abc import Callable, Mapping
from typing import Any

from covector import numpy as cnp
from covector.core.compiled import compiled
from covector.scipy.special_common import real_operands
from covector.typing import Array

SUMMARIES = {
    "pdf": "Density",
    "logpdf": "Logarithm of the density",
    "pmf": "Probability",
    "logpmf": "Logarithm of the probability",
    "cdf": "Distribution function",
    "logcdf": "Logarithm of the distribution function",
    "sf": "Survival function (1 minus the distribution function)",
    "logsf": "Logarithm of the survival function",
    "ppf": "Quantile (inverse of the distribution function)",
    "isf": "Inverse of the survival function",
    "entropy": "Entropy",
}
PLACE = {"loc": "where the standard distribution is moved to", "scale": "what it is stretched by, positive"}
VARIABLE = {
    "x": "real array: where it is evaluated",
    "k": "real array: numbers of events",
    "q": "real array: probabilities",
    "p": "real array: probabilities",
}

Formula = Callable[..., Array]


def _documentation(
    distribution: str, name: str, title: str, arguments: Mapping[str, str], example: str, source: str
) -> str:
    described = "\n".join(f"    {argument}: {text}." for argument, text in arguments.items())
    note = f"\nSource: {source}\n" if source else ""
    return (
        f"{SUMMARIES[name]} of {title}.\n\nArgs:\n{described}\nReturns:\n    Array of the floating-point "
        "dtype and the shape that the arguments have together.\nRaises:\n    TypeError: an argument is no "
        f"array, or the shapes do not fit.\n{note}\n"
        f">>> cv.scipy.stats.{distribution}.{name}({example}).shape\n()\n"
    )


class Distribution:
    """The functions of one distribution, as they are added.

    Args:
        module: the ``__name__`` of the module of the distribution.
        title: as in ``the normal distribution``.
        parameters: shape parameters with their meanings.
        place: which of ``loc`` and ``scale`` there are.
        example: values of the first argument and the shape parameters.
        support: the least and greatest value of ``z``, as functions of the shape parameters.
        valid: where the shape parameters have a meaning; elsewhere results are NaN.
        variable: name of the first argument.
    """

    def __init__(
        self,
        module: str,
        title: str,
        parameters: Mapping[str, str] | None = None,
        place: tuple[str, ...] = ("loc", "scale"),
        example: str = "0.5",
        support: tuple[Formula | None, Formula | None] = (None, None),
        valid: Formula | None = None,
        variable: str = "x",
        source: str = "",
    ) -> None:
        self.module, self.name, self.title = module, module.rpartition(".")[2], title
        self.parameters, self.place, self.example = dict(parameters or {}), place, example
        self.support, self.valid, self.variable, self.source = support, valid, variable, source

    # ---- functions of x

    def of_x(self, name: str, formula: Formula, below: float, above: float, shift: bool = False) -> Formula:
        """``formula(z, *parameters)`` inside of the support, `below` and `above` outside.

        Args:
            name: public name.
            formula: of ``z`` and the shape parameters.
            below: value below the support.
            above: value above it.
            shift: whether the logarithm of the scale is subtracted.
        """

        def body(x: Array, *rest: Array) -> Array:
            shapes, loc, scale = self._split(rest)
            z = x if loc is None else x - loc
            z = z if scale is None else z / scale
            low, high = (bound and bound(*shapes) for bound in self.support)
            under = None if low is None else z < low
            over = None if high is None else z > high
            # Outside, a bound stands for z: the formula and its derivative meet nothing odd.
            if under is not None:
                z = cnp.where(under, low, z)
            if over is not None:
                z = cnp.where(over, high, z)
            value = formula(z, *shapes)
            if shift and scale is not None:
                value = value - cnp.log(scale)
            if under is not None:
                value = cnp.where(under, below, value)
            if over is not None:
                value = cnp.where(over, above, value)
            return self._checked(value, shapes)

        return self._public(name, self.variable, body)

    def logpdf(self, formula: Formula) -> tuple[Formula, Formula]:
        """The logarithm of the density, and the density."""
        logarithm = self.of_x("logpdf", formula, -math.inf, -math.inf, shift=True)
        return logarithm, self.exponential("pdf", logarithm)

    def logpmf(self, formula: Formula) -> tuple[Formula, Formula]:
        """The logarithm of the probability, and the probability."""
        logarithm = self.of_x("logpmf", formula, -math.inf, -math.inf)
        return logarithm, self.exponential("pmf", logarithm)

    def cdf(self, formula: Formula) -> Formula:
        """The distribution function."""
        return self.of_x("cdf", formula, 0.0, 1.0)

    def logcdf(self, formula: Formula) -> Formula:
        """Its logarithm."""
        return self.of_x("logcdf", formula, -math.inf, 0.0)

    def sf(self, formula: Formula) -> Formula:
        """The survival function."""
        return self.of_x("sf", formula, 1.0, 0.0)

    def logsf(self, formula: Formula) -> Formula:
        """Its logarithm."""
        return self.of_x("logsf", formula, 0.0, -math.inf)

    def exponential(self, name: str, logarithm: Formula) -> Formula:
        """The exponential of a public function."""
        return self._public(name, self.variable, lambda *arguments: cnp.exp(logarithm(*arguments)))

    def logarithm(self, name: str, function: Formula) -> Formula:
        """The logarithm of a public function."""
        return self._public(name, self.variable, lambda *arguments: cnp.log(function(*arguments)))

    # ---- functions of a probability

    def quantile(self, name: str, formula: Formula, variable: str = "q") -> Formula:
        """``loc + scale * formula(q, *parameters)``; NaN where ``q`` is no probability."""

        def body(q: Array, *rest: Array) -> Array:
            shapes, loc, scale = self._split(rest)
            is_probability = (q >= 0) & (q <= 1)
            z = formula(cnp.where(is_probability, q, 0.5), *shapes)
            value = z if scale is None else z * scale
            value = value if loc is None else value + loc
            return self._checked(cnp.where(is_probability, value, math.nan), shapes)

        return self._public(name, variable, body)

    # ---- shared

    def _split(self, rest: tuple[Array, ...]) -> tuple[tuple[Array, ...], Array | None, Array | None]:
        count = len(self.parameters)
        place = dict(zip(self.place, rest[count:], strict=True))
        return rest[:count], place.get("loc"), place.get("scale")

    def _checked(self, value: Array, shapes: tuple[Array, ...]) -> Array:
        return value if self.valid is None else cnp.where(self.valid(*shapes), value, math.nan)

    def _public(self, name: str, variable: str, body: Formula) -> Formula:
        """The function that users call: of arguments in any form, compiled as one program."""
        kind = inspect.Parameter.POSITIONAL_OR_KEYWORD
        defaults = {"loc": 0, "scale": 1}
        names = [variable, *self.parameters, *self.place]
        signature = inspect.Signature(
            [inspect.Parameter(n, kind, default=defaults.get(n, inspect.Parameter.empty)) for n in names]
        )
        public = f"{self.name}.{name}"

        def call(*arguments: Any, **keywords: Any) -> Array:
            bound = signature.bind(*arguments, **keywords)
            bound.apply_defaults()
            return body(*real_operands(public, *bound.args))

        described = {variable: VARIABLE[variable], **self.parameters}
        described |= {n: PLACE[n] for n in self.place}
        call.__signature__ = signature  # type: ignore[attr-defined]
        call.__name__ = call.__qualname__ = name
        call.__module__ = self.module
        call.__doc__ = _documentation(self.name, name, self.title, described, self.example, self.source)
        return compiled()(call)
