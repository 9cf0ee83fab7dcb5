// RUN: covector-opt %s -array-jvp -array-simplify | FileCheck %s --check-prefix=FORWARD
// RUN: covector-opt %s -array-vjp -array-simplify | FileCheck %s --check-prefix=REVERSE

// a position has no derivative
// FORWARD-LABEL: func.func @main_jvp(
// FORWARD-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>) -> (tensor<f32>, tensor<f32>)
// FORWARD-NEXT:    %[[ARGMAX2:.*]] = array.argmax %[[A]] {axis = 0 : i64, index_type = i32} : (tensor<4xf32>) -> tensor<i32>
// FORWARD-NEXT:    %[[CONVERT3:.*]] = array.convert %[[ARGMAX2]] {element_type = f32} : (tensor<i32>) -> tensor<f32>
// FORWARD-NEXT:    %[[CONSTANT4:.*]] = array.constant dense<0.000000e+00> : tensor<f32>
// FORWARD-NEXT:    return %[[CONVERT3]], %[[CONSTANT4]]
// REVERSE-LABEL: func.func @main_vjp(
// REVERSE-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<f32>) -> (tensor<f32>, tensor<4xf32>)
// REVERSE-NEXT:    %[[ARGMAX2:.*]] = array.argmax %[[A]] {axis = 0 : i64, index_type = i32} : (tensor<4xf32>) -> tensor<i32>
// REVERSE-NEXT:    %[[CONVERT3:.*]] = array.convert %[[ARGMAX2]] {element_type = f32} : (tensor<i32>) -> tensor<f32>
// REVERSE-NEXT:    %[[CONSTANT4:.*]] = array.constant dense<0.000000e+00> : tensor<4xf32>
// REVERSE-NEXT:    return %[[CONVERT3]], %[[CONSTANT4]]
func.func @main(%x: tensor<4xf32>) -> tensor<f32> {
  %0 = array.argmax %x {axis = 0 : i64, index_type = i32} : (tensor<4xf32>) -> tensor<i32>
  %1 = array.convert %0 {element_type = f32} : (tensor<i32>) -> tensor<f32>
  return %1 : tensor<f32>
}
