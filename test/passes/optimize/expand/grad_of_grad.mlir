// RUN: covector-opt %s -array-transforms-pipeline | FileCheck %s

// The second derivative of exp is exp.
// CHECK-LABEL: func.func @main(
// CHECK-SAME:      %[[X:.*]]: tensor<f32>) -> tensor<f32>
// CHECK-NEXT:    %[[EXP:.*]] = array.exp %[[X]]
// CHECK-NEXT:    return %[[EXP]]
// CHECK-NOT:   func.func
func.func @main(%x: tensor<f32>) -> tensor<f32> {
  %one = array.constant dense<1.0> : tensor<f32>
  %y, %g = array.vjp @first(%x) cotangents(%one) argnums [0] resnums [0]
      : (tensor<f32>, tensor<f32>) -> (tensor<f32>, tensor<f32>)
  return %g : tensor<f32>
}
func.func private @first(%x: tensor<f32>) -> tensor<f32> {
  %one = array.constant dense<1.0> : tensor<f32>
  %y, %g = array.vjp @f(%x) cotangents(%one) argnums [0] resnums [0]
      : (tensor<f32>, tensor<f32>) -> (tensor<f32>, tensor<f32>)
  return %g : tensor<f32>
}
func.func private @f(%x: tensor<f32>) -> tensor<f32> {
  %0 = array.exp %x : tensor<f32>
  return %0 : tensor<f32>
}
