// RUN: covector-opt %s -array-jvp -array-simplify | FileCheck %s --check-prefix=FORWARD
// RUN: covector-opt %s -array-vjp -array-simplify | FileCheck %s --check-prefix=REVERSE

// an integer has no derivative
// FORWARD-LABEL: func.func @main_jvp(
// FORWARD-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>)
// FORWARD-NEXT:    %[[CONVERT2:.*]] = array.convert %[[A]] {element_type = i32} : (tensor<4xf32>) -> tensor<4xi32>
// FORWARD-NEXT:    %[[CONVERT3:.*]] = array.convert %[[CONVERT2]] {element_type = f32} : (tensor<4xi32>) -> tensor<4xf32>
// FORWARD-NEXT:    %[[CONSTANT4:.*]] = array.constant dense<0.000000e+00> : tensor<4xf32>
// FORWARD-NEXT:    return %[[CONVERT3]], %[[CONSTANT4]]
// REVERSE-LABEL: func.func @main_vjp(
// REVERSE-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>)
// REVERSE-NEXT:    %[[CONVERT2:.*]] = array.convert %[[A]] {element_type = i32} : (tensor<4xf32>) -> tensor<4xi32>
// REVERSE-NEXT:    %[[CONVERT3:.*]] = array.convert %[[CONVERT2]] {element_type = f32} : (tensor<4xi32>) -> tensor<4xf32>
// REVERSE-NEXT:    %[[CONSTANT4:.*]] = array.constant dense<0.000000e+00> : tensor<4xf32>
// REVERSE-NEXT:    return %[[CONVERT3]], %[[CONSTANT4]]
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  %0 = array.convert %x {element_type = i32} : (tensor<4xf32>) -> tensor<4xi32>
  %1 = array.convert %0 {element_type = f32} : (tensor<4xi32>) -> tensor<4xf32>
  return %1 : tensor<4xf32>
}
