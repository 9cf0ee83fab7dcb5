// RUN: covector-opt %s -array-grad -array-simplify | FileCheck %s
// RUN: covector-opt %s "-array-grad=argnums=1 value=true" -array-simplify | FileCheck %s --check-prefix=VALUE

// The cotangent 1 of result 0 is put in: the gradient of x * y is (y, x).
// CHECK-LABEL: func.func @main_grad(
// CHECK-SAME:      %[[A:.*]]: tensor<f32>, %[[B:.*]]: tensor<f32>) -> (tensor<f32>, tensor<f32>)
// CHECK-NEXT:    return %[[B]], %[[A]]
// VALUE-LABEL: func.func @main_grad(
// VALUE-SAME:      %[[A:.*]]: tensor<f32>, %[[B:.*]]: tensor<f32>) -> (tensor<f32>, tensor<i32>, tensor<f32>)
// VALUE-NEXT:    %[[MUL2:.*]] = array.mul %[[A]], %[[B]]
// VALUE-NEXT:    %[[CONSTANT3:.*]] = array.constant dense<7> : tensor<i32>
// VALUE-NEXT:    return %[[MUL2]], %[[CONSTANT3]], %[[A]]
func.func @main(%x: tensor<f32>, %y: tensor<f32>) -> (tensor<f32>, tensor<i32>) {
  %0 = array.mul %x, %y : tensor<f32>
  %1 = array.constant dense<7> : tensor<i32>
  return %0, %1 : tensor<f32>, tensor<i32>
}
