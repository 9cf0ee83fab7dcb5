"""Derivative rules of your own, under their longer names: ``import covector.custom_derivatives``."""

from covector.transforms.custom_jvp import custom_jvp as custom_jvp
from covector.transforms.custom_rules import SymbolicZero as SymbolicZero
from covector.transforms.custom_rules import zero_from_primal as zero_from_primal
from covector.transforms.custom_vjp import CustomVJPPrimal as CustomVJPPrimal
from covector.transforms.custom_vjp import custom_gradient as custom_gradient
from covector.transforms.custom_vjp import custom_vjp as custom_vjp
from covector.transforms.custom_vjp import custom_vjp_primal_tree_values as custom_vjp_primal_tree_values
from covector.transforms.linear import closure_convert as closure_convert
from covector.transforms.linear import linear_call as linear_call

__all__ = [
    "CustomVJPPrimal",
    "SymbolicZero",
    "closure_convert",
    "custom_gradient",
    "custom_jvp",
    "custom_vjp",
    "custom_vjp_primal_tree_values",
    "linear_call",
    "zero_from_primal",
]
