// RUN: not covector-opt %s -array-batch 2>&1 | FileCheck %s --check-prefix=SIZE
// RUN: not covector-opt %s "-array-batch=size=8 in-axes=0" 2>&1 | FileCheck %s --check-prefix=COUNT
// RUN: not covector-opt %s "-array-batch=size=8 in-axes=0,2" 2>&1 | FileCheck %s --check-prefix=AXIS
// RUN: not covector-opt %s "-array-batch=size=8 in-axes=0,-2" 2>&1 | FileCheck %s --check-prefix=NEGATIVE
// RUN: not covector-opt %s "-array-batch=size=8 out-axes=3" 2>&1 | FileCheck %s --check-prefix=RESULT
// RUN: not covector-opt %s "-array-batch=size=8 out-axes=-1" 2>&1 | FileCheck %s --check-prefix=DIFFERS
// RUN: not covector-opt %s "-array-batch=size=8 function=no_rule" 2>&1 | FileCheck %s --check-prefix=RULE

// SIZE: error: array-batch: the option size, the number of lanes, is needed
// COUNT: error: vmap: in_axes holds 1 axes, but '@main' has 2 arguments
// AXIS: error: vmap: in_axes[1] is 2, but argument 1 of '@main', 'tensor<4xf32>', with the mapped axis has axes 0 to 1 (-1: not mapped)
// NEGATIVE: error: vmap: in_axes[1] is -2, but argument 1
// RESULT: error: vmap: out_axes[0] is 3, but result 0
// DIFFERS: error: vmap: result 0 of '@main' differs between lanes; its out axis must not be -1
// RULE: error: 'math.sin' op is not supported by vmap yet: it has no batching rule (in '@no_rule')
func.func @main(%x: tensor<4xf32>, %y: tensor<4xf32>) -> tensor<4xf32> {
  %0 = array.add %x, %y : tensor<4xf32>
  return %0 : tensor<4xf32>
}
func.func @no_rule(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = math.sin %x : tensor<4xf32>
  return %0 : tensor<4xf32>
}
