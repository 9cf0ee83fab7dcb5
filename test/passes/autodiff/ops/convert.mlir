// RUN: covector-opt %s -array-jvp -array-simplify | FileCheck %s --check-prefix=FORWARD
// RUN: covector-opt %s -array-vjp -array-simplify | FileCheck %s --check-prefix=REVERSE

// a cotangent is converted back
// FORWARD-LABEL: func.func @main_jvp(
// FORWARD-SAME:      %[[A:.*]]: tensor<4xf64>, %[[B:.*]]: tensor<4xf64>) -> (tensor<4xf32>, tensor<4xf32>)
// FORWARD-NEXT:    %[[CONVERT2:.*]] = array.convert %[[A]] {element_type = f32} : (tensor<4xf64>) -> tensor<4xf32>
// FORWARD-NEXT:    %[[CONVERT3:.*]] = array.convert %[[B]] {element_type = f32} : (tensor<4xf64>) -> tensor<4xf32>
// FORWARD-NEXT:    return %[[CONVERT2]], %[[CONVERT3]]
// REVERSE-LABEL: func.func @main_vjp(
// REVERSE-SAME:      %[[A:.*]]: tensor<4xf64>, %[[B:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf64>)
// REVERSE-NEXT:    %[[CONVERT2:.*]] = array.convert %[[A]] {element_type = f32} : (tensor<4xf64>) -> tensor<4xf32>
// REVERSE-NEXT:    %[[CONVERT3:.*]] = array.convert %[[B]] {element_type = f64} : (tensor<4xf32>) -> tensor<4xf64>
// REVERSE-NEXT:    return %[[CONVERT2]], %[[CONVERT3]]
func.func @main(%x: tensor<4xf64>) -> tensor<4xf32> {
  %0 = array.convert %x {element_type = f32} : (tensor<4xf64>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}
