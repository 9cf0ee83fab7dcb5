// RUN: covector-opt %s -array-jvp -array-simplify | FileCheck %s --check-prefix=FORWARD
// RUN: covector-opt %s -array-vjp -array-simplify | FileCheck %s --check-prefix=REVERSE

// a cotangent is reshaped back
// FORWARD-LABEL: func.func @main_jvp(
// FORWARD-SAME:      %[[A:.*]]: tensor<2x3xf32>, %[[B:.*]]: tensor<2x3xf32>) -> (tensor<6xf32>, tensor<6xf32>)
// FORWARD-NEXT:    %[[RESHAPE2:.*]] = array.reshape %[[A]] {shape = array<i64: 6>} : (tensor<2x3xf32>) -> tensor<6xf32>
// FORWARD-NEXT:    %[[RESHAPE3:.*]] = array.reshape %[[B]] {shape = array<i64: 6>} : (tensor<2x3xf32>) -> tensor<6xf32>
// FORWARD-NEXT:    return %[[RESHAPE2]], %[[RESHAPE3]]
// REVERSE-LABEL: func.func @main_vjp(
// REVERSE-SAME:      %[[A:.*]]: tensor<2x3xf32>, %[[B:.*]]: tensor<6xf32>) -> (tensor<6xf32>, tensor<2x3xf32>)
// REVERSE-NEXT:    %[[RESHAPE2:.*]] = array.reshape %[[A]] {shape = array<i64: 6>} : (tensor<2x3xf32>) -> tensor<6xf32>
// REVERSE-NEXT:    %[[RESHAPE3:.*]] = array.reshape %[[B]] {shape = array<i64: 2, 3>} : (tensor<6xf32>) -> tensor<2x3xf32>
// REVERSE-NEXT:    return %[[RESHAPE2]], %[[RESHAPE3]]
func.func @main(%x: tensor<2x3xf32>) -> tensor<6xf32> {
  %0 = array.reshape %x {shape = array<i64: 6>} : (tensor<2x3xf32>) -> tensor<6xf32>
  return %0 : tensor<6xf32>
}
