// RUN: covector-opt %s -array-jvp -array-simplify | FileCheck %s --check-prefix=FORWARD
// RUN: covector-opt %s -array-vjp -array-simplify | FileCheck %s --check-prefix=REVERSE

// a cotangent is cut back; that of the value is the sum of the rest
// FORWARD-LABEL: func.func @main_jvp(
// FORWARD-SAME:      %[[A:.*]]: tensor<3xf32>, %[[B:.*]]: tensor<f32>, %[[C:.*]]: tensor<3xf32>, %[[D:.*]]: tensor<f32>) -> (tensor<8xf32>, tensor<8xf32>)
// FORWARD-NEXT:    %[[PAD4:.*]] = array.pad %[[A]], %[[B]] {high = array<i64: 2>, interior = array<i64: 1>, low = array<i64: 1>} : (tensor<3xf32>, tensor<f32>) -> tensor<8xf32>
// FORWARD-NEXT:    %[[PAD5:.*]] = array.pad %[[C]], %[[D]] {high = array<i64: 2>, interior = array<i64: 1>, low = array<i64: 1>} : (tensor<3xf32>, tensor<f32>) -> tensor<8xf32>
// FORWARD-NEXT:    return %[[PAD4]], %[[PAD5]]
// REVERSE-LABEL: func.func @main_vjp(
// REVERSE-SAME:      %[[A:.*]]: tensor<3xf32>, %[[B:.*]]: tensor<f32>, %[[C:.*]]: tensor<8xf32>) -> (tensor<8xf32>, tensor<3xf32>, tensor<f32>)
// REVERSE-NEXT:    %[[PAD3:.*]] = array.pad %[[A]], %[[B]] {high = array<i64: 2>, interior = array<i64: 1>, low = array<i64: 1>} : (tensor<3xf32>, tensor<f32>) -> tensor<8xf32>
// REVERSE-NEXT:    %[[SLICE4:.*]] = array.slice %[[C]] {limits = array<i64: 6>, starts = array<i64: 1>, strides = array<i64: 2>} : (tensor<8xf32>) -> tensor<3xf32>
// REVERSE-NEXT:    %[[CONSTANT5:.*]] = array.constant dense<0.000000e+00> : tensor<8xf32>
// REVERSE-NEXT:    %[[CONSTANT6:.*]] = array.constant dense<false> : tensor<3xi1>
// REVERSE-NEXT:    %[[CONSTANT7:.*]] = array.constant dense<true> : tensor<i1>
// REVERSE-NEXT:    %[[PAD8:.*]] = array.pad %[[CONSTANT6]], %[[CONSTANT7]] {high = array<i64: 2>, interior = array<i64: 1>, low = array<i64: 1>} : (tensor<3xi1>, tensor<i1>) -> tensor<8xi1>
// REVERSE-NEXT:    %[[SELECT9:.*]] = array.select %[[PAD8]], %[[C]], %[[CONSTANT5]] : (tensor<8xi1>, tensor<8xf32>, tensor<8xf32>) -> tensor<8xf32>
// REVERSE-NEXT:    %[[REDUCESUM10:.*]] = array.reduce_sum %[[SELECT9]] {axes = array<i64: 0>} : (tensor<8xf32>) -> tensor<f32>
// REVERSE-NEXT:    return %[[PAD3]], %[[SLICE4]], %[[REDUCESUM10]]
func.func @main(%x: tensor<3xf32>, %v: tensor<f32>) -> tensor<8xf32> {
  %0 = array.pad %x, %v {high = array<i64: 2>, interior = array<i64: 1>, low = array<i64: 1>} : (tensor<3xf32>, tensor<f32>) -> tensor<8xf32>
  return %0 : tensor<8xf32>
}
