// RUN: covector-opt %s -array-transforms-pipeline | FileCheck %s

// Hessian times vector, forward over reverse: f = sum(exp(x)), H v = exp(x) v.
// CHECK-LABEL: func.func @main(
// CHECK-SAME:      %[[X:.*]]: tensor<4xf32>, %[[V:.*]]: tensor<4xf32>) -> tensor<4xf32>
// CHECK-NEXT:    %[[EXP:.*]] = array.exp %[[X]]
// CHECK-NEXT:    %[[HV:.*]] = array.mul %[[V]], %[[EXP]]
// CHECK-NEXT:    return %[[HV]]
func.func @main(%x: tensor<4xf32>, %v: tensor<4xf32>) -> tensor<4xf32> {
  %g, %hv = array.jvp @gradient(%x) tangents(%v) argnums [0]
      : (tensor<4xf32>, tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>)
  return %hv : tensor<4xf32>
}
func.func private @gradient(%x: tensor<4xf32>) -> tensor<4xf32> {
  %one = array.constant dense<1.0> : tensor<f32>
  %y, %g = array.vjp @f(%x) cotangents(%one) argnums [0] resnums [0]
      : (tensor<4xf32>, tensor<f32>) -> (tensor<f32>, tensor<4xf32>)
  return %g : tensor<4xf32>
}
func.func private @f(%x: tensor<4xf32>) -> tensor<f32> {
  %0 = array.exp %x : tensor<4xf32>
  %1 = array.reduce_sum %0 {axes = array<i64: 0>} : (tensor<4xf32>) -> tensor<f32>
  return %1 : tensor<f32>
}
