// RUN: covector-opt %s -array-jvp -array-simplify | FileCheck %s --check-prefix=FORWARD
// RUN: covector-opt %s -array-vjp -array-simplify | FileCheck %s --check-prefix=REVERSE

// a cotangent is padded with zeros, between its elements for a stride
// FORWARD-LABEL: func.func @main_jvp(
// FORWARD-SAME:      %[[A:.*]]: tensor<8xf32>, %[[B:.*]]: tensor<8xf32>) -> (tensor<3xf32>, tensor<3xf32>)
// FORWARD-NEXT:    %[[SLICE2:.*]] = array.slice %[[A]] {limits = array<i64: 6>, starts = array<i64: 1>, strides = array<i64: 2>} : (tensor<8xf32>) -> tensor<3xf32>
// FORWARD-NEXT:    %[[SLICE3:.*]] = array.slice %[[B]] {limits = array<i64: 6>, starts = array<i64: 1>, strides = array<i64: 2>} : (tensor<8xf32>) -> tensor<3xf32>
// FORWARD-NEXT:    return %[[SLICE2]], %[[SLICE3]]
// REVERSE-LABEL: func.func @main_vjp(
// REVERSE-SAME:      %[[A:.*]]: tensor<8xf32>, %[[B:.*]]: tensor<3xf32>) -> (tensor<3xf32>, tensor<8xf32>)
// REVERSE-NEXT:    %[[SLICE2:.*]] = array.slice %[[A]] {limits = array<i64: 6>, starts = array<i64: 1>, strides = array<i64: 2>} : (tensor<8xf32>) -> tensor<3xf32>
// REVERSE-NEXT:    %[[CONSTANT3:.*]] = array.constant dense<0.000000e+00> : tensor<f32>
// REVERSE-NEXT:    %[[PAD4:.*]] = array.pad %[[B]], %[[CONSTANT3]] {high = array<i64: 2>, interior = array<i64: 1>, low = array<i64: 1>} : (tensor<3xf32>, tensor<f32>) -> tensor<8xf32>
// REVERSE-NEXT:    return %[[SLICE2]], %[[PAD4]]
func.func @main(%x: tensor<8xf32>) -> tensor<3xf32> {
  %0 = array.slice %x {limits = array<i64: 6>, starts = array<i64: 1>, strides = array<i64: 2>} : (tensor<8xf32>) -> tensor<3xf32>
  return %0 : tensor<3xf32>
}
