// RUN: not covector-opt %s -array-vmap 2>&1 | FileCheck %s --check-prefix=SIZE
// RUN: not covector-opt %s "-array-vmap=size=8 in-axes=0" 2>&1 | FileCheck %s --check-prefix=COUNT
// RUN: not covector-opt %s "-array-vmap=size=8 in-axes=0,2" 2>&1 | FileCheck %s --check-prefix=AXIS
// RUN: not covector-opt %s "-array-vmap=size=8 in-axes=0,-2" 2>&1 | FileCheck %s --check-prefix=NEGATIVE
// RUN: not covector-opt %s "-array-vmap=size=8 out-axes=3" 2>&1 | FileCheck %s --check-prefix=RESULT
// RUN: not covector-opt %s "-array-vmap=size=8 out-axes=-1" 2>&1 | FileCheck %s --check-prefix=DIFFERS
// RUN: not covector-opt %s "-array-vmap=size=8 function=no_rule" 2>&1 | FileCheck %s --check-prefix=RULE
// RUN: not covector-opt %s "-array-vmap=size=4503599627370496 function=large" 2>&1 | FileCheck %s --check-prefix=LARGE
// RUN: not covector-opt %s "-array-vmap=size=4503599627370496 function=large_inside" 2>&1 | FileCheck %s --check-prefix=INSIDE

// SIZE: error: array-vmap: the option size, the number of lanes, is needed
// COUNT: error: vmap: in_axes holds 1 axes, but '@main' has 2 arguments
// AXIS: error: vmap: in_axes[1] is 2, but argument 1 of '@main', 'tensor<4xf32>', with the mapped axis has axes 0 to 1 (-1: not mapped)
// NEGATIVE: error: vmap: in_axes[1] is -2, but argument 1
// RESULT: error: vmap: out_axes[0] is 3, but result 0
// DIFFERS: error: vmap: result 0 of '@main' differs between lanes; its out axis must not be -1
// RULE: error: 'math.sin' op is not supported by vmap yet: it has no batching rule (in '@no_rule')
// LARGE: error: vmap: argument 0 of '@large', 'tensor<1024xf32>', is too large for 4503599627370496 lanes
// INSIDE: error: 'array.broadcast_in_dim' op cannot be mapped over 4503599627370496 lanes: 'tensor<1024xf32>' would be too large
func.func @main(%x: tensor<4xf32>, %y: tensor<4xf32>) -> tensor<4xf32> {
  %0 = array.add %x, %y : tensor<4xf32>
  return %0 : tensor<4xf32>
}
func.func @no_rule(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = math.sin %x : tensor<4xf32>
  return %0 : tensor<4xf32>
}
func.func @large(%x: tensor<1024xf32>) -> tensor<1024xf32> {
  return %x : tensor<1024xf32>
}
func.func @large_inside(%x: tensor<f32>) -> tensor<f32> {
  %0 = array.broadcast_in_dim %x {dimensions = array<i64>, shape = array<i64: 1024>} : (tensor<f32>) -> tensor<1024xf32>
  %1 = array.reduce_sum %0 {axes = array<i64: 0>} : (tensor<1024xf32>) -> tensor<f32>
  return %1 : tensor<f32>
}
