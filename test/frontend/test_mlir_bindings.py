"""covector.mlir: MLIR's Python bindings with the array dialect and our passes in them."""

import pytest

import covector as cv
import covector.numpy as cnp

ir = pytest.importorskip("covector.mlir.ir", reason="covector.mlir was not built: its sources were missing")
from covector.mlir.dialects import arith, array, func  # noqa: E402
from covector.mlir.passmanager import PassManager  # noqa: E402

TEXT = """
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = array.neg %x : tensor<4xf32>
  %1 = array.neg %0 : tensor<4xf32>
  %2 = array.sin %1 : tensor<4xf32>
  return %2 : tensor<4xf32>
}
"""


def names(module) -> list[str]:
    """The names of all operations, in the order of a walk from the outside in."""
    found = []

    def visit(operation):
        found.append(operation.name)
        return ir.WalkResult.ADVANCE

    module.operation.walk(visit, ir.WalkOrder.PRE_ORDER)
    return found


def test_parse_walk_and_print():
    with ir.Context():
        module = ir.Module.parse(TEXT)
        assert names(module) == [
            "builtin.module",
            "func.func",
            "array.neg",
            "array.neg",
            "array.sin",
            "func.return",
        ]
        assert "array.sin" in str(module)
        assert names(ir.Module.parse(str(module))) == names(module)


def test_operations_are_our_classes():
    with ir.Context():
        module = ir.Module.parse(TEXT)
        function = module.body.operations[0]
        assert isinstance(function, func.FuncOp)
        first = function.entry_block.operations[0]
        assert isinstance(first, array.NegOp)
        assert first.result.type == first.x.type


def test_passes_run():
    with ir.Context():
        module = ir.Module.parse(TEXT)
        PassManager.parse("builtin.module(func.func(array-simplify))").run(module.operation)
        assert names(module) == ["builtin.module", "func.func", "array.sin", "func.return"]


def test_reverse_mode_runs():
    with ir.Context():
        module = ir.Module.parse(TEXT)
        PassManager.parse("builtin.module(array-vjp)").run(module.operation)
        assert "array.cos" in names(module)


def test_build_with_inferred_types():
    with ir.Context(), ir.Location.unknown():
        module = ir.Module.create()
        vector = ir.RankedTensorType.get([4], ir.F32Type.get())
        with ir.InsertionPoint(module.body):

            @func.FuncOp.from_py_func(vector, vector, name="main")
            def main(x, y):
                return array.add(x, array.mul(x, y))

        assert module.operation.verify()
        assert names(module)[2:4] == ["array.mul", "array.add"]


def test_errors_are_exceptions():
    with ir.Context():
        with pytest.raises(ir.MLIRError, match="tensor<4xf32>"):
            ir.Module.parse(TEXT.replace("array.sin %1 : tensor<4xf32>", "array.sin %1 : tensor<5xf32>"))
        with pytest.raises(ValueError, match="no-such-pass"):
            PassManager.parse("builtin.module(no-such-pass)")


def test_upstream_dialects():
    with ir.Context(), ir.Location.unknown():
        module = ir.Module.create()
        with ir.InsertionPoint(module.body):
            one = arith.constant(ir.F32Type.get(), 1.0)
            arith.addf(one, one)
        assert names(module) == ["builtin.module", "arith.constant", "arith.addf"]


def test_a_traced_module_is_handed_over():
    lowered = cv.jit(lambda x: cnp.sin(x) * 2).lower(cnp.ones(3))
    module = lowered.compiler_ir()
    assert isinstance(module, ir.Module)
    assert names(module)[:3] == ["builtin.module", "func.func", "array.sin"]
