// RUN: covector-opt %s -array-simplify | FileCheck %s
// RUN: covector-opt %s -array-grad="function=gradient" -array-simplify | FileCheck %s --check-prefix=GRAD
// RUN: covector-opt %s -array-to-linalg | FileCheck %s --check-prefix=LINALG

// Pure calls are dropped and merged; those with effects and barriers are not.
// CHECK-LABEL: func.func @simplify
func.func @simplify(%x: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>) {
  // CHECK-NOT: "pure" 1
  // CHECK: %[[P:.*]] = array.callback "pure" 2
  // CHECK-NOT: "pure"
  %unused = array.callback "pure" 1 (%x) : (tensor<4xf32>) -> tensor<4xf32>
  %a = array.callback "pure" 2 (%x) : (tensor<4xf32>) -> tensor<4xf32>
  %b = array.callback "pure" 2 (%x) : (tensor<4xf32>) -> tensor<4xf32>
  // CHECK-COUNT-2: array.callback "io" 3
  %c = array.callback "io" 3 (%x) : (tensor<4xf32>) -> tensor<4xf32>
  %d = array.callback "io" 3 (%x) : (tensor<4xf32>) -> tensor<4xf32>
  // CHECK-COUNT-2: array.optimization_barrier
  %e = array.optimization_barrier %x : tensor<4xf32>
  %f = array.optimization_barrier %x : tensor<4xf32>
  %g = array.add %a, %e : tensor<4xf32>
  %h = array.add %b, %f : tensor<4xf32>
  // CHECK: array.foreign_call "log" has_side_effect
  array.foreign_call "log" has_side_effect (%x) : (tensor<4xf32>) -> ()
  return %g, %h : tensor<4xf32>, tensor<4xf32>
}

// GRAD-LABEL: func.func @gradient_grad
// GRAD: array.callback "debug" 1(%arg0)
// GRAD-NOT: array.callback
// GRAD: array.optimization_barrier
// GRAD: return
func.func @gradient(%x: tensor<f32>) -> tensor<f32> {
  array.callback "debug" 1 (%x) : (tensor<f32>) -> ()
  %b = array.optimization_barrier %x : tensor<f32>
  %y = array.mul %b, %b : tensor<f32>
  return %y : tensor<f32>
}

// What is fused does not overtake: the loop of %a and %c needs the second call.
// LINALG-LABEL: func.func @order
// LINALG: array.runtime_call "cv_callback" [1,
// LINALG: array.runtime_call "cv_callback" [2,
// LINALG: array.runtime_call "cv_callback" [3,
func.func @order(%x: tensor<4xf32>) -> (tensor<4xf32>, tensor<f32>) {
  %a = array.sin %x : tensor<4xf32>
  %early = array.reduce_sum %a {axes = array<i64: 0>} : (tensor<4xf32>) -> tensor<f32>
  array.callback "debug" 1 (%x) : (tensor<4xf32>) -> ()
  %b = array.callback "io" 2 (%x) : (tensor<4xf32>) -> tensor<4xf32>
  %c = array.add %a, %b : tensor<4xf32>
  array.callback "debug" 3 () : () -> ()
  return %c, %early : tensor<4xf32>, tensor<f32>
}
