// RUN: covector-opt %s --array-vjp="function=f argnums=1" --array-simplify | FileCheck %s --check-prefix=LINEAR
// RUN: covector-opt %s --array-vjp="function=f argnums=0" --array-simplify | FileCheck %s --check-prefix=RESIDUAL
// RUN: covector-opt %s --array-transpose="function=f argnums=1" --array-simplify | FileCheck %s --check-prefix=TRANSPOSE

func.func private @t(%r: tensor<f32>, %ct: tensor<f32>) -> tensor<f32> {
  %0 = array.pow %ct, %r : tensor<f32>
  return %0 : tensor<f32>
}

// By the linear operand the rule is the derivative.
// LINEAR-LABEL: func.func @f_vjp(
// LINEAR-SAME: %[[R:.*]]: tensor<f32>, %[[X:.*]]: tensor<f32>, %[[CT:.*]]: tensor<f32>)
// LINEAR: %[[CX:.*]] = array.pow %[[CT]], %[[R]]
// LINEAR: return %{{.*}}, %[[CX]]

// By the residual it is that of the body.
// RESIDUAL-LABEL: func.func @f_vjp(
// RESIDUAL-NOT: array.pow
// RESIDUAL: array.div
// RESIDUAL-NOT: array.pow

// TRANSPOSE-LABEL: func.func @f_transpose(
// TRANSPOSE-SAME: %[[R:.*]]: tensor<f32>, %[[CT:.*]]: tensor<f32>)
// TRANSPOSE: %[[CX:.*]] = array.pow %[[CT]], %[[R]]
// TRANSPOSE: return %[[CX]]
func.func @f(%r: tensor<f32>, %x: tensor<f32>) -> tensor<f32> {
  %y = array.linear_call @t(%r, %x) residuals 1 : (tensor<f32>, tensor<f32>) -> tensor<f32> {
  ^bb0(%a: tensor<f32>, %b: tensor<f32>):
    %0 = array.div %b, %a : tensor<f32>
    array.yield %0 : tensor<f32>
  }
  return %y : tensor<f32>
}
