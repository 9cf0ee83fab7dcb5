// RUN: covector-opt %s --array-jvp="function=f argnums=0" --array-simplify | FileCheck %s --check-prefix=JVP
// RUN: covector-opt %s --array-vjp="function=f argnums=0" --array-simplify | FileCheck %s --check-prefix=VJP
// RUN: covector-opt %s --array-linearize="function=f argnums=0" --array-simplify | FileCheck %s --check-prefix=LIN
// RUN: covector-opt %s --array-expand-transforms | FileCheck %s --check-prefix=BODY

// The rule says 3 cos(x): no derivative of sin can be mistaken for it.
func.func private @f_jvp(%x: tensor<4xf32>, %dx: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>) {
  %0 = func.call @f(%x) : (tensor<4xf32>) -> tensor<4xf32>
  %1 = array.cos %x : tensor<4xf32>
  %3 = array.constant dense<3.0> : tensor<4xf32>
  %4 = array.mul %3, %1 : tensor<4xf32>
  %5 = array.mul %dx, %4 : tensor<4xf32>
  return %0, %5 : tensor<4xf32>, tensor<4xf32>
}

// JVP-LABEL: func.func @f_jvp_0(
// JVP-SAME: %[[X:.*]]: tensor<4xf32>, %[[DX:.*]]: tensor<4xf32>)
// JVP: %[[Y:.*]] = array.custom_jvp_call @f_jvp(%[[X]])
// JVP: %[[COS:.*]] = array.cos %[[X]]
// JVP: %[[SLOPE:.*]] = array.mul %[[COS]], %{{.*}}
// JVP: %[[DY:.*]] = array.mul %[[DX]], %[[SLOPE]]
// JVP: return %[[Y]], %[[DY]]

// VJP-LABEL: func.func @f_vjp(
// VJP-SAME: %[[X:.*]]: tensor<4xf32>, %[[CT:.*]]: tensor<4xf32>)
// VJP: %[[SLOPE:.*]] = array.mul
// VJP: %[[CX:.*]] = array.mul %[[CT]], %[[SLOPE]]
// VJP: return %{{.*}}, %[[CX]]

// LIN-LABEL: func.func @f_linear(
// LIN-SAME: %[[SLOPE:.*]]: tensor<4xf32>, %[[DX:.*]]: tensor<4xf32>)
// LIN: %[[DY:.*]] = array.mul %[[DX]], %[[SLOPE]]
// LIN: return %[[DY]]

// What is not differentiated is the body.
// BODY-NOT: custom_jvp_call
// BODY-NOT: @f_jvp
// BODY-LABEL: func.func @f(
// BODY-NEXT: array.sin
// BODY-NEXT: return
func.func @f(%x: tensor<4xf32>) -> tensor<4xf32> {
  %y = array.custom_jvp_call @f_jvp(%x) : (tensor<4xf32>) -> tensor<4xf32> {
  ^bb0(%a: tensor<4xf32>):
    %0 = array.sin %a : tensor<4xf32>
    array.yield %0 : tensor<4xf32>
  }
  return %y : tensor<4xf32>
}
