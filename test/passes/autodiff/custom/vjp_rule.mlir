// RUN: covector-opt %s --array-vjp="function=f argnums=0,1" --array-simplify | FileCheck %s
// RUN: covector-opt %s --array-jvp="function=f argnums=0" | FileCheck %s --check-prefix=JVP
// RUN: not covector-opt %s --array-jvp="function=f argnums=0" --array-expand-transforms 2>&1 | FileCheck %s --check-prefix=ERROR

func.func private @fwd(%x: tensor<4xf32>, %n: tensor<i32>, %y: tensor<f32>)
    -> (tensor<4xf32>, tensor<4xf32>) {
  %0 = array.exp %x : tensor<4xf32>
  return %x, %0 : tensor<4xf32>, tensor<4xf32>
}
func.func private @bwd(%r: tensor<4xf32>, %ct: tensor<4xf32>) -> (tensor<4xf32>, tensor<f32>) {
  %0 = array.mul %r, %ct : tensor<4xf32>
  %1 = array.reduce_sum %ct {axes = array<i64: 0>} : (tensor<4xf32>) -> tensor<f32>
  return %0, %1 : tensor<4xf32>, tensor<f32>
}

// Residuals are what the forward rule keeps; integers have no cotangent.
// CHECK-LABEL: func.func @f_vjp(
// CHECK-SAME: %[[X:.*]]: tensor<4xf32>, %[[Y:.*]]: tensor<f32>, %[[N:.*]]: tensor<i32>, %[[CT:.*]]: tensor<4xf32>)
// CHECK: %[[R:.*]] = array.exp %[[X]]
// CHECK: %[[CX:.*]] = array.mul %[[R]], %[[CT]]
// CHECK: %[[CY:.*]] = array.reduce_sum %[[CT]]
// CHECK: return %[[X]], %[[CX]], %[[CY]]

// JVP-LABEL: func.func @f_jvp(
// JVP: array.linear_call @bwd(%{{.*}}, %{{.*}}, %{{.*}}) residuals 1
// JVP-NEXT: }

// ERROR: error: TypeError: can't apply forward-mode differentiation (jvp) to a custom_vjp function
func.func @f(%x: tensor<4xf32>, %y: tensor<f32>, %n: tensor<i32>) -> tensor<4xf32> {
  %0 = array.custom_vjp_call @fwd, @bwd(%x, %n, %y)
      : (tensor<4xf32>, tensor<i32>, tensor<f32>) -> tensor<4xf32> {
  ^bb0(%a: tensor<4xf32>, %b: tensor<i32>, %c: tensor<f32>):
    array.yield %a : tensor<4xf32>
  }
  return %0 : tensor<4xf32>
}
