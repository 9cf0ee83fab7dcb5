"""MLIR's own Python bindings, with the array dialect and Covector's passes in them.

For those who inspect, test and extend: parse, walk, print, build IR and run passes.

>>> from covector.mlir import ir, passmanager
>>> with ir.Context():
...     module = ir.Module.parse("func.func @f(%x: tensor<f32>) -> tensor<f32> { return %x : tensor<f32> }")
...     passmanager.PassManager.parse("builtin.module(func.func(array-simplify))").run(module.operation)
"""
